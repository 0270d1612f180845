OPTIONAL MATCH (u:Unit)-[t:TWINNED_WITH]->(:Village)
WHERE (t.start_date IS NULL OR t.start_date <= $as_of) AND (t.end_date IS NULL OR t.end_date >= $as_of)
WITH count(DISTINCT u) AS units
OPTIONAL MATCH (v:Village)
WITH units, count(v) AS villages
OPTIONAL MATCH (c:Cadre)
WHERE c.state = $active
WITH units, villages, count(c) AS cadres
OPTIONAL MATCH (h:Household)
WHERE h.state IN $in_scope
WITH units, villages, cadres, count(h) AS households, sum(h.persons) AS persons
OPTIONAL MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE c.state = $active AND h.state IN $in_scope AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of) AND (p.end_date IS NULL OR p.end_date >= $as_of)
RETURN units, villages, cadres, count(DISTINCT c) AS paired_cadres, households, persons, count(p) AS pairings,
  count(DISTINCT h) AS covered
