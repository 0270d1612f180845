"""GEXF for Gephi: places, colours and sizes as we draw them, and the days of a tie as its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from viz.export.layout import places_of
from viz.export.looks import SIZES, looks_of, red_green_blue
from viz.export.markup import HEAD, columns_of, identities, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.roster import Roster
    from viz.export.layout import Place
    from viz.export.looks import Looks
    from viz.export.network import Edge, Network, Node, Value

NAMESPACE: Final = "http://gexf.net/1.3"
TYPES: Final[Mapping[type, str]] = {str: "string", int: "integer", float: "double", bool: "boolean"}


def gexf(network: Network, roster: Roster) -> Iterator[str]:
    """Write a graph as GEXF 1.3, a node or edge a line; ``roster`` is what it was drawn from.

    A tie is there from its first day to its last, both included. One whose last day comes before its first is there
    on no day, which Gephi has no way to say and stops at: it is left out.
    """
    yield HEAD
    yield f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" version="1.3">\n'
    yield tag("meta", {"lastmodifieddate": network.about["as_of"]}, tag("creator", {}, "pairing")) + "\n"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    nodes = columns_of(node.attributes for node in network.nodes())
    edges = columns_of(edge.attributes for edge in network.edges())
    yield from _declared("node", {name: kind for name, kind in nodes.items() if name != "label"})
    yield from _declared("edge", edges)
    names = identities(network.graph)
    places, looks = places_of(roster), looks_of(roster)
    yield "<nodes>\n"
    for node in network.nodes():
        yield _node(node, names[node.name], places[node.name], looks) + "\n"
    yield "</nodes>\n<edges>\n"
    ids = identities(edge.name for edge in network.edges())
    for edge in network.edges():
        if _is_sometimes(edge):
            yield _edge(edge, ids[edge.name], names, looks) + "\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(what: str, columns: Mapping[str, type]) -> Iterator[str]:
    attributes = (tag("attribute", {"id": name, "title": name, "type": TYPES[kind]}) for name, kind in columns.items())
    yield tag("attributes", {"class": what, "mode": "static"}, "".join(attributes)) + "\n"


def _node(node: Node, name: str, place: Place, looks: Looks) -> str:
    x, y = place
    known = {key: value for key, value in node.attributes.items() if key != "label"}
    colour = looks.of_node(node.kind, str(known["own_id"]))
    parts = (
        _values(known),
        tag("viz:color", red_green_blue(colour)),
        tag("viz:position", {"x": x, "y": -y, "z": 0.0}),  # Gephi's y goes up
        tag("viz:size", {"value": SIZES[node.kind]}),
    )
    return tag("node", {"id": name, "label": node.attributes["label"]}, "".join(parts))


def _is_sometimes(edge: Edge) -> bool:
    start, end = (str(edge.attributes.get(name, "")) for name in ("start_date", "end_date"))
    return not (start and end) or start <= end


def _edge(edge: Edge, name: str, names: Mapping[str, str], looks: Looks) -> str:
    known = edge.attributes
    about = {"id": name, "source": names[edge.tail], "target": names[edge.head], "kind": known["type"]}
    time = {"start": known.get("start_date"), "end": known.get("end_date")}
    colour = tag("viz:color", red_green_blue(looks.of_edge(known)))
    return tag("edge", {**about, **time}, _values(known) + colour)


def _values(known: Mapping[str, Value]) -> str:
    values = (tag("attvalue", {"for": name, "value": value}) for name, value in known.items())
    return tag("attvalues", {}, "".join(values))
