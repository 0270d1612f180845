// title.zh: 上次同步：是谁、何时、是否完整
// title.en: The last sync: who, when, and whether the graph is whole
// on: server

MATCH (r:PairingRoster)
RETURN r.state AS state, r.holder AS holder, r.since AS since, r.sealed AS sealed, r.format AS format
