// title.zh: 一个单位的全图：结对村、干部和帮扶的户
// title.en: A unit's whole picture: its villages, its cadres and whom they help
// :param active => '在岗'
// :param as_of => date()
// :param unit => 'U01'

MATCH (u:Unit)<-[member:BELONGS_TO]-(c:Cadre)
WHERE u.id = $unit AND c.state = $active
WITH u, member, c
OPTIONAL MATCH (c)-[help:HELPS]->(h:Household)
WHERE NOT help.void
  AND (help.start_date IS NULL OR help.start_date <= $as_of)
  AND (help.end_date IS NULL OR help.end_date >= $as_of)
WITH u, member, c, help, h
OPTIONAL MATCH (h)-[home:LIVES_IN]->(v:Village)
WITH u, member, c, help, h, home, v
OPTIONAL MATCH (u)-[twinning:TWINNED_WITH]->(v)
WHERE (twinning.start_date IS NULL OR twinning.start_date <= $as_of)
  AND (twinning.end_date IS NULL OR twinning.end_date >= $as_of)
RETURN u, member, c, help, h, home, v, twinning
