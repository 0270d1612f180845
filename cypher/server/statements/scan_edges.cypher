MATCH ()-[x:`tie`]->()
WHERE x.row_key >= $from AND x.row_key < $to
RETURN collect([x.row_key, x.key, x.row_hash]) AS rows
