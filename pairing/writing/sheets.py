"""One sheet of a workbook: its header with notes, its typed cells, its drop-downs, its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.cell import Amount, Count, Day, Reference
from pairing.text import Language, text
from pairing.writing.notes import column_note
from pairing.writing.wording import choices, header, sheet_name, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from pairing.model.table import Table

SHEET_ROWS: Final = 1_048_575
"""Rows a sheet can hold below its header."""
BLANK_ROWS: Final = 1000
"""Rows below the last one that still have drop-downs, for the planner to go on."""
DROP_DOWN_CHARACTERS: Final = 255
"""The longest list a drop-down may spell out (Excel's limit)."""
WIDEST: Final = 40.0
NARROWEST: Final = 14.0
LAST_LATIN: Final = 0x2E7F
"""Characters beyond it (Chinese, and full-width forms) take two columns."""
A4: Final = 9
ROW_HEIGHT: Final = 18
"""In points: what Chinese text of 11 points needs."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The few formats a data workbook has."""

    header: Format
    required: Format
    text: Format
    date: Format
    wrapped: Format


def styles_of(book: Workbook) -> Styles:
    """Register the formats with a workbook."""
    head = {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter"}
    return Styles(
        header=book.add_format(head),
        required=book.add_format({**head, "font_color": "#9C1C1C"}),
        text=book.add_format({"num_format": "@"}),
        date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
    )


@dataclass(frozen=True, slots=True)
class TableSheet:
    """The sheet of one table, written in a language."""

    sheet: Worksheet
    table: Table
    language: Language
    styles: Styles

    def write(self, frame: pl.DataFrame) -> None:
        """Write the table's rows, headed, with drop-downs for references and labels and a note on each header."""
        written = worded(frame, self.table, self.language)
        last = min(frame.height + BLANK_ROWS, SHEET_ROWS)
        for position, name in enumerate(self.table.columns):
            values = written.to_series(position)
            self._write_header(position, name)
            self._write_values(position, values)
            self._add_drop_down(position, name, last)
            self.sheet.set_column(position, position, column_width(self._title(name), values), self._style(name))
        self._set_page(frame.height)

    def _title(self, name: str) -> str:
        star = "*" if name in self.table.required else ""
        return header(name, self.table.columns[name], self.language) + star

    def _write_header(self, position: int, name: str) -> None:
        style = self.styles.required if name in self.table.required else self.styles.header
        self.sheet.write_string(0, position, self._title(name), style)
        note = column_note(self.table, name, self.language)
        self.sheet.write_comment(0, position, note, {"x_scale": 2, "author": ""})

    def _write_values(self, position: int, values: pl.Series) -> None:
        present = ((row, value) for row, value in enumerate(values, start=1) if value is not None)
        if values.dtype == pl.Date:
            for row, value in present:
                self.sheet.write_datetime(row, position, value, self.styles.date)
        elif values.dtype == pl.String:
            for row, value in present:
                self.sheet.write_string(row, position, value, self.styles.text)
        else:
            for row, value in present:
                self.sheet.write_number(row, position, value)

    def _add_drop_down(self, position: int, name: str, last: int) -> None:
        source = self._drop_down_source(name)
        if source is None:
            return
        message = text("This is not in the list. Keep it all the same?").render(self.language)
        rule = {"validate": "list", "source": source, "error_type": "warning", "error_message": message}
        self.sheet.data_validation(1, position, last, position, rule)

    def _drop_down_source(self, name: str) -> str | list[str] | None:
        kind = self.table.columns[name].kind
        if isinstance(kind, Reference):
            # Units and villages are known by name; people's names repeat, so a code is offered for them.
            column = "$B" if kind.table in {"units", "villages"} else "$A"
            return f"='{sheet_name(kind.table, self.language)}'!{column}$2:{column}${SHEET_ROWS + 1}"
        labels = list(choices(self.table.columns[name], self.language))
        return labels if labels and len(",".join(labels)) <= DROP_DOWN_CHARACTERS else None

    def _style(self, name: str) -> Format | None:
        match self.table.columns[name].kind:
            case Day():
                return self.styles.date
            case Count() | Amount():
                return None
            case _:
                return self.styles.text

    def _set_page(self, rows: int) -> None:
        self.sheet.set_default_row(ROW_HEIGHT)
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, max(rows, 1), len(self.table.columns) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)


def write_words(sheet: Worksheet, rows: Sequence[Sequence[str]], styles: Styles) -> None:
    """Write rows of text, the first being the header; nothing in them becomes a number, link or formula."""
    for position, row in enumerate(rows):
        for column, words in enumerate(row):
            if words:
                sheet.write_string(position, column, words, styles.wrapped if position else styles.header)
    for column in range(max((len(row) for row in rows), default=0)):
        widest = max(display_width(row[column]) for row in rows if column < len(row))
        sheet.set_column(column, column, max(NARROWEST, min(70.0, widest + 2.0)))
    sheet.set_default_row(ROW_HEIGHT)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def column_width(title: str, values: pl.Series) -> float:
    """Give a width that holds the header with its filter button and the first rows, within reason."""
    longest = max([display_width(title) + 3, *(display_width(str(value)) for value in values.head(200))])
    return min(WIDEST, longest + 2.0)


def display_width(words: str) -> int:
    """Give the columns a text takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if ord(character) > LAST_LATIN else 1 for character in words)
