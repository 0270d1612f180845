// code: S104
// severity: error
// title.zh: 村有多个责任单位
// title.en: Village with more than one responsible unit
// message.zh: 村“{village_name}”有 {number} 个责任单位：{unit_names}。
// message.en: Village {village_name} has {number} responsible units: {unit_names}.
// hint.zh: 只留一个责任单位，其余改为“共建”，或填上结束日期。
// hint.en: Keep one responsible unit; make the others partners, or give them an end date.
// source.zh: 青海省公安厅 2016 年的“1+1帮1”：每个贫困村有一个牵头单位（派出第一书记）和一个责任单位（派出驻村民警）。
// source.en: The “1+1帮1” form of the Qinghai Provincial Public Security Department, 2016: each village has one lead unit, which sent its first secretary, and one responsible unit, which sent its resident officer.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, twinnings.role
// at: villages.name

MATCH (u:Unit)-[t:TWINNED_WITH]->(v:Village)
WHERE t.role = 'responsible'
  AND (t.start_date IS NULL OR t.start_date <= $as_of)
  AND (t.end_date IS NULL OR t.end_date >= $as_of)
WITH v, count(DISTINCT u.id) AS number, collect(DISTINCT u.id) AS units,
  collect(DISTINCT coalesce(u.name, u.id)) AS unit_names
WHERE number > 1
RETURN v.id AS village, units, coalesce(v.name, v.id) AS village_name, number, unit_names
