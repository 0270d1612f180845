// title.zh: 一名干部的结对户和结对历史
// title.en: A cadre's households, with the history
// :param as_of => date()
// :param cadre => 'C0001'

MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE c.id = $cadre
WITH p, h
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN v.name AS village, h.id AS household, h.head AS head, h.persons AS persons, h.cause AS cause, h.state AS state,
  p.ordinal AS ordinal, p.start_date AS first_day, p.end_date AS last_day,
  CASE
    WHEN p.void THEN 'void'
    WHEN p.start_date > $as_of THEN 'not begun'
    WHEN p.end_date < $as_of THEN 'ended'
    ELSE 'active'
  END AS standing
ORDER BY standing, village, household, first_day
