"""Grids: the cells of a sheet or file as text, exactly where the spreadsheet shows them.

Everything that reads a planner's file starts here, whatever program wrote it; what the cells mean comes later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


Merge = tuple[int, int, int, int]
"""Top, left, bottom and right of a block of merged cells, 1-based and inclusive; its text is in the top left cell.

A plain tuple: a county's ledger has ten thousand of them.
"""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one file of text.

    ``cells`` has String columns named by the spreadsheet's letters from ``A`` on, and starts at the spreadsheet's first
    row: row i of the frame is row i + 1 there. A blank cell is null. Numbers are as short as they can be (``5``,
    ``1.5``), dates ISO (``2016-03-01``, with the time only where there is one), truth values ``TRUE`` and ``FALSE``,
    error values as shown (``pairing.model.spelling.ERROR_VALUES``). Blank rows and columns after the last filled one
    are left out.
    """

    file: str
    """The file's name, without its folder."""
    sheet: str | None
    """None for a file that has no sheets."""
    cells: pl.DataFrame
    merged: tuple[Merge, ...] = ()
    hidden: bool = False


def letters(number: int) -> str:
    """Give a column's letters from its number: 1 is A, 27 is AA."""
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def column_number(name: str) -> int:
    """Give a column's number from its letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
