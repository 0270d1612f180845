"""The forms of input that have a sheet or file per table: workbook and folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.errors import InputError
from pairing.model.finding import Severity
from pairing.model.table import NODE_TABLES, REQUIRED_TABLES, TABLES
from pairing.reading.complaints import data_finding
from pairing.reading.files import grids_from_file
from pairing.reading.grid import Grid, letters
from pairing.reading.headers import header_row, read_headers, table_named
from pairing.reading.raw import RawTable
from pairing.reading.settings import SettingCell, cells_from_grid, is_settings_name
from pairing.reading.tidy import Body, TableRead, table_from_body, table_from_grid
from pairing.roster import Source
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.reading.reading import ColumnRead

FOLDER_SUFFIXES: Final = frozenset({".csv", ".tsv", ".parquet"})
FEWEST_NAMED: Final = 3
FEWEST_KEYED: Final = 2
FIRST_PARQUET_ROW: Final = 2
"""Rows of Parquet are counted as if its column names stood in row 1, as they do once it is opened in a spreadsheet."""

_NO_ROWS: Final = text("Write the rows under the header, if there should be any.")


@dataclass(frozen=True, slots=True)
class Tables:
    """The raw tables of an input, and what was wrong with its sheets and columns."""

    raw: dict[TableName, RawTable] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    columns: tuple[ColumnRead, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def absent(self) -> frozenset[TableName]:
        """The tables that the input does not have."""
        return frozenset(name for name in TABLES if name not in self.raw)


def is_workbook_of_tables(grids: tuple[Grid, ...]) -> bool:
    """Tell whether sheets are tables of ours, rather than a ledger's.

    A sheet called like a table may be a ledger (结对, 贫困户). So there must be two tables of nodes with their ids,
    or three that a roster cannot be without.
    """
    named = [(grid, name) for grid in grids if (name := table_named(grid.sheet or ""))]
    if len(REQUIRED_TABLES.intersection(name for _, name in named)) >= FEWEST_NAMED:
        return True
    return len({name for grid, name in named if name in NODE_TABLES and _has_key(grid, name)}) >= FEWEST_KEYED


def _has_key(grid: Grid, name: TableName) -> bool:
    top = header_row(grid.cells, name, {})
    if top is None:
        return False
    row = zip(grid.cells.columns, grid.cells.row(top - 1), strict=True)
    fields = {cell.field for cell in read_headers({at: word for at, word in row if word}, name, {})}
    return fields.issuperset(TABLES[name].key)


def setting_cells(grids: tuple[Grid, ...]) -> list[SettingCell]:
    """Give what the 设置 sheet of a workbook says."""
    return [cell for grid in grids if is_settings_name(grid.sheet or "") for cell in cells_from_grid(grid)]


def tables_from_grids(
    grids: tuple[Grid, ...], file: str, own: Mapping[str, str], required: frozenset[TableName] = REQUIRED_TABLES
) -> Tables:
    """Read a workbook's sheets as tables; sheets of other names are left alone.

    A sheet that is wholly blank counts as absent, unless its table is required.
    """
    reads: list[TableRead] = []
    for grid in grids:
        name = table_named(grid.sheet or "")
        if name and (grid.cells.height or name in required):
            reads.append(table_from_grid(grid, name, own, len(reads)))
    return _gathered(reads, required, lambda name: _missing_sheet(name, file))


def _missing_sheet(name: TableName, file: str) -> Finding:
    return data_finding("D101", text("There is no sheet {sheet}.", sheet=_title(name)), source=Source(file), table=name)


def _title(name: TableName) -> Text:
    return Text(name, chinese=TABLES[name].chinese)


def files_of_folder(folder: Path) -> list[Path]:
    """List the files of a folder that are tables or settings. Raises InputError if none is a table."""
    known = [path for path in sorted(folder.iterdir()) if _is_known(path)]
    if not any(table_named(path.stem) for path in known):
        raise InputError(
            text(
                "{folder}: holds no table. Its files should be called 单位.csv, 村.csv, 干部.csv, 贫困户.csv, 结对.csv "
                "(or units.csv …; .parquet will do).",
                folder=str(folder),
            )
        )
    return known


def _is_known(path: Path) -> bool:
    named = table_named(path.stem) or is_settings_name(path.stem)
    return path.suffix.lower() in FOLDER_SUFFIXES and path.is_file() and bool(named)


def setting_cells_of_folder(files: list[Path]) -> list[SettingCell]:
    """Give what the settings file of a folder says."""
    return [cell for path in files if is_settings_name(path.stem) for cell in cells_from_grid(_grid_of(path))]


def tables_from_folder(
    files: list[Path], folder: Path, own: Mapping[str, str], required: frozenset[TableName] = REQUIRED_TABLES
) -> Tables:
    """Read a folder's files as tables."""
    reads: list[TableRead] = []
    for path in files:
        if name := table_named(path.stem):
            reads.append(_table_from_file(path, name, own, len(reads)))
    return _gathered(reads, required, lambda name: _missing_file(name, folder))


