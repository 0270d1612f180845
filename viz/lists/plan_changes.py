"""The sheet of changes: a row each, with who helps before and after, why, and a cell in which the planner decides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pairing.reading.decisions import ACCEPT, ID, WORDS
from pairing.reading.grid import letters
from pairing.text import Text, text
from viz.lists.book import (
    ALERT,
    CELL,
    CENTRED,
    FAINT,
    HEADER,
    NOTE,
    SUBTITLE,
    fitting_height,
    fitting_widths,
)
from viz.lists.lines import codes_are_made
from viz.lists.register import SIGNATURE
from viz.wording import ordinal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pairing.roster import Roster
    from pairing.text import Language
    from viz.directory import Entry
    from viz.lists.book import Leaf, Look, Value
    from viz.plan import ChangeView, PlanView

HOW: Final = text(
    "Decide in the column {accept}, where every row says {yes}: {yes} accepts the change, {no} does not, {lock} "
    "accepts it and pins the new pairing. An emptied cell or a deleted row counts as {no}; sorting and filtering "
    "change nothing. Changes of one group belong together. Save the file and give it to `pairing apply`; keep the "
    ".json of the same name beside it."
)
_NOTE_ROW, _HEADER_ROW = 2, 3
_FROZEN: Final = 5
"""Columns that stay: whom it is about."""
_DECIDED: Final = 9.0
"""Width of the column to decide in."""
_INPUT: Final[Look] = {"bg_color": "#FFF7DC", "bold": True}
"""Where the planner writes."""
_ZOOM: Final = 85


@dataclass(frozen=True, slots=True)
class _Column:
    header: Text
    value: Callable[[ChangeView, Language], Value]
    most: float = 16.0
    """The widest it gets; beyond, its texts wrap: all columns go onto the width of one page."""
    centred: bool = False
    of_the_office: bool = False
    """Whether it says a code, which a planner knows only where it is the office's own."""


def _order(seen: ChangeView, language: Language) -> Value:
    ordinal = seen.change.ordinal
    return None if ordinal is None else ordinal_text(ordinal).render(language)


def _counted(written: str) -> Value:
    """Give the number of a change or group: one that is a number sorts as one."""
    return int(written) if written.isascii() and written.isdigit() and str(int(written)) == written else written


def _person(entry: Entry | None) -> Value:
    """Write a name, and the phone below it."""
    return "\n".join(filter(None, (entry.name, entry.phone))) if entry else "—"


def _unit(entry: Entry | None) -> Value:
    return entry.place if entry else None


_COLUMNS: Final = (
    _Column(ID, lambda seen, _: _counted(seen.change.id), centred=True),
    _Column(text("Group"), lambda seen, _: _counted(seen.change.group or ""), centred=True),
    _Column(text("Kind"), lambda seen, language: seen.kind.render(language), centred=True),
    _Column(text("Village"), lambda seen, _: seen.household.place),
    _Column(text("Household head"), lambda seen, _: seen.household.name),
    _Column(text("Household id"), lambda seen, _: seen.household.id, centred=True, of_the_office=True),
    _Column(text("Helper before"), lambda seen, _: _person(seen.old)),
    _Column(text("Unit before"), lambda seen, _: _unit(seen.old)),
    _Column(text("Helper after"), lambda seen, _: _person(seen.new)),
    _Column(text("Unit after"), lambda seen, _: _unit(seen.new)),
    _Column(text("Order"), _order, centred=True),
    _Column(text("Starts"), lambda seen, _: seen.change.date, centred=True),
)
_UNTIL: Final = _Column(text("Until"), lambda seen, _: seen.change.until, centred=True)
_FORCED: Final = _Column(
    text("Required?"), lambda seen, language: f"{seen.mark} {seen.forced.render(language)}", centred=True
)
_WHY: Final = (
    _FORCED,
    _Column(text("Rules"), lambda seen, _: "\n".join(seen.change.codes), 9.0, centred=True),
    _Column(text("Reason"), lambda seen, language: seen.change.reason.render(language), 42.0),
)


