// title.zh: 各村的驻村干部和派出单位
// title.en: Who is posted to each village, and who sent them
// :param active => '在岗'
// :param as_of => date()

MATCH (c:Cadre)-[s:POSTED_TO]->(v:Village)
WHERE c.state = $active
  AND (s.start_date IS NULL OR s.start_date <= $as_of)
  AND (s.end_date IS NULL OR s.end_date >= $as_of)
WITH v, s, c
OPTIONAL MATCH (sender:Unit)
WHERE sender.id = s.sent_by
RETURN v.county AS county, v.id AS village, v.name AS village_name, s.role AS role, c.id AS cadre, c.name AS name,
  c.rank AS rank, sender.name AS sent_by, s.start_date AS since
ORDER BY county, village, role, cadre
