// title.zh: 领导联点的村
// title.en: The villages that leaders are linked to
// :param active => '在岗'
// :param as_of => date()

MATCH (c:Cadre)-[l:LINKED_TO]->(v:Village)
WHERE c.state = $active
  AND (l.start_date IS NULL OR l.start_date <= $as_of)
  AND (l.end_date IS NULL OR l.end_date >= $as_of)
RETURN c.id AS cadre, c.name AS name, c.rank AS rank, v.county AS county, v.id AS village, v.name AS village_name,
  l.start_date AS since
ORDER BY cadre, village
