MATCH (n:`label`)
RETURN count(n.row_hash) AS ours, count(n) - count(n.row_hash) AS strange,
  collect(CASE WHEN n.row_hash IS NULL THEN toString(coalesce(n.id, n.name, '?')) END)[..3] AS some
