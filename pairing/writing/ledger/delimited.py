"""The changes of a ledger made in its text: same encoding and dialect, rows that stay as they are, byte for byte."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pairing.reading.delimited import delimiter_of
from pairing.writing.folder import FORMULA_STARTS
from pairing.writing.ledger.drafting import END, START
from pairing.writing.ledger.edits import Copied
from pairing.writing.ledger.spelling import spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.writing.ledger.edits import SheetEdits, Value
    from pairing.writing.ledger.form import SheetForm

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END: Final = re.compile(r"(\r\n|\r|\n)$")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a text: as it is written, and its cells."""

    written: str
    cells: tuple[str, ...]

    @property
    def end(self) -> str:
        """How its line ends; the last one of a file may not."""
        match = _LINE_END.search(self.written)
        return match[1] if match else ""

    @property
    def quoted(self) -> bool:
        """Tell whether every cell is in quotation marks, whether or not it has to be."""
        return self.written.count('"') >= 2 * len(self.cells) > 0 and self.written.startswith('"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is encoded and its cells are parted."""

    mark: bytes
    encoding: str
    delimiter: str

    def write(self, cells: Mapping[int, str], like: Record) -> str:
        """Write a row as another one is written; ``cells`` are numbered from 1."""
        row = [cells.get(number, "") for number in range(1, max((len(like.cells), *cells)) + 1)]
        line = io.StringIO()
        quoting: Literal[0, 1] = csv.QUOTE_ALL if like.quoted else csv.QUOTE_MINIMAL
        csv.writer(line, delimiter=self.delimiter, quoting=quoting, lineterminator="").writerow(row)
        return line.getvalue()


def edited_text(data: bytes, form: SheetForm, edits: SheetEdits) -> bytes:
    """Make the changes in the bytes of a CSV or TSV file."""
    dialect, content = _decoded(data)
    text = _Text(_records(content, dialect.delimiter), dialect, form, edits)
    return dialect.mark + "".join(text.lines()).encode(dialect.encoding)


def _decoded(data: bytes) -> tuple[Dialect, str]:
    """Decode as the reader does; it has been read, so that one of these will do."""
    mark, encoding = next(((mark, name) for mark, name in _MARKED if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        content = body.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        content = body.decode(encoding)
    return Dialect(mark, encoding, delimiter_of(content)), content


def _records(content: str, delimiter: str) -> list[Record]:
    """Split a text into rows; a cell may hold line ends."""
    lines = list(io.StringIO(content, newline=""))
    reader = csv.reader(lines, delimiter=delimiter)
    records, begun = [], 0
    for cells in reader:
        records.append(Record("".join(lines[begun : reader.line_num]), tuple(cells)))
        begun = reader.line_num
    return records


class _Text:
    """The rows of a file, and what changes in them."""

    def __init__(self, records: list[Record], dialect: Dialect, form: SheetForm, edits: SheetEdits) -> None:
        self._records = records
        self._dialect = dialect
        self._form = form
        self._edits = edits
        self._end = next((record.end for record in records if record.end), "\r\n")
        self._spell = spelling_of(self._days())
        self._cells: dict[int, dict[int, Value]] = defaultdict(dict)
        for (row, column), value in edits.cells.items():
            self._cells[row][column] = value
        if edits.columns:
            self._cells[form.header.top] |= edits.columns

    def _days(self) -> Iterator[str]:
        """Give what stands in the columns of dates."""
        for number, field in self._form.tells.items():
            if field in {START, END}:
                yield from (r.cells[number - 1] for r in self._records if number <= len(r.cells))

    def lines(self) -> Iterator[str]:
        """Give every line anew."""
        for number, record in enumerate(self._records, 1):
            rows = self._edits.insertions[number].rows if number in self._edits.insertions else ()
            yield self._line(number, record)
            yield (self._end if rows and not record.end else "")
            for nth, cells in enumerate(rows, 1):
                end = record.end if nth == len(rows) else self._end
                yield self._dialect.write(self._texts(cells), record) + end

    def _line(self, number: int, record: Record) -> str:
        if number not in self._cells:
            return record.written
        cells = dict(enumerate(record.cells, 1)) | self._texts(self._cells[number])
        return self._dialect.write(cells, record) + record.end

    def _texts(self, cells: Mapping[int, Value]) -> dict[int, str]:
        return {column: self._text(value) for column, value in cells.items()}

    def _text(self, value: Value) -> str:
        """Write a value; no text begins like a formula."""
        if isinstance(value, Copied):
            cells = self._records[value.row - 1].cells
            return cells[value.column - 1] if value.column <= len(cells) else ""
        if isinstance(value, dt.date):
            return self._spell(value)
        return re.sub(FORMULA_STARTS, r"'\1", str(value)) if value is not None else ""
