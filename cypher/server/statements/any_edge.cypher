MATCH ()-[x:`tie`]->()
WHERE x[$name] IS NOT NULL AND x[$name] <> $nothing
RETURN 1 LIMIT 1
