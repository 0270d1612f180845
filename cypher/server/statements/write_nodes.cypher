UNWIND $rows AS row
MERGE (n:`label` {id: row.id})
SET n += row.properties
RETURN count(*)
