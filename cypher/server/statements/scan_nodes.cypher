MATCH (n:`label`)
WHERE n.key >= $from AND n.key < $to
RETURN collect([n.id, n.key, n.row_hash]) AS rows
