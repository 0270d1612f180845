"""The rows of a ledger's sheet that say something, in columns named by field.

Titles, notes, totals, blank rows and headers repeated on every printed page go; merged cells are filled down within
their merge. A blank cell that is not merged stays blank: in a CSV it may mean "as above" or "nobody", and a row with a
helper and no household is an idle cadre, so nothing is filled from the row above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.columns import HELPER_NAME, LedgerColumn
from pairing.reading.ledger.furniture import furniture
from pairing.reading.ledger.words import BANK, MEMBER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.reading.grid import Grid, Merge
    from pairing.reading.ledger.header import LedgerHeader

HEAD: Final = "households.head"
HOUSEHOLD_ID: Final = "households.id"
FILLED: Final = "filled:"
"""Before a field's name: whether the cell only continues a merge that began above."""
_HELPERS_OWN: Final = ("cadres.", "units.", "pairings.")
_SHEET_PLACES: Final = {
    "villages.name": r"^[^全各本].*(村|社区)$",
    "villages.township": r"^[^全各本].*(乡|镇|街道)$",
    "villages.county": r"^[^全各本].*(县|区|市|旗)$",
}
"""What a sheet's name may tell where the column is lacking: the sheet 鲁沙尔镇 holds that township."""


def slotted(field: str, slot: int) -> str:
    """Name the column of a field that each helper of a row has for himself."""
    return f"{field}@{slot}"


def column_name(column: LedgerColumn) -> str:
    """Name the column of a body that a column of the sheet becomes."""
    field = column.field or ""
    return slotted(field, column.slot.number) if field.startswith(_HELPERS_OWN) else field


@dataclass(frozen=True, slots=True)
class Body:
    """What a sheet's rows say."""

    rows: pl.DataFrame
    """``source``, ``row``, a String column per field read, and whether head and helper only continue a merge."""
    keyless: pl.DataFrame
    """``source`` and ``row`` of rows that say something, but of no household and no helper."""


def body_of(grid: Grid, header: LedgerHeader, source: int) -> Body:
    """Read the rows below a header; ``source`` is the sheet's number among the roster's sources."""
    below = grid.cells.slice(header.bottom)
    read = [column for column in header.read if column.field != BANK]
    told = below.select(pl.col(column.letters).alias(column_name(column)) for column in read)
    rows = _filled_down(told, grid.merged, header, read)
    rows = _with_sheet_places(rows, grid.sheet).with_columns(
        *_ordinals(read),
        pl.lit(source, pl.UInt16).alias("source"),
        pl.int_range(pl.len(), dtype=pl.UInt32).add(header.bottom + 1).alias("row"),
    )
    kept = rows.filter(~furniture(grid, header))
    persons = kept.select(_names_somebody(kept.columns)).to_series()
    return Body(kept.filter(persons), kept.filter(~persons).select("source", "row"))


def _filled_down(
    told: pl.DataFrame, merged: Iterable[Merge], header: LedgerHeader, read: Iterable[LedgerColumn]
) -> pl.DataFrame:
    """Fill each merged block with its text, and mark the heads and helpers that only continue one."""
    blocks: dict[int, list[Merge]] = {}
    for merge in merged:
        if merge.bottom > merge.top > header.bottom:
            blocks.setdefault(merge.left, []).append(merge)
    filled: dict[str, pl.Series] = {}
    for column in read:
        if column.number in blocks:
            name = column_name(column)
            filled |= _continued(told[name], blocks[column.number], header.bottom + 1)
    return told.with_columns(**filled)


def _continued(cells: pl.Series, blocks: Iterable[Merge], first: int) -> dict[str, pl.Series]:
    """Give a column with its merged blocks filled, and which cells continue one; ``first`` is its first row."""
    began = list(range(len(cells)))
    for block in blocks:
        top, bottom = block.top - first, min(block.bottom - first + 1, len(cells))
        began[top:bottom] = [top] * (bottom - top)
    origin = pl.Series(began, dtype=pl.UInt32)
    continues = origin != pl.int_range(len(cells), dtype=pl.UInt32, eager=True)
    own = cells.is_not_null() & continues
    return {
        cells.name: pl.select(pl.when(own).then(cells).otherwise(cells.gather(origin))).to_series(),
        FILLED + cells.name: continues & ~own,
    }


def _ordinals(read: Iterable[LedgerColumn]) -> Iterable[pl.Expr]:
    """Give the order that a column's header says: 第一责任人 is 1; 帮扶人1 is only a count."""
    return [
        pl.lit(str(column.slot.number)).alias(slotted("pairings.ordinal", column.slot.number))
        for column in read
        if column.field == HELPER_NAME and column.slot.ordinal
    ]


def _with_sheet_places(rows: pl.DataFrame, sheet: str | None) -> pl.DataFrame:
    """Take from the sheet's name the place that no column tells."""
    name = (sheet or "").strip()
    for field, ending in _SHEET_PLACES.items():
        if field not in rows.columns and re.search(ending, name):
            return rows.with_columns(pl.lit(name).alias(field))
    return rows


def _names_somebody(columns: Iterable[str]) -> pl.Expr:
    """Tell whether a row names a household, a member of one, or a helper."""
    somebody = [
        column
        for column in columns
        if column in {HEAD, HOUSEHOLD_ID, MEMBER_NAME} or column.startswith(f"{HELPER_NAME}@")
    ]
    return pl.any_horizontal(pl.col(somebody).is_not_null()) if somebody else pl.lit(value=False)
