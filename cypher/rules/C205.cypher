// code: C205
// severity: warning
// title.zh: 贫困户的帮扶人过多
// title.en: Household with more helpers than the policy
// message.zh: 贫困户{head}（{village_name}）有 {helpers} 名帮扶人，最多应为 {most} 名。
// message.en: Household {head} ({village_name}) has {helpers} helpers; the policy is at most {most}.
// hint.zh: 把多出的帮扶人调到缺人的户，或在设置中修改“每户最多帮扶人”。
// hint.en: Move the surplus helpers to households that lack one, or change 每户最多帮扶人 in the settings.
// source.zh: “科学调配力量”：一户的帮扶人不宜过多，默认 4 名，可在设置中改。
// source.en: “Deploy strength by need”: a household should not have too many helpers; 4 unless the settings say otherwise.
// population.zh: 在帮贫困户
// population.en: households in scope
// over: (h:Household) WHERE h.state IN $in_scope
// needs: households, pairings
// at: households.head

MATCH (:Cadre)-[p:HELPS]->(h:Household)
WHERE NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h.key AS key, count(*) AS pairings
WHERE pairings > $helpers_per_household
MATCH (h:Household)
WHERE h.key = key AND h.state IN $in_scope
// OPTIONAL, so that the embedded engine follows these households and not all of them
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h)
WHERE c.state = $active AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH h, count(p.key) AS helpers
WHERE helpers > $helpers_per_household
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN h.id AS household, coalesce(h.head, h.id) AS head, coalesce(v.name, v.id) AS village_name, helpers,
  $helpers_per_household AS most
