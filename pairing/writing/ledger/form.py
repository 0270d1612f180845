"""A ledger as its planner laid it out: which column tells what, and in which rows and cells each pairing stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from pairing.model.finding import Place
from pairing.model.table import TABLES
from pairing.reading.columns import read_column
from pairing.reading.grid import letters
from pairing.reading.ledger.body import FILLED, column_name, slotted
from pairing.reading.ledger.cadres import CADRE
from pairing.reading.ledger.columns import ANY_SLOT, HELPER_NAME, OF_ALL_HELPERS, LedgerColumn
from pairing.reading.ledger.header import LedgerHeader, find_header
from pairing.reading.ledger.helpers import CONTINUES, LINE, mentions_of
from pairing.reading.ledger.households import HOUSEHOLD
from pairing.reading.ledger.people import people_of
from pairing.reading.ledger.sheets import read_sheets
from pairing.reading.ledger.words import MEMBER_NAME, RELATION

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from pairing.model.settings import Settings
    from pairing.reading.grid import Grid, Merge

HELPERS_OWN: Final = ("cadres.", "units.", "pairings.")
"""How the fields begin that tell of a helper or of his pairing; the others tell of the household."""
PRESENCE: Final = (HELPER_NAME, "cadres.id", "cadres.phone")
"""Where one of these is filled, somebody is meant."""
Pair = tuple[str, str]
"""Ids of a cadre and a household."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A helper named in a row."""

    line: int
    """Which of the form's rows."""
    nth: int
    """Which of those named in the row, from 0."""
    pair: tuple[str | None, str | None]
    start: dt.date | None
    end: dt.date | None
    void: bool

    def active_on(self, day: dt.date) -> bool:
        """Tell whether the pairing is active."""
        begun = self.start is None or self.start <= day
        return not self.void and begun and (self.end is None or self.end >= day)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where in his row a helper stands: in which of the columns of names, and as which of the names in that cell."""

    slot: int
    nth: int
    of: int


@dataclass(frozen=True, eq=False)
class SheetForm:
    """One sheet and its columns."""

    grid: Grid
    header: LedgerHeader
    number: int
    """Among the ledger's sheets that are read."""

    @cached_property
    def width(self) -> int:
        """The last column that holds anything."""
        return max(self.grid.cells.width, *(column.number for column in self.header.columns))

    @cached_property
    def slots(self) -> tuple[LedgerColumn, ...]:
        """The columns of helpers' names, in the order of their slots."""
        names = [column for column in self.header.read if column.field == HELPER_NAME]
        return tuple(sorted(names, key=lambda column: column.slot.number))

    def column(self, field: str, slot: int = ANY_SLOT.number) -> LedgerColumn | None:
        """Give the column that tells something of the helper in a slot: his own, else that of all."""
        told = {column.slot.number: column for column in self.header.read if column.field == field}
        if slot in told or field not in OF_ALL_HELPERS:
            return told.get(slot)
        return told.get(ANY_SLOT.number)

    def helper_columns(self, slot: int) -> Iterator[LedgerColumn]:
        """Give the columns that tell of the helper in a slot, his own and those of all."""
        for column in self.header.read:
            field = column.field or ""
            if field.startswith(HELPERS_OWN) and self.column(field, slot) == column:
                yield column

    @cached_property
    def tells(self) -> Mapping[int, str]:
        """The field of each column that is read."""
        return {column.number: column.field or "" for column in self.header.read}

    def of_helpers(self, column: int) -> bool:
        """Tell whether a column is about helpers."""
        return self.tells.get(column, "").startswith(HELPERS_OWN)

    @cached_property
    def _merges(self) -> Mapping[int, Mapping[int, Merge]]:
        """The blocks that reach over several rows, by column and row."""
        found: dict[int, dict[int, Merge]] = defaultdict(dict)
        for merge in self.grid.merged:
            top, left, bottom, right = merge
            if bottom > top:
                for column in range(left, right + 1):
                    found[column].update(dict.fromkeys(range(top, bottom + 1), merge))
        return found

    def merge(self, row: int, column: int) -> Merge | None:
        """Give the block over several rows that a cell is in."""
        return self._merges.get(column, {}).get(row)

    def text(self, row: int, column: int) -> str | None:
        """Give what stands in a cell; in a merged block, what the block says."""
        merge = self.merge(row, column)
        top, left = (merge[0], merge[1]) if merge else (row, column)
        cells = self.grid.cells
        if top > cells.height or left > cells.width:
            return None
        return cells.item(top - 1, left - 1)  # type: ignore[no-any-return]

    def place(self, row: int, column: int | None = None) -> Place:
        """Say where a cell is."""
        return Place(file=self.grid.file, sheet=self.grid.sheet, row=row, column=letters(column) if column else None)


