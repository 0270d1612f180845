UNWIND $rows AS row
MATCH (a:`tail` {id: row[0]})
MATCH (b:`head` {id: row[1]})
MERGE (a)-[x:`tie` {row_key: row[2]}]->(b)
SET x += `properties`
