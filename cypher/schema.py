"""The graph's schema, derived from the records: which properties each label and tie has, and the frames to fill them.

Both stores hold the same graph. Every node and edge has ``key``, the row of its table in the roster, and the fields of
its record, with three differences that a graph asks for: a reference is an edge and no property; ``difficulty`` is
``difficulty_hundredths``, an integer, since a server knows no decimals; and a posting's 派出单位 is ``sent_by``, the id
of the unit that sent the cadre, which is his own unit where the cell is blank. A blank cell is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.graph import KIND_OF_TABLE, TIES, Label, Tie
from pairing.model.table import NODE_TABLES, TABLES
from pairing.roster import schema

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from pairing.roster import Roster

LABELS: Final[dict[TableName, Label]] = {table: Label(KIND_OF_TABLE[table].capitalize()) for table in NODE_TABLES}
"""The label of the nodes of each table."""

_MEMBERSHIPS: Final[dict[Tie, TableName]] = {
    Tie.BELONGS_TO: "cadres",
    Tie.LIVES_IN: "households",
}
_TYPES: Final[dict[type[pl.DataType], str]] = {
    pl.String: "STRING",
    pl.UInt32: "INT64",
    pl.Int32: "INT64",
    pl.Float64: "DOUBLE",
    pl.Date: "DATE",
    pl.Boolean: "BOOLEAN",
    pl.Decimal: "INT64",
}


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name, its type in the store's words, and the expression that reads it from a table's frame."""

    name: str
    type: str
    value: pl.Expr


@dataclass(frozen=True, slots=True)
class NodeTable:
    """The nodes of one label, a row of ``table`` each; the first property is ``key``."""

    label: Label
    table: TableName
    properties: tuple[Property, ...]

    def frame(self, roster: Roster) -> pl.DataFrame:
        """Give the nodes, a column per property."""
        return roster.tables[self.table].select(_values(self.properties))


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """The edges of one type, a row of ``table`` each; ``tail`` and ``head`` are the labels they run between."""

    tie: Tie
    table: TableName
    tail: Label
    head: Label
    ends: tuple[pl.Expr, pl.Expr]
    properties: tuple[Property, ...]

    def frame(self, roster: Roster) -> pl.DataFrame:
        """Give the edges: ``tail_key``, ``head_key``, then a column per property; a blank end is no edge."""
        tail, head = self.ends
        keys = (tail.cast(pl.Int64).alias("tail_key"), head.cast(pl.Int64).alias("head_key"))
        rows = _with_sender(roster, self.table).filter(head.is_not_null())
        return rows.select(*keys, *_values(self.properties))


def node_tables() -> tuple[NodeTable, ...]:
    """Give every label, in the order of the tables."""
    return tuple(NodeTable(LABELS[table], table, _properties(table)) for table in NODE_TABLES)


def edge_tables() -> tuple[EdgeTable, ...]:
    """Give every type of edge: memberships first, then a type per edge table."""
    memberships = (_membership(tie, table) for tie, table in _MEMBERSHIPS.items())
    return (*memberships, *(_edge_table(tie, table) for table, tie in TIES.items()))


def _membership(tie: Tie, table: TableName) -> EdgeTable:
    ((field, target),) = TABLES[table].references.items()
    ends = (pl.col("key"), pl.col(f"{field}_key"))
    return EdgeTable(tie, table, LABELS[table], LABELS[target], ends, properties=())


def _edge_table(tie: Tie, table: TableName) -> EdgeTable:
    tail, head = TABLES[table].key
    references = TABLES[table].references
    ends = (pl.col(f"{tail}_key"), pl.col(f"{head}_key"))
    return EdgeTable(tie, table, LABELS[references[tail]], LABELS[references[head]], ends, _properties(table))


def _properties(table: TableName) -> tuple[Property, ...]:
    kinds = schema(table)
    fields = ("key", *(name for name in TABLES[table].columns if name not in TABLES[table].references))
    own = tuple(_property(name, kinds[name]) for name in fields)
    return (*own, Property("sent_by", "STRING", pl.col("sent_by"))) if table == "postings" else own


def _property(name: str, kind: pl.DataType) -> Property:
    stored = _TYPES[type(kind)]
    if isinstance(kind, pl.Decimal):
        return Property(f"{name}_hundredths", stored, (pl.col(name) * 100).cast(pl.Int64))
    column = pl.col(name)
    return Property(name, stored, column.cast(pl.Int64) if stored == "INT64" else column)


def _values(properties: tuple[Property, ...]) -> list[pl.Expr]:
    return [each.value.alias(each.name) for each in properties]


def _with_sender(roster: Roster, table: TableName) -> pl.DataFrame:
    rows = roster.tables[table]
    if table != "postings":
        return rows
    own = roster.cadres.select(cadre_key="key", own_unit="unit")
    joined = rows.join(own, on="cadre_key", how="left", maintain_order="left")
    return joined.with_columns(sent_by=pl.coalesce("unit", "own_unit"))
