// code: C207
// severity: info
// title.zh: 结对交叉
// title.en: Knot: a pairing that is none of the three forms
// message.zh: 干部{cadre_name}与贫困户{head}的结对两头都另有结对（帮扶 {households} 户；该户有 {helpers} 名帮扶人），不属一帮一、一帮多、多帮一。
// message.en: {cadre_name} and household {head} both have other pairings ({households} households; {helpers} helpers): neither one-to-one, one-to-many nor many-to-one.
// hint.zh: 无须处理；若要理顺，让该户只留一名帮扶人，或让该干部只帮这一户。
// hint.en: Nothing need be done; to untangle it, leave the household one helper, or the cadre one household.
// source.zh: 公开的结对形式只有一帮一、一帮多、多帮一三种。
// source.en: The published forms are three: one-to-one, one-to-many, many-to-one.
// population.zh: 有效的结对
// population.en: counting pairings
// over: (c:Cadre)-[p:HELPS]->(h:Household)
//   WHERE c.state = $active AND NOT p.void
//   AND (p.start_date IS NULL OR p.start_date <= $as_of)
//   AND (p.end_date IS NULL OR p.end_date >= $as_of)
//   WITH h WHERE h.state IN $in_scope
// needs: pairings
// at: pairings.cadre

MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE c.state = $active AND h.state IN $in_scope AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h.key AS key, count(*) AS helpers
WHERE helpers > 1
MATCH (h:Household)
WHERE h.key = key
// OPTIONAL, so that the embedded engine follows these households and not all of them
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, helpers, c, p
OPTIONAL MATCH (c)-[q:HELPS]->(other:Household)
WHERE other.state IN $in_scope AND NOT q.void
  AND (q.start_date IS NULL OR q.start_date <= $as_of)
  AND (q.end_date IS NULL OR q.end_date >= $as_of)
WITH c, p, h, helpers, count(q.key) AS households
WHERE households > 1
RETURN c.id AS cadre, h.id AS household, p.key AS pairing, coalesce(c.name, c.id) AS cadre_name,
  coalesce(h.head, h.id) AS head, households, helpers
