"""Tables from grids: one sheet or file a table, as a workbook or a folder has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model import spelling
from pairing.model.table import TABLES
from pairing.reading.complaints import data_finding, heading
from pairing.reading.grid import letters
from pairing.reading.headers import HeaderCell, header_row, read_headers
from pairing.reading.raw import RawTable
from pairing.reading.reading import ColumnRead
from pairing.reading.sensitive import sensitive_cells
from pairing.roster import Source
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.reading.grid import Grid, Merge

TOTALS: Final = ("合计", "小计", "总计", "共计", "total")
"""What the first cell of a row says that adds the others up."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """One sheet or file understood as a table: its raw rows, where from, and what was wrong with its columns."""

    raw: RawTable
    source: Source
    columns: tuple[ColumnRead, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The columns of a table as found: cells by letters, their headers, and the row the first cell stands in."""

    cells: pl.DataFrame
    headers: Mapping[str, str]
    first_row: int


def table_from_grid(grid: Grid, name: TableName, own: Mapping[str, str], number: int) -> TableRead:
    """Read a sheet or file of text as a table; ``own`` are the planner's headers, ``number`` is its source's."""
    top = header_row(grid.cells, name, own)
    if top is None:
        return _without_header(grid, name)
    headers = {at: cell.strip() for at, cell in zip(grid.cells.columns, grid.cells.row(top - 1), strict=True) if cell}
    body = Body(_filled_down(grid.cells.slice(top), grid.merged, top), headers, top + 1)
    return table_from_body(body, Source(grid.file, grid.sheet), name, own, number)


def table_from_body(body: Body, source: Source, name: TableName, own: Mapping[str, str], number: int) -> TableRead:
    """Read columns under their headers as a table: which hold what, which are dropped, which are lacking."""
    cells = _settled(read_headers(body.headers, name, own), body.cells)
    read = {cell.field: cell for cell in cells if cell.field}
    source = Source(
        source.file, source.sheet, {f"{name}.{field}": (cell.letters, cell.header) for field, cell in read.items()}
    )
    return TableRead(
        RawTable(name, _rows(body, read, number)),
        source,
        tuple(_column_read(cell, source, name) for cell in cells),
        (*_lacking(name, read, source, body.first_row - 1), *_dropped(cells, source, name, body)),
    )


def _settled(cells: Sequence[HeaderCell], under: pl.DataFrame) -> list[HeaderCell]:
    """Settle what the headers alone do not: columns of identity numbers under any header, and columns without one."""
    headed = {cell.letters for cell in cells}
    filled = [at for at in under.columns if under[at].null_count() < under.height]
    bare = [HeaderCell(at, "", None, "unknown") for at in filled if at not in headed]
    return [
        HeaderCell(cell.letters, cell.header, None, "sensitive")
        if sensitive_cells(under[cell.letters], known=cell.field is not None)
        else cell
        for cell in (*cells, *bare)
    ]


def _rows(body: Body, read: Mapping[str, HeaderCell], number: int) -> pl.DataFrame:
    """Take the columns read, by field, without blank rows and sums."""
    frame = body.cells.select(
        pl.lit(number, pl.UInt16).alias("source"),
        (pl.int_range(pl.len(), dtype=pl.UInt32) + body.first_row).alias("row"),
        *(pl.col(cell.letters).alias(field) for field, cell in read.items()),
        _sum=_is_sum(body.cells),
    )
    if not read:
        return frame.drop("_sum").clear()
    return frame.filter(~pl.col("_sum") & pl.any_horizontal(pl.col(*read).is_not_null())).drop("_sum")


def _is_sum(cells: pl.DataFrame) -> pl.Expr:
    """Tell whether a row adds others up: its first filled cell says so."""
    if not cells.width or set(cells.dtypes) != {pl.String()}:
        return pl.lit(value=False)
    first = pl.coalesce(pl.all()).str.replace_all(f"{spelling.SPACE}|[:：]", "").str.to_lowercase()
    return first.is_in(TOTALS).fill_null(value=False)


def _filled_down(cells: pl.DataFrame, merged: Sequence[Merge], top: int) -> pl.DataFrame:
    """Put the text of a merged block into each of its rows."""
    columns: dict[str, list[str | None]] = {}
    for first_row, left, last_row, _ in merged:
        at = letters(left)
        if last_row > first_row > top and at in cells.columns:
            values = columns.setdefault(at, cells[at].to_list())
            first, last = first_row - top - 1, min(last_row - top, len(values))
            values[first:last] = [values[first]] * (last - first) if first < len(values) else []
    return cells.with_columns(pl.Series(at, values, dtype=pl.String) for at, values in columns.items())


def _column_read(cell: HeaderCell, source: Source, name: TableName) -> ColumnRead:
    field = f"{name}.{cell.field}" if cell.field else None
    return ColumnRead(source.file, source.sheet, cell.letters, cell.header, field, cell.why)


def _without_header(grid: Grid, name: TableName) -> TableRead:
    """Report a sheet in which no column is recognised: every required one is missing, said once."""
    source = Source(grid.file, grid.sheet)
    wanted = [heading(TABLES[name], field) for field in TABLES[name].columns if field in TABLES[name].required]
    message = (
        text("No row has the headers of this table: {columns}.", columns=_listed(wanted))
        if grid.cells.height
        else text("The sheet is empty; its columns should be: {columns}.", columns=_listed(wanted))
    )
    nothing = pl.DataFrame(schema={"source": pl.UInt16, "row": pl.UInt32})
    return TableRead(RawTable(name, nothing), source, (), (data_finding("D102", message, source=source, table=name),))


def _lacking(name: TableName, read: Mapping[str, HeaderCell], source: Source, row: int) -> Iterator[Finding]:
    table = TABLES[name]
    for field in table.columns:
        if field in table.required and field not in read:
            yield data_finding(
                "D102",
                text("The column {header} is missing.", header=heading(table, field)),
                source=source,
                table=name,
                row=row or None,
            )


def _dropped(cells: Sequence[HeaderCell], source: Source, name: TableName, body: Body) -> Iterator[Finding]:
    """Report columns that are not read and hold something."""
    for cell in cells:
        if body.cells[cell.letters].null_count() == body.cells.height and cell.why != "duplicate":
            continue
        if said := _why_dropped(cell):
            code, message = said
            yield data_finding(
                code,
                message,
                source=source,
                table=name,
                row=(body.first_row - 1) or None,
                column=(cell.letters, cell.header),
                value=cell.header or None,
            )


def _why_dropped(cell: HeaderCell) -> tuple[str, Text] | None:
    match cell.why:
        case "sensitive":
            return "D113", text(
                'The column "{header}" may hold identity or bank numbers or what else is not kept; it was not read.',
                header=cell.header or cell.letters,
            )
        case "unknown":
            return "D115", text(
                'The column "{header}" is not known and was not read.', header=cell.header or cell.letters
            )
        case "duplicate" if cell.header == cell.same_as:
            return "D118", text('There is another column "{header}"; this one was not read.', header=cell.header)
        case "duplicate":
            return "D118", text(
                'The column "{header}" means the same as "{other}"; it was not read.',
                header=cell.header,
                other=cell.same_as,
            )
        case _:
            return None


def _listed(words: Sequence[Text]) -> Text:
    return Text(", ".join(word.render("en") for word in words), chinese="、".join(word.render("zh") for word in words))
