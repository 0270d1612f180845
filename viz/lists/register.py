"""A sheet of the register (名册): one village's households with their helpers, or one unit's cadres with theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.lists.book import (
    CELL,
    CENTRED,
    HEADER,
    MISSING,
    NOTE,
    REPEATED,
    ROW_HEIGHT,
    SUBTITLE,
    Leaf,
    fitting_height,
    fitting_widths,
)
from viz.lists.cells import lines_needed
from viz.lists.chapter import state_of, sums_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viz.lists.book import Look, Style, Value
    from viz.lists.chapter import Chapter, PairingList, State
    from viz.lists.columns import ListColumn

SIGNATURE: Final = text(
    "Made by: ____________    Checked by: ____________    Head of unit: ____________    Date: ____________"
)
SIGNATURE_HEIGHT: Final = 28
_HEADER_ROW: Final = 4
_FROZEN_COLUMNS: Final = 2


def write_register(leaf: Leaf, pairing_list: PairingList, chapter: Chapter, subtitle: str) -> int:
    """Fill one sheet; give the column of the first cell that is free beside the table."""
    columns = pairing_list.columns
    width = len(columns)
    write_head(leaf, chapter, subtitle, width)
    headers = [leaf.say(column.header) for column in columns]
    leaf.put_header(_HEADER_ROW, headers)
    leaf.sheet.set_row(_HEADER_ROW, 24)
    rows = [[pairing_list.value(column, line, leaf.book.language) for column in columns] for line in chapter.lines]
    widths = fitting_widths(rows, headers)
    leaf.set_widths(widths)
    _write_rows(leaf, pairing_list, chapter, rows, widths)
    last = _write_foot(leaf, pairing_list, chapter, _HEADER_ROW + 1 + len(rows))
    if rows:
        leaf.sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(rows), width - 1)
    leaf.sheet.freeze_panes(_HEADER_ROW + 1, _FROZEN_COLUMNS)
    leaf.set_print(_HEADER_ROW, last, width)
    return width


def write_head(leaf: Leaf, chapter: Chapter, subtitle: str, width: int) -> None:
    """Write what every chapter begins with, in four rows: whose it is, as of when and for whom, ties, counts."""
    leaf.sheet.set_default_row(ROW_HEIGHT)
    leaf.title(width, leaf.say(chapter.title), chapter.about(subtitle))
    leaf.span(2, width, chapter.ties_said(leaf.book.language), NOTE)
    leaf.sheet.set_row(2, 34 if chapter.ties else 4)
    leaf.span(3, width, leaf.say(chapter.counts), NOTE)


def _write_rows(
    leaf: Leaf, pairing_list: PairingList, chapter: Chapter, rows: Sequence[Sequence[Value]], widths: Sequence[float]
) -> None:
    """Write the table: a county has a hundred thousand cells, so what a column has in common is looked up once."""
    states: tuple[State, ...] = ("first", "again", "alone")
    styles = {state: [_style(leaf, pairing_list, column, state) for column in pairing_list.columns] for state in states}
    wrapped = _wrapped(rows, widths)
    for at, (line, row) in enumerate(zip(chapter.lines, rows, strict=True), _HEADER_ROW + 1):
        if wrapped:
            leaf.sheet.set_row(at, fitting_height([row[one] for one in wrapped], [widths[one] for one in wrapped]))
        for column, (value, style) in enumerate(zip(row, styles[state_of(line)], strict=True)):
            leaf.write(at, column, value, style)


def _wrapped(rows: Sequence[Sequence[Value]], widths: Sequence[float]) -> list[int]:
    """Give the columns in which some text needs more than a line."""
    columns = zip(zip(*rows, strict=True), widths, strict=False)
    return [at for at, (values, width) in enumerate(columns) if any(_wraps(value, width) for value in {*values})]


def _wraps(value: Value, width: float) -> bool:
    return isinstance(value, str) and lines_needed(value, width) > 1


def _style(leaf: Leaf, pairing_list: PairingList, column: ListColumn, state: State) -> Style:
    base: tuple[Look, ...] = (CELL, CENTRED) if column.centred else (CELL,)
    if state == "alone":
        return leaf.book.style(*base, MISSING)
    return leaf.book.style(*base, REPEATED if state == "again" and pairing_list.repeats(column) else {})


def _write_foot(leaf: Leaf, pairing_list: PairingList, chapter: Chapter, row: int) -> int:
    """Write the sums, or what an empty sheet says, and the line for signatures; give the last row."""
    width = len(pairing_list.columns)
    for column, value in enumerate(sums_said(chapter, pairing_list.columns, leaf.book.language)):
        leaf.put(row, column, value, HEADER)
    if not chapter.lines:
        leaf.span(row, width, leaf.say(pairing_list.empty), SUBTITLE)
    leaf.span(row + 2, width, leaf.say(SIGNATURE), NOTE)
    leaf.sheet.set_row(row + 2, SIGNATURE_HEIGHT)
    return row + 2
