"""From two rosters to what changes in a ledger: rows that end get their end, pairings that begin a row of their own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pairing.reading.ledger.body import DITTO
from pairing.writing.ledger.edits import Copied, Insertion, SheetEdits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from pairing.model.finding import Place
    from pairing.reading.grid import Merge
    from pairing.roster import Roster
    from pairing.text import Text
    from pairing.writing.ledger.edits import Value
    from pairing.writing.ledger.form import LedgerForm, Pair, SheetForm

START: Final = "pairings.start_date"
END: Final = "pairings.end_date"
VOID: Final = "pairings.void"
HEADERS: Final = {START: ("帮扶开始时间", "start"), END: ("帮扶结束时间", "end"), VOID: ("作废", "void")}
"""How a column is headed that a ledger lacks, in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A pairing that begins."""

    pair: Pair
    ordinal: int | None
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, eq=False)
class Difference:
    """What a roster has that the one before had not: pairings ended, and pairings begun."""

    ended: tuple[Pair, ...]
    begun: tuple[Beginning, ...]

    @classmethod
    def between(cls, before: Roster, after: Roster, *, ordered: bool) -> Difference:
        """Compare; ``after`` has the rows of ``before`` first.

        In a ledger that knows no order of helpers (not ``ordered``) another order changes nothing.
        """
        old, new = before.pairings, after.pairings.head(before.pairings.height)
        changed = old["end_date"].ne_missing(new["end_date"]) | (old["void"] != new["void"])
        ended: list[Pair] = old.filter(changed).select("cadre", "household").unique(maintain_order=True).rows()
        rows = after.pairings.slice(old.height).select("cadre", "household", "ordinal", "start_date", "end_date")
        begun = [Beginning((cadre, household), *terms) for cadre, household, *terms in rows.iter_rows()]
        same = set() if ordered else set(ended).intersection(each.pair for each in begun)
        return cls(
            tuple(pair for pair in ended if pair not in same),
            tuple(each for each in begun if each.pair not in same),
        )


@dataclass(eq=False)
class Draft:
    """The changes of a ledger so far."""

    form: LedgerForm
    effective: dt.date
    summed: Mapping[int, Collection[int]] = field(default_factory=dict)
    """By the number of a sheet, the columns that a formula adds up."""
    edits: dict[int, SheetEdits] = field(default_factory=lambda: defaultdict(SheetEdits))
    """By the number of the sheet."""
    problems: list[tuple[Place, Text]] = field(default_factory=list)

    def of(self, sheet: SheetForm) -> SheetEdits:
        """Give the changes of a sheet."""
        return self.edits[sheet.number]

    def refuse(self, sheet: SheetForm, row: int, why: Text) -> None:
        """Note a change that the layout of a row cannot take."""
        self.problems.append((sheet.place(row), why))

    def merge(self, sheet: SheetForm, row: int, column: int) -> Merge | None:
        """Give the block over several rows that a cell is in, unless it has been taken apart."""
        merge = sheet.merge(row, column)
        return None if merge in self.of(sheet).parted else merge

    def part(self, sheet: SheetForm, row: int, column: int) -> None:
        """Take the block apart that a cell is in: each of its rows says for itself what the block said."""
        if merge := self.merge(sheet, row, column):
            self.of(sheet).parted.add(merge)

    def put(self, sheet: SheetForm, row: int, column: int, value: Value) -> None:
        """Fill a cell; one in a merged block is the block's."""
        merge = self.merge(sheet, row, column)
        self.of(sheet).cells[(merge[0], merge[1]) if merge else (row, column)] = value

    def column(self, sheet: SheetForm, field: str, slot: int) -> int:
        """Give the number of the column for a field of the helper in a slot; one that lacks is added at the right."""
        if found := sheet.column(field, slot):
            return found.number
        columns = self.of(sheet).columns
        header = HEADERS[field][all(column.header.isascii() for column in sheet.header.read)]
        if header not in columns.values():
            columns[sheet.width + len(columns) + 1] = header
        return next(number for number, known in columns.items() if known == header)

    def insertion(self, sheet: SheetForm, after: int) -> Insertion:
        """Give the rows that come after a row."""
        return self.of(sheet).insertions.setdefault(after, Insertion())

    def copied(self, sheet: SheetForm, row: int, column: int) -> Value:
        """Give what a cell says, for another one to say it too; one that says 同上 says what it refers to."""
        meant = self._meant(sheet, row, column)
        if meant is None:
            return None
        merge = sheet.merge(meant, column)
        return Copied(merge[0], merge[1]) if merge else Copied(meant, column)

    def _meant(self, sheet: SheetForm, row: int, column: int) -> int | None:
        """Give the row whose cell says what a cell means; None where 同上 refers to nothing."""
        line: int | None = self.form.at[sheet.number, row]
        while line is not None and sheet.text(row, column) in DITTO:
            line = self._next(line, -1)
            row = self.form.where(line)[1] if line is not None else row
        return None if line is None else row

    def _next(self, line: int, step: int) -> int | None:
        """Give the line above or below, in the same sheet."""
        other = line + step
        sources = self.form.rows["source"]
        there = 0 <= other < len(sources) and sources[other] == sources[line]
        return other if there else None

    def spell_out(self) -> None:
        """Write out each 同上 that would come to mean something else, for what stands above it has changed."""
        for number, edits in list(self.edits.items()):
            sheet = self.form.sheets[number]
            below: dict[int, set[int]] = defaultdict(set)
            for row in edits.insertions:
                below[row].update(range(1, sheet.width + 1))
            for row, column in edits.cells:
                below[row].add(column)
            for row, columns in below.items():
                self._spell_out_below(sheet, row, columns)

    def _spell_out_below(self, sheet: SheetForm, row: int, columns: Collection[int]) -> None:
        above = self.form.at.get((sheet.number, row))
        line = None if above is None else self._next(above, 1)
        if line is None:
            return
        below = self.form.where(line)[1]
        cells = self.of(sheet).cells
        for column in sorted(columns):
            if sheet.text(below, column) in DITTO and (below, column) not in cells:
                cells[below, column] = self.copied(sheet, below, column)
