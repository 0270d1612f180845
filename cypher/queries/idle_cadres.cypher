// title.zh: 各单位应帮扶而没有结对户的干部
// title.en: Expected cadres without a household, unit by unit
// :param active => '在岗'
// :param as_of => date()
// :param exempt_ranks => []
// :param in_scope => ['在册', '已脱贫']
// :param posted_quota => -1

MATCH (c:Cadre)
WHERE c.state = $active AND (c.quota IS NULL OR c.quota >= 1)
  AND NOT EXISTS {
    MATCH (c)-[p:HELPS]->(h:Household)
    WHERE h.state IN $in_scope AND NOT p.void
      AND (p.start_date IS NULL OR p.start_date <= $as_of)
      AND (p.end_date IS NULL OR p.end_date >= $as_of)
  }
OPTIONAL MATCH (c)-[s:POSTED_TO]->(:Village)
WHERE (s.start_date IS NULL OR s.start_date <= $as_of)
  AND (s.end_date IS NULL OR s.end_date >= $as_of)
WITH c, count(s.key) AS postings
WHERE c.quota >= 1
  OR (postings > 0 AND $posted_quota >= 1)
  OR ((postings = 0 OR $posted_quota < 0) AND (c.rank IS NULL OR NOT c.rank IN $exempt_ranks))
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
RETURN u.id AS unit, u.name AS unit_name, count(*) AS idle, collect(c.name) AS names
ORDER BY idle DESC, unit
