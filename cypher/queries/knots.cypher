// title.zh: 交叉：干部和户各有别的结对
// title.en: Knots: cadre and household of a pairing both have others
// :param active => '在岗'
// :param as_of => date()
// :param in_scope => ['在册', '已脱贫']

MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE c.state = $active AND h.state IN $in_scope AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, count(*) AS helpers
WHERE helpers > 1
WITH h
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, p, c
OPTIONAL MATCH (c)-[q:HELPS]->(other:Household)
WHERE other.state IN $in_scope AND NOT q.void
  AND (q.start_date IS NULL OR q.start_date <= $as_of)
  AND (q.end_date IS NULL OR q.end_date >= $as_of)
WITH h, p, c, count(q.key) AS households
WHERE households > 1
RETURN c, p, h
