MATCH ()-[x:`tie`]->()
RETURN count(x.row_hash) AS ours, count(x) - count(x.row_hash) AS strange
