UNWIND $rows AS row
MATCH (n:`label` {id: row.id})
SET n.key = row.key, n.source = row.source, n.row_hash = 0
RETURN count(*)
