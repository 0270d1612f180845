"""Node-link JSON (``pairing.graph/1``), as networkx and most libraries for the web read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from viz.export.network import Network

GRAPH: Final = "pairing.graph/1"


def node_link(network: Network) -> Iterator[str]:
    """Write what ``networkx.node_link_data`` gives, a node or edge a line, with a header.

    Its form is :class:`viz.export.graph_file.GraphFile`.
    """
    header = {"schema": GRAPH, **network.about, "directed": True, "multigraph": True, "graph": network.about}
    yield f'{_json(header)[:-1]}, "nodes": [\n'
    yield from _parted({"id": node.name, **node.attributes} for node in network.nodes())
    yield '], "edges": [\n'
    yield from _parted(
        {"source": edge.tail, "target": edge.head, "key": edge.name, **edge.attributes} for edge in network.edges()
    )
    yield "]}\n"


def _parted(rows: Iterator[dict[str, object]]) -> Iterator[str]:
    """Put a comma between lines, and none behind the last."""
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + _json(row)
    yield "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
