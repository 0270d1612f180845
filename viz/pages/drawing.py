"""From a networkx graph with positions to vis-network's nodes, edges and options, through pyvis.

pyvis builds data and options and nothing else: its template, its resources and its ``from_nx`` are not used (DESIGN §9
says why). Colours are not in the data: a node has a group and a mark, and the page's script paints them in the colours
of its style sheet, light or dark.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from viz.layout import Positions

OPTIONS: Final[Mapping[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": True,
        "tooltipDelay": 200,
        "zoomSpeed": 0.6,
    },
    "nodes": {"chosen": False, "font": {"multi": False}, "labelHighlightBold": False},
    "edges": {"arrows": {"to": {"enabled": False}}, "chosen": False, "smooth": False},
}
"""Fixed positions, physics off: drawn at once, alike each time."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Data and options as vis-network takes them."""

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]


def drawn(graph: nx.DiGraph[str], positions: Positions) -> Drawing:
    """Draw a graph whose nodes carry ``label``, ``shape`` and ``group`` and whose edges carry ``group``."""
    from pyvis.network import Network  # noqa: PLC0415 - it imports IPython, which costs 0.2 s

    network = Network(directed=True)  # undirected, it would look for duplicates in quadratic time
    for node, looks in graph.nodes(data=True):
        point = positions[node]
        network.add_node(node, x=point.x, y=point.y, **looks)
    for tail, head, looks in graph.edges(data=True):
        network.add_edge(tail, head, **looks)
    return Drawing(tuple(network.nodes), tuple(_plain(edge) for edge in network.edges))


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
