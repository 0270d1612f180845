// code: C210
// severity: error
// title.zh: 被禁止的结对仍在
// title.en: Pairing that is excluded
// message.zh: 干部{cadre_name}与贫困户{head}之间有“禁止”，但结对仍有效。
// message.en: An exclusion stands between {cadre_name} and household {head}, but their pairing counts.
// hint.zh: 结束这条结对并换人，或删去“限制”表中的“禁止”。
// hint.en: End the pairing and name somebody else, or take the exclusion out of the constraints.
// source.zh: “限制”表由规划人员自己填写：禁止（回避）优先于必须。
// source.en: The planner's own table of constraints: an exclusion goes before a pin.
// population.zh: “禁止”
// population.en: exclusions
// over: (c:Cadre)-[x:CONSTRAINED]->(h:Household) WHERE x.kind = 'exclusion' AND h.state IN $in_scope
// needs: pairings, constraints
// at: pairings.cadre

MATCH (c:Cadre)-[x:CONSTRAINED]->(h:Household)
WHERE x.kind = 'exclusion' AND c.state = $active AND h.state IN $in_scope
WITH DISTINCT c, h.key AS key
MATCH (c)-[p:HELPS]->(h:Household)
WHERE h.key = key AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
RETURN c.id AS cadre, h.id AS household, p.key AS pairing, coalesce(c.name, c.id) AS cadre_name, coalesce(h.head, h.id) AS head
