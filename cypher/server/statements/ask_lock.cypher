MATCH (l:`lock` {id: 1})
SET l.holder = $holder, l.since = $since
