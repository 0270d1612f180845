"""The roster as a networkx graph: what people work with, views draw and exports write."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pairing.model.table import EDGE_TABLES, TABLES
from pairing.roster import NODE_KINDS, NodeKind, Roster

if TYPE_CHECKING:
    import networkx as nx

    from pairing.model.cell import TableName


class Label(StrEnum):
    """Node labels, in Cypher and in the graph."""

    UNIT = "Unit"
    VILLAGE = "Village"
    CADRE = "Cadre"
    HOUSEHOLD = "Household"


class Tie(StrEnum):
    """Edge types, in Cypher and in the graph."""

    BELONGS_TO = "BELONGS_TO"
    LIVES_IN = "LIVES_IN"
    TWINNED_WITH = "TWINNED_WITH"
    POSTED_TO = "POSTED_TO"
    LINKED_TO = "LINKED_TO"
    HELPS = "HELPS"
    CONSTRAINED = "CONSTRAINED"


TIES: Final[dict[TableName, Tie]] = {
    "twinnings": Tie.TWINNED_WITH,
    "postings": Tie.POSTED_TO,
    "liaisons": Tie.LINKED_TO,
    "pairings": Tie.HELPS,
    "constraints": Tie.CONSTRAINED,
}
KIND_OF_TABLE: Final[dict[TableName, NodeKind]] = {table: kind for kind, table in NODE_KINDS.items()}


def node_name(kind: NodeKind, identity: str) -> str:
    """Name a node as findings do: ``cadre:C001``."""
    return f"{kind}:{identity}"


def graph_from_roster(roster: Roster) -> nx.MultiDiGraph[str]:
    """Give every node and every edge, history included, as a labelled multigraph.

    Nodes are named ``kind:id`` and carry ``kind``, ``label`` and the fields of their record. Edges carry ``type``, the
    fields of their record, ``table`` and ``key``; a cadre's unit and a household's village are edges too
    (``BELONGS_TO``, ``LIVES_IN``). Blank cells are left out.
    """
    import networkx as nx  # noqa: PLC0415 - it costs 0.1 s, and most commands only need names of labels and types

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(as_of=roster.on.isoformat())
    for kind, table in NODE_KINDS.items():
        _add_nodes(graph, roster, kind, table)
    _add_memberships(graph, roster, "cadres", "unit", Tie.BELONGS_TO)
    _add_memberships(graph, roster, "households", "village", Tie.LIVES_IN)
    for table in EDGE_TABLES:
        _add_edges(graph, roster, table)
    return graph


def _add_nodes(graph: nx.MultiDiGraph[str], roster: Roster, kind: NodeKind, table: TableName) -> None:
    label = Label(kind.capitalize()).value
    for record in roster.tables[table].select(list(TABLES[table].columns)).iter_rows(named=True):
        known = {name: value for name, value in record.items() if value is not None}
        graph.add_node(node_name(kind, record["id"]), kind=kind, label=label, **known)


def _add_memberships(graph: nx.MultiDiGraph[str], roster: Roster, table: TableName, column: str, tie: Tie) -> None:
    kind = KIND_OF_TABLE[table]
    target = KIND_OF_TABLE[TABLES[table].references[column]]
    pairs = roster.tables[table].select("id", column).drop_nulls()
    for identity, whole in pairs.iter_rows():
        graph.add_edge(node_name(kind, identity), node_name(target, whole), type=tie.value)


def _add_edges(graph: nx.MultiDiGraph[str], roster: Roster, table: TableName) -> None:
    tail, head = TABLES[table].key
    tail_kind = KIND_OF_TABLE[TABLES[table].references[tail]]
    head_kind = KIND_OF_TABLE[TABLES[table].references[head]]
    fields = [column for column in TABLES[table].columns if column not in {tail, head}]
    frame = roster.tables[table].select("key", tail, head, *fields)
    for record in frame.iter_rows(named=True):
        known = {name: record[name] for name in fields if record[name] is not None}
        graph.add_edge(
            node_name(tail_kind, record[tail]),
            node_name(head_kind, record[head]),
            type=TIES[table].value,
            table=table,
            row_key=record["key"],
            **known,
        )
