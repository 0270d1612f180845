// title.zh: 各县的帮扶覆盖情况
// title.en: Coverage by county
// :param active => '在岗'
// :param as_of => date()
// :param in_scope => ['在册', '已脱贫']

MATCH (h:Household)
WHERE h.state IN $in_scope
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
WITH h, coalesce(v.county, '—') AS county
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, county, count(p.key) AS helpers
WITH county, count(*) AS households, coalesce(sum(h.persons), 0) AS persons,
  count(CASE WHEN helpers > 0 THEN 1 END) AS covered
RETURN county, households, persons, covered, floor(1000.0 * covered / households) / 10 AS percent
ORDER BY percent, county
