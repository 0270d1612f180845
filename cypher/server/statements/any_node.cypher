MATCH (n:`label`)
WHERE n[$name] IS NOT NULL AND n[$name] <> $nothing
RETURN 1 LIMIT 1
