// code: S114
// severity: error
// title.zh: 已离岗的干部仍在驻村、联点或结对
// title.en: A cadre who has left is still posted, linked or paired
// message.zh: 干部{cadre_name}（{unit_name}）状态为“{state}”，名下仍有驻村 {postings} 条、联点 {liaisons} 条、结对 {pairings} 条。
// message.en: {cadre_name} ({unit_name}) has left ({state}), but still has {postings} postings, {liaisons} liaisons and {pairings} pairings in force.
// hint.zh: 为这些记录填上结束日期并安排人接替，或改正干部的状态。
// hint.en: Give these rows an end date and name successors, or correct the cadre's state.
// source.zh: 调离、退休、离岗的干部不再计入帮扶力量，他名下的记录不算数。
// source.en: A cadre who has left helps nobody: his rows count nowhere.
// population.zh: 已离岗的干部
// population.en: cadres who have left
// over: (c:Cadre) WHERE c.state <> $active
// needs: cadres
// at: cadres.state

MATCH (c:Cadre)
WHERE c.state <> $active
OPTIONAL MATCH (c)-[s:POSTED_TO]->(:Village)
WHERE (s.start_date IS NULL OR s.start_date <= $as_of)
  AND (s.end_date IS NULL OR s.end_date >= $as_of)
WITH c, count(s.key) AS postings
OPTIONAL MATCH (c)-[l:LINKED_TO]->(:Village)
WHERE (l.start_date IS NULL OR l.start_date <= $as_of)
  AND (l.end_date IS NULL OR l.end_date >= $as_of)
WITH c, postings, count(l.key) AS liaisons
OPTIONAL MATCH (c)-[p:HELPS]->(:Household)
WHERE NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c, postings, liaisons, count(p.key) AS pairings
WHERE postings + liaisons + pairings > 0
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
RETURN c.id AS cadre, coalesce(c.name, c.id) AS cadre_name, coalesce(u.name, u.id) AS unit_name, c.state AS state,
  postings, liaisons, pairings
