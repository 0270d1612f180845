// code: S106
// severity: error
// title.zh: 第一书记不是牵头单位派出的
// title.en: The lead unit did not send the first secretary
// message.zh: 村“{village_name}”的牵头单位是“{unit_names}”，但第一书记{cadre_names}不是该单位派出的。
// message.en: {unit_names} is lead unit of village {village_name}, but did not send its first secretary {cadre_names}.
// hint.zh: 核对“单位结对”表的角色和“驻村”表的派出单位，改正其中一处。
// hint.en: Compare the role in the twinnings with the sending unit in the postings, and correct one of them.
// source.zh: 青海省公安厅 2016 年的“1+1帮1”：每个贫困村有一个牵头单位（派出第一书记）和一个责任单位（派出驻村民警）。
// source.en: The “1+1帮1” form of the Qinghai Provincial Public Security Department, 2016: each village has one lead unit, which sent its first secretary, and one responsible unit, which sent its resident officer.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, twinnings.role, postings
// at: twinnings.role

MATCH (u:Unit)-[t:TWINNED_WITH]->(v:Village)
WHERE t.role = 'lead'
  AND (t.start_date IS NULL OR t.start_date <= $as_of)
  AND (t.end_date IS NULL OR t.end_date >= $as_of)
WITH v, max(t.key) AS twinning, collect(DISTINCT u.id) AS senders, collect(DISTINCT coalesce(u.name, u.id)) AS unit_names
MATCH (c:Cadre)-[p:POSTED_TO]->(v)
WHERE p.role = 'first_secretary' AND p.sent_by IS NOT NULL AND c.state = $active
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH v, twinning, unit_names, count(CASE WHEN p.sent_by IN senders THEN 1 END) AS own,
  collect(DISTINCT coalesce(c.name, c.id)) AS cadre_names
WHERE own = 0
RETURN v.id AS village, twinning, coalesce(v.name, v.id) AS village_name, unit_names, cadre_names
