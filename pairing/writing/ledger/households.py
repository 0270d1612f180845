"""A new row for a household: where it stands, and what of the household's own cells it repeats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pairing.reading.ledger.words import GROUP
from pairing.writing.ledger.edits import Copied

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.writing.ledger.drafting import Draft
    from pairing.writing.ledger.edits import Value
    from pairing.writing.ledger.form import SheetForm

OF_HOUSEHOLDS: Final = ("villages.", "households.", GROUP)
"""How the fields begin that tell of a household, and are repeated in each of its rows."""
PERSONS: Final = "households.persons"
HEAD: Final = "households.head"


def add_row(draft: Draft, household: str, cells: Mapping[int, Value]) -> None:
    """Add a row below the last one of a household; ``cells`` are those of a helper.

    Where the household's cells are merged over its rows, they reach over the new one too; else they are repeated. A
    number of persons that a formula adds up is not repeated, so that the sum stays right.
    """
    sheet, after = draft.form.home(household)
    insertion = draft.insertion(sheet, after)
    insertion.joined |= frozenset(_joined(draft, sheet, household, after))
    filled = dict(cells)
    for column in range(1, sheet.width + 1):
        merge = draft.merge(sheet, after, column)
        if sheet.of_helpers(column):
            _within(draft, sheet, after, column, filled)
        elif column not in insertion.joined and not (merge and merge[2] > after) and _repeated(draft, sheet, column):
            first = draft.form.where(draft.form.lines[household][0])[1]
            filled[column] = draft.copied(sheet, first, column)
    insertion.rows.append({column: value for column, value in filled.items() if value is not None})


def _joined(draft: Draft, sheet: SheetForm, household: str, after: int) -> Iterator[int]:
    """Give the columns in which the household's cell is to reach over a row below its last one."""
    own = [column for column in range(1, sheet.width + 1) if not sheet.of_helpers(column)]
    ending = [column for column in own if (merge := draft.merge(sheet, after, column)) and merge[2] == after]
    yield from ending
    rows = [row for there, row in map(draft.form.where, draft.form.lines[household]) if there is sheet]
    if len(rows) == 1:
        free = (column for column in own if not draft.merge(sheet, after, column))
        yield from set(free).intersection(merged_columns(sheet))


def merged_columns(sheet: SheetForm) -> frozenset[int]:
    """Learn from the other households of a sheet which of their cells are merged over their rows."""
    head = sheet.column(HEAD)
    if head is None:
        return frozenset()
    blocks = {(top, bottom) for top, left, bottom, _ in sheet.grid.merged if left == head.number and bottom > top}
    found = Counter(
        column
        for top, left, bottom, right in sheet.grid.merged
        if (top, bottom) in blocks
        for column in range(left, right + 1)
        if not sheet.of_helpers(column)
    )
    return frozenset(column for column, count in found.items() if 2 * count > len(blocks))


def _within(draft: Draft, sheet: SheetForm, after: int, column: int, filled: dict[int, Value]) -> None:
    """Let a block that reaches on below stay whole where it says of the new helper too what is true; else part it."""
    merge = draft.merge(sheet, after, column)
    if merge is None or merge[2] <= after:
        return
    if filled.get(column) in {sheet.text(after, column), Copied(merge[0], merge[1])}:
        del filled[column]
    else:
        draft.part(sheet, after, column)


def _repeated(draft: Draft, sheet: SheetForm, column: int) -> bool:
    """Tell whether a column tells of the household what each of its rows may say."""
    field = sheet.tells.get(column, "")
    summed = field == PERSONS and column in draft.summed.get(sheet.number, ())
    return field.startswith(OF_HOUSEHOLDS) and not summed
