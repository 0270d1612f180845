"""The rows of a ledger's sheet that say something, in columns named by field.

Titles, notes, totals, blank rows and headers repeated on every printed page go; merged cells are filled down within
their merge, and a cell that says 同上 or 〃 has what the one above it has. A blank cell that is not merged
stays blank: in a CSV it may mean "as above" or "nobody", and a row with a helper and no household is an idle cadre.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.columns import HELPER_NAME, LedgerColumn
from pairing.reading.ledger.furniture import NUMBER, furniture
from pairing.reading.ledger.words import BANK, MEMBER_NAME
from pairing.reading.raw import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pairing.reading.grid import Grid
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


_NAMES: Final = (HEAD, HELPER_NAME, "units.name")
_NOBODY: Final = (
    r"(?i)^[(（]?(?:无|暂无|没有|无人|暂无人|待定|未定|待安排|未安排|待落实|未落实|未结对|空缺|none|n/a"
    r"|[-—–―－/／\\_]+)[)）]?$"
)
"""What people write where there is nobody to name. Read as a name it would hide a gap."""
DITTO: Final = ("同上", "同 上", "（同上）", "(同上)", "〃", "″", '"', "＂", "”", "“", "〞", "''")
"""What people write where a cell means the same as the one above it."""


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


Heading = tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with a ledger's header."""

    grid: Grid
    header: LedgerHeader
    source: int
    """The sheet's number among the roster's sources."""

    @property
    def heading(self) -> Heading:
        """The header's rows as written, over the columns that have one."""
        rows = self.grid.cells.slice(self.header.top - 1, self.header.bottom - self.header.top + 1).rows()
        return tuple(tuple(row[column.number - 1] for column in self.header.columns) for row in rows)


def body_of(sheets: Iterable[Sheet]) -> Body:
    """Read the rows below the headers of all sheets, in their order; those of one form are read as one."""
    forms: dict[object, list[Sheet]] = {}
    for sheet in sheets:
        forms.setdefault((sheet.header.columns, sheet.heading), []).append(sheet)
    bodies = [_body_of_form(alike) for alike in forms.values()]
    if len(bodies) == 1:
        return bodies[0]
    rows = pl.concat([body.rows for body in bodies], how="diagonal")
    keyless = pl.concat([body.keyless for body in bodies])
    return Body(rows.sort("source", maintain_order=True), keyless.sort("source", maintain_order=True))


def _body_of_form(sheets: Sequence[Sheet]) -> Body:
    """Read sheets that have the same header."""
    header = sheets[0].header
    read = [column for column in header.read if column.field != BANK]
    names = [column_name(column) for column in read]
    cells = pl.concat([_below(sheet, names) for sheet in sheets], how="diagonal")
    places = [column for column in cells.columns if column in _SHEET_PLACES]
    told = cells.select(
        *(pl.col(column.letters).alias(name) for column, name in zip(read, names, strict=True)),
        *_ordinals(read),
        *places,
        *ORIGIN,
    )
    somebody = _names_somebody(told.columns)
    kept = _as_above(_filled_down(told, sheets, read).filter(~furniture(cells, sheets)), names)
    kept = kept.with_columns(_nobody_as_blank(names))
    return Body(kept.filter(somebody), kept.filter(~somebody).select(ORIGIN))


def _below(sheet: Sheet, names: Collection[str]) -> pl.DataFrame:
    """Give the cells below a header with NUMBER, where they stand, and the place that only the sheet's name tells."""
    return sheet.grid.cells.slice(sheet.header.bottom).select(
        *(column.letters for column in sheet.header.columns),
        *_sheet_place(sheet.grid.sheet, names),
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(NUMBER),
        pl.lit(sheet.source, pl.UInt16).alias("source"),
        pl.int_range(sheet.header.bottom + 1, pl.len() + sheet.header.bottom + 1, dtype=pl.UInt32).alias("row"),
    )


def _filled_down(told: pl.DataFrame, sheets: Iterable[Sheet], read: Iterable[LedgerColumn]) -> pl.DataFrame:
    """Fill each merged block with its text, and mark the heads and helpers that only continue one."""
    began = _beginnings(sheets)
    filled = [
        expression
        for column in read
        if column.number in began
        for expression in _continued(column_name(column), _origins(began[column.number], told.height))
    ]
    return told.with_columns(filled)


