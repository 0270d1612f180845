MATCH (n:`label`)
WHERE n.id IN $marks
RETURN collect([name IN $names | n[name]]) AS rows
