UNWIND $rows AS row
MERGE (p:`page` {id: row.id})
SET p.text = row.text
RETURN count(*)
