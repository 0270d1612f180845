"""GraphML: typed attributes, dates as ISO texts; for networkx, igraph, Gephi, yEd and whatever else reads graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from viz.export.markup import HEAD, columns_of, escaped, identities, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from viz.export.network import Network, Value

NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
TYPES: Final[Mapping[type, str]] = {str: "string", int: "int", float: "double", bool: "boolean"}


def graphml(network: Network) -> Iterator[str]:
    """Write a graph as GraphML, a node or edge a line.

    networkx's own writer gives every pair's first edge the same id, which Gephi refuses.
    """
    yield HEAD
    yield f'<graphml xmlns="{NAMESPACE}">\n'
    yield from _keys("graph", dict.fromkeys(network.about, str))
    yield from _keys("node", columns_of(node.attributes for node in network.nodes()))
    yield from _keys("edge", columns_of(edge.attributes for edge in network.edges()))
    yield '<graph edgedefault="directed">\n'
    yield _data("graph", network.about) + "\n"
    names = identities(network.graph)
    for node in network.nodes():
        yield tag("node", {"id": names[node.name]}, _data("node", node.attributes)) + "\n"
    edges = identities(edge.name for edge in network.edges())
    for edge in network.edges():
        ends = {"source": names[edge.tail], "target": names[edge.head]}
        yield tag("edge", {"id": edges[edge.name], **ends}, _data("edge", edge.attributes)) + "\n"
    yield "</graph>\n</graphml>\n"


def _keys(what: str, columns: Mapping[str, type]) -> Iterator[str]:
    for name, kind in columns.items():
        declared = {"id": f"{what}.{name}", "for": what, "attr.name": name, "attr.type": TYPES[kind]}
        yield tag("key", declared) + "\n"


def _data(what: str, values: Mapping[str, Value]) -> str:
    return "".join(tag("data", {"key": f"{what}.{name}"}, escaped(value)) for name, value in values.items())
