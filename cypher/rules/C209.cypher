// code: C209
// severity: warning
// title.zh: 困难户没有够级别的帮扶人
// title.en: Hard case without a helper of the rank asked for
// message.zh: 贫困户{head}（{village_name}）困难系数 {difficulty}，没有“{least}”及以上级别的帮扶人。
// message.en: Household {head} ({village_name}) has difficulty {difficulty} and no helper of rank {least} or above.
// hint.zh: 安排一名达到级别的干部帮扶，或修改设置“困难户系数”“困难户帮扶人级别”。
// hint.en: Name a helper of that rank, or change 困难户系数 or 困难户帮扶人级别 in the settings.
// source.zh: 困难程度高的户由级别较高的干部帮扶；职级不详的帮扶人不查。
// source.en: Households in the hardest case are helped by cadres of higher rank; a helper of unknown rank is not judged.
// population.zh: 困难系数达到标准的在帮贫困户
// population.en: hard cases in scope
// over: (o:Household)
//   WHERE o.state IN $in_scope AND o.difficulty_hundredths <> 100
//   WITH count(*) AS told
//   WHERE told > 0
//   MATCH (h:Household)
//   WHERE h.state IN $in_scope AND h.difficulty_hundredths >= $hard_case_hundredths
// needs: pairings, cadres.rank
// at: households.difficulty

MATCH (o:Household)
WHERE o.state IN $in_scope AND o.difficulty_hundredths <> 100
WITH count(*) AS told
WHERE told > 0
MATCH (h:Household)
WHERE h.state IN $in_scope AND h.difficulty_hundredths >= $hard_case_hundredths
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, count(p.key) AS helpers,
  count(CASE WHEN c.rank IN $hard_case_ranks THEN 1 END) AS reaching,
  count(CASE WHEN c.rank IN $ranks_below_hard_case THEN 1 END) AS below
WHERE reaching = 0 AND (helpers = 0 OR below > 0)
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN h.id AS household, coalesce(h.head, h.id) AS head, coalesce(v.name, v.id) AS village_name,
  h.difficulty_hundredths / 100.0 AS difficulty, $hard_case_rank AS least
