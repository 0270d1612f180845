MATCH (r:`roster` {id: 1})
SET r.id = 1
WITH r
WHERE r.writer = $writer
RETURN count(*)
