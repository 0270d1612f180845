"""The sheet of units by villages: the more households, the darker the cell; each twinning marked by its role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.labels import Role
from pairing.text import Text, text
from viz.lists.book import CELL, HEADER, NARROWEST, NOTE, ROW_HEIGHT, WIDEST, fitting_height
from viz.lists.cells import display_width
from viz.lists.heat import MOST_COLUMNS, heat, is_by_county

if TYPE_CHECKING:
    from pairing.roster import Roster
    from viz.lists.book import Leaf
    from viz.lists.heat import Heat, HeatCell, HeatRow

MARKS: Final[dict[Role, Text]] = {
    Role.LEAD: Text("L", chinese="牵"),
    Role.RESPONSIBLE: Text("R", chinese="责"),
    Role.PARTNER: Text("P", chinese="共"),
    Role.UNDECIDED: Text("?", chinese="?"),
}
"""What a twinning is marked by."""
PALE, DARK = "#FFFFFF", "#8FB3DE"
_NOTE_ROW, _HEADER_ROW = 2, 3
_WIDTH, _TOTAL_WIDTH = 5.5, 8.0
_FEWEST_SPANNED, _MOST_SPANNED = 14, 20
"""Columns that title and note go over."""
_ONE_PAGE: Final = 40
"""More columns than these would be too small on one page: they go on over several."""
_SCALE: Final = 70
_SHORTEST, _TALLEST, _CHARACTER = 48, 180, 7
"""Points of the header row, whose names stand upright, and of a narrow character in it."""


def write_heat(leaf: Leaf, roster: Roster, *, title: str, subtitle: str) -> int:
    """Fill the sheet; where not even counties fit into a table, say so. Give the first column that is free."""
    counted = heat(roster, leaf.book.language)
    leaf.sheet.set_default_row(ROW_HEIGHT)
    widths = _widths(counted) if counted else [_WIDTH] * _FEWEST_SPANNED
    leaf.set_widths(widths)
    spanned = min(_MOST_SPANNED, max(_FEWEST_SPANNED, len(widths)))
    leaf.title(spanned, title, subtitle)
    note = _note(leaf, counted, by_county=is_by_county(roster))
    leaf.span(_NOTE_ROW, spanned, note, NOTE)
    leaf.sheet.set_row(_NOTE_ROW, fitting_height([note], [sum(widths[:spanned]) or _WIDTH]) + ROW_HEIGHT)
    last = _write_table(leaf, counted) if counted else _NOTE_ROW
    columns = max(len(widths), spanned)
    leaf.set_print(_HEADER_ROW if counted else 0, last, columns)
    return columns


def _note(leaf: Leaf, counted: Heat | None, *, by_county: bool) -> str:
    if counted is None:
        return leaf.say(text("There are more than {most} counties, more than this table can show.", most=MOST_COLUMNS))
    what = text(
        "Each cell: how many households there the cadres of the unit help. A household that several units help counts "
        "in each of them, and once in every total."
    )
    marks = (
        text("There are more than {most} villages: this table is by county.", most=MOST_COLUMNS)
        if by_county
        else text("L lead unit, R responsible unit, P partner unit, ? role not decided; no mark: not twinned.")
    )
    return f"{leaf.say(what)}\n{leaf.say(marks)}"


def _widths(counted: Heat) -> list[float]:
    names = [float(display_width(row.name)) + 3 for row in counted.rows]
    first = min(WIDEST, max([*names, 3 * NARROWEST]))
    return [first, *[_WIDTH] * len(counted.places), _TOTAL_WIDTH]


def _write_table(leaf: Leaf, counted: Heat) -> int:
    """Write header, rows and totals; give the last row."""
    in_all = leaf.say(text("In all"))
    upright = {"rotation": 270 if leaf.book.language == "zh" else 90}
    leaf.put(_HEADER_ROW, 0, leaf.say(text("Unit")), HEADER)
    for column, name in enumerate((*counted.places, in_all), 1):
        leaf.put(_HEADER_ROW, column, name, HEADER, {"text_wrap": False}, upright)
    longest = max(map(display_width, (*counted.places, in_all)))
    leaf.sheet.set_row(_HEADER_ROW, min(_TALLEST, max(_SHORTEST, 16 + _CHARACTER * longest)))
    for row, line in enumerate(counted.rows, _HEADER_ROW + 1):
        _write_row(leaf, row, line)
    last = _HEADER_ROW + 1 + len(counted.rows)
    leaf.put(last, 0, in_all, HEADER)
    for column, total in enumerate((*counted.totals, counted.total), 1):
        leaf.put(last, column, total, HEADER)
    leaf.sheet.freeze_panes(_HEADER_ROW + 1, 1)
    if counted.rows and counted.places:
        scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": PALE, "max_color": DARK}
        leaf.sheet.conditional_format(_HEADER_ROW + 1, 1, last - 1, len(counted.places), scale)
    if len(counted.places) > _ONE_PAGE:
        leaf.sheet.set_print_scale(_SCALE)
        leaf.sheet.repeat_columns("A:A")
    return last


def _write_row(leaf: Leaf, row: int, line: HeatRow) -> None:
    leaf.put(row, 0, line.name, CELL, {"text_wrap": False})
    for column, cell in enumerate(line.cells, 1):
        _write_cell(leaf, row, column, cell)
    leaf.put(row, len(line.cells) + 1, line.total, HEADER)


def _write_cell(leaf: Leaf, row: int, column: int, cell: HeatCell) -> None:
    """Write a number, its mark in the format: so it stays a number to the scale and to the planner's own sums."""
    marks = "".join(leaf.say(MARKS[role]) for role in cell.roles)
    shown = {"num_format": f'0"{marks}"'} if marks else {}
    leaf.put(row, column, cell.households or (0 if marks else None), shown)
