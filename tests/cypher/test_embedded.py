"""The embedded store: what it holds, how it answers, and the engine's ways that the rules rely on or work around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cypher import EmbeddedStore, QueryError, own_rules, query
from cypher.parameters import parameters_of
from pairing.generate import generate_roster
from tests.cypher.small import HEALTHY, cadre
from tests.strategies.rosters import batch, to_roster, union

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cypher.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    """The healthy roster, loaded."""
    with EmbeddedStore() as loaded:
        loaded.load(HEALTHY.roster())
        yield loaded


def number(store: Store, pattern: str) -> int:
    answer: int = store.run(f"MATCH {pattern} RETURN count(*) AS n")["n"][0]
    return answer


def test_the_file_of_a_large_roster_is_thrown_away(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.load(HEALTHY.roster())
        assert number(store, "(:Cadre)") == 5
        assert list(tmp_path.iterdir())

    assert list(tmp_path.iterdir()) == []


def test_closing_twice_is_fine() -> None:
    store = EmbeddedStore()
    store.load(HEALTHY.roster())
    store.close()
    store.close()

    with pytest.raises(RuntimeError, match="load a roster"):
        store.run("RETURN 1 AS one")


def test_what_the_engine_refuses_is_one_line_with_its_place(store: Store) -> None:
    with pytest.raises(QueryError) as refusal:
        store.run("MATCH (c:Cadre)\nRETURN c.id,")

    assert refusal.value.line == 2
    assert "\n" not in str(refusal.value)
    with pytest.raises(QueryError, match="Cannot find property income"):
        store.run("MATCH (h:Household) RETURN h.income")


# The engine's ways ---------------------------------------------------------------------------------------------------


def test_one_pattern_may_walk_the_same_edge_twice(store: Store) -> None:
    """Why rules compare keys: the one liaison is found beside itself, which Neo4j would not do."""
    twice = "MATCH (c:Cadre)-[a:LINKED_TO]->(v)<-[b:LINKED_TO]-(d:Cadre) RETURN a.key = b.key AS same"

    assert store.run(twice)["same"].to_list() == [True]
    assert store.run(twice.replace("RETURN", "WHERE c.key <> d.key RETURN")).is_empty()


FILTERED_PATH = """\
MATCH (c:Cadre)-[p:POSTED_TO]->(v:Village)
WHERE c.state = '在岗' AND p.role = 'first_secretary'
MATCH (v)<-[t:TWINNED_WITH]-(u:Unit)
RETURN c.id AS cadre, u.id AS unit
"""


@pytest.fixture(scope="module")
def wide() -> Iterator[Store]:
    """Sixty villages with a unit each, and a hundred cadres, some gone, each posted in three of them."""
    numbers = range(100)
    villages = [{"id": f"V{n}", "name": "村"} for n in range(60)]
    records = (
        HEALTHY.lacking(*HEALTHY.tables)
        .adding("units", *({"id": f"U{n}", "name": "处"} for n in range(60)))
        .adding("villages", *villages)
        .adding("cadres", *(cadre(f"C{n}", "U1", state="退休" if n % 3 else "在岗") for n in numbers))
        .adding("twinnings", *({"unit": f"U{n * 7 % 60}", "village": f"V{n}", "role": "lead"} for n in range(60)))
        .adding("postings", *({"cadre": f"C{n // 3}", "village": f"V{n % 60}", "role": _role(n)} for n in range(300)))
    )
    with EmbeddedStore() as loaded:
        loaded.load(records.roster())
        yield loaded


def _role(number: int) -> str:
    return "first_secretary" if number % 5 in {1, 3} else "member"


def test_a_path_the_engine_answers_wrongly_is_refused(wide: Store) -> None:
    """It reads the second relationship at the wrong rows when the first one and its start are filtered."""
    parted = FILTERED_PATH.replace("MATCH (v)<", "WITH c, v\nMATCH (v)<")
    posted = [number for number in range(300) if _role(number) == "first_secretary" and number // 3 % 3 == 0]
    right = {(f"C{number // 3}", f"U{number % 60 * 7 % 60}") for number in posted}

    wide.vet(parted)
    assert set(wide.run(parted).rows()) == right
    with pytest.raises(QueryError, match="put WITH between"):
        wide.vet(FILTERED_PATH)
    assert set(wide.run(FILTERED_PATH).rows()) != right, "mended: the store need not vet its plans any longer"


@pytest.mark.parametrize("dropped", ["c.state = '在岗' AND ", " AND p.role = 'first_secretary'"])
def test_a_path_of_which_only_one_part_is_filtered_is_answered(wide: Store, dropped: str) -> None:
    half = FILTERED_PATH.replace(dropped, "")

    wide.vet(half)
    assert set(wide.run(half).rows()) == set(wide.run(half.replace("MATCH (v)<", "WITH c, v\nMATCH (v)<")).rows())


def test_a_question_is_vetted(wide: Store) -> None:
    with pytest.raises(QueryError, match="put WITH between"):
        query(HEALTHY.roster(), FILTERED_PATH, store=wide)


@pytest.mark.parametrize("size", [1, 20, 150])
def test_our_rules_are_none_of_those(size: int) -> None:
    """The engine plans by size, so over several."""
    roster = to_roster(union(batch(size, size)))
    parameters = parameters_of(roster)
    with EmbeddedStore() as loaded:
        loaded.load(roster)
        for rule in own_rules():
            loaded.vet(rule.query, parameters.bind(rule.parameters))


def test_our_rules_are_none_of_those_on_a_province() -> None:
    roster = generate_roster("province", 1)
    parameters = parameters_of(roster)
    with EmbeddedStore() as loaded:
        loaded.load(roster)
        for rule in own_rules():
            loaded.vet(rule.query, parameters.bind(rule.parameters))
            loaded.vet(rule.count, parameters.bind(rule.parameters))


def test_a_query_that_runs_wild_is_refused_and_not_the_machine_taken() -> None:
    roster = to_roster(union(batch(1, 400)))
    with EmbeddedStore() as loaded:
        loaded.load(roster)
        wild = "MATCH (a:Household), (b:Household), (c:Household) RETURN collect([a, b]) AS pairs"

        with pytest.raises(QueryError, match="buffer pool"):
            loaded.run(wild)
        assert number(loaded, "(:Household)") == roster.households.height


def test_a_missing_parameter_is_null_without_a_word(store: Store) -> None:
    """Why every ``$name`` of a rule is held against the known ones when it is loaded."""
    assert store.run("MATCH (u:Unit) WHERE u.id = $nobody RETURN u.id").is_empty()
