// code: S105
// severity: error
// title.zh: 一个单位在同一村身兼两职
// title.en: One unit in both roles for a village
// message.zh: 单位“{unit_name}”对村“{village_name}”既是牵头单位又是责任单位。
// message.en: Unit {unit_name} is both lead unit and responsible unit of village {village_name}.
// hint.zh: 保留一个角色，另一个角色改由其他单位承担。
// hint.en: Keep one of the roles and give the other to another unit.
// source.zh: “1+1帮1”要求牵头单位与责任单位是两个单位；一个单位在一个村只有一个角色。
// source.en: The “1+1帮1” form asks for two units; a unit has one role only in a village.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, twinnings.role
// at: twinnings.role

MATCH (u:Unit)-[t:TWINNED_WITH]->(v:Village)
WHERE (t.start_date IS NULL OR t.start_date <= $as_of)
  AND (t.end_date IS NULL OR t.end_date >= $as_of)
WITH u, v, max(t.key) AS twinning, count(CASE WHEN t.role = 'lead' THEN 1 END) AS leads,
  count(CASE WHEN t.role = 'responsible' THEN 1 END) AS duties
WHERE leads > 0 AND duties > 0
RETURN u.id AS unit, v.id AS village, twinning, coalesce(u.name, u.id) AS unit_name,
  coalesce(v.name, v.id) AS village_name
