"""Pairings that end in a ledger: their day is filled in, where need be in a row of their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pairing.text import text
from pairing.writing.ledger.drafting import END, VOID
from pairing.writing.ledger.households import add_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.writing.ledger.drafting import Draft
    from pairing.writing.ledger.edits import Value
    from pairing.writing.ledger.form import Mention, Pair, Seat, SheetForm

SEPARATORS: Final = "、，,；;/／|\n"
"""What stands between names in one cell."""


def end_pairings(draft: Draft, ended: Iterable[Pair]) -> None:
    """Fill in that pairings end: the day before, or, for one that would begin on that very day, that it is void."""
    ending = _Ending(draft)
    for pair in ended:
        ending.mark(pair)
    for line in sorted(ending.lines):
        ending.end(line)


class _Ending:
    """What ends in a ledger."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._form = draft.form
        self._marks: dict[tuple[int, int], str] = {}
        """For each mention that ends, by its line and number in it, the field that is to say so."""
        self.lines: dict[int, list[Mention]] = defaultdict(list)

    def mark(self, pair: Pair) -> None:
        """Mark where a pairing stands that is to end."""
        for mention in self._standing(pair):
            unborn = mention.start is not None and mention.start >= self._draft.effective
            self._marks[mention.line, mention.nth] = VOID if unborn else END
            self.lines[mention.line].append(mention)

    def _standing(self, pair: Pair) -> Sequence[Mention]:
        """Give where a pairing stands: a ledger may say it several times.

        Where each member of a household has a row, those rows count that give its dates, else the first.
        """
        active = [mention for mention in self._form.by_pair.get(pair, ()) if mention.active_on(self._draft.effective)]
        if not self._form.by_member:
            return active
        return [mention for mention in active if mention.start or mention.end] or active[:1]

    def end(self, line: int) -> None:
        """End some or all of the helpers named in a row."""
        sheet, row = self._form.where(line)
        seats = self._form.seats(line)
        if any(mention.nth >= len(seats) for mention in self.lines[line]):
            self._draft.refuse(sheet, row, text("it cannot be said which of the names in it is whose."))
            return
        staying = [mention for mention in self.lines[line] if not self._end_in_place(mention, seats)]
        if staying:
            self._move_out(staying, seats)

    def _end_in_place(self, mention: Mention, seats: Sequence[Seat]) -> bool:
        """Fill in the end, unless the cell says it of others too who go on."""
        sheet, row = self._form.where(mention.line)
        field = self._marks[mention.line, mention.nth]
        column = self._draft.column(sheet, field, seats[mention.nth].slot)
        if not all(self._sharing(sheet, row, column, field)):
            self._draft.part(sheet, row, column)
        ends = all(self._sharing(sheet, row, column, field))
        for name, value in self._saying(field) if ends else ():
            self._draft.put(sheet, row, self._draft.column(sheet, name, seats[mention.nth].slot), value)
        return ends

    def _sharing(self, sheet: SheetForm, row: int, column: int, field: str) -> Iterator[bool]:
        """Tell of each helper whose end a cell says whether it is to say so."""
        merge = self._draft.merge(sheet, row, column)
        for each in range(merge[0], merge[2] + 1) if merge else (row,):
            line = self._form.at.get((sheet.number, each), -1)
            mentions = self._form.by_line.get(line, ())
            seats = self._form.seats(line) if len(mentions) > 1 else ()
            for mention in mentions:
                own = sheet.column(field, seats[mention.nth].slot) if mention.nth < len(seats) else None
                if own is None or own.number == column:
                    yield self._marks.get((line, mention.nth)) == field

    def _saying(self, field: str) -> Iterator[tuple[str, Value]]:
        """Give what says that a pairing ends, or is void.

        Where each member of a household has a row, rows of one pair and the same dates are taken for one: so one that
        is void gets an end too, or another that begins on that day would be taken for it.
        """
        if field == END:
            yield END, self._draft.effective - dt.timedelta(1)
            return
        yield VOID, "是"
        if self._form.by_member:
            yield END, self._draft.effective

    def _move_out(self, leaving: Sequence[Mention], seats: Sequence[Seat]) -> None:
        """Give helpers who end a row of their own, for others of their row go on; what told of them goes with them."""
        for mention in leaving:
            add_row(self._draft, mention.pair[1] or "", self._own_cells(mention, seats[mention.nth]))
        for slot in {seats[mention.nth].slot for mention in leaving}:
            gone = {seats[mention.nth].nth for mention in leaving if seats[mention.nth].slot == slot}
            self._leave_others(leaving[0].line, slot, gone)

    def _own_cells(self, mention: Mention, seat: Seat) -> dict[int, Value]:
        """Give what a row tells of one of its helpers, and the end."""
        line, field = mention.line, self._marks[mention.line, mention.nth]
        sheet, row = self._form.where(line)
        told = self._form.split(line, seat.slot)[seat.nth]
        cells: dict[int, Value] = {}
        for column in sheet.helper_columns(seat.slot):
            value = told.get(column.field or "")
            whole = value is not None and value == self._form.said(line, column)
            cells[column.number] = self._draft.copied(sheet, row, column.number) if whole else value
        return cells | {self._draft.column(sheet, name, seat.slot): value for name, value in self._saying(field)}

    def _leave_others(self, line: int, slot: int, gone: set[int]) -> None:
        """Leave in a row those of a slot who go on."""
        sheet, row = self._form.where(line)
        told = self._form.split(line, slot)
        for column in sheet.helper_columns(slot):
            values = [each.get(column.field or "") for each in told]
            said = self._form.said(line, column)
            own = column.slot.number == slot and (slot or len(told) > 1)
            if said is None or not own or (len(told) > 1 and (None in values or values[0] == said)):
                continue  # blank, or said once for all
            self._draft.part(sheet, row, column.number)
            rest = [value or "" for nth, value in enumerate(values) if nth not in gone]
            self._draft.put(sheet, row, column.number, _joined(rest, said) if rest else None)


def _joined(values: Sequence[str], like: str) -> str:
    """Write several entries into one cell, with what stood between them."""
    return next((mark for mark in like if mark in SEPARATORS), "、").join(values)
