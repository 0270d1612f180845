MATCH (p:`page`)
RETURN p.text
ORDER BY p.id
