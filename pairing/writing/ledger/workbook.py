"""The changes of a ledger made in its workbook: rows, formulas and merged cells move along, and keep their looks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from copy import copy
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter

from pairing.errors import OutputError
from pairing.text import text
from pairing.writing.ledger.cached import put_values_back
from pairing.writing.ledger.drafting import END, START
from pairing.writing.ledger.edits import Copied
from pairing.writing.ledger.moving import Blocks, formula_of, move_rows
from pairing.writing.ledger.shifting import Shift, summed_columns
from pairing.writing.ledger.spelling import spelling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pairing.reading.grid import Grid, Merge
    from pairing.writing.ledger.edits import At, SheetEdits, Value
    from pairing.writing.ledger.form import LedgerForm, SheetForm

DAY_FORMAT: Final = "yyyy-mm-dd"
WIDTH: Final = 15
"""Of a column that is added."""
LONGEST_NUMBER: Final = 15
"""Digits; a longer one is a code, and a spreadsheet would round it."""


def open_book(path: Path) -> Workbook:
    """Open a workbook to change it, with its formulas, its macros and its text in several fonts.

    Raises OutputError for one that can be read, and not be changed: some programs write what openpyxl does not know.
    """
    try:
        return load_workbook(path, rich_text=True, keep_vba=path.suffix.lower() == ".xlsm")
    except Exception as error:
        raise OutputError(
            text(
                "{file}: can be read, but not changed ({kind}). Open it in Excel or WPS, save it anew as .xlsx and try "
                "again; or make a roster of it first (`pairing import`).",
                file=path.name,
                kind=type(error).__name__,
            )
        ) from error


def book_of_grids(grids: Iterable[Grid]) -> Workbook:
    """Make a workbook of what a ledger of another kind (.xls, .ods) holds: its values and merged cells, no more."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for grid in grids:
        sheet = book.create_sheet(grid.sheet or "台账")
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
        for row, cells in enumerate(grid.cells.iter_rows(), 1):
            for column, said in enumerate(cells, 1):
                if said is not None:
                    fill(sheet.cell(row, column), _typed(said))
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return book


def _typed(said: str) -> str | int | dt.date:
    """Take a text for the number or day that it was."""
    if said.isascii() and said.isdigit() and len(said) < LONGEST_NUMBER and (said == "0" or said[0] != "0"):
        return int(said)
    try:
        return dt.date.fromisoformat(said) if said.count("-") == 2 else said  # noqa: PLR2004 - 2016-03-01
    except ValueError:
        return said


def summed_in(book: Workbook, form: LedgerForm) -> dict[int, frozenset[int]]:
    """Give the columns of each sheet that some formula of it adds up."""
    return {
        sheet.number: frozenset(
            column
            for row in book[sheet.grid.sheet or ""].iter_rows()
            for cell in row
            if (formula := formula_of(cell))
            for column in summed_columns(formula)
        )
        for sheet in form.sheets
    }


def edit_book(book: Workbook, form: LedgerForm, edits: Mapping[int, SheetEdits]) -> None:
    """Make the changes in a workbook."""
    changed = [
        ChangedSheet(book[form.sheets[number].grid.sheet or ""], form.sheets[number], changes)
        for number, changes in sorted(edits.items())
    ]
    for each in changed:
        each.edit()
    move_rows(book, {each.name: each.shift for each in changed if each.shift.inserted})
    for each in changed:
        each.insert()


