// title.zh: 各村没有帮扶人的贫困户
// title.en: Households that nobody helps, village by village
// :param active => '在岗'
// :param as_of => date()
// :param in_scope => ['在册', '已脱贫']

MATCH (h:Household)
WHERE h.state IN $in_scope
  AND NOT EXISTS {
    MATCH (c:Cadre)-[p:HELPS]->(h)
    WHERE c.state = $active AND NOT p.void
      AND (p.start_date IS NULL OR p.start_date <= $as_of)
      AND (p.end_date IS NULL OR p.end_date >= $as_of)
  }
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN v.county AS county, v.name AS village, h.id AS household, h.head AS head, h.persons AS persons, h.cause AS cause
ORDER BY county, village, household
