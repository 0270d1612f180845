// code: C203
// severity: warning
// title.zh: 帮扶人与该户无对口关系
// title.en: Helper who may not help that household
// message.zh: 干部{cadre_name}帮扶{village_name}的贫困户{head}，但不能帮扶该户：本单位未与该村结对，本人不驻村、不联点，或二者之间有“禁止”。
// message.en: {cadre_name} helps household {head} of {village_name} but may not: the unit is not twinned with the village and the cadre neither posted nor linked there, or an exclusion stands between them.
// hint.zh: 换成可帮扶该村的干部，或补上单位结对；确需保留的，在“限制”表中填“必须”。
// hint.en: Name a cadre who may help there, or add the twinning; to keep the pair, pin it (必须) in the constraints.
// source.zh: 结对帮扶在单位结对的村内进行；驻村和联点干部也可帮扶该村的户。
// source.en: Pairing happens within the villages a unit is twinned with; posted and linked cadres may help there too.
// population.zh: 有效的结对
// population.en: counting pairings
// over: (c:Cadre)-[p:HELPS]->(h:Household)
//   WHERE c.state = $active AND NOT p.void
//   AND (p.start_date IS NULL OR p.start_date <= $as_of)
//   AND (p.end_date IS NULL OR p.end_date >= $as_of)
//   WITH h WHERE h.state IN $in_scope
// needs: pairings, twinnings
// at: pairings.cadre

MATCH (u:Unit)<-[:BELONGS_TO]-(c:Cadre)-[p:HELPS]->(h:Household)-[:LIVES_IN]->(v:Village)
WHERE NOT EXISTS {
    MATCH (u)-[t:TWINNED_WITH]->(v)
    WHERE (t.start_date IS NULL OR t.start_date <= $as_of)
  AND (t.end_date IS NULL OR t.end_date >= $as_of)
  }
WITH p, c.key AS cadre_key, h.key AS household_key, v
WHERE NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
MATCH (c:Cadre)
WHERE c.key = cadre_key AND c.state = $active
WITH c, p, household_key, v
MATCH (h:Household)
WHERE h.key = household_key AND h.state IN $in_scope
WITH c, p, h, v
WHERE NOT EXISTS {
    MATCH (c)-[s:POSTED_TO]->(v)
    WHERE (s.start_date IS NULL OR s.start_date <= $as_of)
  AND (s.end_date IS NULL OR s.end_date >= $as_of)
  }
  AND NOT EXISTS {
    MATCH (c)-[l:LINKED_TO]->(v)
    WHERE (l.start_date IS NULL OR l.start_date <= $as_of)
  AND (l.end_date IS NULL OR l.end_date >= $as_of)
  }
OPTIONAL MATCH (c)-[pin:CONSTRAINED]->(h)
WHERE pin.kind = 'pin'
RETURN DISTINCT c.id AS cadre, h.id AS household, p.key AS pairing, coalesce(c.name, c.id) AS cadre_name,
  coalesce(h.head, h.id) AS head, coalesce(v.name, v.id) AS village_name,
  CASE WHEN pin.key IS NULL THEN 'warning' ELSE 'info' END AS severity
UNION
MATCH (c:Cadre)-[x:CONSTRAINED]->(h:Household)
WHERE x.kind = 'exclusion' AND c.state = $active AND h.state IN $in_scope
WITH DISTINCT c, h.key AS key
MATCH (c)-[p:HELPS]->(h:Household)
WHERE h.key = key AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c, p, h
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
OPTIONAL MATCH (c)-[pin:CONSTRAINED]->(h)
WHERE pin.kind = 'pin'
RETURN DISTINCT c.id AS cadre, h.id AS household, p.key AS pairing, coalesce(c.name, c.id) AS cadre_name,
  coalesce(h.head, h.id) AS head, coalesce(v.name, v.id) AS village_name,
  CASE WHEN pin.key IS NULL THEN 'warning' ELSE 'info' END AS severity
