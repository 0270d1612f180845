MATCH (a:`tail`)-[x:`tie`]->(b)
WHERE a.id IN $marks
RETURN collect([a.id, b.id, x.row_key, x.row_hash]) AS rows
