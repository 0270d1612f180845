// title.zh: 一个村的全图：单位、驻村、联点、贫困户和帮扶人
// title.en: A village's whole picture: units, postings, liaisons, households and who helps them
// :param as_of => date()
// :param village => 'V01'

MATCH (v:Village)<-[tie:TWINNED_WITH|POSTED_TO|LINKED_TO|LIVES_IN]-(near)
WHERE v.id = $village
  AND (tie.start_date IS NULL OR tie.start_date <= $as_of)
  AND (tie.end_date IS NULL OR tie.end_date >= $as_of)
WITH v, tie, near
OPTIONAL MATCH (near)<-[help:HELPS]-(cadre:Cadre)
WHERE NOT help.void
  AND (help.start_date IS NULL OR help.start_date <= $as_of)
  AND (help.end_date IS NULL OR help.end_date >= $as_of)
WITH v, tie, near, help, cadre
OPTIONAL MATCH (cadre)-[member:BELONGS_TO]->(unit:Unit)
RETURN v, tie, near, help, cadre, member, unit
