// code: C211
// severity: error
// title.zh: “必须”的结对没有落实
// title.en: Pinned pair that is not in force
// message.zh: 干部{cadre_name}与贫困户{head}设为“必须”，但没有有效的结对。
// message.en: {cadre_name} and household {head} are pinned, but no pairing of theirs counts.
// hint.zh: 在“结对”表中补上这一对，或删去“限制”表中的“必须”。
// hint.en: Add the pairing, or take the pin out of the constraints.
// source.zh: “限制”表由规划人员自己填写：“必须”的结对应当有效；与“禁止”矛盾的以“禁止”为准。
// source.en: The planner's own table of constraints: a pinned pair has to be in force, unless an exclusion stands against it.
// population.zh: 未被禁止的“必须”
// population.en: pins that no exclusion contradicts
// over: (c:Cadre)-[x:CONSTRAINED]->(h:Household) WHERE x.kind = 'pin' AND h.state IN $in_scope
//   AND NOT EXISTS { MATCH (c)-[e:CONSTRAINED]->(h) WHERE e.kind = 'exclusion' }
// needs: pairings, constraints
// at: constraints.kind

MATCH (c:Cadre)-[x:CONSTRAINED]->(h:Household)
WHERE x.kind = 'pin' AND h.state IN $in_scope
  AND NOT EXISTS { MATCH (c)-[e:CONSTRAINED]->(h) WHERE e.kind = 'exclusion' }
WITH c.key AS key, x, h
// Found again by key, so that the embedded engine follows these cadres and not all of them
MATCH (c:Cadre)
WHERE c.key = key
OPTIONAL MATCH (c)-[p:HELPS]->(helped:Household)
WHERE NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c, h, x, count(CASE WHEN c.state = $active AND helped.key = h.key THEN 1 END) AS pairings
WHERE pairings = 0
RETURN c.id AS cadre, h.id AS household, x.key AS constraint, coalesce(c.name, c.id) AS cadre_name,
  coalesce(h.head, h.id) AS head
