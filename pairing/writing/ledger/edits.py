"""What is to be changed in a sheet of a ledger: cells filled, rows inserted, columns added; no cell's content is lost.

Rows and columns are counted as the sheet counts them now, from 1, before any row is inserted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pairing.errors import OutputError
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.finding import Place
    from pairing.reading.grid import Merge


@dataclass(frozen=True, slots=True)
class Copied:
    """What stands in another cell of the sheet, with its type."""

    row: int
    column: int


Value = str | int | dt.date | Copied | None
"""Of a cell to be filled; None empties it, for what was moved elsewhere."""
At = tuple[int, int]
"""Row and column."""


@dataclass(slots=True)
class Insertion:
    """Rows to come below a row of the ledger, for the same household."""

    rows: list[dict[int, Value]] = field(default_factory=list)
    """What to fill in, by column."""
    joined: frozenset[int] = frozenset()
    """Columns in which the household's cell reaches down over these rows, merged."""


@dataclass(slots=True)
class SheetEdits:
    """All that changes in one sheet."""

    columns: dict[int, str] = field(default_factory=dict)
    """Headers of columns to be added, by their numbers."""
    cells: dict[At, Value] = field(default_factory=dict)
    parted: set[Merge] = field(default_factory=set)
    """Merged blocks that are taken apart; each of their rows gets what the block said."""
    insertions: dict[int, Insertion] = field(default_factory=dict)
    """By the row they come after."""

    @property
    def inserted(self) -> dict[int, int]:
        """How many rows come after which."""
        return {after: len(insertion.rows) for after, insertion in sorted(self.insertions.items())}


class LedgerError(OutputError):
    """A ledger whose layout cannot take a change; nothing was written."""

    def __init__(self, file: str, problems: Sequence[tuple[Place, Text]]) -> None:
        """Say which rows, and why, all at once."""
        lines = [text("{place}: {problem}", place=place, problem=problem) for place, problem in problems]
        head = text(
            "{file}: its layout cannot take every change, so nothing was written. Write these rows as one row a helper "
            "and try again, or make a roster of the ledger first (`pairing import`):",
            file=file,
        )
        super().__init__(joined(Text("{one}\n{other}", chinese="{one}\n{other}"), [head, *lines]))
