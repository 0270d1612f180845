"""Grids: the cells of a sheet or file as text, exactly where the spreadsheet shows them.

Everything that reads a planner's file starts here, whatever program wrote it; what the cells mean comes later.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pairing.errors import InputError, reason_of
from pairing.text import text

if TYPE_CHECKING:
    import polars as pl

ZIP_MAGIC: Final = b"PK"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
WORKBOOK_SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells, 1-based and inclusive; its text is in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


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


def grids_from_file(path: str | Path) -> tuple[Grid, ...]:
    """Read every sheet of a workbook, or the one grid of a CSV or TSV file.

    What a file is, its first bytes say, not its name. Raises InputError, in one line, for a file that is missing,
    empty, encrypted, cut off, too large when unpacked, or no table at all.
    """
    path = Path(path)
    head = first_bytes(path)
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        from pairing.reading.spreadsheet import grids_from_workbook  # noqa: PLC0415 - only what is met

        return grids_from_workbook(path)
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        raise InputError(
            text(
                "{file}: not a workbook, whatever its name says. Open it in Excel or WPS and save it as .xlsx.",
                file=path.name,
            )
        )
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise InputError(
            text(
                "{file}: not a kind of file that can be read. "
                "Give a workbook (.xlsx, .xls, .ods), a CSV file or a folder.",
                file=path.name,
            )
        )
    from pairing.reading.delimited import grid_from_text_file  # noqa: PLC0415 - only what is met

    return (grid_from_text_file(path),)


def first_bytes(path: Path) -> bytes:
    """Read what tells a file's kind; raises InputError where there is nothing to read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except FileNotFoundError as error:
        raise InputError(text("{file}: no such file or folder.", file=str(path))) from error
    except OSError as error:
        raise InputError(text("{file}: cannot be read ({reason}).", file=str(path), reason=reason_of(error))) from error
    if not head:
        raise InputError(text("{file}: the file is empty.", file=path.name))
    return head
