// code: C201
// severity: error
// title.zh: 贫困户没有结对帮扶人
// title.en: Household with no helper
// message.zh: 贫困户{head}（{village_name}，{persons} 人）没有有效的结对帮扶人。
// message.en: Household {head} ({village_name}, {persons} persons) has no pairing that counts.
// hint.zh: 在“结对”表中为该户安排一名可帮扶的在岗干部。
// hint.en: Pair the household with an active cadre who may help there.
// source.zh: 精准扶贫要求每个贫困户都有帮扶责任人，不漏一户。
// source.en: Targeted help asks that every poor household has a person responsible.
// population.zh: 在帮贫困户
// population.en: households in scope
// over: (h:Household) WHERE h.state IN $in_scope
// needs: households, pairings
// at: households.head

MATCH (h:Household)
WHERE h.state IN $in_scope
  AND NOT EXISTS {
    MATCH (c:Cadre)-[p:HELPS]->(h)
    WHERE c.state = $active AND NOT p.void
      AND (p.start_date IS NULL OR p.start_date <= $as_of)
      AND (p.end_date IS NULL OR p.end_date >= $as_of)
  }
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN h.id AS household, coalesce(h.head, h.id) AS head, coalesce(v.name, v.id) AS village_name,
  h.persons AS persons
