UNWIND $keys AS key
MATCH (a)-[x:`tie` {row_key: key}]->(b)
RETURN a.id, coalesce(a.name, a.head, a.id), b.id, coalesce(b.name, b.head, b.id)
