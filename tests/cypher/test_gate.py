"""The gate lets reading queries through and nothing else, construct by construct (DESIGN §8)."""

from __future__ import annotations

import pytest

from cypher import own_rules
from cypher.gate import admitted
from pairing.errors import RuleError

READING = [
    "MATCH (v:Village) RETURN v.name AS 村名",
    "MATCH (v:Village) RETURN v.name;",
    "OPTIONAL MATCH (u:Unit)-[t:TWINNED_WITH]->(v) WHERE t.role <> 'x' RETURN u ORDER BY u.name DESC SKIP 1 LIMIT 5",
    "UNWIND [1, 2, 3] AS n WITH n WHERE n >= 2 RETURN n * 1.5e3 - n / 2 % 3 ^ 2",
    "WITH {a: coalesce(null, 1), part: 2} AS m RETURN m.set",
    "MATCH (c:Cadre) WHERE c.name STARTS WITH '张' OR NOT c.name CONTAINS \"伟\" XOR c.rank IS NULL RETURN DISTINCT c",
    "MATCH (c:Cadre) WHERE any(x IN $ranks WHERE x.label = c.rank) RETURN count(DISTINCT c)",
    "MATCH (h:Household) WHERE NOT EXISTS { MATCH (h)<-[:HELPS|CONSTRAINED]-() } RETURN count(*), collect(h.head)",
    "MATCH (h:Household) RETURN COUNT { MATCH (h)<-[:HELPS]-() } AS helpers",
    "MATCH p = (:Unit)-[:TWINNED_WITH* TRAIL 1..3]-(:Unit) RETURN length(p)",
    "MATCH (a:Unit) RETURN a.id AS id UNION ALL MATCH (b:Village) RETURN b.id AS id",
    "MATCH (c:Cadre) RETURN CASE WHEN c.quota > 1 THEN 'a' ELSE 'b' END AS x, CASE c.rank WHEN '副处' THEN 1 END",
    "// CREATE\nMATCH (c) /* DELETE */ WHERE c.name = 'SET x; DROP' RETURN c.`CREATE`, c.delete",
    "MATCH (n:Unit {name: $name}) RETURN n.order",
]

