"""A roster's rows as a server keeps them: properties, where each row came from, a lasting key and a hash.

A node is known by its ``id``. An edge has ``row_key``, made from what the row is about, so that it stays the same
whatever is put above the row in the planner's file. ``row_hash`` tells whether a row differs from the one on the server
without comparing them. Both are integers of 63 bits cut from BLAKE2b.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import polars as pl

from cypher.schema import LABELS, EdgeTable, NodeTable, Property, edge_tables, node_tables
from pairing.graph import Label, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.roster import Roster

Kind = Label | Tie
ORIGIN: Final = (
    Property("source", "INT64", pl.col("source").cast(pl.Int64)),
    Property("row", "INT64", pl.col("row").cast(pl.Int64)),
)
"""Where a row stands in the planner's files."""
STATED_UNIT: Final = Property("unit", "STRING", pl.col("unit"))
"""派出单位 as the cell has it: ``sent_by`` does not tell a blank one from the cadre's own unit."""
TABLE_OF_LABEL: Final = {label: table for table, label in LABELS.items()}
_TELLING_APART: Final = ("role", "kind", "start_date")
"""What tells the rows of one pair apart."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one label or type: ``id`` or ``row_key, tail, head`` first, ``row_hash``, then the properties."""

    table: NodeTable | EdgeTable
    frame: pl.DataFrame
    owners: frozenset[int] = frozenset()
    """Of memberships: what those of the nodes that are in the roster are known by, whether they have one or not."""

    @property
    def kind(self) -> Kind:
        """The label or type."""
        return self.table.label if isinstance(self.table, NodeTable) else self.table.tie

    @property
    def name(self) -> str:
        """The column by which a row is known."""
        return "id" if isinstance(self.table, NodeTable) else "row_key"

    @property
    def is_membership(self) -> bool:
        """Tell whether these are a cadre's unit or a household's village: part of the node's row, not rows."""
        return not self.table.properties

    def parameters(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Put some of the rows as a statement takes them: what they are known by, their ends, their properties."""
        ends = [] if isinstance(self.table, NodeTable) else ["tail", "head"]
        properties = [name for name in frame.columns if name not in ends]
        return frame.select(self.name, *ends, properties=pl.struct(properties))


def tables() -> tuple[NodeTable | EdgeTable, ...]:
    """Give every label, then every type, with the properties they have on a server; a membership has none."""
    nodes = (replace(table, properties=(*table.properties, *ORIGIN)) for table in node_tables())
    edges = (replace(table, properties=_of_edge(table)) for table in edge_tables())
    return (*nodes, *edges)


def _of_edge(table: EdgeTable) -> tuple[Property, ...]:
    if not table.properties:
        return ()
    stated = (STATED_UNIT,) if table.tie is Tie.POSTED_TO else ()
    return (*table.properties, *stated, *ORIGIN)


def rows_of(roster: Roster) -> Iterator[Rows]:
    """Give the rows of every label, then of every type."""
    for table in tables():
        if isinstance(table, NodeTable):
            yield Rows(table, _hashed(table.frame(roster)))
        else:
            frame = _hashed(_known(table, _between_ids(table, roster)))
            yield Rows(table, frame, frozenset() if table.properties else _owners(table, frame, roster))


def _owners(table: EdgeTable, frame: pl.DataFrame, roster: Roster) -> frozenset[int]:
    """Give what memberships are known by; those that are not there are hashed, the others have been."""
    ids = roster.tables[TABLE_OF_LABEL[table.tail]]["id"]
    without = membership_keys(ids.filter(~ids.is_in(frame["tail"].implode())))
    return frozenset(frame["row_key"]) | frozenset(without)


def membership_keys(ids: pl.Series) -> pl.Series:
    """Give what the memberships of nodes with these ids are known by."""
    return _digests(ids.to_frame("tail"), "row_key")


def _between_ids(table: EdgeTable, roster: Roster) -> pl.DataFrame:
    """Name the ends of edges by their ids."""
    frame = table.frame(roster)
    tails, heads = (roster.tables[TABLE_OF_LABEL[end]]["id"] for end in (table.tail, table.head))
    return frame.select(
        tails.gather(frame["tail_key"]).alias("tail"),
        heads.gather(frame["head_key"]).alias("head"),
        pl.exclude("tail_key", "head_key"),
    )


def _known(table: EdgeTable, frame: pl.DataFrame) -> pl.DataFrame:
    """Give each edge its lasting key; what tells two rows of one pair apart is part of it, at last their order."""
    if not table.properties:  # a membership is known by whose it is, so that moving changes it
        about = frame.select("tail")
    else:
        cells = ["tail", "head", *(name for name in _TELLING_APART if name in frame.columns)]
        about = frame.select(*cells, pl.int_range(pl.len()).over(cells).alias("number"))
    return frame.select(_digests(about, "row_key"), pl.all())


def _hashed(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(_digests(frame.select(pl.exclude("key", "row_key")), "row_hash"))


def _digests(frame: pl.DataFrame, name: str) -> pl.Series:
    """Hash each row to an integer; the hash of a row depends on its cells alone, on every machine and version."""
    written = frame.select(pl.struct(pl.all().cast(pl.String)).struct.json_encode().alias(name))
    return written.to_series().map_elements(_digest, return_dtype=pl.Int64)


def _digest(written: str) -> int:
    return int.from_bytes(blake2b(written.encode(), digest_size=8).digest(), signed=True) >> 1
