"""Whatever a roster holds, other tools read back what was written."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import given

from pairing.roster import roster_from_tables
from tests.strategies.rosters import SmallRoster, small_rosters, to_roster
from tests.viz.export.reading import by_igraph, by_networkx, expected, from_gexf, gexf_of, graphml_of, network
from viz.export.graph_file import GraphFile
from viz.export.node_link import node_link

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster

NOTHING = roster_from_tables({})
NAMES = ["\x00\x0b\x1b", "\ufffe", "\uffff]]>", " \t\r\n", "\x85\u2028\u202e", '&amp;"<', "𠮷\U0010ffff", "="]
"""Names that are hard to write; the first of them no XML can hold."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graph") / "x.graphml"


@given(small_rosters())
def test_networkx_reads_graphml_back_equal(small: SmallRoster) -> None:
    roster = to_roster(small)
    assert nx.utils.graphs_equal(by_networkx(graphml_of(roster)), expected(network(roster)))


@given(small=small_rosters())
def test_igraph_reads_graphml_back_equal(file: Path, small: SmallRoster) -> None:
    roster = to_roster(small)
    read, seen = by_igraph(graphml_of(roster), file), network(roster)
    assert [as_igraph(node.attributes) for node in seen.nodes()] == [told(one) for one in read.vs]
    edges = [(edge.tail, edge.head, as_igraph(edge.attributes)) for edge in seen.edges()]
    assert edges == [(one.source_vertex["id"], one.target_vertex["id"], told(one)) for one in read.es]


def as_igraph(known: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of a node or an edge
    """A flag that is blank cannot be told from one that is false there."""
    return {name: value for name, value in known.items() if value is not False}


def told(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a vertex or an edge of igraph
    """Leave out its name, and what stands for a blank."""
    return {name: value for name, value in one.attributes().items() if name != "id" and not stands_for_blank(value)}


def stands_for_blank(value: object) -> bool:
    return value is False or value == "" or (isinstance(value, float) and math.isnan(value))


@given(small_rosters())
def test_networkx_reads_gexf_back_with_what_is_there_at_some_time(small: SmallRoster) -> None:
    roster = to_roster(small)
    nodes, edges = from_gexf(gexf_of(roster))
    for node in network(roster).nodes():
        assert {"position", "color", "size"} == set(nodes[node.name].pop("viz"))
        assert nodes.pop(node.name) == node.attributes
    for edge in network(roster).edges():
        time = {here: str(edge.attributes[name]) for here, name in SPANS if name in edge.attributes}
        if time.get("start", "") <= time.get("end", "9999"):
            assert edges.pop(edge.name) == {**edge.attributes, **time, "source": edge.tail, "target": edge.head}
    assert (nodes, edges) == ({}, {})


SPANS = (("start", "start_date"), ("end", "end_date"))


@given(small_rosters())
def test_the_json_is_networkx_own_with_a_header(small: SmallRoster) -> None:
    seen = network(to_roster(small))
    written = "".join(node_link(seen))
    known = json.loads(written)
    assert known == {"schema": "pairing.graph/1", **seen.about, **nx.node_link_data(expected(seen), edges="edges")}
    assert nx.utils.graphs_equal(nx.node_link_graph(known, edges="edges"), expected(seen))
    GraphFile.model_validate_json(written)


def hostile() -> Roster:
    numbers = [str(number) for number in range(len(NAMES))]
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": NAMES, "name": NAMES}),
            "villages": pl.DataFrame({"id": numbers, "name": NAMES, "longitude": 1e-05}),
            "cadres": pl.DataFrame({"id": ["\x01", "\x02"], "name": ["", "张"], "unit": NAMES[:2]}),
            "households": pl.DataFrame({"id": NAMES, "head": NAMES, "village": numbers, "persons": 1}),
            "pairings": pl.DataFrame({"cadre": ["\x01", "\x02"], "household": NAMES[:2]}),
        }
    )


def test_what_no_xml_can_hold_is_replaced_and_nothing_is_lost(file: Path) -> None:
    roster = hostile()
    read, (nodes, edges) = by_networkx(graphml_of(roster)), from_gexf(gexf_of(roster))
    shown = ["\ufffd\ufffd\ufffd", "\ufffd", "\ufffd]]>", *NAMES[3:]]
    for graph in ({name: read.nodes[name] for name in read}, nodes):
        assert [known["label"] for known in graph.values() if known["kind"] == "unit"] == shown
        assert [name for name in graph if name.startswith("cadre:")] == ["cadre:\ufffd", "cadre:\ufffd\ufffd"]
    assert set(read.edges(keys=True)) == {(one["source"], one["target"], name) for name, one in edges.items()}
    assert read.has_edge("cadre:\ufffd\ufffd", "household:\ufffd")
    assert by_igraph(graphml_of(roster), file).vs["label"] == [known["label"] for _, known in read.nodes(data=True)]


def test_an_empty_roster_is_an_empty_graph(file: Path) -> None:
    assert nx.utils.graphs_equal(by_networkx(graphml_of(NOTHING)), expected(network(NOTHING)))
    assert by_igraph(graphml_of(NOTHING), file).vcount() == 0
    assert from_gexf(gexf_of(NOTHING)) == ({}, {})
    assert json.loads("".join(node_link(network(NOTHING))))["nodes"] == []
