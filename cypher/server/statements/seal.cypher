MATCH (r:`roster` {id: 1})
SET r.state = 'complete', r.letter = $letter, r.sealed = $sealed
