MATCH (l:`lock` {id: 2})
SET l.id = 2
