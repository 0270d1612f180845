MATCH (r:`roster` {id: 1})
RETURN properties(r)