def write_changes(leaf: Leaf, view: PlanView, roster: Roster, *, title: str, subtitle: str) -> None:
    """Fill the sheet; of each change that is accepted so far the last cell says yes."""
    columns = _shown(view, roster)
    words = WORDS[leaf.book.language]
    headers = [leaf.say(column.header) for column in columns]
    rows = [[column.value(seen, leaf.book.language) for column in columns] for seen in view.changes]
    widths = [*_widths(columns, rows, headers), _DECIDED]
    _write_head(leaf, view, widths, title, subtitle)
    leaf.put_header(_HEADER_ROW, [*headers, leaf.say(ACCEPT)])
    leaf.put(_HEADER_ROW, len(columns), leaf.say(ACCEPT), HEADER, _INPUT)
    accepted = set(view.plan.accepted)
    for at, (seen, row) in enumerate(zip(view.changes, rows, strict=True), _HEADER_ROW + 1):
        leaf.sheet.set_row(at, fitting_height(row, widths[:-1]))
        for position, (column, value) in enumerate(zip(columns, row, strict=True)):
            leaf.put(at, position, value, *_looks(column, seen))
        leaf.put(at, len(columns), words["yes" if seen.change.id in accepted else "no"], CELL, CENTRED, _INPUT)
    _finish(leaf, len(rows), len(columns))


def _shown(view: PlanView, roster: Roster) -> tuple[_Column, ...]:
    """Leave out codes that nobody in the office knows, and the end where no change has one."""
    until = (_UNTIL,) if any(seen.change.until for seen in view.changes) else ()
    made = codes_are_made(roster)
    return tuple(column for column in (*_COLUMNS, *until, *_WHY) if not (made and column.of_the_office))


def _widths(columns: Sequence[_Column], rows: Sequence[Sequence[Value]], headers: Sequence[str]) -> list[float]:
    lines = [line for row in rows for line in _lines(row)]
    fitted = fitting_widths(lines, headers)
    return [min(column.most, width) for column, width in zip(columns, fitted, strict=True)]


def _lines(row: Sequence[Value]) -> Iterator[tuple[Value, ...]]:
    """Give a row line by line: a cell is as wide as the longest of its lines."""
    split = [value.split("\n") if isinstance(value, str) else [value] for value in row]
    return zip_longest(*split)


def _looks(column: _Column, seen: ChangeView) -> tuple[Look, ...]:
    base: tuple[Look, ...] = (CELL, CENTRED) if column.centred else (CELL,)
    alarming = column is _FORCED and seen.change.forced
    return (*base, {"font_color": ALERT, "bold": True}) if alarming else base


def _write_head(leaf: Leaf, view: PlanView, widths: Sequence[float], title: str, subtitle: str) -> None:
    leaf.set_widths(widths)
    leaf.title(len(widths), title, subtitle)
    said = ("" if leaf.book.language == "zh" else " ").join(map(leaf.say, view.sentences))
    how = Text(HOW.english, {"accept": ACCEPT, **dict(WORDS[leaf.book.language].items())})
    note = f"{said}\n{leaf.say(how)}"
    leaf.span(_NOTE_ROW, len(widths), note, NOTE)
    leaf.sheet.set_row(_NOTE_ROW, fitting_height([note], [sum(widths)]) + 8)
    leaf.sheet.set_row(_HEADER_ROW, 24)


def _finish(leaf: Leaf, rows: int, decided: int) -> None:
    """Add the drop-downs, the looks of what is decided, the line for signatures, and how it prints."""
    first, last = _HEADER_ROW + 1, _HEADER_ROW + rows
    if rows:
        _add_choices(leaf, first, last, decided)
        leaf.sheet.autofilter(_HEADER_ROW, 0, last, decided)
    else:
        leaf.span(last + 1, decided + 1, leaf.say(text("Nothing needs to be changed.")), SUBTITLE)
        last += 1
    leaf.span(last + 2, decided + 1, leaf.say(SIGNATURE), NOTE)
    leaf.sheet.set_row(last + 2, 28)
    leaf.sheet.freeze_panes(first, _FROZEN)
    leaf.sheet.set_zoom(_ZOOM)
    leaf.set_print(_HEADER_ROW, last + 2, decided + 1)


def _add_choices(leaf: Leaf, first: int, last: int, column: int) -> None:
    words = WORDS[leaf.book.language]
    rule = {
        "validate": "list",
        "source": list(words.values()),
        "error_title": leaf.say(ACCEPT),
        "error_message": leaf.say(text("Choose one from the list: {words}.", words="、".join(words.values()))),
    }
    leaf.sheet.data_validation(first, column, last, column, rule)
    for word, look in ((words["no"], {"font_color": FAINT}), (words["lock"], {"bg_color": "#E3EDFA"})):
        shown = leaf.book.workbook.add_format(look)
        criteria = f'=${letters(column + 1)}{first + 1}="{word}"'
        leaf.sheet.conditional_format(
            first, 0, last, column, {"type": "formula", "criteria": criteria, "format": shown}
        )
