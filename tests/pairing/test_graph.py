from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given

from pairing.graph import TIES, Label, Tie, graph_from_roster
from pairing.model.table import EDGE_TABLES, NODE_TABLES
from tests.oracle import Records, world_from_records
from tests.strategies.rosters import BASE, SmallRoster, small_rosters, to_roster

if TYPE_CHECKING:
    from pairing.roster import Roster

RECORDS: Records = {
    "units": [{"id": "U1", "name": "政治部"}],
    "villages": [{"id": "V1", "name": "东村"}],
    "cadres": [{"id": "C1", "name": "张一", "unit": "U1"}, {"id": "C2", "name": "张二", "unit": None}],
    "households": [{"id": "H1", "head": "王一", "village": "V1", "persons": 4}],
    "twinnings": [{"unit": "U1", "village": "V1", "role": "lead"}],
    "postings": [{"cadre": "C1", "village": "V1", "role": "member", "unit": "U1"}],
    "liaisons": [{"cadre": "C2", "village": "V1"}],
    "pairings": [
        {"cadre": "C1", "household": "H1", "ordinal": 1, "end_date": BASE},
        {"cadre": "C1", "household": "H1", "void": True},
    ],
    "constraints": [{"cadre": "C1", "household": "H1", "kind": "pin"}],
}


def test_nodes_carry_what_is_known_of_them() -> None:
    graph = to_roster(SmallRoster(RECORDS)).to_networkx()
    assert {name: graph.nodes[name] for name in graph} == {
        "unit:U1": {"kind": "unit", "label": "Unit", "id": "U1", "name": "政治部"},
        "village:V1": {"kind": "village", "label": "Village", "id": "V1", "name": "东村"},
        "cadre:C1": {"kind": "cadre", "label": "Cadre", "id": "C1", "name": "张一", "unit": "U1", "state": "在岗"},
        "cadre:C2": {"kind": "cadre", "label": "Cadre", "id": "C2", "name": "张二", "state": "在岗"},
        "household:H1": {
            "kind": "household",
            "label": "Household",
            "id": "H1",
            "head": "王一",
            "village": "V1",
            "persons": 4,
            "difficulty": Decimal("1.00"),
            "state": "在册",
        },
    }


def test_edges_carry_their_type_dates_and_row() -> None:
    graph = to_roster(SmallRoster(RECORDS)).to_networkx()
    helps = {"type": "HELPS", "table": "pairings"}
    assert sorted(graph.edges(data=True), key=str) == sorted(
        [
            ("cadre:C1", "unit:U1", {"type": "BELONGS_TO"}),
            ("household:H1", "village:V1", {"type": "LIVES_IN"}),
            ("unit:U1", "village:V1", {"type": "TWINNED_WITH", "table": "twinnings", "row_key": 0, "role": "lead"}),
            (
                "cadre:C1",
                "village:V1",
                {"type": "POSTED_TO", "table": "postings", "row_key": 0, "role": "member", "unit": "U1"},
            ),
            ("cadre:C2", "village:V1", {"type": "LINKED_TO", "table": "liaisons", "row_key": 0}),
            ("cadre:C1", "household:H1", {**helps, "row_key": 0, "ordinal": 1, "end_date": BASE, "void": False}),
            ("cadre:C1", "household:H1", {**helps, "row_key": 1, "void": True}),
            (
                "cadre:C1",
                "household:H1",
                {"type": "CONSTRAINED", "table": "constraints", "row_key": 0, "kind": "pin"},
            ),
        ],
        key=str,
    )
    assert graph.graph == {"as_of": BASE.isoformat()}


@given(small_rosters())
def test_every_row_is_a_node_or_an_edge(small: SmallRoster) -> None:
    roster = to_roster(small)
    graph = graph_from_roster(roster)
    assert Counter(data["label"] for _, data in graph.nodes(data=True)) == _heights(roster)
    types = Counter(data["type"] for *_, data in graph.edges(data=True))
    assert {name: types[name] for name in TIES.values()} == {
        TIES[table]: roster.tables[table].height for table in EDGE_TABLES
    }
    assert types[Tie.BELONGS_TO] == roster.cadres["unit"].count()
    assert types[Tie.LIVES_IN] == roster.households["village"].count()


def _heights(roster: Roster) -> Counter[str]:
    labels = dict(zip(NODE_TABLES, Label, strict=True))
    return +Counter({labels[table].value: roster.tables[table].height for table in NODE_TABLES})


@given(small_rosters())
def test_the_oracle_draws_the_same_nodes_and_ties(small: SmallRoster) -> None:
    drawn = graph_from_roster(to_roster(small))
    world = world_from_records(small.records, to_roster(small).settings, BASE)
    assert set(drawn.nodes) == set(world.graph.nodes)
    own = Counter((tail, head) for tail, head, data in drawn.edges(data=True) if "table" in data)
    assert own == Counter((tail, head) for tail, head in world.graph.edges())
