// code: S111
// severity: warning
// title.zh: 第一书记低于处级
// title.en: First secretary below division rank
// message.zh: 村“{village_name}”的第一书记{cadre_name}职级为“{rank}”，低于处级。
// message.en: The first secretary of village {village_name}, {cadre_name}, has the rank {rank}, below division rank (处级).
// hint.zh: 改派处级干部，或改正“干部”表中的职级。
// hint.en: Send a cadre of division rank, or correct the rank in the table of cadres.
// source.zh: 青海省公安厅 2016 年派出的 12 名第一书记都是处级干部。职级不详的干部不查。
// source.en: All 12 first secretaries of the Qinghai department in 2016 were of division rank. A cadre of unknown rank is not judged.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, postings, cadres.rank
// at: cadres.rank

MATCH (c:Cadre)-[p:POSTED_TO]->(v:Village)
WHERE c.state = $active AND p.role = 'first_secretary'
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
  AND c.rank IN $ranks_below_division
RETURN DISTINCT c.id AS cadre, v.id AS village, coalesce(c.name, c.id) AS cadre_name, c.rank AS rank,
  coalesce(v.name, v.id) AS village_name
