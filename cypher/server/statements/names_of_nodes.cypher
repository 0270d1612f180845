MATCH (n:`label`)
WHERE n.id IN $ids
RETURN n.id, coalesce(n.name, n.head, n.id)
