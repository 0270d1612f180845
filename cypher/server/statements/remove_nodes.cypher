UNWIND $rows AS row
MATCH (n:`label` {id: row.id})
DETACH DELETE n
RETURN count(*)
