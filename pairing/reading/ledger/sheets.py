"""All sheets of a ledger read into one frame of rows, with how each column was understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pairing.errors import InputError
from pairing.model.finding import Severity
from pairing.model.table import TABLES
from pairing.reading.complaints import data_finding, shown
from pairing.reading.ledger.body import HEAD, Body, Sheet, body_of
from pairing.reading.ledger.columns import HELPER_NAME, LedgerColumn
from pairing.reading.ledger.header import DEEPEST_HEADER, LedgerHeader, find_header
from pairing.reading.ledger.words import BANK, GROUP, IGNORED, MEMBER_NAME, POST, RELATION, field_from_setting
from pairing.reading.reading import ColumnRead
from pairing.reading.sensitive import sensitive_columns, suspect_columns, without_citizen_numbers
from pairing.roster import Source
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from pairing.model.finding import Finding
    from pairing.model.settings import Settings
    from pairing.reading.grid import Grid

VILLAGE_NAME: Final = "villages.name"
_ALSO: Final = {
    HEAD: ("pairings.household",),
    HELPER_NAME: ("pairings.cadre",),
    VILLAGE_NAME: ("households.village", "twinnings.village"),
    "units.name": ("cadres.unit", "twinnings.unit"),
}
"""What else a column tells: the reference that an edge makes of a name."""
_NOT_KEPT: Final = frozenset({GROUP, RELATION, MEMBER_NAME, BANK, IGNORED})
_DROPPED: Final = {
    "sensitive": (
        "D113",
        text('The column "{header}" may hold identity or bank numbers or what else is not kept; it was not read.'),
    ),
    "unknown": ("D115", text('The column "{header}" is not known and was not read.')),
    "duplicate": (
        "D118",
        text('The column "{header}" says again what an earlier one says; it was not read.'),
    ),
}
"""What is said of columns that are not read, by why they are not."""
_TABLE_WIDTH: Final = 3
_TABLE_HEIGHT: Final = 3
"""A sheet of at least so many columns and rows that has no header is warned of; a smaller one is a note."""
_HEADLESS: Final = text("No header that a ledger has was found in this sheet; it was not read.")
_HIDDEN: Final = text('The hidden sheet "{sheet}" holds something and was not read.')
_NO_ROWS: Final = text("Write the rows under the header, or delete the sheet if it should hold none.")
_UNHIDE: Final = text("Unhide the sheet if it should be read; else there is nothing to do.")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the sheets of a ledger hold."""

    rows: pl.DataFrame
    """``source``, ``row``, and a String column per field read from any sheet."""
    keyless: pl.DataFrame
    """``source`` and ``row`` of rows that name nobody."""
    sources: tuple[Source, ...]
    columns: tuple[ColumnRead, ...]
    findings: tuple[Finding, ...]


def read_sheets(grids: Sequence[Grid], settings: Settings) -> Sheets:
    """Read every visible sheet that has a ledger's header; raises InputError where none has one."""
    sheets = [_read_sheet(grid, settings) for grid in grids]
    found = [(sheet.grid, sheet.header) for sheet in sheets if sheet.header is not None]
    if not found:
        raise InputError(_no_header(grids))
    body = body_of(Sheet(grid, header, i) for i, (grid, header) in enumerate(found))
    sources = tuple(_source(grid, header) for grid, header in found)
    rows, numbers = _without_citizen_numbers(_without_blank_columns(body.rows), sources)
    return Sheets(
        rows=rows,
        keyless=body.keyless,
        sources=sources,
        columns=tuple(column for sheet in sheets for column in sheet.columns),
        findings=(
            *_unknown_targets(settings),
            *(finding for sheet in sheets for finding in sheet.findings),
            *numbers,
            *_missing_village(rows, sources[0], found[0][1].bottom),
            *_without_rows(body, sources, [header.bottom for _, header in found]),
        ),
    )


