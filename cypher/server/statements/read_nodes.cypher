MATCH (n:`label`)
WHERE n.key >= $from AND n.key < $to
RETURN collect([name IN $names | n[name]]) AS rows
