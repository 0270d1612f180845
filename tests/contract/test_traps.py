"""Where the two engines part, each construct by name: what only one of them can do, and what they answer differently.

What stands here was found by asking both. The day a line fails, an engine has changed, and a rule may be allowed more
or less (:mod:`cypher.portable`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

from cypher import EmbeddedStore, QueryError, ServerError
from cypher.gate import admitted
from cypher.parameters import PARAMETER_NAMES, parameters_of
from cypher.portable import refuse_unportable
from pairing.errors import RuleError
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cypher import Store

REFUSED: Final = "refused"
"""What an engine answers that cannot run a query at all."""
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Trap:
    """A query, and what each engine answers: ``here`` the embedded one, ``there`` Neo4j of either generation."""

    query: str
    here: Rows | str
    there: Rows | str

    def of(self, store: Store) -> Rows | str:
        """What this store is expected to answer."""
        return self.here if isinstance(store, EmbeddedStore) else self.there


TWICE = "MATCH (a:Household)<-[:HELPS]-(c:Cadre)-[:HELPS]->(b:Household) RETURN count(*) AS n"
DIFFERENT: Final = (
    # One relationship walked twice
    Trap(TWICE, [(8,)], [(2,)]),
    Trap("MATCH (a:Household)<-[:HELPS]-(c), (c)-[:HELPS]->(b:Household) RETURN count(*) AS n", [(8,)], [(2,)]),
    Trap("MATCH (c:Cadre)-[:BELONGS_TO]->(u)<-[:BELONGS_TO]-(d) RETURN count(*) AS n", [(13,)], [(8,)]),
    Trap("MATCH (a:Cadre)-[:HELPS*1..2]-(b) RETURN count(*) AS n", [(16,)], [(10,)]),
    # A date, a number or a flag compared with text
    Trap("MATCH ()-[p:HELPS]->() WHERE p.end_date <= '2016-06-01' RETURN count(*) AS n", [(1,)], [(0,)]),
    Trap("MATCH ()-[p:HELPS]->() WHERE $as_of > '2016-01-01' RETURN count(*) AS n", [(6,)], [(0,)]),
    Trap("RETURN date('2016-02-03') = '2016-02-03' AS same", [(True,)], [(False,)]),
    Trap("MATCH (h:Household) WHERE h.persons > '2' RETURN count(*) AS n", [(4,)], [(0,)]),
    Trap("MATCH (h:Household {persons: '3'}) RETURN count(*) AS n", [(4,)], [(0,)]),
    Trap("MATCH ()-[p:HELPS]->() WHERE p.void = 'false' RETURN count(*) AS n", [(5,)], [(0,)]),
    Trap("RETURN 1 = '1' AS same", [(True,)], [(False,)]),
    # Functions of one name
    Trap("MATCH (u:Unit {id: 'U1'}) RETURN labels(u) AS x", [("Unit",)], [(["Unit"],)]),
    Trap("RETURN substring('abcdef', 1, 2) AS x", [("ab",)], [("bc",)]),
    Trap("RETURN reverse([1, 2]) AS x", [("]2,1[",)], [([2, 1],)]),
    Trap("RETURN round(-2.5, 0) AS x", [(-3.0,)], [(-2.0,)]),
    Trap("RETURN trim('\u3000中\u3000') AS x", [("\u3000中\u3000",)], [("中",)]),
    Trap("MATCH (c:Cadre) WHERE c.id = 'nobody' RETURN sum(c.quota) AS x", [(None,)], [(0,)]),
    # Places in a list
    Trap("RETURN [1, 2, 3][1..2] AS x", [([1, 2],)], [([2],)]),
    # Labels and what stands beside the graph
    Trap("MATCH (n:Unit:Village) RETURN count(*) AS n", [(3,)], [(0,)]),
    Trap("RETURN 'abc' CONTAINS '' AS x", [(False,)], [(True,)]),
)
BY_VALUE: Final = (
    # Nothing in the text of a query tells these: they depend on blanks and letters in the data
    Trap("MATCH (c:Cadre) WHERE NOT any(x IN [c.quota] WHERE x > 0) RETURN count(*) AS n", [(5,)], [(0,)]),
    Trap("RETURN 2 IN [1, null] AS x", [(False,)], [(None,)]),
    Trap("RETURN size('👩\u200d👧') AS x", [(1,)], [(3,)]),
    Trap("RETURN toUpper('ß') AS x", [("ẞ",)], [("SS",)]),
    Trap("RETURN replace('aaa', '', 'b') AS x", [("aaa",)], [("bababab",)]),
)
ONE_ENGINE: Final = (
    # Only the embedded one
    Trap("MATCH (a:Cadre)-[:HELPS* TRAIL 1..2]-(b) RETURN count(*) AS n", [(10,)], REFUSED),
    Trap("MATCH (a)-[x:HELPS|:CONSTRAINED]->() RETURN count(*) AS n", [(8,)], REFUSED),
    Trap("MATCH (u:Unit {id: 'U1'}) RETURN label(u) AS x", [("Unit",)], REFUSED),
    Trap("RETURN list_contains([1, 2], 2) AS x", [(True,)], REFUSED),
    Trap("RETURN date('2016-01-05') - date('2016-01-01') AS x", [(4,)], REFUSED),
    Trap("RETURN date('2016-01-05') + 1 AS x", [(date(2016, 1, 6),)], REFUSED),
    Trap("MATCH (u:Unit) RETURN 1 AS x UNION MATCH (v:Village) RETURN 2 AS y", [(1,), (2,)], REFUSED),
    # Only Neo4j
    Trap("MATCH (h:Household) WHERE COUNT { (h)<-[:HELPS]-() } > 1 RETURN count(*) AS n", REFUSED, [(2,)]),
    Trap("MATCH (h:Household) WHERE EXISTS { (h)<-[:HELPS]-() } RETURN count(*) AS n", REFUSED, [(4,)]),
    Trap("MATCH (h:Household) WHERE exists((h)<-[:HELPS]-()) RETURN count(*) AS n", REFUSED, [(4,)]),
    Trap("RETURN [x IN [1, 2] WHERE x > 1 | x * 2] AS x", REFUSED, [([4],)]),
    Trap("MATCH (u:Unit {id: 'U1'}) RETURN u {.id} AS x", REFUSED, [({"id": "U1"},)]),
    Trap("RETURN [1, 2, 3][0] AS x", REFUSED, [(1,)]),
    Trap("RETURN last([1, 2, 3]) AS x", REFUSED, [(3,)]),
    Trap("RETURN head([1, 2, 3]) AS x", REFUSED, [(1,)]),
    Trap("RETURN split('a,b', ',') AS x", REFUSED, [(["a", "b"],)]),
    Trap("RETURN toString(1) AS x", REFUSED, [("1",)]),
    Trap("RETURN toInteger('1') AS x", REFUSED, [(1,)]),
    Trap("RETURN reduce(all = 0, x IN [1, 2] | all + x) AS x", REFUSED, [(3,)]),
    Trap("MATCH ()-[t:LINKED_TO]->() RETURN type(t) AS x", REFUSED, [("LINKED_TO",)]),
    Trap("RETURN date('2016') AS x", REFUSED, [(date(2016, 1, 1),)]),
    Trap("MATCH p = shortestPath((a:Unit)-[:TWINNED_WITH*]-(b:Village)) RETURN length(p) AS x", REFUSED, [(1,), (1,)]),
)
PLANNED: Final = (
    # What the embedded engine refuses in words that will do: a rule is planned by it wherever it is to run
    Trap(
        "MATCH (c:Cadre) WITH c ORDER BY c.id RETURN c.id AS id", REFUSED, [("C1",), ("C2",), ("C3",), ("C4",), ("C9",)]
    ),
    Trap("MATCH (h:Household) RETURN h.income AS x LIMIT 1", REFUSED, [(None,)]),
    Trap("MATCH (f:Farm) RETURN count(*) AS n", REFUSED, [(0,)]),
    Trap("MATCH (v:Village) WHERE v:Village RETURN count(*) AS n", REFUSED, [(1,)]),
    Trap("RETURN 1 < 2 < 3 AS x", REFUSED, [(True,)]),
    Trap("MATCH (h:Household) WHERE h.head IN [3] RETURN count(*) AS n", REFUSED, [(0,)]),
)
ALIKE: Final[Mapping[str, Rows]] = {
    "MATCH (a:Household)<-[:HELPS]-(c) WITH c MATCH (c)-[:HELPS]->(b:Household) RETURN count(*) AS n": [(8,)],
    "MATCH (c:Cadre)-[:BELONGS_TO]->(u)-[:TWINNED_WITH]->(v:Village) RETURN count(*) AS n": [(5,)],
    "MATCH ()-[x:HELPS|CONSTRAINED]->() RETURN count(*) AS n": [(8,)],
    "MATCH (n:Unit|Village) RETURN count(*) AS n": [(3,)],
    "MATCH (v:Village) OPTIONAL MATCH (h:Household)-[:LIVES_IN]->(v) WHERE h.persons > 9 RETURN count(h) AS n": [(0,)],
    "MATCH (h:Household) WHERE NOT (h)<-[:HELPS]-(:Cadre) RETURN count(*) AS n": [(0,)],
    "MATCH (h:Household) WHERE EXISTS { MATCH (h)<-[p:HELPS]-() WHERE p.end_date < $as_of } RETURN h.id AS id": [
        ("H2",)
    ],
    "MATCH (h:Household) WHERE COUNT { MATCH (h)<-[:HELPS]-() } > 1 RETURN count(*) AS n": [(2,)],
    "MATCH ()-[p:HELPS]->() WHERE p.end_date <= date('2016-06-01') RETURN count(*) AS n": [(1,)],
    "MATCH ()-[p:HELPS]->() RETURN max(p.end_date) AS x": [(date(2015, 12, 31),)],
    "MATCH (h:Household) WITH h.persons % 2 AS odd, count(*) AS n RETURN odd, n": [(1, 4)],
    "MATCH (h:Household) WITH h.state AS state, collect(DISTINCT h.persons) AS sizes WHERE state IN $in_scope "
    "RETURN sizes": [([3],)],
    "MATCH (h:Household) RETURN avg(h.persons) AS mean, coalesce(sum(h.persons), 0) AS whole": [(3.0, 12)],
    "MATCH (h:Household {id: 'nobody'}) RETURN coalesce(sum(h.persons), 0) AS x, collect(h.id) AS ids": [(0, [])],
    "UNWIND $ranks AS rank WITH rank WHERE rank.label = '正处' RETURN rank.quota AS quota": [(5,)],
    "MATCH (c:Cadre) WHERE c.rank IN $hard_case_ranks RETURN count(*) AS n": [(2,)],
    "MATCH (c:Cadre) WHERE NOT coalesce(any(x IN [c.quota] WHERE x > 0), false) RETURN count(*) AS n": [(5,)],
    "MATCH (c:Cadre) WHERE c.quota = null OR c.quota <> 1 RETURN count(*) AS n": [(0,)],
    "MATCH (u:Unit) RETURN u.id AS x UNION MATCH (v:Village) RETURN v.id AS x": [("U1",), ("U2",), ("V1",)],
    "MATCH (u:Unit) RETURN u.id AS id ORDER BY id DESC SKIP 1 LIMIT $team_size": [("U1",)],
    "MATCH (a:Unit), (b:Village) RETURN count(*) AS n": [(2,)],
    "OPTIONAL MATCH (h:Household {id: 'nobody'}) RETURN h.id AS x": [(None,)],
    "MATCH p = (:Unit)-[:TWINNED_WITH]->(v) RETURN length(p) AS steps, size(nodes(p)) AS n LIMIT 1": [(1, 2)],
    "RETURN 7 / 2 AS a, -7 / 2 AS b, 7 / 2.0 AS c, -7 % 3 AS d, 2 ^ 3 AS e": [(3, -3, 3.5, -1, 8.0)],
    "RETURN CASE WHEN null THEN 1 ELSE 2 END AS a, CASE 1 WHEN 1 THEN 'x' END AS b, true XOR null AS c": [
        (2, "x", None)
    ],
    "RETURN 'abc' =~ 'b' AS a, 'abc' =~ 'a.*' AS b, 'ab' + 'c' AS c, '张' < '李' AS d": [(False, True, "abc", True)],
    "RETURN left('𠮷文', 1) AS a, right('文𠮷', 1) AS b, size('中文') AS c, toLower('AB') AS d": [
        ("𠮷", "𠮷", 2, "ab")
    ],
    "RETURN floor(-2.5) AS a, ceil(2.1) AS b, abs(-3) AS c, sign(-2.5) AS d, range(1, 5, 2) AS e": [
        (-3.0, 3.0, 3, -1, [1, 3, 5])
    ],
    "UNWIND [3, 1, null] AS n RETURN collect(n) AS x, count(n) AS some, count(*) AS every": [([3, 1], 2, 3)],
    "UNWIND [2, null, 1] AS n RETURN n ORDER BY n": [(1,), (2,), (None,)],
    "UNWIND [1, 2, 3, 4] AS n RETURN percentileCont(n, 0.5) AS a, percentileDisc(n, 0.5) AS b": [(2.5, 2)],
}
TOLD_BY_TEXT: Final = (*DIFFERENT, *ONE_ENGINE)


@pytest.fixture
def loaded(store: Store) -> Store:
    """The healthy roster in every store in turn."""
    store.load(HEALTHY.roster())
    return store


def answer(store: Store, query: str) -> Rows | str:
    """Ask a store, past the gate: what it makes of the query by itself; rows in one order where none is asked for."""
    used = {word for word in PARAMETER_NAMES if f"${word}" in query}
    try:
        rows = store.run(query, parameters_of(HEALTHY.roster()).bind(used)).rows()
    except (QueryError, ServerError):
        return REFUSED
    return rows if "ORDER BY" in query else sorted(rows, key=repr)


def test_each_trap_is_one(loaded: Store) -> None:
    traps = (*DIFFERENT, *BY_VALUE, *ONE_ENGINE, *PLANNED)
    told = {trap.query: answer(loaded, trap.query) for trap in traps}

    assert {trap.query: told[trap.query] for trap in traps if told[trap.query] != trap.of(loaded)} == {}
    assert all(trap.here != trap.there for trap in traps)


def test_what_is_alike_is_answered_alike(loaded: Store) -> None:
    told = {query: answer(loaded, query) for query in ALIKE}

    assert {query: told[query] for query, rows in ALIKE.items() if told[query] != rows} == {}


@pytest.mark.parametrize("query", ALIKE)
def test_what_is_alike_passes(query: str) -> None:
    admitted(query, where="query")
    refuse_unportable(query, where="query")


@pytest.mark.parametrize("trap", TOLD_BY_TEXT, ids=lambda trap: trap.query)
def test_a_trap_that_the_text_shows_is_refused(trap: Trap) -> None:
    with pytest.raises(RuleError):
        refuse_unportable(trap.query, where="query")


def test_where_a_posting_has_no_start_both_see_a_null(loaded: Store) -> None:
    query = "MATCH ()-[p:POSTED_TO]->() WHERE p.start_date IS NULL OR p.start_date <= $as_of RETURN count(*) AS n"

    assert answer(loaded, query) == [(2,)]


def test_a_parameter_that_nobody_gives_is_refused_before_either_engine_sees_it(loaded: Store) -> None:
    """The embedded engine takes it for null without a word; Neo4j refuses it."""
    expected = [] if isinstance(loaded, EmbeddedStore) else REFUSED

    assert answer(loaded, "MATCH (u:Unit) WHERE u.id = $nobody RETURN u.id AS id") == expected
