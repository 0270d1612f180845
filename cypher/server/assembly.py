"""Rows as a server gives them, put together as the tables of a roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from cypher.schema import EdgeTable, NodeTable
from cypher.server.held import kind_of
from cypher.server.rows import tables
from pairing.model.table import TABLES
from pairing.roster import DIFFICULTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.cell import TableName

_KINDS: Final[dict[str, pl.DataType]] = {
    "STRING": pl.String(),
    "INT64": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "DATE": pl.Date(),
    "BOOLEAN": pl.Boolean(),
}


def asked(table: NodeTable | EdgeTable) -> dict[str, pl.DataType]:
    """Give the properties to ask a server for, and their types; the ids of an edge's ends come before them."""
    known = ("row_hash",) if isinstance(table, NodeTable) else ("row_key", "row_hash")
    return {each.name: _KINDS[each.type] for each in table.properties} | dict.fromkeys(known, _KINDS["INT64"])


def frame_of(table: NodeTable | EdgeTable, rows: Iterable[list[Any]]) -> pl.DataFrame:
    """Make a frame of rows, in the order of their keys; what is not of the type it should be is null."""
    ends: dict[str, pl.DataType] = {} if isinstance(table, NodeTable) else {"tail": pl.String(), "head": pl.String()}
    kinds = asked(table)
    plain = [list(map(_plain, row)) for row in rows]
    frame = pl.DataFrame(plain, schema={**ends, **kinds}, orient="row", strict=False)
    return frame.sort("key") if "key" in kinds else frame


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a property holds
    """Give a date of the server's as one of Python's."""
    to_native = getattr(value, "to_native", None)
    return to_native() if to_native else value


def tables_of(read: Mapping[str, pl.DataFrame]) -> dict[TableName, pl.DataFrame]:
    """Put the tables together, each with its record's fields and ``key``, ``source``, ``row``.

    ``read`` holds the frames by label and type; a table whose frame is not there is left out.
    """
    return {table.table: _table(table, read) for table in tables() if table.properties and kind_of(table) in read}


def _table(table: NodeTable | EdgeTable, read: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give a table its references, which are edges, and its difficulty, which is kept in hundredths."""
    frame = read[kind_of(table)]
    if isinstance(table, EdgeTable):
        tail, head = TABLES[table.table].key
        frame = frame.rename({"tail": tail, "head": head})
    else:
        for membership in (each for each in tables() if each.table == table.table and not each.properties):
            frame = _with_membership(frame, read[kind_of(membership)], table.table)
    if "difficulty_hundredths" in frame.columns:
        hundredths = pl.col("difficulty_hundredths").cast(pl.Decimal(11, 2))
        frame = frame.with_columns(difficulty=(hundredths / 100).cast(DIFFICULTY))
    return frame.select("key", "source", "row", *TABLES[table.table].columns)


def _with_membership(frame: pl.DataFrame, ties: pl.DataFrame, table: TableName) -> pl.DataFrame:
    (field,) = TABLES[table].references
    named = ties.select(id="tail", **{field: "head"})
    return frame.join(named, on="id", how="left", maintain_order="left")
