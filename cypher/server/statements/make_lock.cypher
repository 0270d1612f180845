UNWIND [1, 2] AS id
MERGE (l:`lock` {id: id})
