"""A print-ready sheet: title, header repeated on each page, A4, page numbers, frozen panes, widths for Chinese text.

Nothing but text, numbers and dates is ever written, each by the method for it: no text becomes a formula.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from pairing.text import text
from viz.lists.cells import display_width, fitting, lines_needed, looks_like_formula

if TYPE_CHECKING:
    from pathlib import Path, PurePath

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from pairing.text import Language, Text

Value = str | int | float | datetime.date | None
Look = Mapping[str, str | float | bool]

FONT: Final = "微软雅黑"
INK, FAINT, LINE, BAND, ALERT, ALERT_BAND = "#1C2430", "#A3A9B2", "#C9CED6", "#E9EEF5", "#A61B1B", "#FBEAEA"
TITLE: Final[Look] = {"bold": True, "font_size": 18, "align": "center", "border": 0}
SUBTITLE: Final[Look] = {"align": "center", "font_color": "#5B6573", "border": 0}
NOTE: Final[Look] = {"align": "left", "border": 0, "text_wrap": True}
HEADER: Final[Look] = {"bold": True, "align": "center", "bg_color": BAND, "text_wrap": True}
CELL: Final[Look] = {"text_wrap": True, "indent": 1}
CENTRED: Final[Look] = {"align": "center", "indent": 0}
REPEATED: Final[Look] = {"font_color": FAINT}
MISSING: Final[Look] = {"font_color": ALERT, "bold": True, "bg_color": ALERT_BAND}
LINK: Final[Look] = {"font_color": "#1D4F91", "underline": 1}
_SUSPECT: Final[Look] = {"quote_prefix": True}
_DATE: Final[Look] = {"num_format": "yyyy-mm-dd", "align": "center"}
_DECIMALS: Final[Look] = {"num_format": "0.000"}
_BASE: Final[Look] = {
    "font_name": FONT,
    "font_size": 10.5,
    "font_color": INK,
    "valign": "vcenter",
    "border": 1,
    "border_color": LINE,
}
NARROWEST, WIDEST = 6, 34
TITLE_HEIGHT, ROW_HEIGHT, LINE_HEIGHT = 34, 19, 15
"""Points of the row of a title, of a row of one line, and of each further line."""
TALLEST = 400
"""Excel's limit is 409 points."""
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4: Final = 9
SIDE, TOP, BOTTOM = 0.5, 0.6, 0.7
"""Margins in inches."""
_SHORT, _LONG, _INCH = 595.0, 841.0, 72
"""Points of the sides of an A4 page, and of an inch."""
_SPARE: Final = 0.98
"""What of a page is used: programs differ by a point here and there."""
_POINTS_PER_PIXEL: Final = 0.75
_LEAP_DAY: Final = 60
_GUTTER, _BACK = 2.0, 12.0
"""Widths of the blank column beside what is printed, and of the link back."""


@dataclass(frozen=True, slots=True)
class Style:
    """The format of one cell, whatever is written into it."""

    words: Format
    suspect: Format
    """Of a text that looks like a formula: marked as text for good."""
    count: Format
    decimals: Format
    day: Format

    def of(self, words: str) -> Format:
        """Give the format of a text; one that looks like a formula is marked as text for good."""
        return self.suspect if looks_like_formula(words) else self.words


