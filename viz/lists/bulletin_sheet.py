"""The bulletin as a workbook of one sheet, which prints on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from viz.lists.book import CELL, CENTRED, HEADER, SUBTITLE, Leaf, fitting_height, open_book
from viz.lists.bulletin import ISSUED, NAME, TITLE, sections
from viz.lists.register_book import subtitle_of

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.book import Look
    from viz.lists.bulletin import GapTable, Section

_TABLE: Final = (22.0, 9.0, 11.0)
_WIDTHS: Final = (*_TABLE, 2.0, *_TABLE)
_COLUMNS: Final = len(_WIDTHS)
_RIGHT: Final = len(_TABLE) + 1
_TITLE: Final[Look] = {"bold": True, "font_size": 20, "align": "center", "border": 0}
_RULE: Final[Look] = {**SUBTITLE, "bottom": 5, "bottom_color": "#A61B1B"}
_HEADING: Final[Look] = {"bold": True, "font_size": 13, "align": "left", "border": 0}
_SENTENCE: Final[Look] = {"font_size": 11.5, "align": "left", "border": 0, "text_wrap": True}
_PLACE: Final[Look] = {"shrink": True, "text_wrap": False}
_ISSUED: Final[Look] = {"align": "right", "border": 0}
_NARROWER: Final = 0.95
"""How many of the characters of a column there is room for, as large as a sentence is written."""
_GAP: Final = 6.0
_TALL: Final = 46.0
_INDENT: Final = {"zh": "　　", "en": ""}
"""What a paragraph begins with."""


def write_bulletin(sight: Sight, path: Path, language: Language) -> None:
    """Write the workbook."""
    title = TITLE.render(language)
    book = open_book(path, language, title=title, made=sight.roster.on)
    with book.workbook:
        leaf = book.leaf(NAME.render(language), landscape=False)
        leaf.sheet.fit_to_pages(1, 1)
        leaf.set_widths(_WIDTHS)
        leaf.span(0, _COLUMNS, title, _TITLE)
        leaf.sheet.set_row(0, _TALL)
        leaf.sheet.set_row(1, _TALL / 2)
        leaf.span(1, _COLUMNS, subtitle_of(sight, language), _RULE)
        row = 2
        for heading, section in sections(sight, language):
            row = _write_section(leaf, row, leaf.say(heading), section)
        leaf.span(row + 1, _COLUMNS, leaf.say(ISSUED), _ISSUED)
        leaf.sheet.print_area(0, 0, row + 1, _COLUMNS - 1)


def _write_section(leaf: Leaf, row: int, heading: str, section: Section) -> int:
    """Write a section; give the row below."""
    leaf.span(row, _COLUMNS, heading, _HEADING)
    leaf.sheet.set_row(row, 30)
    for at, sentence in enumerate(section.sentences, row + 1):
        words = f"{_INDENT[leaf.book.language]}{leaf.say(sentence)}"
        leaf.span(at, _COLUMNS, words, _SENTENCE)
        leaf.sheet.set_row(at, fitting_height([words], [sum(_WIDTHS) * _NARROWER]) + 3)
    row += 1 + len(section.sentences)
    if section.tables:
        leaf.sheet.set_row(row, _GAP)
        row += 1
        headers = [leaf.say(header) for table in section.tables for header in table.headers]
        leaf.sheet.set_row(row, fitting_height(headers, _TABLE * len(section.tables)))
    for table, column in zip(section.tables, (0, _RIGHT), strict=False):
        _write_table(leaf, row, column, table)
    return row + max((len(table.said(leaf.book.language)) + 1 for table in section.tables), default=0)


def _write_table(leaf: Leaf, row: int, column: int, table: GapTable) -> None:
    for at, header in enumerate(table.headers, column):
        leaf.put(row, at, leaf.say(header), HEADER)
    for at, values in enumerate(table.said(leaf.book.language), row + 1):
        leaf.put(at, column, values[0], CELL, _PLACE)
        for position, value in enumerate(values[1:], column + 1):
            leaf.put(at, position, value, CELL, CENTRED)
