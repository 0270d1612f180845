// code: C206
// severity: warning
// title.zh: 多名帮扶人没有唯一的第一责任人
// title.en: Several helpers and not exactly one of order 1
// message.zh: 贫困户{head}（{village_name}）有 {helpers} 名帮扶人，其中第一责任人 {first} 名。
// message.en: Household {head} ({village_name}) has {helpers} helpers, {first} of them of order 1.
// hint.zh: 在“结对”表的“顺序”列中只给一名帮扶人填 1。
// hint.en: Give the order 1 to exactly one of them in the pairings.
// source.zh: 一户有多名帮扶人时，分第一、第二责任人，责任才落得到人。
// source.en: Where a household has several helpers, one is first in charge, so that somebody is.
// population.zh: 有两名以上帮扶人的贫困户
// population.en: households with two or more helpers
// over: (c:Cadre)-[p:HELPS]->(h:Household)
//   WHERE c.state = $active AND h.state IN $in_scope AND NOT p.void
//   AND (p.start_date IS NULL OR p.start_date <= $as_of)
//   AND (p.end_date IS NULL OR p.end_date >= $as_of)
//   WITH h, count(*) AS helpers
//   WHERE helpers > 1
// needs: pairings.ordinal
// at: households.head

MATCH (:Cadre)-[p:HELPS]->(h:Household)
WHERE NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h.key AS key, count(*) AS pairings
WHERE pairings > 1
MATCH (h:Household)
WHERE h.key = key AND h.state IN $in_scope
// OPTIONAL, so that the embedded engine follows these households and not all of them
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, count(p.key) AS helpers, count(CASE WHEN p.ordinal = 1 THEN 1 END) AS first
WHERE helpers > 1 AND first <> 1
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN h.id AS household, coalesce(h.head, h.id) AS head, coalesce(v.name, v.id) AS village_name, helpers, first