def _without_blank_columns(rows: pl.DataFrame) -> pl.DataFrame:
    """Take out the columns that no row fills: a form's column that nobody uses is not a gap in every row."""
    if rows.is_empty():
        return rows
    names = (HEAD, HELPER_NAME)
    return rows.select(
        column.name for column in rows if column.null_count() < rows.height or column.name.startswith(names)
    )


def _without_citizen_numbers(rows: pl.DataFrame, sources: Sequence[Source]) -> tuple[pl.DataFrame, list[Finding]]:
    """Blank single cells that hold an identity number, whatever their column is for: no code may be made of one."""
    cleaned: list[pl.Series] = []
    findings = []
    for column in suspect_columns(rows.drop(column for column in rows.columns if "identity" in column)):
        found = without_citizen_numbers(rows[column])
        if found is not None:
            cells, had = found
            cleaned.append(cells.alias(column))
            findings.append(_numbers_dropped(rows.filter(had), column, sources))
    return rows.with_columns(cleaned), findings


def _numbers_dropped(rows: pl.DataFrame, column: str, sources: Sequence[Source]) -> Finding:
    source, row = rows.select("source", "row").row(0)
    field = column.partition("@")[0]
    letters, header = sources[source].columns.get(field, ("", ""))
    return data_finding(
        "D113",
        text("{count} cells of {header} hold identity numbers; these were not kept.", count=rows.height, header=header),
        source=sources[source],
        row=row,
        column=(letters, header),
    )


def _unknown_targets(settings: Settings) -> Iterator[Finding]:
    """Report the planner's own headers that stand for nothing a ledger has."""
    for own, target in settings.headers.items():
        if field_from_setting(target) is None:
            message = text(
                'The setting 表头.{own} = "{target}" names no column that a ledger has.', own=own, target=shown(target)
            )
            yield data_finding("D116", message, value=target)


@dataclass(frozen=True, slots=True)
class _Sheet:
    grid: Grid
    header: LedgerHeader | None
    columns: tuple[ColumnRead, ...]
    findings: tuple[Finding, ...]


def _read_sheet(grid: Grid, settings: Settings) -> _Sheet:
    header = None if grid.hidden else find_header(grid, settings.headers)
    if header is None:
        return _unread_sheet(grid)
    guarded = _without_hidden_numbers(grid, _with_bare_columns(grid, header))
    columns = tuple(_column_read(grid, column) for column in guarded.columns)
    return _Sheet(grid, guarded, columns, tuple(_column_findings(grid, guarded)))


def _unread_sheet(grid: Grid) -> _Sheet:
    """List a sheet that is hidden or has no header, and say so; of one that looks like no table only for the record."""
    if not grid.cells.height:
        return _Sheet(grid, None, (), ())
    listed = ColumnRead(grid.file, grid.sheet, "", "", None, "ignored")
    table = grid.hidden or (grid.cells.width >= _TABLE_WIDTH and grid.cells.height >= _TABLE_HEIGHT)
    said = data_finding(
        "D115",
        Text(_HIDDEN.english, {"sheet": shown(grid.sheet)}) if grid.hidden else _HEADLESS,
        source=Source(grid.file, grid.sheet),
        severity=None if table else Severity.INFO,
        hint=_UNHIDE if grid.hidden else None,
    )
    return _Sheet(grid, None, (listed,), (said,))


def _with_bare_columns(grid: Grid, header: LedgerHeader) -> LedgerHeader:
    """Add the columns that have no header and hold something: nobody can know what they are."""
    headed = {column.number for column in header.columns}
    body = grid.cells.slice(header.bottom)
    bare = [
        LedgerColumn(number, (), None, "unknown")
        for number, letters in enumerate(body.columns, 1)
        if number not in headed and body[letters].null_count() < body.height
    ]
    return replace(header, columns=(*header.columns, *bare))


