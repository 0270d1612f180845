// title.zh: 某日之前到期的结对
// title.en: Pairings that end by a date
// :param active => '在岗'
// :param as_of => date()
// :param in_scope => ['在册', '已脱贫']
// :param until => date() + duration({days: 30})

MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE c.state = $active AND h.state IN $in_scope AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND p.end_date >= $as_of AND p.end_date <= $until
WITH c, p, h
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
WITH c, p, h, u
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN p.end_date AS last_day, v.name AS village, h.id AS household, h.head AS head, u.name AS unit, c.id AS cadre,
  c.name AS name
ORDER BY last_day, household, cadre