REFUSED = [
    ("CREATE (:Unit {key: 1})", "CREATE"),
    ("MATCH (u:Unit) CREATE (u)-[:X]->(u)", "CREATE"),
    ("MERGE (u:Unit {key: 1})", "MERGE"),
    ("MATCH (u:Unit) SET u.name = 'x'", "SET"),
    ("MATCH (u:Unit) REMOVE u.name", "REMOVE"),
    ("MATCH (u:Unit) DELETE u", "DELETE"),
    ("MATCH (u:Unit) DETACH DELETE u", "DETACH"),
    ("MATCH (u:Unit) detach delete u", "DETACH"),
    ("MATCH (n) INSERT (:Unit)", "INSERT"),
    ("DROP TABLE Unit", "DROP"),
    ("ALTER TABLE Unit ADD x STRING", "ALTER"),
    ("CALL show_tables() RETURN *", "CALL"),
    ("MATCH (u) CALL { WITH u RETURN 1 AS x } RETURN x", "CALL"),
    ("CALL db.labels()", "CALL"),
    ("CALL threads=1", "CALL"),
    ("LOAD FROM '/etc/passwd' RETURN *", "LOAD"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD"),
    ("MATCH (n) LOAD FROM 'x.csv' RETURN *", "LOAD"),
    ("COPY Unit FROM 'x.csv'", "COPY"),
    ("COPY (MATCH (u:Unit) RETURN u.*) TO 'x.csv'", "COPY"),
    ("MATCH (n) COPY Unit TO 'x.csv'", "COPY"),
    ("EXPORT DATABASE 'x'", "EXPORT"),
    ("IMPORT DATABASE 'x'", "IMPORT"),
    ("INSTALL httpfs", "INSTALL"),
    ("ATTACH 'x.db' AS x (dbtype sqlite)", "ATTACH"),
    ("USE x MATCH (n) RETURN n", "USE"),
    ("CHECKPOINT", "CHECKPOINT"),
    ("BEGIN TRANSACTION", "BEGIN"),
    ("COMMIT", "COMMIT"),
    ("ROLLBACK", "ROLLBACK"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.a = x)", "FOREACH"),
    ("EXPLAIN MATCH (n) RETURN n", "EXPLAIN"),
    ("PROFILE MATCH (n) RETURN n", "PROFILE"),
    ("SHOW TABLES", "SHOW"),
    ("COMMENT ON TABLE Unit IS 'x'", "begins with"),
    ("START n = node(*) RETURN n", "begins with"),
    ("PROJECT GRAPH g", "begins with"),
    ("MATCH (n) RETURN n NEXT RETURN 1", "NEXT"),
    ("MATCH (n) RETURN 1; MATCH (m) DELETE m", "one statement"),
    ("MATCH (n) RETURN 1; RETURN 2", "one statement"),
    ("", "no query"),
    ("// only a comment", "no query"),
    (";", "no query"),
    ("MATCH (n) RETURN apoc.load.json('file:///x')", "the function json"),
    ("MATCH (n) RETURN `apoc.load.json`('x')", "the function"),
    ("RETURN current_setting('home_directory')", "current_setting"),
    ("RETURN nextval('x')", "nextval"),
    ("RETURN randomUUID()", "randomUUID"),
    ("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10 ROWS RETURN n", "CALL"),
    ("CALL dbms.listConfig()", "CALL"),
    ("CALL apoc.export.csv.all('x.csv', {})", "CALL"),
    ("LOAD CSV WITH HEADERS FROM $file AS row RETURN row", "LOAD"),
    ("LOAD EXTENSION httpfs", "LOAD"),
    ("CREATE USER eve SET PASSWORD 'x'", "CREATE"),
    ("GRANT ROLE admin TO eve", "GRANT"),
    ("SHOW USERS", "SHOW"),
    ("STOP DATABASE neo4j", "begins with"),
    ("TERMINATE TRANSACTION 'x'", "TERMINATE"),
    ("CYPHER runtime=slotted MATCH (n) DELETE n", "begins with"),
    ("CREATE INDEX FOR (n:Unit) ON (n.id)", "CREATE"),
    ("DROP CONSTRAINT x", "DROP"),
    ("MATCH (n) RETURN n UNION CREATE (m) RETURN m AS n", "CREATE"),
    ("FINISH", "begins with"),
    ("MATCH (n) RETURN n # comment", "'#'"),
    ("MATCH (n) RETURN n \\u003B MATCH (m) DELETE m", "'\\\\'"),
    ("MATCH (n) WHERE n.name = 'a\\u0027 RETURN n //' RETURN n", "\\u"),
    ("MATCH (n) RETURN 'open", '"\'"'),
    ('MATCH (n) RETURN "open', "'\"'"),
    ("MATCH (n) RETURN `open", "'`'"),
    ("MATCH (n) /* open", "'/'"),
    ("// a\rCREATE (:Unit)", "CREATE"),
    ("MATCH (n) RETURN n /* a */ CREATE (m)", "CREATE"),
    ("MATCH (n) RETURN '' CREATE (:Unit) //'", "CREATE"),
    ("MATCH (n) RETURN 'a\\'' CREATE (:Unit) //'", "CREATE"),
]


@pytest.mark.parametrize("query", READING)
def test_a_reading_query_passes(query: str) -> None:
    admitted(query, where="query")


@pytest.mark.parametrize(("query", "named"), REFUSED)
def test_what_does_more_than_read_is_refused_by_name(query: str, named: str) -> None:
    with pytest.raises(RuleError) as refusal:
        admitted(query, where="query")

    assert named in str(refusal.value)


def test_the_line_is_named_as_the_file_counts_it() -> None:
    with pytest.raises(RuleError) as refusal:
        admitted("/* two\nlines */ MATCH (n)\n  DELETE n", where="X001.cypher", first_line=10)

    assert str(refusal.value) == "X001.cypher, line 12: DELETE is not allowed: a query may only read."


def test_the_parameters_are_given() -> None:
    query = "MATCH (c) WHERE c.name = $name AND c.rank IN $ranks // $not\nRETURN '$nor', c"

    assert admitted(query, where="query") == {"name", "ranks"}


def test_our_own_rules_pass() -> None:
    assert all(admitted(rule.query, where=rule.file) <= rule.parameters for rule in own_rules())
