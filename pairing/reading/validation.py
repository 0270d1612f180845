"""One raw table read: its typed rows, and a finding for each cell that could not be read.

Whole columns are read by expressions; only the rows that have a bad cell become records, for the records' own errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

import polars as pl
from pydantic import ValidationError

from pairing.model.cell import Day
from pairing.model.table import TABLES, Table
from pairing.reading.columns import kept_column, read_columns
from pairing.reading.complaints import cell_message, data_finding, heading, node_subjects
from pairing.reading.raw import ORIGIN, RawTable
from pairing.reading.sensitive import suspect_columns, without_citizen_numbers
from pairing.roster import schema
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.finding import Finding
    from pairing.roster import Source

CODES_OF_RECORDS: Final = {
    "missing": "D103",
    "greater_than_equal": "D105",
    "greater_than": "D105",
    "less_than_equal": "D105",
    "less_than": "D105",
    "decimal_max_places": "D105",
    "string_too_long": "D117",
}
"""The code of a finding for each kind of error that pydantic raises for a record; ours are codes already."""


@dataclass(frozen=True, slots=True)
class Validated:
    """A table whose cells are read.

    ``frame`` has ``source``, ``row``, every field of the record (null, or its default, where the input has none
    or the cell is bad) and ``kept``: false for a row without a usable key or with a date that cannot be read.
    """

    frame: pl.DataFrame
    findings: tuple[Finding, ...]


def validate_table(raw: RawTable, sources: tuple[Source, ...]) -> Validated:
    """Read every cell of a table; a field that the input does not have is null or the default, and no finding."""
    table = TABLES[raw.name]
    raw, dropped = _without_citizen_numbers(raw, sources)
    cells = read_columns(raw.frame.drop(raw.read), table)
    cells |= {field: kept_column(raw.frame[field], table, field) for field in raw.read}
    codes = {field: read.codes for field, read in cells.items() if read.codes is not None}
    frame = raw.frame.select(
        pl.col("source").cast(pl.UInt16),
        pl.col("row").cast(pl.UInt32),
        *(cells[field].values if field in cells else _absent(table, field) for field in table.columns),
    )
    unreadable = [
        codes[f].fill_null("").is_in(["D104", "D117"]) for f in codes if isinstance(table.columns[f].kind, Day)
    ]
    kept = pl.all_horizontal(pl.col(key).is_not_null() for key in table.key)
    frame = frame.with_columns(kept=kept)
    if unreadable:
        frame = frame.with_columns(kept=frame["kept"] & ~reduce(or_, unreadable))
    return Validated(frame, (*dropped, *_cell_findings(raw, table, codes, sources)))


def _without_citizen_numbers(raw: RawTable, sources: tuple[Source, ...]) -> tuple[RawTable, list[Finding]]:
    """Blank cells that hold an identity number, whatever their column is for (DESIGN §2), and say in which columns."""
    frame, findings = raw.frame, []
    for field in suspect_columns(frame.drop(raw.read)):
        found = without_citizen_numbers(frame[field])
        if found:
            cells, had = found
            first = frame.filter(had).row(0, named=True)
            findings.append(
                data_finding(
                    "D113",
                    text(
                        "{count} cells of {header} hold identity numbers; these were not kept.",
                        count=had.sum(),
                        header=heading(TABLES[raw.name], field),
                    ),
                    source=sources[first["source"]],
                    table=raw.name,
                    row=first["row"],
                    field=field,
                )
            )
            frame = frame.with_columns(cells.alias(field))
    return RawTable(raw.name, frame, raw.read), findings


def _absent(table: Table, field: str) -> pl.Expr:
    return pl.lit(table.defaults.get(field)).cast(schema(table.name)[field]).alias(field)


def record_errors(table: Table, row: Mapping[str, object]) -> dict[str, str]:
    """Make a record of one row; give the code of each field that is bad."""
    try:
        table.record.model_validate(dict(row))
    except ValidationError as failed:
        errors = failed.errors(include_url=False, include_context=False)
        return {str(e["loc"][0]): CODES_OF_RECORDS.get(e["type"], e["type"]) for e in errors}
    return {}


def _cell_findings(
    raw: RawTable, table: Table, codes: Mapping[str, pl.Series], sources: tuple[Source, ...]
) -> Iterator[Finding]:
    """Make the findings of the rows that have a bad cell, and of no others."""
    if not codes:
        return
    failing = reduce(or_, (series.is_not_null() for series in codes.values()))
    for row in raw.frame.filter(failing).iter_rows(named=True):
        source, line = sources[row["source"]], row["row"]
        cells = {field: cell for field, cell in row.items() if field not in ORIGIN}
        for field, code in record_errors(table, cells).items():
            if field in cells:
                yield data_finding(
                    code,
                    cell_message(code, table, field, cells[field]),
                    source=source,
                    table=table.name,
                    row=line,
                    field=field,
                    value=cells[field],
                    subjects=node_subjects(table.name, cells.get("id")),
                )