def fill(cell: Any, value: object, write_day: Callable[[dt.date], object] | None = None) -> None:  # noqa: ANN401
    """Fill a cell; text stays text, whatever it begins with."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = write_day(value) if write_day else value
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, dt.date) and not cell.is_date:
        cell.number_format = DAY_FORMAT


def save_book(book: Workbook, form: LedgerForm, edits: Mapping[int, SheetEdits], ledger: Path, to: Path) -> None:
    """Save a workbook that was changed; formulas that tell of somebody keep the values they had in ``ledger``."""
    told = list(_telling_formulas(book, form, edits))
    if not told:
        book.save(to)
        return
    values = load_workbook(ledger, data_only=True)
    found: dict[str, dict[str, object]] = defaultdict(dict)
    for sheet, at, cell in told:
        found[sheet][cell.coordinate] = values[sheet].cell(*at).value
    bare = to.with_name(f"bare-{to.name}")
    book.save(bare)
    put_values_back(bare, to, {book[sheet].path.lstrip("/"): cells for sheet, cells in found.items()})
    bare.unlink()


def _telling_formulas(
    book: Workbook, form: LedgerForm, edits: Mapping[int, SheetEdits]
) -> Iterator[tuple[str, At, Any]]:
    """Give the formulas in rows of households and helpers: the sheet, where they stood, and the cell."""
    for source, row in form.rows.select("source", "row").iter_rows():
        sheet = form.sheets[source]
        shift = Shift(edits[source].inserted if source in edits else {})
        for column in sheet.tells:
            cell = book[sheet.grid.sheet or ""].cell(shift.at(row), column)
            if formula_of(cell):
                yield sheet.grid.sheet or "", (row, column), cell


class ChangedSheet:
    """One sheet that is changed: at first where its rows stand now, then where rows were inserted."""

    def __init__(self, sheet: Worksheet, form: SheetForm, edits: SheetEdits) -> None:
        """Look up what is to be copied before anything changes."""
        self.name = sheet.title
        self.shift = Shift(edits.inserted)
        self._sheet = sheet
        self._form = form
        self._edits = edits
        self._write_day = self._way_of_writing_days()
        self._cells: dict[At, object] = {at: self._meant(value) for at, value in edits.cells.items()}
        self._rows = {
            after: [{column: self._meant(value) for column, value in row.items()} for row in insertion.rows]
            for after, insertion in edits.insertions.items()
        }

    def _meant(self, value: Value) -> object:
        """Give what to write; of a formula its value, which would be another one elsewhere."""
        if not isinstance(value, Copied):
            return value
        cell = self._sheet.cell(value.row, value.column)
        said = self._form.text(value.row, value.column)
        return _typed(said or "") if formula_of(cell) else cell.value

    def _way_of_writing_days(self) -> Callable[[dt.date], object]:
        """Find out how this sheet's dates are written: as dates, or as text of which kind."""
        columns = [number for number, field in self._form.tells.items() if field in {START, END}]
        below = range(self._form.header.bottom + 1, self._sheet.max_row + 1)
        cells = [self._sheet.cell(row, column) for column in columns for row in below]
        written = [cell for cell in cells if cell.value is not None]
        days = [cell for cell in written if cell.is_date or (formula_of(cell) and is_date_format(cell.number_format))]
        if 2 * len(days) >= len(written):
            return lambda day: day
        return spelling_of(str(cell.value) for cell in written if cell not in days)

    def edit(self) -> None:
        """Change the rows there are."""
        for merge in self._edits.parted:
            self._part(merge)
        for number, header in self._edits.columns.items():
            self._add_column(number, header)
        for (row, column), value in self._cells.items():
            fill(self._sheet.cell(row, column), value, self._write_day)

    def _part(self, merge: Merge) -> None:
        top, left, bottom, right = merge
        first = self._sheet.cell(top, left)
        self._sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cell = self._sheet.cell(row, column)
                _look_like(cell, first)
                if column == left:
                    cell.value = first.value

    def _add_column(self, number: int, header: str) -> None:
        """Add a column that looks like the one before it."""
        top, bottom = self._form.header.top, self._form.header.bottom
        blocks = Blocks(self._sheet)
        for row in range(top, self._sheet.max_row + 1):
            _look_like(self._sheet.cell(row, number), blocks.first(row, number - 1))
        self._sheet.cell(top, number).value = header
        if bottom > top:
            self._sheet.merge_cells(start_row=top, start_column=number, end_row=bottom, end_column=number)
        self._sheet.column_dimensions[get_column_letter(number)].width = WIDTH

    def insert(self) -> None:
        """Fill the rows that were inserted: they look like the one above."""
        blocks = Blocks(self._sheet)
        for after, rows in self._rows.items():
            above = self.shift.at(after)
            looks = [blocks.first(above, column) for column in range(1, self._sheet.max_column + 1)]
            for row, cells in enumerate(rows, above + 1):
                self._fill_row(row, cells, looks)
                self._sheet.row_dimensions[row].height = self._sheet.row_dimensions[above].height
            for column in self._edits.insertions[after].joined:
                blocks.join_below(column, above, above + len(rows))

    def _fill_row(self, row: int, cells: Mapping[int, object], looks: list[Any]) -> None:
        for column, like in enumerate(looks, 1):
            cell = self._sheet.cell(row, column)
            if not isinstance(cell, MergedCell):  # a block reaches over it
                _look_like(cell, like)
                fill(cell, cells.get(column), self._write_day)


def _look_like(cell: Any, other: Any) -> None:  # noqa: ANN401 - as above
    if other.has_style:
        cell._style = copy(other._style)  # noqa: SLF001 - all of a cell's looks at once
