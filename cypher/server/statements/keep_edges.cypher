UNWIND $rows AS row
MATCH ()-[x:`tie` {row_key: row.row_key}]->()
SET x.key = row.key, x.source = row.source, x.row_hash = 0
RETURN count(*)