@dataclass(frozen=True, eq=False)
class LedgerForm:
    """All sheets of a ledger, and what their rows say."""

    file: str
    sheets: tuple[SheetForm, ...]
    rows: pl.DataFrame
    """As read: ``source``, ``row``, ``household`` and the fields; what is merged or 同上 is told in full."""
    told: pl.DataFrame
    """Of each helper named: LINE, ``cadre``, ``household`` and the fields, as read."""

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every helper named, in the order of the rows; those whose cell only continues a merged one are left out."""
        start, end, void = (_read(self.told, field) for field in ("start_date", "end_date", "void"))
        dated = self.told.select(LINE, CADRE, HOUSEHOLD, CONTINUES).with_columns(start=start, end=end, void=void)
        found = []
        counted: dict[int, int] = defaultdict(int)
        for line, cadre, household, continues, first, last, is_void in dated.iter_rows():
            if not continues:
                found.append(Mention(line, counted[line], (cadre, household), first, last, bool(is_void)))
            counted[line] += 1
        return tuple(found)

    @cached_property
    def by_line(self) -> Mapping[int, Sequence[Mention]]:
        """The helpers named in each row."""
        return grouped_by(self.mentions, "line")

    @cached_property
    def by_pair(self) -> Mapping[Pair, Sequence[Mention]]:
        """The rows in which each pair stands."""
        return grouped_by(self.mentions, "pair")

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return self.rows.select("source", "row").rows()

    @cached_property
    def at(self) -> Mapping[tuple[int, int], int]:
        """The line of each row, by sheet and row."""
        return {at: line for line, at in enumerate(self._places)}

    @cached_property
    def lines(self) -> Mapping[str, Sequence[int]]:
        """The rows of each household, those of its members included."""
        found: dict[str, list[int]] = defaultdict(list)
        for line, household in enumerate(self.rows[HOUSEHOLD]):
            if household is not None:
                found[household].append(line)
        return found

    @property
    def by_member(self) -> bool:
        """Tell whether each member of a household has a row."""
        return not {MEMBER_NAME, RELATION}.isdisjoint(self.rows.columns)

    def home(self, household: str) -> tuple[SheetForm, int]:
        """Give the sheet that lists a household first, and the last of its rows there."""
        lines = self.lines[household]
        sheet, _ = self.where(lines[0])
        return sheet, max(row for there, row in map(self.where, lines) if there is sheet)

    def where(self, line: int) -> tuple[SheetForm, int]:
        """Give the sheet and the row of a line."""
        source, row = self._places[line]
        return self.sheets[source], row

    def said(self, line: int, column: LedgerColumn) -> str | None:
        """Give what a row says in a column, with what it refers to (同上) and what is merged."""
        name = column_name(column)
        return self.rows[name][line] if name in self.rows.columns else None

    def seats(self, line: int) -> list[Seat]:
        """Say where in their row the helpers named in it stand."""
        row = self.rows.slice(line, 1)
        seats: list[Seat] = []
        for column in self.where(line)[0].slots:
            slot = column.slot.number
            own = [name for field in PRESENCE if (name := slotted(field, slot)) in row.columns]
            if own and row.select(pl.any_horizontal(pl.col(own).is_not_null())).item():
                count = mentions_of(row.select(name for name in row.columns if _of_slot(name, slot))).height
                seats += [Seat(slot, nth, count) for nth in range(count)]
        return seats

    def split(self, line: int, slot: int) -> Sequence[Mapping[str, str | None]]:
        """Give what a row tells of each helper named in a slot, field by field; a number behind a name stays there."""
        row = self.rows.slice(line, 1)
        own = slotted("cadres.phone", slot)
        behind = own not in row.columns or row[own][0] is None
        told = mentions_of(row.select(name for name in row.columns if _of_slot(name, slot))).drop(LINE)
        if not behind or "cadres.phone" not in told.columns:
            return told.to_dicts()
        name = pl.concat_str(HELPER_NAME, "cadres.phone", separator=" ", ignore_nulls=True)
        return told.with_columns(name.alias(HELPER_NAME)).to_dicts()

    def identity_of(self, line: int) -> dict[str, str]:
        """Give the identity number of the helper of a row that names one only: it may be what tells namesakes apart."""
        seats = self.seats(line)
        name = slotted("cadres.identity", seats[0].slot) if len(seats) == 1 else ""
        value = self.rows[name][line] if name in self.rows.columns else None
        return {"cadres.identity": value} if value else {}


def _of_slot(name: str, slot: int) -> bool:
    """Tell whether a column of rows tells of the helper in a slot, or of nobody in particular."""
    field, _, number = name.removeprefix(FILLED).partition("@")
    return number in {"", str(slot)} or (number == str(ANY_SLOT.number) and field in OF_ALL_HELPERS)


def _read(told: pl.DataFrame, field: str) -> pl.Series:
    """Read a column of pairings as it is kept; blank where there is none."""
    name = f"pairings.{field}"
    if name not in told.columns:
        return pl.repeat(None, told.height, eager=True)
    return read_column(told[name], TABLES["pairings"], field).values


def grouped_by(mentions: Sequence[Mention], name: str) -> dict[Any, list[Mention]]:
    """Group mentions by a field."""
    groups: dict[Any, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[getattr(mention, name)].append(mention)
    return groups


def form_of(grids: Sequence[Grid], settings: Settings) -> LedgerForm:
    """Look at a ledger's sheets as its reader does; raises InputError where none has a ledger's header."""
    read = read_sheets(grids, settings)
    people = people_of(read, settings)
    dropped = {(c.sheet, c.letters) for c in read.columns if c.why in {"sensitive", "duplicate"} and not c.field}
    headed = [(grid, find_header(grid, settings.headers)) for grid in grids if not grid.hidden]
    sheets = [
        SheetForm(grid, _kept(grid, header, dropped), number)
        for number, (grid, header) in enumerate((grid, header) for grid, header in headed if header)
    ]
    rows = people.rows.with_columns(read.rows.select(pl.selectors.contains(".identity")))
    return LedgerForm(grids[0].file, tuple(sheets), rows, people.mentions)


def _kept(grid: Grid, header: LedgerHeader, dropped: set[tuple[str | None, str]]) -> LedgerHeader:
    """Take out of a header the columns that turned out to hold what is not kept; identity numbers tell people apart."""
    columns = (
        replace(column, field=None)
        if (grid.sheet, column.letters) in dropped and not (column.field or "").endswith(".identity")
        else column
        for column in header.columns
    )
    return replace(header, columns=tuple(columns))
