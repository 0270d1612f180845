// title.zh: 服务器上保留、花名册里已没有的行
// title.en: Rows kept on the server that are no longer in the roster
// on: server

MATCH (n:Unit|Village|Cadre|Household)
WHERE n.row_hash = 0
RETURN labels(n)[0] AS kind, n.id AS id, coalesce(n.name, n.head) AS name, null AS other, null AS other_name
UNION ALL
MATCH (a)-[x]->(b)
WHERE x.row_hash = 0
RETURN type(x) AS kind, a.id AS id, coalesce(a.name, a.head) AS name, b.id AS other, coalesce(b.name, b.head) AS other_name