def _without_hidden_numbers(grid: Grid, header: LedgerHeader) -> LedgerHeader:
    """Take out the columns that turn out to hold identity or bank numbers under a harmless header."""
    harmless = [column.letters for column in header.columns if column.why not in {"sensitive", "duplicate"}]
    known = {column.letters for column in header.read}
    caught = sensitive_columns(grid.cells.slice(header.bottom), harmless, known)
    return header.without(caught) if caught else header


def _column_read(grid: Grid, column: LedgerColumn) -> ColumnRead:
    kept = column.why in {"name", "synonym", "setting"} and column.field not in _NOT_KEPT
    why = column.why if kept or column.why not in {"name", "synonym", "setting"} else "ignored"
    return ColumnRead(grid.file, grid.sheet, column.letters, column.header, column.field if kept else None, why)


def _column_findings(grid: Grid, header: LedgerHeader) -> Iterator[Finding]:
    source = Source(grid.file, grid.sheet)
    for column in header.columns:
        if column.why in _DROPPED:
            code, message = _DROPPED[column.why]
            named = Text(message.english, {"header": shown(column.header or column.letters)})
            place = (column.letters, shown(column.header))
            yield data_finding(code, named, source=source, row=header.bottom, column=place)
    yield from _missing_columns(header, source)


def _missing_columns(header: LedgerHeader, source: Source) -> Iterator[Finding]:
    """Report what a ledger cannot do without: households, and helpers; where villages are, a sheet's name may say."""
    derived = header.has(MEMBER_NAME) and header.has(RELATION)
    if not header.has(HEAD) and not header.has("households.id") and not derived:
        message = text("The header in row {row} has no column for the household's head (户主).", row=header.bottom)
        yield data_finding("D102", message, source=source, table="households", row=header.bottom)
    if not header.has(HELPER_NAME):
        message = text("The header in row {row} has no column for the helper (帮扶责任人).", row=header.bottom)
        yield data_finding("D102", message, source=source, table="cadres", row=header.bottom)


def _missing_village(rows: pl.DataFrame, source: Source, row: int) -> Iterator[Finding]:
    """Report once that no sheet says anything of where its households are."""
    if not rows.is_empty() and not any(column.startswith("villages.") for column in rows.columns):
        message = text("The header in row {row} has no column for the village (行政村).", row=row)
        yield data_finding("D102", message, source=source, table="households", row=row)


def _without_rows(body: Body, sources: Sequence[Source], headers: Sequence[int]) -> Iterator[Finding]:
    """Report the sheets that have a header and nobody under it: their rows may have been lost, or stand elsewhere."""
    filled = {*body.rows["source"].unique(), *body.keyless["source"].unique()}
    for number, (source, row) in enumerate(zip(sources, headers, strict=True)):
        if number not in filled:
            message = text("There is no row with anybody in it under the header in row {row}.", row=row)
            yield data_finding("D103", message, source=source, row=row, hint=_NO_ROWS)


def _source(grid: Grid, header: LedgerHeader) -> Source:
    places: dict[str, tuple[str, str]] = {}
    for column in header.read:
        field = "cadres.rank" if column.field == POST else column.field or ""
        for name in (field, *_ALSO.get(field, ())):
            if name.partition(".")[0] in TABLES:
                places.setdefault(name, (column.letters, column.header))
    return Source(grid.file, grid.sheet, MappingProxyType(places))


def _no_header(grids: Sequence[Grid]) -> Text:
    looked = ", ".join(dict.fromkeys(grid.sheet or grid.file for grid in grids if not grid.hidden))
    return text(
        "{file}: no ledger found. In the first {rows} rows of {sheets}, no row has at least two headers such as "
        "行政村, 户主, 人口, 帮扶单位, 帮扶责任人, one of them 户主 or 帮扶责任人. Name your own headers in the "
        "settings: headers.<your header> = <ours>.",
        file=grids[0].file if grids else "",
        rows=DEEPEST_HEADER,
        sheets=looked,
    )
