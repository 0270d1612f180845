"""Grids from text: CSV and TSV, as Excel and WPS write them."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.errors import InputError
from pairing.reading.grid import Grid, letters
from pairing.text import text

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 2 * 1024**3
MOST_CELLS: Final = 100_000_000
_BYTE_ORDER_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def grid_from_text_file(path: Path) -> Grid:
    """Read a CSV or TSV file: UTF-8 with or without BOM, UTF-16 with one, or GB18030.

    Raises InputError for bytes that are no text, and for a file too large to hold.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InputError(text("{file}: too large for a text file; use Parquet.", file=path.name))
    return Grid(path.name, None, cells_from_text(_decoded(path.read_bytes(), path.name), path.name))


def cells_from_text(content: str, name: str) -> pl.DataFrame:
    """Split delimited text into cells; a blank line is a row, as it is in a spreadsheet."""
    csv.field_size_limit(MOST_BYTES - 1)
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter_of(content))
    try:
        rows = list(lines)
    except csv.Error as error:
        raise InputError(text("{file}: not a table of text.", file=name)) from error
    widest = max(map(len, rows), default=0)
    if widest * len(rows) > MOST_CELLS:
        raise InputError(text("{file}: one row has far more columns than the rest.", file=name))
    return frame_from_columns(list(zip_longest(*rows)))


def frame_from_columns(columns: list[tuple[str | None, ...]]) -> pl.DataFrame:
    """Make the cells of a grid of columns of text: blanks become null, blank edges at the end go.

    An apostrophe in front says that a cell is text and no formula; it is no part of the text.
    """
    frame = pl.DataFrame([pl.Series(letters(i), column, dtype=pl.String) for i, column in enumerate(columns, 1)])
    return trimmed(blank_as_null(frame.with_columns(pl.all().str.strip_prefix("'"))))


def blank_as_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Make cells null that hold nothing, or nothing but space."""
    return frame.with_columns(pl.when(pl.all().str.contains(r"[^\s\u{200b}\u{feff}]")).then(pl.all()))


def trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out the blank rows and columns after the last filled one."""
    if _ends_filled(frame):
        return frame
    filled = frame.select(pl.all().is_not_null().arg_true().max() + 1).row(0) if frame.width else ()
    lengths = [length or 0 for length in filled]
    width = max((i for i, length in enumerate(lengths, 1) if length), default=0)
    return frame[:, :width].head(max(lengths, default=0))


def _ends_filled(frame: pl.DataFrame) -> bool:
    """Tell at a glance whether there is nothing to leave out, as is the rule."""
    if not frame.height:
        return False
    return any(cell is not None for cell in frame.row(-1)) and frame[:, -1].null_count() < frame.height


def delimiter_of(content: str) -> str:
    """Tell the delimiter: the one of comma, tab and semicolon that the first lines hold most of."""
    start = content[:10_000]
    return max(",\t;", key=start.count)


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decode(data, (encoding,), name)
    return _decode(data, ("utf-8", "gb18030"), name)


def _decode(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in content:
            return content
    raise InputError(text("{file}: not text in UTF-8 or GB18030. Save it as CSV UTF-8 from Excel or WPS.", file=name))