@dataclass(slots=True)
class Book:
    """A workbook being written, and the looks of its cells, each made once."""

    workbook: xlsxwriter.Workbook
    language: Language
    looks: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    styles: dict[tuple[tuple[str, Any], ...], Style] = field(default_factory=dict)

    def look(self, *looks: Look) -> Format:
        """Give the format of a cell: the base, changed by each look in turn."""
        merged = _merged(looks)
        key = tuple(sorted(merged.items()))
        if key not in self.looks:
            self.looks[key] = self.workbook.add_format(merged)
        return self.looks[key]

    def style(self, *looks: Look) -> Style:
        """Give the formats of a cell for whatever is written into it; where there are many alike, ask once."""
        key = tuple(sorted(_merged(looks).items()))
        if key not in self.styles:
            self.styles[key] = Style(
                words=self.look(*looks),
                suspect=self.look(*looks, _SUSPECT),
                count=self.look(*looks, CENTRED),
                decimals=self.look(*looks, CENTRED, _DECIMALS),
                day=self.look(*looks, _DATE),
            )
        return self.styles[key]

    def leaf(self, name: str, *, landscape: bool = True) -> Leaf:
        """Add a sheet that prints on A4, as wide as the page, with page numbers below."""
        sheet = self.workbook.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        pages = text("Page {page} of {pages}", page="&P", pages="&N").render(self.language)
        sheet.set_footer(f"&L&9&A&C&9{pages}")
        return Leaf(self, sheet)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet being written."""

    book: Book
    sheet: Worksheet

    def say(self, words: Text) -> str:
        """Write a Text in the language of the book."""
        return words.render(self.book.language)

    def put(self, row: int, column: int, value: Value, *looks: Look) -> None:
        """Write one cell that looks as said."""
        self.write(row, column, value, self.book.style(*looks))

    def write(self, row: int, column: int, value: Value, style: Style) -> None:
        """Write one cell by the method of its type."""
        match value:
            case None | "":
                self.sheet.write_blank(row, column, None, style.words)
            case str():
                self.sheet.write_string(row, column, fitting(value), style.of(value))
            case int():
                self.sheet.write_number(row, column, value, style.count)
            case float():
                self.sheet.write_number(row, column, value, style.decimals)
            case datetime.date():
                self.sheet.write_number(row, column, _serial(value), style.day)

    def put_header(self, row: int, headers: Sequence[str]) -> None:
        """Write a row of headers."""
        for column, header in enumerate(headers):
            self.put(row, column, header, HEADER)

    def span(self, row: int, columns: int, words: str, *looks: Look) -> None:
        """Write a text over the first ``columns`` columns of a row."""
        self.across(row, 0, columns, words, self.book.style(*looks))

    def across(self, row: int, column: int, columns: int, value: Value, style: Style) -> None:
        """Write a value over some columns of a row."""
        if columns > 1:
            self.sheet.merge_range(row, column, row, column + columns - 1, "", style.words)
        self.write(row, column, value, style)

    def down(self, row: int, column: int, rows: int, words: str, *looks: Look) -> None:
        """Write a text over some rows of a column."""
        style = self.book.style(*looks)
        self.sheet.merge_range(row, column, row + rows - 1, column, "", style.words)
        self.write(row, column, words, style)

    def title(self, columns: int, title: str, subtitle: str) -> None:
        """Write the two rows that every sheet begins with."""
        self.span(0, columns, title, TITLE)
        self.sheet.set_row(0, TITLE_HEIGHT)
        self.span(1, columns, subtitle, SUBTITLE)

    def link(self, row: int, column: int, address: str, words: str) -> None:
        """Write a link to an address; the words show, whatever they are."""
        self.sheet.write_url(row, column, address, self.book.style(LINK).of(words), string=fitting(words))

    def link_back(self, column: int, address: str) -> None:
        """Write a link to the summary, one column away from what is printed."""
        self.sheet.set_column(column, column, _GUTTER)
        self.sheet.set_column(column + 1, column + 1, _BACK)
        self.link(0, column + 1, address, self.say(text("← Summary")))

    def set_widths(self, widths: Sequence[float]) -> None:
        """Set the width of each column, in characters of Latin text."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def set_print(self, header: int, last: int, columns: int) -> None:
        """Say what is printed, and repeat the header on each page."""
        self.sheet.repeat_rows(header)
        self.sheet.print_area(0, 0, last, columns - 1)


def _merged(looks: Sequence[Look]) -> dict[str, Any]:
    merged: dict[str, Any] = dict(_BASE)
    for look in looks:
        merged.update(look)
    return merged


def _serial(day: datetime.date) -> int:
    """Count the days as a sheet does, which begins in 1900 and believes that this was a leap year."""
    days = (day - datetime.date(1899, 12, 30)).days
    return days if days > _LEAP_DAY else max(1, days - 1)


def open_book(path: Path, language: Language, *, title: str, made: datetime.date) -> Book:
    """Start a workbook whose properties name no user and no moment but the date D, so that it is made alike twice."""
    workbook = xlsxwriter.Workbook(str(path), _OPTIONS)
    created = datetime.datetime.combine(max(made, datetime.date(1900, 1, 1)), datetime.time())
    workbook.set_properties({"title": title, "author": "", "company": "", "manager": "", "created": created})
    return Book(workbook, language)


def sheet_address(name: str) -> str:
    """Give the address of the top of another sheet."""
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!A1"


def file_address(path: PurePath) -> str:
    """Give the address of a file, by its way from where the workbook stands."""
    return f"external:{path.as_posix()}"


def page_room(widths: Sequence[float], *, landscape: bool = True) -> float:
    """Give the points of rows that a page certainly holds when these columns are made to fit its width."""
    across, down = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    needed = sum(int(7 * width + 5) for width in widths) * _POINTS_PER_PIXEL
    scale = min(1.0, (across - 2 * SIDE * _INCH) / needed)
    return (down - (TOP + BOTTOM) * _INCH) * _SPARE / scale


def fitting_widths(rows: Sequence[Sequence[Value]], headers: Sequence[str]) -> list[float]:
    """Give each column the width its texts need, within bounds; beyond them a text wraps."""
    widths = [display_width(header) + 4 for header in headers]
    for position, values in enumerate(zip(*rows, strict=True)):
        widths[position] = max(widths[position], *map(_width_needed, {*values}))
    return [float(min(max(width, NARROWEST), WIDEST)) for width in widths]


def _width_needed(value: Value) -> int:
    return 12 if isinstance(value, datetime.date) else display_width(str(value or "")) + 3


def fitting_height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """Give the height of a row whose texts wrap at these widths: no program measures it when it opens the file."""
    lines = (lines_needed(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    return float(min(TALLEST, ROW_HEIGHT + LINE_HEIGHT * (max(lines, default=1) - 1)))
