"""What must be known of a zipped workbook before, and beside, its reader.

The reader unpacks whatever it is given and makes room for every cell between the first and the last; so a file of a few
kilobytes could take all memory. And it gives cells that hold an error value, or a formula that was never calculated, as
blank; a planner should hear what they are.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import unescape

import polars as pl

from pairing.errors import InputError
from pairing.model.spelling import UNCALCULATED
from pairing.reading.grid import column_number
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

MOST_BYTES: Final = 4 * 1024**3
"""What a workbook may unpack to; a province's is a tenth of it."""
TIGHTEST: Final = 1032
"""How many bytes one byte of a deflated member can unpack to, at most."""
MOST_CELLS: Final = 40_000_000
"""How many cells may lie between the first and the last filled one of a sheet, filled or not."""

_WIDE_OR_HIGH: Final = 'r="[A-Z](?:[A-Z]|[0-9]{6})'
"""What a cell beyond column Z or row 99,999 has; without one a sheet is small whatever it says."""
_ODD: Final = 't="e"|f>'
"""What a sheet with error values or formulas has somewhere."""
_FILLED: Final = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>')
_ODD_CELL: Final = re.compile(
    rb'<(?:\w+:)?c (?P<marks>[^>]*?r="(?P<letters>[A-Z]{1,3})(?P<row>\d+)"[^>]*)(?<!/)>'
    rb"(?P<formula><(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?"
    rb"(?:<(?:\w+:)?v>(?P<value>[^<]*)</(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?\s*</(?:\w+:)?c>"
)
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_REPEATED: Final = re.compile(rb'-repeated="[0-9]{4,}"')
_TIMES: Final = re.compile(rb'-repeated="([0-9]{1,9})')
_ODS_ROW: Final = re.compile(rb"<table:table-row\b(?P<marks>[^>]*)>(?P<cells>.*?)</table:table-row>", re.DOTALL)
_ODS_FILLED: Final = re.compile(rb"<table:table-cell\b[^>]*(?<!/)>")


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A cell whose value the reader does not give."""

    letters: str
    row: int
    value: str


def guard_size(path: Path) -> None:
    """Refuse a workbook that would unpack to more than memory holds, whatever its directory says.

    Raises InputError for that, and for an archive that is damaged or none.
    """
    with _opened(path) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise InputError(
                text("{file}: unpacks to more than 4 GB; this is not a planner's workbook.", file=path.name)
            )
        for member in members:
            if member.compress_size * TIGHTEST > MOST_BYTES:  # could hold that much if the directory lies
                _read_through(archive, member)


@contextmanager
def looked_through(path: Path) -> Iterator[Callable[[str], Sequence[Uncounted]]]:
    """Lend a look at a sheet, by its title, to be taken before its reader takes its own: the cells that leaves out.

    What belongs to no title is looked at on entry. Raises InputError for a sheet whose filled cells lie too far apart
    to make room for, and for a damaged archive.
    """
    with _opened(path) as archive:
        members = dict(_titles(archive))
        for member in set(archive.namelist()) - set(members.values()):
            _look_at(archive, member, path.name)
        yield lambda title: _look_at(archive, members[title], path.name) if title in members else ()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise InputError(damaged(path.name)) from error


def damaged(name: str) -> Text:
    """Say that a workbook is cut off, or none."""
    return text(
        "{file}: the workbook is damaged or cut off, or is no workbook. Open it in Excel or WPS and save it again.",
        file=name,
    )


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member to nowhere; zipfile raises where it holds more than its directory says."""
    with archive.open(member) as stream:
        while stream.read(1 << 20):
            pass


def _look_at(archive: zipfile.ZipFile, member: str, name: str) -> Sequence[Uncounted]:
    if member == "content.xml":
        _guard_repeats(archive.read(member), name)
    if not (member.startswith("xl/worksheets/") and member.endswith(".xml")):
        return ()
    sheet = archive.read(member)  # raises where the archive lies about its size
    seen = pl.Series([sheet.decode(errors="replace")])  # many times faster to search than bytes are
    if seen.str.contains(_WIDE_OR_HIGH).item():
        _guard_extent(sheet, name)
    return tuple(_odd_cells(sheet)) if seen.str.contains(_ODD).item() else ()


def _guard_repeats(content: bytes, name: str) -> None:
    """Refuse an .ods that says of a filled cell or row that it is repeated more often than memory holds."""
    for row in _ODS_ROW.finditer(content) if _REPEATED.search(content) else ():
        times = int((_TIMES.search(row["marks"]) or [0, 1])[1])
        width = sum(int((_TIMES.search(cell[0]) or [0, 1])[1]) for cell in _ODS_FILLED.finditer(row["cells"]))
        if times * width > MOST_CELLS:
            raise InputError(
                text("{file}: a sheet repeats a filled row or cell {count} times.", file=name, count=times * width)
            )


def _guard_extent(sheet: bytes, name: str) -> None:
    filled = set(_FILLED.findall(sheet))
    width = max((column_number(letters.decode()) for letters in {c for c, _ in filled}), default=0)
    height = max((int(row) for _, row in filled), default=0)
    if width * height > MOST_CELLS:
        raise InputError(
            text(
                "{file}: a sheet has filled cells as far out as column {width}, row {height}. "
                "Delete what is out there and try again.",
                file=name,
                width=width,
                height=height,
            )
        )


def _odd_cells(sheet: bytes) -> Iterator[Uncounted]:
    """Find error values, and formulas without a result."""
    for cell in _ODD_CELL.finditer(sheet):
        place = cell["letters"].decode(), int(cell["row"])
        if b't="e"' in cell["marks"]:
            yield Uncounted(*place, unescape((cell["value"] or b"#VALUE!").decode()))
        elif cell["formula"] and not cell["value"] and b't="str"' not in cell["marks"]:
            yield Uncounted(*place, UNCALCULATED)


def _titles(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give each sheet's title and the member that holds it; none where the archive does not say."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {_mark(tag, "Id"): _mark(tag, "Target") for tag in _RELATION.findall(relations)}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode()):
        target = targets.get(_mark(tag, r"\w+:id"), "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in archive.namelist():
            yield _mark(tag, "name"), member


def _mark(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1], {"&quot;": '"', "&apos;": "'"}) if found else ""
