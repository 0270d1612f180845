"""What is exported, written and read back by the tools it is for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import igraph  # type: ignore[import-untyped]
import networkx as nx

from viz.audience import sight
from viz.export.gexf import gexf
from viz.export.graphml import graphml
from viz.export.network import network_of

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from viz.audience import Audience
    from viz.export.network import Network


def network(roster: Roster, audience: Audience = "internal") -> Network:
    return network_of(sight(roster, audience))


def expected(seen: Network) -> nx.MultiDiGraph[str]:
    """Build what is to be read back."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(seen.about)
    for node in seen.nodes():
        graph.add_node(node.name, **node.attributes)
    for edge in seen.edges():
        graph.add_edge(edge.tail, edge.head, key=edge.name, **edge.attributes)
    return graph


def graphml_of(roster: Roster) -> str:
    return "".join(graphml(network(roster)))


def gexf_of(roster: Roster) -> str:
    return "".join(gexf(network(roster), roster))


def by_networkx(written: str) -> nx.MultiDiGraph[str]:
    """Read GraphML."""
    graph: Any = nx.read_graphml(io.BytesIO(written.encode()), force_multigraph=True)
    graph.graph = {name: value for name, value in graph.graph.items() if not name.endswith("_default")}
    read: nx.MultiDiGraph[str] = graph
    return read


def by_igraph(written: str, path: Path) -> Any:  # noqa: ANN401 - it has no types
    """Read GraphML, of which igraph takes files alone."""
    path.write_text(written, encoding="utf-8")
    return igraph.Graph.Read_GraphML(str(path))


def from_gexf(written: str) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Read GEXF: its nodes by name, its edges by theirs with their ends."""
    graph = nx.read_gexf(io.BytesIO(written.encode()), version="1.3")
    edges = {known.pop("id"): {**known, "source": tail, "target": head} for tail, head, known in graph.edges(data=True)}
    return dict(graph.nodes(data=True)), edges
