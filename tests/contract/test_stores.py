"""What a store holds and how it answers, whichever it is."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from cypher import QueryError, check, own_rules
from cypher.parameters import parameters_of
from pairing.graph import Label, Tie
from tests.cypher.small import HEALTHY, TODAY, cadre

if TYPE_CHECKING:
    from cypher import Store

NAMES = (
    "'; DROP TABLE Cadre; //",
    "}) DETACH DELETE n //",
    "$as_of",
    "a\x00b",
    "\u202e左",
    "\\",
    '"',
    "",
    "👩\u200d👧",
)


@pytest.fixture
def loaded(store: Store) -> Store:
    """The healthy roster in every store in turn."""
    store.load(HEALTHY.roster())
    return store


def number(store: Store, pattern: str) -> int:
    answer: int = store.run(f"MATCH {pattern} RETURN count(*) AS n")["n"][0]
    return answer


def test_every_row_is_a_node_or_an_edge(loaded: Store) -> None:
    nodes = {label: number(loaded, f"(:{label})") for label in Label}
    edges = {tie: number(loaded, f"()-[:{tie}]->()") for tie in Tie}

    assert nodes == {Label.UNIT: 2, Label.VILLAGE: 1, Label.CADRE: 5, Label.HOUSEHOLD: 4}
    assert edges == {
        Tie.BELONGS_TO: 5,
        Tie.LIVES_IN: 4,
        Tie.TWINNED_WITH: 2,
        Tie.POSTED_TO: 2,
        Tie.LINKED_TO: 1,
        Tie.HELPS: 6,
        Tie.CONSTRAINED: 2,
    }


def test_nodes_and_edges_carry_their_key_and_fields(loaded: Store) -> None:
    node = "MATCH (h:Household {id: 'H1'}) RETURN h.key, h.head, h.persons, h.difficulty_hundredths, h.cause"
    edge = "MATCH (:Cadre {id: 'C9'})-[p:HELPS]->(h) RETURN p.key, p.ordinal, p.start_date, p.end_date, p.void, h.id"

    assert loaded.run(node).row(0) == (0, "户主H1", 3, 200, None)
    assert loaded.run(edge).rows() == [(4, None, None, datetime.date(2015, 12, 31), False, "H2")]


def test_loading_again_replaces_the_graph(loaded: Store) -> None:
    """A posting knows who sent the cadre, whether the cell says so or not; a blank reference is no edge."""
    records = HEALTHY.dropping("pairings").changing("postings", {"cadre": "C1"}, unit="U2")
    loaded.load(records.adding("cadres", cadre("C5", None)).roster())

    assert number(loaded, "()-[:HELPS]->()") == 0
    assert number(loaded, "(:Cadre)") == 6
    assert number(loaded, "(:Cadre)-[:BELONGS_TO]->(:Unit)") == 5
    senders = loaded.run("MATCH (c:Cadre)-[p:POSTED_TO]->() RETURN c.id AS id, p.sent_by ORDER BY id")
    assert senders.rows() == [("C1", "U2"), ("C2", "U2")]


def test_an_empty_roster_has_every_type(loaded: Store) -> None:
    loaded.load(HEALTHY.lacking(*HEALTHY.tables).roster())

    assert {tie: number(loaded, f"()-[:{tie}]->()") for tie in Tie} == dict.fromkeys(Tie, 0)


def test_one_graph_answers_for_any_day_and_settings(loaded: Store) -> None:
    roster = HEALTHY.roster()
    past = check(roster.at(datetime.date(2015, 6, 1)), store=loaded, only=["S114"])
    strict = check(HEALTHY.under(team_size=3).roster(), store=loaded, only=["S110"])

    assert [finding.subjects for finding in past.findings] == [("cadre:C9",)]
    assert [finding.subjects for finding in strict.findings] == [("village:V1",)]
    assert check(roster, store=loaded).findings == ()


def test_the_day_is_a_date_for_every_rule(store: Store) -> None:
    """A day given as text is not to be trusted there; Parameters hold a date, whatever the settings were read from."""
    ended = HEALTHY.changing("pairings", {"cadre": "C3"}, end_date=TODAY)
    store.load(ended.roster())
    before = check(ended.roster(), only=["C201"], store=store)
    after = check(ended.at(TODAY + datetime.timedelta(days=1)).roster(), only=["C201"], store=store)

    assert [finding.subjects for finding in (*before.findings, *after.findings)] == [("household:H3",)]


def test_names_are_values_whatever_is_in_them(store: Store) -> None:
    named = (cadre(f"C{place}", name=name) for place, name in enumerate(NAMES, 10))
    store.load(HEALTHY.adding("cadres", *named).roster())

    for place, name in enumerate(NAMES, 10):
        found = store.run("MATCH (c:Cadre {name: $name}) RETURN c.id", {"name": name})
        assert found.rows() == [(f"C{place}",)]
        assert store.run(f"MATCH (c:Cadre {{id: 'C{place}'}}) RETURN c.name").rows() == [(name,)]


def test_answers_have_the_types_of_their_columns(loaded: Store) -> None:
    sums = loaded.run("MATCH (h:Household) RETURN sum(h.persons) AS persons, avg(h.persons) AS mean")
    lists = loaded.run("MATCH (h:Household) WITH h.id AS id ORDER BY id LIMIT 2 RETURN collect(id) AS ids")
    blank = loaded.run("MATCH (h:Household) RETURN h.cause AS cause LIMIT 1")
    none = loaded.run("MATCH (h:Household) WHERE h.id = 'nobody' RETURN h.id AS id")

    assert sums.rows() == [(12, 3.0)]
    assert sums["persons"].dtype.is_integer()
    assert lists.rows() == [(["H1", "H2"],)]
    assert blank.rows() == [(None,)]
    assert none.columns == ["id"]
    assert none.is_empty()


def test_what_the_engine_refuses_names_the_line_and_leaves_the_others_answered(loaded: Store) -> None:
    for _ in range(loaded.at_once + 1):
        with pytest.raises(QueryError) as refusal:
            loaded.run("MATCH (c:Cadre)\nRETURN c.id,")
        assert refusal.value.line == 2
        assert "\n" not in str(refusal.value)
    with pytest.raises(QueryError):
        loaded.vet("MATCH (c:Cadre) RETURN nobody(c)")

    assert number(loaded, "(:Unit)") == 2


def test_several_threads_may_ask(loaded: Store) -> None:
    questions = [f"MATCH (h:Household) RETURN {number} AS asked, count(*) AS n" for number in range(40)]
    with ThreadPoolExecutor(2 * loaded.at_once) as threads:
        answers = [rows.row(0) for rows in threads.map(loaded.run, questions)]

    assert answers == [(number, 4) for number in range(40)]


def test_every_rule_of_ours_passes_the_stores_own_vetting(loaded: Store) -> None:
    parameters = parameters_of(HEALTHY.roster())
    for rule in own_rules():
        loaded.vet(rule.query, parameters.bind(rule.parameters))
        loaded.vet(rule.count, parameters.bind(rule.parameters))


def test_closing_twice_is_fine(store: Store) -> None:
    store.close()
    store.close()
