MATCH (l:`lock` {id: 1})
SET l.id = 1
