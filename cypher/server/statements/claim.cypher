MERGE (r:`roster` {id: 1})
SET r.id = 1
WITH r
WHERE $before IS NULL OR coalesce(r.writer, '') IN [$before, $writer]
SET r.state = 'writing', r.format = $format, r.writer = $writer, r.holder = $holder, r.since = $since,
  r.replacing = $replacing
RETURN count(*)
