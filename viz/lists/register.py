"""A sheet of the register (名册): one village's households with their helpers, or one unit's cadres with theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.lists.book import CELL, CENTRED, MISSING, NOTE, REPEATED, SUBTITLE, Leaf, fitting_height, fitting_widths

if TYPE_CHECKING:
    from viz.lists.book import Look, Value
    from viz.lists.chapter import Chapter, PairingList
    from viz.lists.columns import ListColumn
    from viz.lists.lines import Line

SIGNATURE: Final = text(
    "Made by: ____________    Checked by: ____________    Head of unit: ____________    Date: ____________"
)
_HEADER_ROW: Final = 4
_FROZEN_COLUMNS: Final = 2
_GUTTER, _BACK = 2.0, 12.0
"""Widths of the blank column after the table, and of the link back."""


def write_register(leaf: Leaf, pairing_list: PairingList, chapter: Chapter, subtitle: str, summary: str) -> None:
    """Fill one sheet, with a link back to the summary outside what is printed."""
    columns = pairing_list.columns
    width = len(columns)
    _write_head(leaf, chapter, " · ".join(part for part in (chapter.place, subtitle) if part), width)
    leaf.link(0, width + 1, summary, leaf.say(text("← Summary")))
    headers = [leaf.say(column.header) for column in columns]
    leaf.put_header(_HEADER_ROW, headers)
    rows = [_values(pairing_list, line, leaf) for line in chapter.lines]
    widths = fitting_widths(rows, headers)
    leaf.set_widths([*widths, _GUTTER, _BACK])
    for at, (line, row) in enumerate(zip(chapter.lines, rows, strict=True), _HEADER_ROW + 1):
        leaf.sheet.set_row(at, fitting_height(row, widths))
        for position, (column, value) in enumerate(zip(columns, row, strict=True)):
            leaf.put(at, position, value, *_looks(pairing_list, column, line))
    last = _write_foot(leaf, pairing_list, _HEADER_ROW + 1 + len(rows), empty=not rows)
    if rows:
        leaf.sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(rows), width - 1)
    leaf.sheet.freeze_panes(_HEADER_ROW + 1, _FROZEN_COLUMNS)
    leaf.set_print(_HEADER_ROW, last, width)


def _write_head(leaf: Leaf, chapter: Chapter, subtitle: str, width: int) -> None:
    leaf.title(width, leaf.say(chapter.title), subtitle)
    leaf.span(2, width, chapter.ties, NOTE)
    leaf.sheet.set_row(2, 34 if chapter.ties else 4)
    leaf.span(3, width, leaf.say(chapter.counts), NOTE)
    leaf.sheet.set_row(3, 20)
    leaf.sheet.set_row(_HEADER_ROW, 24)


def _values(pairing_list: PairingList, line: Line, leaf: Leaf) -> list[Value]:
    return [
        leaf.say(pairing_list.alone)
        if line.alone and column.attribute == pairing_list.alone_at
        else column.value(line, leaf.book.language)
        for column in pairing_list.columns
    ]


def _looks(pairing_list: PairingList, column: ListColumn, line: Line) -> tuple[Look, ...]:
    base: tuple[Look, ...] = (CELL, CENTRED) if column.centred else (CELL,)
    if line.alone:
        return (*base, MISSING)
    if not line.first and column.side == pairing_list.ordered_by:
        return (*base, REPEATED)
    return base


def _write_foot(leaf: Leaf, pairing_list: PairingList, row: int, *, empty: bool) -> int:
    """Write what an empty sheet says, and the line for signatures; give the last row."""
    width = len(pairing_list.columns)
    if empty:
        leaf.span(row, width, leaf.say(pairing_list.empty), SUBTITLE)
        row += 1
    leaf.span(row + 1, width, leaf.say(SIGNATURE), NOTE)
    leaf.sheet.set_row(row + 1, 28)
    return row + 1
