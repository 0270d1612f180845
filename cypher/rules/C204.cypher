// code: C204
// severity: warning
// title.zh: 干部超定额
// title.en: Cadre over quota
// message.zh: 干部{cadre_name}（{unit_name}）帮扶 {households} 户，定额 {quota} 户。
// message.en: {cadre_name} ({unit_name}) helps {households} households; the quota is {quota}.
// hint.zh: 把部分户调给未满额的干部，或改正职级、定额。
// hint.en: Give some of the households to cadres below their quota, or correct the rank or quota.
// source.zh: 默认定额取自公开的班玛县办法：正县 5、副县 4、正科 3、副科 2、一般 1；干部本人的定额优先，其次“驻村干部定额”，再次职级。
// source.en: Quotas as published for Banma county: 5, 4, 3, 2 and 1 by rank; a cadre's own quota comes first, then 驻村干部定额, then the rank's.
// population.zh: 在岗干部
// population.en: active cadres
// over: (c:Cadre) WHERE c.state = $active
// needs: pairings, cadres.rank | cadres.quota
// at: cadres.name

MATCH (c:Cadre)-[p:HELPS]->(:Household)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c.key AS key, c.quota AS own, coalesce(c.rank, '') AS rank, count(*) AS pairings
WHERE pairings > coalesce(own, $least_quota)
WITH own, rank, pairings, collect(key) AS keys
WHERE own IS NOT NULL OR ($posted_quota >= 0 AND pairings > $posted_quota)
  OR NOT any(usual IN $rank_quotas WHERE rank IN usual.ranks AND pairings <= usual.quota)
UNWIND keys AS key
MATCH (c:Cadre)
WHERE c.key = key
OPTIONAL MATCH (c)-[p:HELPS]->(h:Household)
WHERE h.state IN $in_scope AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c, count(p.key) AS households
OPTIONAL MATCH (c)-[s:POSTED_TO]->(:Village)
WHERE (s.start_date IS NULL OR s.start_date <= $as_of)
  AND (s.end_date IS NULL OR s.end_date >= $as_of)
WITH c, households, count(s.key) AS postings
UNWIND $rank_quotas AS rank
WITH c, households, postings, max(CASE WHEN c.rank IN rank.ranks THEN rank.quota END) AS usual
WITH c, households,
  coalesce(c.quota, CASE WHEN postings > 0 AND $posted_quota >= 0 THEN $posted_quota END, usual, 1) AS quota
WHERE households > quota
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
RETURN c.id AS cadre, coalesce(c.name, c.id) AS cadre_name, coalesce(u.name, u.id) AS unit_name, households, quota
