// code: C202
// severity: warning
// title.zh: 应帮扶干部没有结对户
// title.en: Expected cadre with no household
// message.zh: 干部{cadre_name}（{unit_name}）应参与帮扶，但没有有效的结对户。
// message.en: {cadre_name} ({unit_name}) is expected to help, but has no pairing that counts.
// hint.zh: 为该干部安排结对户；不参与帮扶的，把定额填为 0；只按需安排的，把“参与方式”设为“按需”。
// hint.en: Pair the cadre with a household; set the quota to 0 for one who is exempt, or 参与方式 to 按需.
// source.zh: 青海省公安厅 2016 年 700 余名党员、民警全员参与结对帮扶。“参与方式”设为“按需”时只作提示。
// source.en: In the Qinghai department of 2016 all 700+ party members and police took part. With 参与方式 = 按需 it is only information.
// population.zh: 应帮扶的干部（只列帮扶人的名单不查）
// population.en: expected cadres (a list of helpers only is not checked)
// over: (c:Cadre)
//   WHERE c.state = $active AND $cadre_list = 'complete' AND (c.quota IS NULL OR c.quota >= 1)
//   OPTIONAL MATCH (c)-[s:POSTED_TO]->(:Village)
//   WHERE (s.start_date IS NULL OR s.start_date <= $as_of)
//   AND (s.end_date IS NULL OR s.end_date >= $as_of)
//   WITH c, count(s.key) AS postings
//   WHERE c.quota >= 1
//   OR (postings > 0 AND $posted_quota >= 1)
//   OR ((postings = 0 OR $posted_quota < 0) AND (c.rank IS NULL OR NOT c.rank IN $exempt_ranks))
// needs: cadres, pairings
// at: cadres.name

MATCH (c:Cadre)
WHERE c.state = $active AND $cadre_list = 'complete' AND (c.quota IS NULL OR c.quota >= 1)
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
RETURN c.id AS cadre, coalesce(c.name, c.id) AS cadre_name, coalesce(u.name, u.id) AS unit_name,
  CASE WHEN $participation = 'as_needed' THEN 'info' ELSE 'warning' END AS severity
