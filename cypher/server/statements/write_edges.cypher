UNWIND $rows AS row
MATCH (a:`tail` {id: row.tail})
MATCH (b:`head` {id: row.head})
MERGE (a)-[x:`tie` {row_key: row.row_key}]->(b)
SET x += row.properties
RETURN count(*)
