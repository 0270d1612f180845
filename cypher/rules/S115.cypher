// code: S115
// severity: warning
// title.zh: 单位结对的村过多
// title.en: Unit twinned with more villages than the policy
// message.zh: 单位“{unit_name}”结对 {number} 个村，最多应为 {most} 个。
// message.en: Unit {unit_name} is twinned with {number} villages; the policy is at most {most}.
// hint.zh: 把部分村调给其他单位，或在设置中修改“每单位最多村数”。
// hint.en: Give some of the villages to other units, or change 每单位最多村数 in the settings.
// source.zh: “保持相当均衡”：一个单位结对的村不宜过多，默认 2 个，可在设置中改。
// source.en: “Keep it fairly balanced”: a unit should not have too many villages; 2 unless the settings say otherwise.
// population.zh: 单位
// population.en: units
// over: (u:Unit)
// needs: units, twinnings
// at: units.name

MATCH (u:Unit)-[t:TWINNED_WITH]->(v:Village)
WHERE (t.start_date IS NULL OR t.start_date <= $as_of)
  AND (t.end_date IS NULL OR t.end_date >= $as_of)
WITH u, count(DISTINCT v.id) AS number
WHERE number > $villages_per_unit
RETURN u.id AS unit, coalesce(u.name, u.id) AS unit_name, number, $villages_per_unit AS most
