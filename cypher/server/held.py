"""What a server holds of the graph: what each row is known by, its key and its hash; and what there is not ours."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl

from cypher.schema import NodeTable
from cypher.server.faults import MemoryShortError, ServerError
from cypher.server.rows import tables
from cypher.server.statements import statement
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cypher.schema import EdgeTable
    from cypher.server.connection import Connection

PAGE: Final = 20_000
"""Rows of a page: each is a transaction of its own, so that no server's memory has to hold them all."""
_HALF: Final = 1 << 62
"""Row keys are between this and its negative."""


def kind_of(table: NodeTable | EdgeTable) -> str:
    """Name a label or type."""
    return str(table.label if isinstance(table, NodeTable) else table.tie)


def counts_held(connection: Connection) -> dict[str, int]:
    """Count what the server holds of each label and type.

    Raises ServerError when there is something of ours that we did not write: rules would take it for the roster's.
    """
    counts: dict[str, int] = {}
    for table in tables():
        ours, strange, some = _numbers(connection, table)
        if strange:
            raise ServerError(_strange(connection, table, strange, some))
        counts[kind_of(table)] = ours
    return counts


def _numbers(connection: Connection, table: NodeTable | EdgeTable) -> tuple[int, int, list[str]]:
    if isinstance(table, NodeTable):
        ((ours, strange, some),) = connection.read(statement("number_of_nodes", label=table.label))
        return ours, strange, some
    ((ours, strange),) = connection.read(statement("number_of_edges", tie=table.tie))
    return ours, strange, []


def _strange(connection: Connection, table: NodeTable | EdgeTable, number: int, some: list[str]) -> Text:
    if isinstance(table, NodeTable):
        return text(
            "{address}: {number} nodes with the label {label} are there that no sync has written ({some}); rules would "
            "take them for the roster's. Give them another label, or name another database.",
            address=connection.address,
            number=number,
            label=table.label,
            some=", ".join(some),
        )
    return text(
        "{address}: {number} relationships of the type {tie} are there that no sync has written; rules would take them "
        "for the roster's. Give them another type, or name another database.",
        address=connection.address,
        number=number,
        tie=table.tie,
    )


def held(connection: Connection, table: NodeTable | EdgeTable, number: int) -> pl.DataFrame:
    """Give what each of ``number`` rows is known by, its key and its hash."""
    known = "id" if isinstance(table, NodeTable) else "row_key"
    kinds = {known: pl.String() if known == "id" else pl.Int64(), "key": pl.Int64(), "row_hash": pl.Int64()}
    rows = [row for page in pages(connection, table, number, "scan") for row in page]
    return pl.DataFrame(rows, schema=kinds, orient="row")


def pages(
    connection: Connection, table: NodeTable | EdgeTable, number: int, verb: str, **values: object
) -> Iterator[list[list[object]]]:
    """Read ``number`` rows of a label or type by the statement ``<verb>_nodes`` or ``<verb>_edges``, page by page."""
    if isinstance(table, NodeTable):
        query = statement(f"{verb}_nodes", label=table.label)
        ((last,),) = connection.read(statement("last_key", label=table.label))
        bounds = [*range(0, last + 1, PAGE), last + 1]
    else:
        query = statement(f"{verb}_edges", tie=table.tie)
        bounds = _parted(number)
    for low, high in pairwise(bounds if number else []):
        yield from _page(connection, query, low, high, values)


def _page(
    connection: Connection, query: str, low: int, high: int, values: Mapping[str, object]
) -> Iterator[list[list[object]]]:
    """Read a page, in halves where the server has not the memory for it."""
    try:
        ((page,),) = connection.read(query, {"from": low, "to": high, **values})
    except MemoryShortError:
        if high - low <= 1:
            raise
        middle = (low + high) // 2
        yield from _page(connection, query, low, middle, values)
        yield from _page(connection, query, middle, high, values)
    else:
        yield page


def _parted(number: int) -> list[int]:
    """Part the range of row keys, which are spread evenly over it, into pages."""
    parts = max(1, -(-number // PAGE))
    return [2 * _HALF * part // parts - _HALF for part in range(parts + 1)]
