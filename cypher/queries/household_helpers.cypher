// title.zh: 一户的帮扶人和结对历史
// title.en: A household's helpers, with the history
// :param as_of => date()
// :param household => 'H0001'

MATCH (h:Household)<-[p:HELPS]-(c:Cadre)
WHERE h.id = $household
WITH p, c
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
RETURN u.name AS unit, c.id AS cadre, c.name AS name, c.rank AS rank, c.state AS state, c.phone AS phone,
  p.ordinal AS ordinal, p.start_date AS first_day, p.end_date AS last_day,
  CASE
    WHEN p.void THEN 'void'
    WHEN p.start_date > $as_of THEN 'not begun'
    WHEN p.end_date < $as_of THEN 'ended'
    ELSE 'active'
  END AS standing
ORDER BY standing, ordinal, cadre, first_day
