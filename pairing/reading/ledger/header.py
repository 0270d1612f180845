"""Find a ledger's header in a sheet, and say what each column is.

A header may stand below title rows, be one to three rows high, and have groups (帮扶责任人 over 姓名, 单位, 电话),
merged or not. The rows that recognise most columns are the header; a column that its own words do not settle (电话) is
settled by the group it stands under, else by the person named nearest to its left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pairing.reading.ledger.columns import FEWEST_COLUMNS, HELPER_NAME, Draft, LedgerColumn, columns_from_drafts, draft
from pairing.reading.ledger.words import IGNORED, MEMBER_NAME, field_from_setting, group_meaning, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pairing.reading.grid import Grid

DEEPEST_HEADER: Final = 40
"""Rows from the top in which a header is looked for."""
TALLEST_HEADER: Final = 3

Cells = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class LedgerHeader:
    """Where a sheet's header stands, and its columns."""

    top: int
    """The first row of the header; 1 is the first row of the sheet."""
    bottom: int
    columns: tuple[LedgerColumn, ...]

    @property
    def read(self) -> tuple[LedgerColumn, ...]:
        """The columns that hold something a roster or the telling apart of namesakes needs."""
        return tuple(c for c in self.columns if c.field not in {None, IGNORED} and c.why != "duplicate")

    def has(self, field: str) -> bool:
        """Tell whether some column holds a field."""
        return any(column.field == field for column in self.read)

    def without(self, letters: Collection[str]) -> LedgerHeader:
        """Give the header with some columns marked as sensitive: they are dropped."""
        columns = tuple(replace(c, field=None, why="sensitive") if c.letters in letters else c for c in self.columns)
        return replace(self, columns=columns)


def find_header(grid: Grid, names: Mapping[str, str]) -> LedgerHeader | None:
    """Find the header of a sheet, or None where no row has two columns that are recognised, one of them of names.

    ``names`` are the planner's own headers and what they stand for (``Settings.headers``).
    """
    cells: Cells = [list(row) for row in grid.cells.head(DEEPEST_HEADER).rows()]
    known = {plain(own): field_from_setting(target) for own, target in names.items()}
    best: tuple[int, int, int] = (FEWEST_COLUMNS - 1, 0, 0)
    found: LedgerHeader | None = None
    for top in _likely_tops(cells, known):
        for height in range(1, min(TALLEST_HEADER, len(cells) - top) + 1):
            drafts = _drafts_at(cells, top, height, known)
            if _readable(drafts) < best[0]:
                continue  # a sheet whose cells look like headers would else cost more than reading it
            header = LedgerHeader(top + 1, top + height, columns_from_drafts(drafts))
            score = (_recognised(header), -height, -top)
            if score > best and _names_people(header):
                best, found = score, header
    return found


def _likely_tops(cells: Cells, known: Mapping[str, str | None]) -> list[int]:
    """Give the rows with a recognised text in them: no header starts elsewhere."""
    texts = {cell for row in cells for cell in row if cell}
    recognised = {cell for cell in texts if group_meaning(cell) or (known and plain(cell) in known)}
    return [number for number, row in enumerate(cells) if not recognised.isdisjoint(row)]


def _recognised(header: LedgerHeader) -> int:
    """Count the distinct fields of a header that a ledger is about."""
    return len({(column.field, column.slot) for column in header.read})


def _names_people(header: LedgerHeader) -> bool:
    """Tell whether a header has a column of names: a table without one is a summary, not a ledger."""
    return any(header.has(field) for field in ("households.head", "households.id", MEMBER_NAME, HELPER_NAME))


def _drafts_at(cells: Cells, top: int, height: int, known: Mapping[str, str | None]) -> list[Draft]:
    paths = _paths(cells[top : top + height])
    return [draft(number, path, known) for number, path in enumerate(paths, 1) if path]


def _readable(drafts: Sequence[Draft]) -> int:
    """Count the columns that can be recognised at all, whatever their neighbours are."""
    return sum(one.says.field is not None or one.says.tells is not None for one in drafts)


def _paths(rows: Cells) -> list[tuple[str, ...]]:
    """Give what stands above each column: a group reaches right over blanks that have a header below them."""
    filled = [list(row) for row in rows]
    for number, row in enumerate(filled[:-1]):
        below = rows[number + 1 :]
        group: str | None = None
        for column, cell in enumerate(row):
            parted = any(line[column] for line in below)
            if cell:
                group = cell if parted else None
            elif parted:
                row[column] = group
    return [_without_repeats(path) for path in zip(*filled, strict=True)] if filled else []


def _without_repeats(path: Sequence[str | None]) -> tuple[str, ...]:
    """Drop blanks, and a text that only repeats the one above it, as a merge written out does."""
    kept: list[str] = []
    for cell in path:
        if cell and (not kept or kept[-1] != cell):
            kept.append(cell.strip())
    return tuple(kept)
