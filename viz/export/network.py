"""The graph as other tools take it: every value a text, a number or a flag, every edge with a name of its own.

It is the graph of :mod:`pairing.graph` with three differences. ``label`` is what is written beside a node, its name;
what it is, is its ``kind``. The planner's own code is ``own_id``, for formats and tools keep ``id`` to themselves, and
there it is the node's name, ``cadre:C1``. An edge is named by its type and its row, ``HELPS:12``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pairing.graph import graph_from_roster
from viz.export.disclosed import disclosed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

    from pairing.roster import NodeKind
    from viz.audience import Audience, Sight

Value = str | int | float | bool
_OURS: Final = frozenset({"id", "label", "table", "row_key"})
"""What the graph knows of a node or edge that stands elsewhere, or under another name, in an export."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit, village, cadre or household: its name (``cadre:C1``), and what is known of it."""

    name: str
    kind: NodeKind
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie: its name (``HELPS:12``), the names of its ends, and what is known of it."""

    name: str
    tail: str
    head: str
    attributes: Mapping[str, Value]


@dataclass(frozen=True, eq=False)
class Network:
    """The nodes and edges that an audience may see, as of a day."""

    graph: nx.MultiDiGraph[str]
    audience: Audience

    @property
    def about(self) -> dict[str, str]:
        """What is told of the graph as a whole."""
        return {"as_of": str(self.graph.graph["as_of"]), "audience": self.audience}

    def nodes(self) -> Iterator[Node]:
        """Give the nodes in the order of the tables."""
        for name, known in self.graph.nodes(data=True):
            own = str(known["id"])
            shown = known.get("name") or known.get("head") or own
            yield Node(name, known["kind"], {"label": shown, "own_id": own, **_plain(known)})

    def edges(self) -> Iterator[Edge]:
        """Give the edges, those of one node together."""
        for tail, head, known in self.graph.edges(data=True):
            name = f"{known['type']}:{known.get('row_key', tail)}"  # a membership is one of its node, and has no row
            yield Edge(name, tail, head, _plain(known))


def network_of(seen: Sight) -> Network:
    """Draw all rows of what an audience sees."""
    return Network(graph_from_roster(disclosed(seen)), seen.audience)


def _plain(known: Mapping[str, Any]) -> dict[str, Value]:
    """Put values as every format can hold them; a blank is left out."""
    return {name: _value(value) for name, value in known.items() if name not in _OURS and value != ""}


def _value(value: Any) -> Value:  # noqa: ANN401 - a cell of a frame
    match value:
        case dt.date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case str() | bool() | int() | float():
            return value
    raise TypeError(value)
