"""From a networkx graph with positions to vis-network's nodes, edges and options, through pyvis.

pyvis builds data and options and nothing else: its template, its resources and its ``from_nx`` are not used (DESIGN §9
says why). Colours are not in the data: a node has a group and a mark, and the page's script paints them in the colours
of its style sheet, light or dark, on the stage that vis-network keeps, and again in what is saved.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from viz.layout import Point, Positions, Side

OPTIONS: Final[Mapping[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectable": False,
        "zoomSpeed": 0.6,
    },
}
"""Fixed positions, physics off: drawn at once, alike each time. What is chosen, the page's script decides."""


SIDES: Final[Mapping[str, Side]] = {
    "tie-lead": "lead",
    "tie-responsible": "responsible",
    "tie-partner": "partner",
    "tie-undecided": "partner",
}
"""The column of the 1+1 form that a tie's group belongs to."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Data and options as vis-network takes them."""

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]


def drawn(graph: nx.DiGraph[str], positions: Positions) -> Drawing:
    """Draw a graph whose nodes carry ``label``, ``shape`` and ``group`` and whose edges carry ``group``.

    A twinning carries ``sub`` besides: its role in words.

    What stands a second time is a node of its own that says which one it repeats (``of``); in the role of its tie, if
    it is a unit. An edge says where it ``bends``, as points from its tail to its head. In a MultiDiGraph a unit may be
    tied to a village in two roles.
    """
    from pyvis.network import Network  # noqa: PLC0415 - it imports IPython, which costs 0.2 s

    network = Network(directed=True)  # undirected, it would look for duplicates in quadratic time
    for node, looks in graph.nodes(data=True):
        network.add_node(node, **_at(positions.points[node]), **looks)
    for tail, head, looks in graph.edges(data=True):
        tie = (tail, head, SIDES.get(looks["group"], ""))
        again = positions.again.get(tie)
        if again and again.name not in network.node_map:
            network.add_node(again.name, **_at(again.at), **_repeated(graph.nodes[again.node], looks), of=again.node)
        ends = [again.name if again and node == again.node else node for node in (tail, head)]
        shown = {name: value for name, value in looks.items() if name != "sub"}
        network.add_edge(*ends, **shown, **_bends(positions.bends.get(tie, ())))
    return Drawing(tuple(network.nodes), tuple(_plain(edge) for edge in network.edges))


def _at(point: Point) -> dict[str, Any]:
    return {"x": point.x, "y": point.y} | ({"align": point.align} if point.align else {})


def _repeated(looks: Mapping[str, Any], tie: Mapping[str, Any]) -> dict[str, Any]:
    """Give the looks of a second place: the first one's, but a unit's role and the word for it are the tie's."""
    role = str(tie["group"]).removeprefix("tie-")
    return dict(looks) if role == tie["group"] else {**looks, "group": f"unit-{role}", "sub": tie.get("sub", "")}


def _bends(points: Iterable[Point]) -> dict[str, Any]:
    bends = [[point.x, point.y] for point in points]
    return {"bends": bends} if bends else {}


def options() -> Mapping[str, Any]:
    """Give vis-network's options by way of pyvis, which parses and holds them."""
    from pyvis.network import Network  # noqa: PLC0415 - as above

    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    kept: Mapping[str, Any] = network.options
    return kept


def _plain(edge: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave the arrow out that pyvis gives every edge of a directed network."""
    return {name: value for name, value in edge.items() if name != "arrows"}
