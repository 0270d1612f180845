MATCH (l:`lock` {id: 1})
RETURN l.holder, l.since
