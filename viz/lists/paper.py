"""A sheet that is written downwards, with page breaks that cut no block in two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from viz.lists.book import ROW_HEIGHT, fitting_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viz.lists.book import Leaf, Look


@dataclass(slots=True)
class Paper:
    """A sheet, where on it is written, and how much of the page is used."""

    leaf: Leaf
    widths: Sequence[float]
    row: int
    room: float
    """Points of rows that a page holds."""
    used: float
    """Those that are written on."""
    breaks: list[int] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns are printed."""
        return len(self.widths)

    def begin(self, height: float) -> None:
        """Begin a block of a height: on a new page when it would not fit on this one."""
        if self.used + height > self.room and self.row not in self.breaks:
            self.breaks.append(self.row)
            self.used = 0

    def skip(self, rows: int = 1) -> None:
        """Go on below some rows of the usual height."""
        self.row += rows
        self.used += rows * ROW_HEIGHT

    def go_on(self, height: float) -> None:
        """Go on below a row of a height, which is set."""
        if height != ROW_HEIGHT:
            self.leaf.sheet.set_row(self.row, height)
        self.row += 1
        self.used += height

    def line(self, words: str, *looks: Look) -> None:
        """Write a text over the whole width, as high as it needs."""
        self.leaf.span(self.row, self.columns, words, *looks)
        self.go_on(self.height_of(words))

    def height_of(self, words: str) -> float:
        """Give the height of a text over the whole width."""
        return fitting_height([words], [sum(self.widths)])

    def close(self) -> None:
        """Set the breaks, and what is printed: all that is written."""
        self.leaf.sheet.set_h_pagebreaks(self.breaks)
        self.leaf.sheet.print_area(0, 0, self.row - 1, self.columns - 1)
