// code: C208
// severity: error
// title.zh: 已不在帮的户仍有结对
// title.en: Pairing of a household no longer in scope
// message.zh: 贫困户{head}状态为“{state}”，但与干部{cadre_name}的结对仍未结束。
// message.en: Household {head} is no longer in scope ({state}), but its pairing with {cadre_name} is still in force.
// hint.zh: 为这条结对填上结束日期，或改正户的状态，或修改设置“在帮范围”。
// hint.en: Give the pairing an end date, correct the household's state, or change 在帮范围 in the settings.
// source.zh: 已迁出、已注销的户不再帮扶；脱贫不脱政策，已脱贫户仍在帮。
// source.en: Households that moved away or were cancelled are helped no longer; those out of poverty still are.
// population.zh: 未结束的结对
// population.en: pairings in force
// over: (c:Cadre)-[p:HELPS]->(h:Household)
//   WHERE NOT p.void
//   AND (p.start_date IS NULL OR p.start_date <= $as_of)
//   AND (p.end_date IS NULL OR p.end_date >= $as_of)
// needs: pairings
// at: pairings.household

MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
  AND NOT h.state IN $in_scope
RETURN h.id AS household, c.id AS cadre, p.key AS pairing, coalesce(c.name, c.id) AS cadre_name, coalesce(h.head, h.id) AS head, h.state AS state
