UNWIND $rows AS row
MATCH (a:`tail` {id: row[0]})
MATCH (b:`head` {id: row[1]})
OPTIONAL MATCH (a)-[old:`tie` {row_key: row[2]}]->(c)
WHERE c <> b
DELETE old
MERGE (a)-[x:`tie` {row_key: row[2]}]->(b)
SET x += `properties`
