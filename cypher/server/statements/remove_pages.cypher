MATCH (p:`page`)
WHERE p.id > $last
WITH p LIMIT $page
DELETE p
RETURN count(*)
