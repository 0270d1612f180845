"""Grids from workbooks: .xlsx, .xlsm, .xls, .ods, through calamine."""

from __future__ import annotations

import datetime
import os
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pairing.errors import InputError
from pairing.reading.archive import damaged, guard_size, looked_through
from pairing.reading.delimited import blank_as_null, trimmed
from pairing.reading.grid import Grid, column_number, letters
from pairing.reading.opendocument import spans_in
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pairing.reading.archive import Uncounted
    from pairing.reading.opendocument import Span

STDERR: Final = 2
Cell = str | float | bool | datetime.date | datetime.time | datetime.timedelta


def grids_from_workbook(path: Path) -> tuple[Grid, ...]:
    """Read every worksheet of a workbook; chart sheets and macros are left alone.

    Raises InputError for a workbook that is encrypted, cut off, damaged, or too large when unpacked.
    """
    guard_size(path)
    with (
        ThreadPoolExecutor(1) as beside,
        _one_line_for_damage(path.name),
        CalamineWorkbook.from_path(path) as book,
        looked_through(path) as look,
    ):
        return tuple(_grids(path.name, book, beside, look, spans_in(path)))


def grids_from_old_workbook(path: Path) -> tuple[Grid, ...]:
    """Read every worksheet of a workbook of the old kind (.xls), which has nothing to unpack.

    Raises InputError for a workbook that is encrypted, cut off or damaged.
    """
    with (
        ThreadPoolExecutor(1) as beside,
        _silent(),
        _one_line_for_damage(path.name),
        CalamineWorkbook.from_path(path) as book,
    ):
        return tuple(_grids(path.name, book, beside, lambda _title: (), {}))


def _grids(
    file: str,
    book: CalamineWorkbook,
    beside: Executor,
    look: Callable[[str], Sequence[Uncounted]],
    spans: Mapping[str, Sequence[Span]],
) -> Iterator[Grid]:
    """Make a grid of each worksheet, while the reader, which lets go of the interpreter, is at the next one."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    # Each sheet is looked at before it is read, and read while the next one is looked at.
    ahead = [(sheet, look(sheet.name), beside.submit(book.get_sheet_by_name, sheet.name)) for sheet in sheets]
    for sheet, unseen, cells in ahead:
        hidden = sheet.visible is not SheetVisibleEnum.Visible
        grid = _grid(file, cells.result(), hidden, unseen)
        spanned = (merge for span in spans.get(sheet.name, ()) for merge in span.merges(grid.cells.width))
        yield replace(grid, merged=(*grid.merged, *spanned)) if spans else grid


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the reader from printing to the terminal where it gives up on a damaged .xls; we say so in one line."""
    with Path(os.devnull).open("wb") as nowhere:
        before = os.dup(STDERR)
        os.dup2(nowhere.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(before, STDERR)
            os.close(before)


@contextmanager
def _one_line_for_damage(name: str) -> Iterator[None]:
    """Turn whatever the reader raises into an InputError."""
    try:
        yield
    except PasswordError as error:
        raise InputError(encrypted(name)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(damaged(name)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the Rust reader says it met nonsense
            raise
        raise InputError(damaged(name)) from error


def encrypted(name: str) -> Text:
    """Say that a workbook has a password."""
    return text(
        "{file}: the workbook is encrypted. Take the password off (save it without one) and try again.",
        file=name,
    )


def _grid(file: str, sheet: CalamineSheet, hidden: bool, unseen: Sequence[Uncounted]) -> Grid:  # noqa: FBT001
    top, left = sheet.start or (0, 0)
    columns = [_series(column) for column in zip(*sheet.to_python(), strict=True)]
    frame = pl.DataFrame([column.alias(letters(left + i)) for i, column in enumerate(columns, 1)])
    cells = trimmed(blank_as_null(_shifted(frame, top, left)))
    merged = tuple(
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Grid(file, sheet.name, _with_unseen(cells, unseen), merged, hidden)


def _shifted(frame: pl.DataFrame, top: int, left: int) -> pl.DataFrame:
    """Put the blank rows and columns back that stand before the first filled cell."""
    blank = [pl.lit(None, pl.String).alias(letters(i)) for i in range(1, left + 1)]
    wide = frame.select(*blank, pl.all()) if frame.width and left else frame
    if not top or not wide.width:
        return wide
    return pl.concat([pl.DataFrame(schema=wide.schema).clear(top), wide])


def _with_unseen(cells: pl.DataFrame, unseen: Sequence[Uncounted]) -> pl.DataFrame:
    """Put the error values in that the reader leaves blank."""
    if not unseen:
        return cells
    width = max(cells.width, *(column_number(cell.letters) for cell in unseen))
    height = max(cells.height, *(cell.row for cell in unseen))
    values: dict[str, list[str | None]] = {letters(i): [None] * height for i in range(1, width + 1)}
    values |= {name: cells[name].to_list() + [None] * (height - cells.height) for name in cells.columns}
    for cell in unseen:
        values[cell.letters][cell.row - 1] = cell.value
    return pl.DataFrame(values, schema=dict.fromkeys(values, pl.String))


def _series(column: Sequence[Cell]) -> pl.Series:
    """Write a column's cells as text, the whole column at once where it is of one type."""
    try:
        return pl.Series(column, dtype=pl.String)
    except TypeError:  # some cell is no text; asking every cell first would cost as much as this
        pass
    return pl.Series(
        [cell if type(cell) is str else _WRITTEN[type(cell)](cell) for cell in column],
        dtype=pl.String,
    )


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(value: datetime.datetime) -> str:
    midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")


_WRITTEN: Final[dict[type, Callable[[Any], str]]] = {
    int: str,
    float: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime.date: datetime.date.isoformat,
    datetime.datetime: _moment,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: str,
}
