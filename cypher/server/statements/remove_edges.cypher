UNWIND $rows AS row
MATCH ()-[x:`tie` {row_key: row.row_key}]->()
DELETE x
RETURN count(*)
