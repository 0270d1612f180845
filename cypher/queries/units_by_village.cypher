// title.zh: 各村的牵头、责任和共建单位
// title.en: Each village's lead, responsible and partner units
// :param as_of => date()

MATCH (v:Village)
OPTIONAL MATCH (u:Unit)-[t:TWINNED_WITH]->(v)
WHERE (t.start_date IS NULL OR t.start_date <= $as_of)
  AND (t.end_date IS NULL OR t.end_date >= $as_of)
RETURN v.county AS county, v.id AS village, v.name AS village_name,
  collect(CASE WHEN t.role = 'lead' THEN u.name END) AS lead,
  collect(CASE WHEN t.role = 'responsible' THEN u.name END) AS responsible,
  collect(CASE WHEN t.role = 'partner' THEN u.name END) AS partner,
  collect(CASE WHEN t.role = 'undecided' THEN u.name END) AS undecided
ORDER BY county, village
