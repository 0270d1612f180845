MATCH (a)-[x:`tie`]->(b)
WHERE x.row_key >= $from AND x.row_key < $to
RETURN collect([a.id, b.id] + [name IN $names | x[name]]) AS rows
