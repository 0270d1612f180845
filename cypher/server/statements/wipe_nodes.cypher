MATCH (n:`label`)
WHERE n.row_hash IS NOT NULL
WITH n LIMIT $page
DETACH DELETE n
RETURN count(*)
