MATCH (v:`label`)
WHERE v.row_hash IS NOT NULL
RETURN v.id, v.name
