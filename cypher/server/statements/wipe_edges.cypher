MATCH ()-[x:`tie`]->()
WHERE x.row_hash IS NOT NULL
WITH x LIMIT $page
DELETE x
RETURN count(*)
