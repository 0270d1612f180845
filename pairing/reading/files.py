"""A planner's file opened as what it is: a workbook of any make, or text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from pairing.errors import InputError, reason_of
from pairing.text import text

if TYPE_CHECKING:
    from pairing.reading.grid import Grid

ZIP_MAGIC: Final = b"PK"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
WORKBOOK_SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})


def grids_from_file(path: str | Path) -> tuple[Grid, ...]:
    """Read every sheet of a workbook, or the one grid of a CSV or TSV file.

    What a file is, its first bytes say, not its name. Raises InputError, in one line, for a file that is missing,
    empty, encrypted, cut off, too large when unpacked, or no table at all.
    """
    path = Path(path)
    head = first_bytes(path)
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        from pairing.reading import spreadsheet  # noqa: PLC0415 - only what is met

        old = head.startswith(OLE_MAGIC)
        return spreadsheet.grids_from_old_workbook(path) if old else spreadsheet.grids_from_workbook(path)
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
