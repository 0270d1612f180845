"""Merged cells of .ods workbooks, which their reader does not give."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from pairing.errors import InputError
from pairing.reading.archive import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pairing.reading.grid import Merge

_CONTENT: Final = "content.xml"
_CHUNK: Final = 1 << 20
_SPANS_ROWS: Final = re.compile(rb"""number-rows-spanned=["'](?!1["'])""")
_OVERLAP: Final = 64
"""Bytes of a chunk that are looked through again with the next one: longer than what is looked for."""
_ROWS: Final = "table:number-rows-"
_COLUMNS: Final = "table:number-columns-"


@dataclass(frozen=True, slots=True)
class Span:
    """Cells side by side that each reach down several rows; places are 1-based."""

    row: int
    column: int
    height: int
    width: int
    times: int
    """How many such cells there are: .ods writes like cells once. Kept as a number, which may be any."""

    def merges(self, width: int) -> Iterator[Merge]:
        """Give the merged blocks that begin within the first ``width`` columns."""
        for left in range(self.column, min(self.column + self.times * self.width, width + 1), self.width):
            yield self.row, left, self.row + self.height - 1, left + self.width - 1


def spans_in(path: Path) -> Mapping[str, Sequence[Span]]:
    """Give the cells of each sheet of an .ods workbook that reach down several rows; of other workbooks, none.

    The content is read in pieces and nothing in it is expanded: a document type, where entities are declared, is
    refused. Raises InputError for that and for content that is cut off.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if _CONTENT not in archive.namelist() or not _has_spans(archive):
                return {}
            return _spans_of(archive)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, ValueError, EOFError, OSError) as error:
        raise InputError(damaged(path.name)) from error


def _has_spans(archive: zipfile.ZipFile) -> bool:
    """Tell whether anything spans rows, which is much faster than parsing."""
    before = b""
    with archive.open(_CONTENT) as stream:
        while piece := stream.read(_CHUNK):
            if _SPANS_ROWS.search(before + piece):
                return True
            before = piece[-_OVERLAP:]
    return False


def _spans_of(archive: zipfile.ZipFile) -> dict[str, list[Span]]:
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.StartDoctypeDeclHandler = _refuse
    with archive.open(_CONTENT) as stream:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    return walk.spans


def _refuse(name: str, *_: object) -> None:
    message = f"document type {name}"
    raise ValueError(message)


@dataclass(slots=True)
class _Walk:
    """Where the parser is: the sheet, the next row and the next cell there."""

    spans: dict[str, list[Span]] = field(default_factory=dict)
    sheet: str = ""
    row: int = 1
    column: int = 1
    times: int = 1
    """How often the row at hand is repeated."""

    def begin(self, tag: str, marks: Mapping[str, str]) -> None:
        """Count rows and cells, and note those that span rows."""
        if tag in {"table:table-cell", "table:covered-table-cell"}:
            self._cell(marks)
        elif tag == "table:table-row":
            self.column, self.times = 1, int(marks.get(f"{_ROWS}repeated", 1))
        elif tag == "table:table":
            self.sheet, self.row = marks.get("table:name", ""), 1

    def _cell(self, marks: Mapping[str, str]) -> None:
        times = int(marks.get(f"{_COLUMNS}repeated", 1))
        height = int(marks.get(f"{_ROWS}spanned", 1))
        if height > 1:
            width = max(1, int(marks.get(f"{_COLUMNS}spanned", 1)))
            span = Span(self.row, self.column, height, width, times)
            self.spans.setdefault(self.sheet, []).append(span)
        self.column += times

    def end(self, tag: str) -> None:
        """Go to the next row."""
        if tag == "table:table-row":
            self.row += self.times
