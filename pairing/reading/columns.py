"""Whole columns of text read at once: expressions derived from the same declarations that the records are made of.

A column's kind (``pairing.model.cell``), its patterns and tables (``pairing.model.spelling``) and its bounds
(pydantic's, from the record) say everything; nothing about a particular column is written here. A property test asserts
that this way and the records read every cell alike, with the same codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model import spelling
from pairing.model.cell import (
    Amount,
    Choice,
    Count,
    Day,
    Flag,
    Identifier,
    Kind,
    Name,
    Phone,
    Rank,
    Reference,
    Term,
    Words,
)
from pairing.reading.plain import outside, plain_expression
from pairing.roster import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.table import Bounds, Table

TEXT_KINDS: Final = (Identifier, Reference, Name, Words, Phone, Term, Rank)
FEW: Final = (Count, Amount, Day, Choice, Flag, Name, Phone, Term, Rank)
"""Kinds of which a column has few different cells, or whose reading is dear: each different cell is read once."""

_CODE: Final = "code"
_CELL: Final = pl.col("cell")
_VALUE: Final = pl.col("value")


@dataclass(frozen=True, slots=True)
class Cells:
    """A column as read: typed values, null where blank or bad, and the code of each bad cell."""

    values: pl.Series
    codes: pl.Series | None
    """String, null for a good cell; None when all are good."""


def read_column(cells: pl.Series, table: Table, field: str) -> Cells:
    """Read one column of a table, as :func:`read_columns`."""
    return read_columns(cells.alias(field).to_frame(), table)[field]


def read_columns(frame: pl.DataFrame, table: Table) -> dict[str, Cells]:
    """Read the columns of a frame that are fields of a table: text as its kind, or values already of its type.

    Codes: D103 blank where a value is needed, D104 not of the kind, D105 outside its bounds, D117 an error value or
    more text than such a cell can have. A blank takes the record's default.
    """
    fields = [field for field in table.columns if field in frame.columns]
    cells = {field: _prepared(frame[field], table, field) for field in fields}
    plain = pl.DataFrame(list(cells.values())).select(_at_a_glance(cells[field], table, field) for field in fields)
    return {field: _with_care(plain[field], cells[field], table, field) for field in fields}


def kept_column(values: pl.Series, table: Table, field: str) -> Cells:
    """Take a column of text that has been read before; only what is missing is still to be seen."""
    return _completed(values.alias(field), None, table, field)


def _prepared(cells: pl.Series, table: Table, field: str) -> pl.Series:
    """Give a column as text, or as the type wanted where it has that, or one that becomes it without loss."""
    kind, wanted = table.columns[field].kind, schema(table.name)[field]
    if cells.dtype in {pl.String(), wanted}:
        return cells
    if cells.dtype.is_integer() and wanted == pl.Int32() and _fits(cells):
        return cells.cast(wanted)
    if isinstance(cells.dtype, pl.Datetime) and isinstance(kind, Day):
        return cells.dt.to_string("%Y-%m-%d %H:%M:%S").alias(field)
    return cells.cast(pl.String, strict=False)


def _fits(cells: pl.Series) -> bool:
    return cells.cast(pl.Int32, strict=False).null_count() == cells.null_count()


def _at_a_glance(cells: pl.Series, table: Table, field: str) -> pl.Expr:
    """Give the values of plain cells, and of typed ones within their bounds."""
    cell, bounds = pl.col(field), table.bounds[field]
    if cells.dtype != pl.String:
        return pl.when(~outside(cell, bounds)).then(cell).alias(field)
    return plain_expression(cell, table.columns[field].kind, bounds, schema(table.name)[field]).alias(field)


def _with_care(plain: pl.Series, cells: pl.Series, table: Table, field: str) -> Cells:
    """Read the cells that were not plain, if there are any."""
    if plain.null_count() == cells.null_count():
        return _completed(plain, None, table, field)
    hard = pl.DataFrame([cells.alias("cell"), plain.alias("value")]).select(
        (_CELL.is_not_null() & _VALUE.is_null()).arg_true()
    )["cell"]
    read = _read_hard(cells.gather(hard).alias("cell"), table, field)
    values = plain.clone().scatter(hard, read["value"])
    codes = pl.repeat(None, len(cells), dtype=pl.String, eager=True).scatter(hard, read[_CODE])
    return _completed(values, codes, table, field)


def _read_hard(cells: pl.Series, table: Table, field: str) -> pl.DataFrame:
    """Give ``value`` and ``code`` of cells that are not plain."""
    kind, bounds, wanted = table.columns[field].kind, table.bounds[field], schema(table.name)[field]
    if cells.dtype != pl.String:  # typed, so outside its bounds
        return pl.select(
            pl.repeat(None, len(cells), dtype=wanted).alias("value"), pl.repeat("D105", len(cells)).alias(_CODE)
        )
    if isinstance(kind, FEW):
        return _read_once_each(cells, kind, bounds, wanted)
    return _read(_visible(cells).to_frame("cell"), kind, bounds, wanted)


def _completed(values: pl.Series, codes: pl.Series | None, table: Table, field: str) -> Cells:
    """Mark what is missing, and put the default where a cell is blank or bad."""
    if field in table.required and values.null_count():
        missing = pl.when(_VALUE.is_null()).then(pl.lit("D103"))
        before = codes if codes is not None else pl.repeat(None, len(values), dtype=pl.String, eager=True)
        both = pl.DataFrame([values.alias("value"), before.alias(_CODE)])
        codes = both.select(pl.coalesce(_CODE, missing).alias(_CODE))[_CODE]
    default = table.defaults.get(field)
    if default is not None and values.null_count():
        values = values.to_frame("value").select(_VALUE.fill_null(pl.lit(default).cast(values.dtype)))["value"]
    bad = codes is not None and codes.null_count() < len(codes)
    return Cells(values.alias(field), codes if bad else None)


def _read_once_each(text: pl.Series, kind: Kind, bounds: Bounds, wanted: pl.DataType) -> pl.DataFrame:
    """Read each different cell once, and give every row what its cell reads as."""
    different = text.drop_nulls().unique().alias("text")
    read = _read(_visible(different).to_frame("cell"), kind, bounds, wanted)
    return text.to_frame("text").join(read.with_columns(different), on="text", how="left", maintain_order="left")


def _read(cells: pl.DataFrame, kind: Kind, bounds: Bounds, wanted: pl.DataType) -> pl.DataFrame:
    """Give ``value`` and ``code`` of each ``cell``, which is visible text or null."""
    if isinstance(kind, TEXT_KINDS):
        read = cells.with_columns(value=text_expression(kind))
        too_long = _VALUE.str.len_chars() > (bounds.max_length or spelling.LONGEST)
        code: pl.Expr = pl.when(_CELL.is_in(list(spelling.ERROR_VALUES)) | too_long).then(pl.lit("D117"))
    else:
        read = cells.with_columns(written=written_expression(kind)).with_columns(value=value_expression(kind))
        code = _code_of_read_text(kind, bounds)
    coded = read.with_columns(code.alias(_CODE))
    return coded.select(pl.when(pl.col(_CODE).is_null()).then(_VALUE).cast(wanted).alias("value"), _CODE)


def _code_of_read_text(kind: Kind, bounds: Bounds) -> pl.Expr:
    measured = _CELL if isinstance(kind, Day | Choice | Flag) else pl.col("written")
    broken: pl.Expr = _CELL.is_in(list(spelling.ERROR_VALUES)) | (measured.str.len_chars() > spelling.LONGEST)
    return (
        pl.when(_CELL.is_null())
        .then(None)
        .when(broken)
        .then(pl.lit("D117"))
        .when(~_of_kind(kind))
        .then(pl.lit("D104"))
        .when(_outside(bounds) | (_too_fine(bounds) if isinstance(kind, Amount) else False))
        .then(pl.lit("D105"))
    )


def _of_kind(kind: Kind) -> pl.Expr:
    """Tell whether the written cell is of the kind, whatever its bounds."""
    match kind:
        case Count():
            return pl.col("written").str.contains(spelling.COUNT)
        case Amount():
            return pl.col("written").str.contains(spelling.AMOUNT)
        case Day(edge):
            return _VALUE.is_not_null() | pl.col("written").is_in(list(spelling.NO_DAY[edge]))
        case _:
            return _VALUE.is_not_null()


def _outside(bounds: Bounds) -> pl.Expr:
    """Tell whether a value breaks a bound; a number too large to hold breaks the upper one."""
    return outside(_VALUE, bounds).fill_null(_VALUE.is_null())


def _too_fine(bounds: Bounds) -> pl.Expr:
    if bounds.decimal_places is None:
        return pl.lit(value=False)
    return pl.col("written").str.contains(rf"\.[0-9]{{{bounds.decimal_places}}}[0-9]*[1-9]")


def _visible(text: pl.Series) -> pl.Series:
    """Give what can be seen of each cell, null for nothing (``spelling.seen``)."""
    cell = _CELL
    if text.str.contains(spelling.INVISIBLE).any():
        cell = cell.str.replace_all(spelling.INVISIBLE, "")
    stripped = text.to_frame("cell").select(cell.str.strip_chars(spelling.SPACES))
    return stripped.select(pl.when(_CELL != "").then(_CELL))["cell"]


def written_expression(kind: Kind) -> pl.Expr:
    """Give the form in which cells of a kind are compared with its patterns or labels."""
    wide = _CELL.str.replace_many(spelling.FULL_WIDTH)
    if isinstance(kind, Day):
        wide = wide.str.replace(spelling.TIME_OF_DAY, "")
    narrow = wide.str.replace_all(spelling.SPACE, "")
    if isinstance(kind, Amount):
        return narrow.str.replace(spelling.NOISE, "${1}0")
    return _folded(narrow) if isinstance(kind, Choice | Flag) else narrow


def _folded(narrow: pl.Expr) -> pl.Expr:
    return narrow.str.replace_all("_", "", literal=True).str.to_lowercase()


def value_expression(kind: Kind) -> pl.Expr:
    """Give the value of ``written`` cells of a kind that is no text; null for what is not of the kind."""
    written = pl.col("written")
    match kind:
        case Count():
            return written.str.replace(spelling.COUNT, "${1}${2}").cast(pl.Int64, strict=False)
        case Amount():
            matched = pl.when(written.str.contains(spelling.AMOUNT)).then(written)
            return matched.cast(pl.Float64, strict=False)
        case Day(edge):
            return _day(written, edge)
        case Choice(labels):
            return _looked_up(written, spelling.spellings(labels))
        case Flag():
            return written.replace_strict(
                list(spelling.FLAGS), list(spelling.FLAGS.values()), default=None, return_dtype=pl.Boolean
            )
        case _:
            raise TypeError(kind)


def text_expression(kind: Kind) -> pl.Expr:
    """Give the value of cells of a kind that is text."""
    match kind:
        case Words():
            return _words(_CELL)
        case Name():
            return _name(_CELL)
        case Rank():
            return _looked_up(_name(_CELL), spelling.ranks(), default=_name(_CELL))
        case Term(vocabulary):
            folded = _folded(_CELL.str.replace_many(spelling.FULL_WIDTH).str.replace_all(spelling.SPACE, ""))
            return _looked_up(folded, spelling.terms(vocabulary), default=_words(_CELL))
        case Phone():
            narrow = _CELL.str.replace_many(spelling.FULL_WIDTH).str.replace_all(spelling.SPACE, "")
            return narrow.str.replace(r"^([0-9]+)\.0$", "$1")
        case _:
            return _CELL


def _words(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace_all(f"{spelling.SPACE}+", " ")


def _name(cell: pl.Expr) -> pl.Expr:
    odd = "[" + "".join(spelling.FULL_WIDTH_LETTERS) + spelling.SPACES + "]"
    narrow = cell.str.replace_many(spelling.FULL_WIDTH_LETTERS)
    mended = (
        pl.when(narrow.str.contains(spelling.HAN))
        .then(narrow.str.replace_all(spelling.SPACE, ""))
        .otherwise(_words(narrow))
    )
    return pl.when(cell.str.contains(odd)).then(mended).otherwise(cell)


def name_expression(column: str) -> pl.Expr:
    """Give a column of visible text as names are kept, so that a reference by name finds its row."""
    return _name(pl.col(column))


def _looked_up(cell: pl.Expr, table: Mapping[str, str], default: pl.Expr | None = None) -> pl.Expr:
    return cell.replace_strict(list(table), list(table.values()), default=default, return_dtype=pl.String)


def _day(written: pl.Expr, edge: spelling.Edge) -> pl.Expr:
    days = [_date(*_groups(written, pattern, 3)) for pattern in spelling.DAYS]
    months = [_of_month(edge, *_groups(written, pattern, 2)) for pattern in spelling.MONTHS]
    year, serial = written.str.extract(spelling.YEAR), written.str.extract(spelling.SERIAL)
    of_year = _of_month(edge, year, pl.when(year.is_not_null()).then(pl.lit("1" if edge == "start" else "12")))
    counted = pl.lit(spelling.SERIAL_ZERO) + pl.duration(days=serial.cast(pl.Int64))
    return pl.coalesce(*days, *months, of_year, counted.cast(pl.Date))


def _groups(written: pl.Expr, pattern: str, count: int) -> Iterable[pl.Expr]:
    return [written.str.extract(pattern, group) for group in range(1, count + 1)]


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    iso = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2), separator="-")
    made = iso.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(year != "0000").then(made)


def _of_month(edge: spelling.Edge, year: pl.Expr, month: pl.Expr) -> pl.Expr:
    first = _date(year, month, pl.lit("1"))
    return first if edge == "start" else first.dt.month_end()
