MATCH (r:`roster` {id: 1})
SET r.replacing = false
