"""What would not mean the same on both engines is refused by construct and line; what does, passes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher import own_rules
from cypher.gate import admitted
from cypher.portable import refuse_unportable
from pairing.errors import RuleError
from tests.docs.queries import questions

REFUSED = [
    ("MATCH (h:Household)\nRETURN\n  substring(h.head, 1)", 3, "substring counts from 1 here and from 0 on Neo4j"),
    ("MATCH (h:Household) RETURN toString(h.persons) AS x", 1, "only one of the two engines has toString"),
    ("MATCH (h:Household)\nRETURN ID(h) AS x", 2, "ID gives each engine's own number"),
    ("MATCH (c:Cadre)-[p:HELPS]->()\nWHERE p.start_date < date()\nRETURN c.id", 2, "write $as_of"),
    ("RETURN date('2016') AS x", 1, "a date is written in full"),
    ("MATCH (h:Household) RETURN\nsum(h.persons) AS x", 2, "write coalesce(sum(…), 0)"),
    ("MATCH (h:Household) WHERE exists(h.head) RETURN h.id", 1, "IS NOT NULL, or EXISTS { MATCH … }"),
    ("MATCH (h:Household) WHERE NOT EXISTS { (h)--() } RETURN h.id", 1, "asks for MATCH in EXISTS { … }"),
    ("MATCH (h:Household) RETURN COUNT { (h)<-[:HELPS]-() } AS n", 1, "asks for MATCH in COUNT { … }"),
    ("WITH [1, 2] AS l RETURN l[0] AS x", 1, "counted from 1 here and from 0 on Neo4j"),
    ("WITH [1, 2] AS l RETURN [x IN l | x + 1] AS x", 1, "no list comprehension"),
    ("MATCH (u:Unit) RETURN u {.id, .name} AS x", 1, "no map projection"),
    ("MATCH (h:Household) WHERE h.head CONTAINS '' RETURN h.id", 1, "every text contains the empty one"),
    ("MATCH ()-[p:HELPS]->()\nWHERE p.end_date >= '2016-12-31' RETURN p.key", 2, "a date is compared with text"),
    ("MATCH ()-[p:HELPS]->() WHERE '2016' <= p.end_date RETURN p.key", 1, "text is compared with a date"),
    ("MATCH (h:Household) WHERE h.id = 7 RETURN h.id", 1, "text is compared with a number"),
    ("MATCH (h:Household) WHERE h.persons <> $active RETURN h.id", 1, "a number is compared with text"),
    ("MATCH (h:Household {id: 7}) RETURN h.id", 1, "text is compared with a number"),
    ("MATCH ()-[p:HELPS {void: 'x'}]->() RETURN p.key", 1, "true or false is compared with text"),
    ("MATCH ()-[p:HELPS]->() WHERE p.void = 0 RETURN p.key", 1, "true or false is compared with a number"),
    ("MATCH ()-[p:HELPS]->() WHERE date('2016-01-01') = $active RETURN p.key", 1, "a date is compared with text"),
    ("MATCH ()-[p:HELPS]->() WHERE p.start_date + 30 < $as_of RETURN p.key", 1, "Neo4j adds no days to a date"),
    ("MATCH ()-[p:HELPS]->() WHERE p.start_date < $as_of - 30 RETURN p.key", 1, "Neo4j adds no days to a date"),
    ("MATCH (a:Cadre)-[x]->(b:Household) RETURN a.id", 1, "a relationship without a type"),
    ("MATCH (a:Cadre)-->(b:Household) RETURN a.id", 1, "a relationship without a type"),
    ("MATCH (a:Cadre)<--(b) RETURN a.id", 1, "a relationship without a type"),
    ("MATCH (a:Cadre)--(b) RETURN a.id", 1, "a relationship without a type"),
    ("MATCH (a:Cadre)-[:HELPS*1..3]-(b) RETURN a.id", 1, "a path of any length"),
    ("MATCH (a)-[:HELPS|:CONSTRAINED]->(b) RETURN a.id", 1, "without a colon behind the bar"),
    (
        "MATCH (a)-[:HELPS]->(h)\n<-[:HELPS|CONSTRAINED]-(b) RETURN a.id",
        2,
        "two relationships of one type in one MATCH",
    ),
    ("MATCH (a)-[:HELPS]->(h), (b)-[:HELPS]->(h) RETURN a.id", 1, "two relationships of one type in one MATCH"),
    (
        "MATCH (v:Village) WHERE EXISTS { MATCH (v)<-[:LIVES_IN]-(h)-[:LIVES_IN]->(w) WHERE w.key = 1 } RETURN v.id",
        1,
        "two relationships of one type in one MATCH",
    ),
    ("MATCH (h:Household) WHERE (h)<-[:HELPS]-()-[:HELPS]->() RETURN h.id", 1, "two relationships of one type"),
    ("MATCH (n:Unit:Village) RETURN n.id", 1, "is one or the other here and both on Neo4j"),
    ("MATCH (n) RETURN n.id", 1, "a node without a label"),
    ("MATCH (h:Household), (n {id: 'x'}) RETURN h.id", 1, "a node without a label"),
    ("MATCH (h:Household) RETURN *", 1, "RETURN * also gives"),
    ("MATCH (h:Household) RETURN h.id AS id, h", 1, "h as a whole differs on a server"),
    ("MATCH (h:Household) RETURN DISTINCT h AS household", 1, "h as a whole differs"),
    ("MATCH (h:Household) RETURN collect(DISTINCT h) AS all", 1, "h as a whole differs"),
    ("MATCH ()-[p:HELPS]->() RETURN p LIMIT 1", 1, "p as a whole differs"),
    ("MATCH p = (:Unit)-[:TWINNED_WITH]->() RETURN p", 1, "p as a whole differs"),
    ("MATCH (u:Unit) RETURN u.id AS x\nUNION\nMATCH (v:Village) RETURN v.id AS y", 3, "the same columns on both sides"),
    ("MATCH (u:Unit) RETURN u.id\nUNION MATCH (v:Village) RETURN v.id", 2, "the same columns on both sides"),
]
PASSING = [
    "MATCH (h:Household) WITH h MATCH (h)<-[:HELPS]-() WITH h, count(*) AS n MATCH (h) RETURN h.id AS id, n",
    "MATCH (v:Village) OPTIONAL MATCH (v)<-[:LIVES_IN]-(h) WITH v, h OPTIONAL MATCH (h)<-[:HELPS]-() RETURN v.id",
    "UNWIND [1, 2] AS n MATCH (h:Household {persons: n}) RETURN h.id",
    "MATCH (h:Household) WITH collect(h) AS all UNWIND all AS one MATCH (one) RETURN one.id",
    "MATCH (h:Household) WITH DISTINCT h RETURN count(h) AS n, count(DISTINCT h.id) AS m",
    "MATCH (a)-[x:HELPS]->(h), (a)-[y:CONSTRAINED]->(h) RETURN a.id, x.key, y.key",
    "MATCH (h:Household) WHERE (h)<-[:HELPS]-() AND NOT (h)<-[:HELPS]-(:Cadre {rank: '科员'}) RETURN h.id",
    "MATCH (a)-[:HELPS]->(h:Household) WHERE EXISTS { MATCH (h)<-[:HELPS]-(b) WHERE b.id <> a.id } RETURN h.id",
    "MATCH (h:Household) WHERE (h.persons - 1) * -2 < - (1) - -3 RETURN (1)-(2) AS x",
    "MATCH ()-[p:HELPS]->() WHERE p.end_date < $as_of AND p.start_date >= date('2016-1-31') RETURN min(p.end_date)",
    "MATCH ()-[p:HELPS]->() WHERE date('2016-01-31') <= p.end_date AND p.void = false RETURN p.key",
    "MATCH (c:Cadre) WHERE c.quota >= 1 AND c.rank = $hard_case_rank AND c.key > 0 RETURN c.id",
    "MATCH (c:Cadre {id: 'C1', quota: 1}) RETURN {quota: 'many', id: 7}.quota AS x",
    "MATCH (h:Household) RETURN h.`id` AS h, size([1, [2]]) AS n, [1] + [2] AS l ORDER BY h LIMIT 5",
    "MATCH (u:Unit) RETURN u.id AS id, u.name AS name UNION ALL MATCH (v:Village) RETURN v.id AS id, v.name AS name",
    "MATCH (u:Unit) RETURN u.return AS x, u.date AS y, u.sum AS z",
    "MATCH (h:Household) WHERE h.head CONTAINS '张' RETURN coalesce(sum(h.persons), 0) AS persons",
    "MATCH (h:Household) WITH * RETURN h.id",
    "// date() substring(1) [*]\nMATCH (h:Household) /* (n) */ RETURN '-[x]-' AS x",
]
PICTURES = {"knots", "unit_picture", "village_picture"}
"""Ready-made queries that give whole nodes to be drawn: they run on both engines, and are no rules."""
WORDS = [
    *["MATCH", "WHERE", "RETURN", "WITH", "UNION", "EXISTS", "COUNT", "AS", "DISTINCT", "IN"],
    *["(", ")", "[", "]", "{", "}", "-", ">", "<", "=", "<>", ":", "|", "*", ".", ",", "+", ";"],
    *[
        "h",
        "p",
        ":Household",
        ":HELPS",
        "date",
        "sum",
        "coalesce",
        "collect",
        "persons",
        "start_date",
        "'x'",
        "''",
        "7",
        "$as_of",
        "`q`",
    ],
]


@pytest.mark.parametrize(("query", "line", "problem"), REFUSED)
def test_what_differs_is_refused_with_its_line(query: str, line: int, problem: str) -> None:
    admitted(query, where="X001.cypher")
    with pytest.raises(RuleError) as refusal:
        refuse_unportable(query, where="X001.cypher")

    assert str(refusal.value).startswith(f"X001.cypher, line {line}: ")
    assert problem in str(refusal.value)


@pytest.mark.parametrize("query", PASSING)
def test_what_means_the_same_passes(query: str) -> None:
    admitted(query, where="query")
    refuse_unportable(query, where="query")


def test_the_first_of_several_is_named() -> None:
    with pytest.raises(RuleError, match="line 2: labels"):
        refuse_unportable("MATCH (u:Unit)\nRETURN labels(u) AS a,\n u AS b, sum(u.key) AS c", where="query")


def test_our_own_rules_and_ready_made_queries_mean_the_same_on_both() -> None:
    for rule in own_rules():
        refuse_unportable(rule.query, where=rule.file)
        refuse_unportable(rule.count, where=rule.file)
    for question in questions():
        if not question.needs_server and question.name not in PICTURES:
            refuse_unportable(question.text, where=question.name)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_whatever_is_written_passes_or_is_refused_in_a_sentence(query: str) -> None:
    with suppress(RuleError):
        refuse_unportable(query, where="query")