def _missing_file(name: TableName, folder: Path) -> Finding:
    return data_finding(
        "D101",
        text("There is no file {file}.csv or .parquet.", file=_title(name)),
        source=Source(folder.name),
        table=name,
    )


def _table_from_file(path: Path, name: TableName, own: Mapping[str, str], number: int) -> TableRead:
    if path.suffix.lower() != ".parquet":
        return table_from_grid(grids_from_file(path)[0], name, own, number)
    frame = frame_from_parquet(path)
    headers = {letters(at): header for at, header in enumerate(frame.columns, 1)}
    body = Body(frame.rename(dict(zip(frame.columns, headers, strict=True))), headers, FIRST_PARQUET_ROW)
    return table_from_body(body, Source(path.name), name, own, number)


def _grid_of(path: Path) -> Grid:
    if path.suffix.lower() != ".parquet":
        return grids_from_file(path)[0]
    frame = frame_from_parquet(path)
    words = pl.DataFrame([frame.columns], schema=dict.fromkeys(frame.columns, pl.String), orient="row")
    cells = pl.concat([words, frame.cast(pl.String)])
    return Grid(path.name, None, cells.rename({c: letters(at) for at, c in enumerate(cells.columns, 1)}))


def frame_from_parquet(path: Path) -> pl.DataFrame:
    """Read a Parquet file whole; columns of lists and structures, which no table has, are left out.

    Raises InputError for a file that is none.
    """
    try:
        frame = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(text("{file}: not a Parquet file, or cut off.", file=path.name)) from error
    return frame.select(name for name, dtype in frame.schema.items() if not dtype.is_nested())


def _gathered(
    reads: list[TableRead], required: frozenset[TableName], missing: Callable[[TableName], Finding]
) -> Tables:
    """Put the tables together; two sheets of one table are read one after the other."""
    raw: dict[TableName, RawTable] = {}
    for read in reads:
        before = raw.get(read.raw.name)
        frame = pl.concat([before.frame, read.raw.frame], how="diagonal") if before else read.raw.frame
        raw[read.raw.name] = RawTable(read.raw.name, frame)
    lacking = [missing(name) for name in TABLES if name in required and name not in raw]
    empty = [_without_rows(read) for read in reads if read.raw.name in required and _is_bare(read, raw)]
    return Tables(
        raw,
        tuple(read.source for read in reads),
        tuple(column for read in reads for column in read.columns),
        (*lacking, *empty, *(finding for read in reads for finding in read.findings)),
    )


def _is_bare(read: TableRead, raw: Mapping[TableName, RawTable]) -> bool:
    """Tell whether a sheet has its table's header and the table no row at all."""
    return raw[read.raw.name].frame.is_empty() and bool(read.columns)


def _without_rows(read: TableRead) -> Finding:
    """Say that a table has no row: a warning, but of pairings, which are still to be planned, only for the record."""
    name = read.raw.name
    return data_finding(
        "D103",
        text("The table {table} has its header and no row.", table=_title(name)),
        source=read.source,
        table=name,
        severity=Severity.WARNING if name in NODE_TABLES else Severity.INFO,
        hint=_NO_ROWS,
    )
