MATCH (n:`label`)
RETURN coalesce(max(n.key), -1) AS last
