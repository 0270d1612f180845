MATCH (a)-[x:`tie`]->(b)
WHERE x.key IN $marks
RETURN collect([a.id, b.id] + [name IN $names | x[name]]) AS rows