def _beginnings(sheets: Iterable[Sheet]) -> dict[int, dict[int, int]]:
    """Give, by column, for each row in a merged block the row where it begins; rows of all sheets counted from 0."""
    began: dict[int, dict[int, int]] = {}
    start = 0
    for sheet in sheets:
        first = start - sheet.header.bottom - 1
        end = start + max(0, sheet.grid.cells.height - sheet.header.bottom)
        for top, left, bottom, _ in sheet.grid.merged:
            if bottom > top > sheet.header.bottom:
                rows = range(first + top, min(first + bottom + 1, end))
                began.setdefault(left, {}).update(dict.fromkeys(rows, first + top))
        start = end
    return began


def _origins(began: Mapping[int, int], height: int) -> pl.Series:
    """Give the row from which each row's cell of a column is: its own, but in a merged block the first."""
    own = pl.int_range(height, dtype=pl.UInt32, eager=True)
    return own.scatter(list(began), list(began.values()))


def _continued(name: str, origins: pl.Series) -> Iterable[pl.Expr]:
    """Give a column with its merged blocks filled, and which cells continue one."""
    cell, origin = pl.col(name), pl.lit(origins)
    continues = cell.is_null() & (origin != pl.int_range(pl.len(), dtype=pl.UInt32))
    return pl.when(continues).then(cell.gather(origin)).otherwise(cell).alias(name), continues.alias(FILLED + name)


def _as_above(rows: pl.DataFrame, names: Collection[str]) -> pl.DataFrame:
    """Give the cells that say 同上 what the nearest row above has that says more; at a sheet's top, nothing."""
    said = rows.select(pl.col(list(names)).is_in(DITTO))
    return rows.with_columns(
        rows[name].gather(_speaking(rows["source"], ditto)) for name in names if (ditto := said[name]).any()
    )


def _speaking(source: pl.Series, ditto: pl.Series) -> pl.Series:
    """Give for each row the nearest one of its sheet, from itself upwards, whose cell is no 同上; null for none."""
    speaks = pl.when(~pl.col("ditto").fill_null(value=False)).then(pl.int_range(pl.len(), dtype=pl.UInt32))
    told = pl.DataFrame([source.alias("source"), ditto.alias("ditto")])
    return told.select(speaks.forward_fill().over("source", mapping_strategy="group_to_rows").alias("row"))["row"]


def _ordinals(read: Iterable[LedgerColumn]) -> Iterable[pl.Expr]:
    """Give the order that a column's header says: 第一责任人 is 1; 帮扶人1 is only a count."""
    return [
        pl.lit(str(column.slot.number)).alias(slotted("pairings.ordinal", column.slot.number))
        for column in read
        if column.field == HELPER_NAME and column.slot.ordinal
    ]


def _sheet_place(sheet: str | None, names: Collection[str]) -> Iterable[pl.Expr]:
    """Take from the sheet's name the place that no column tells."""
    name = (sheet or "").strip()
    fits = (field for field, ending in _SHEET_PLACES.items() if field not in names and re.search(ending, name))
    return [pl.lit(name).alias(field) for field in islice(fits, 1)]


def _names_somebody(columns: Iterable[str]) -> pl.Expr:
    """Tell whether a row names a household, a member of one, or a helper."""
    somebody = [
        column
        for column in columns
        if column in {HEAD, HOUSEHOLD_ID, MEMBER_NAME} or column.startswith(f"{HELPER_NAME}@")
    ]
    return pl.any_horizontal(pl.col(somebody).is_not_null()) if somebody else pl.lit(value=False)


def _nobody_as_blank(columns: Iterable[str]) -> Iterable[pl.Expr]:
    """Make blank what stands for nobody where a household, a helper or a unit is named: 无, 待定, —."""
    names = [column for column in columns if column.partition("@")[0] in _NAMES]
    return [
        pl.when(~pl.col(name).str.contains(_NOBODY).fill_null(value=False)).then(pl.col(name)).alias(name)
        for name in names
    ]
