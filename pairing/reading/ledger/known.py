"""What somebody is known by, read as the roster will keep it: only then can two rows be seen to mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.columns import Cells, read_column, read_columns
from pairing.reading.complaints import cell_message, data_finding, heading, shown
from pairing.reading.ledger.codes import Prefix, codes_of
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.reading.ledger.namesakes import Told
    from pairing.roster import Source

BLANK: Final = "D103"
"""Whether a blank is missing is not for the cell to say: a row without a head may list an idle cadre."""


RowAt = tuple[int, int]
"""A row of a ledger: the number of its source, and the row there."""


def rows_of(findings: Iterable[Finding], sources: Sequence[Source]) -> frozenset[RowAt]:
    """Give the rows that findings are about."""
    numbers = {(source.file, source.sheet): number for number, source in enumerate(sources)}
    return frozenset(
        (numbers[found.file, found.sheet], found.row)
        for found in findings
        if found.file is not None and found.row is not None
    )


def split_field(field: str) -> tuple[TableName, str]:
    """Take ``households.head`` apart into its table and its field there."""
    table, _, name = field.partition(".")
    return cast("TableName", table), name


def read_known(
    rows: pl.DataFrame, fields: Iterable[str], sources: Sequence[Source]
) -> tuple[pl.DataFrame, list[Finding]]:
    """Read the columns by which somebody is known; a cell that cannot be read becomes blank, with a finding."""
    read = _cells_by_field(rows, [field for field in fields if field in rows.columns])
    findings: list[Finding] = []
    for field, cells in read.items():
        if cells.codes is not None:
            findings.extend(_unreadable(rows.with_columns(cells.codes.alias("code")), field, sources))
    return rows.with_columns(cells.values.alias(field) for field, cells in read.items()), findings


def _cells_by_field(rows: pl.DataFrame, fields: Sequence[str]) -> dict[str, Cells]:
    """Read columns ``table.field``, those of one table in one go."""
    read: dict[str, Cells] = {}
    for table in dict.fromkeys(split_field(field)[0] for field in fields):
        own = rows.select(pl.col(f"{table}.{name}").alias(name) for of, name in map(split_field, fields) if of == table)
        read |= {f"{table}.{name}": cells for name, cells in read_columns(own, TABLES[table]).items()}
    return {field: read[field] for field in fields}


def _unreadable(rows: pl.DataFrame, field: str, sources: Sequence[Source]) -> Iterator[Finding]:
    bad = rows.filter(pl.col("code").is_not_null() & (pl.col("code") != BLANK))
    table, name = split_field(field)
    for source, row, code, value in bad.select("source", "row", "code", field).unique(maintain_order=True).rows():
        yield data_finding(
            code,
            cell_message(code, TABLES[table], name, value),
            source=sources[source],
            table=table,
            row=row,
            field=name,
            value=value,
        )


def with_ids(rows: pl.DataFrame, told: Told, prefix: Prefix, own: str, name: str) -> pl.DataFrame:
    """Give each row the id of whom it means in column ``name``: the planner's own (column ``own``), else a code."""
    codes = _codes(told.who, prefix).alias(name)
    if told.nth.null_count() < len(told.nth):
        numbered = pl.when(pl.col("nth").is_null()).then(name).otherwise(pl.format("{}-{}", name, "nth"))
        codes = pl.DataFrame([codes, told.nth.alias("nth")]).select(numbered.alias(name)).to_series()
    coded = rows.with_columns(codes)
    if own not in rows.columns:
        return coded
    theirs = pl.col(own).drop_nulls().first().over(name)
    return coded.with_columns(pl.when(pl.col(name).is_not_null()).then(pl.coalesce(theirs, name)).alias(name))


def _codes(who: pl.Series, prefix: Prefix) -> pl.Series:
    """Give the code of whom each row means, hashing everybody once."""
    known = who.drop_nulls().unique(maintain_order=True)
    codes = codes_of(prefix, known)
    if len(known) == len(who):
        return codes
    people = pl.DataFrame({"who": known, "code": codes})
    return who.to_frame("who").join(people, on="who", how="left", maintain_order="left")["code"]


def without_borrowed_ids(
    rows: pl.DataFrame, name: str, known_as: str, own: str, sources: Sequence[Source]
) -> tuple[pl.DataFrame, list[Finding]]:
    """Take the id from rows that give somebody else's: the first row that has it keeps it (D106)."""
    if own not in rows.columns:
        return rows, []
    first = pl.col(known_as).drop_nulls().first().over(name)
    borrowed = rows.select(
        (pl.col(name).is_not_null() & pl.col(known_as).is_not_null() & (pl.col(known_as) != first)).fill_null(
            value=False
        )
    ).to_series()
    table, field = split_field(own)
    findings = [
        data_finding(
            "D106",
            text(
                '{header} "{value}" is already that of another.',
                header=heading(TABLES[table], field),
                value=shown(value),
            ),
            source=sources[source],
            table=table,
            row=row,
            field=field,
            value=value,
        )
        for source, row, value in rows.filter(borrowed).select("source", "row", name).iter_rows()
    ]
    return rows.with_columns(pl.when(~borrowed).then(name).alias(name)), findings


def disagreements(
    rows: pl.DataFrame, name: str, fields: Mapping[str, str], sources: Sequence[Source]
) -> Iterator[Finding]:
    """Report rows that tell different things of one household or cadre (D119): the first is used.

    ``fields`` gives for each column of ``rows`` the ``table.field`` that it tells.
    """
    told = [column for column in fields if column in rows.columns]
    repeated = rows.select("source", "row", name, *told).filter(
        pl.col(name).is_not_null() & pl.col(name).is_duplicated()
    )
    for column in _differing(repeated, name, told):
        yield from _disagreement(repeated, name, column, fields[column], sources)


def _differing(repeated: pl.DataFrame, name: str, told: Sequence[str]) -> list[str]:
    """Give the columns that have two different cells for somebody; all are asked in one go, and most have none."""
    if not told or repeated.is_empty():
        return []
    asked = repeated.group_by(name).agg(pl.col(told).min() != pl.col(told).max()).select(pl.col(told).any())
    return [column for column in told if asked[column].item()]


def _disagreement(
    rows: pl.DataFrame, name: str, column: str, field: str, sources: Sequence[Source]
) -> Iterator[Finding]:
    table, own = split_field(field)
    told = rows.select("source", "row", name, column).drop_nulls().unique([name, column], maintain_order=True)
    differing = told.filter(pl.col(name).is_duplicated())
    if differing.is_empty():
        return
    values = read_column(differing[column], TABLES[table], own).values
    read = differing.with_columns(values.alias("read")).drop_nulls("read")
    first = {row[name]: row for row in reversed(read.rows(named=True))}
    for row in read.unique([name, "read"], keep="first", maintain_order=True).iter_rows(named=True):
        used = first[row[name]]
        if row["read"] != used["read"]:
            yield data_finding(
                "D119",
                text(
                    '{header} is "{value}" here and "{used}" in row {row}, which is used.',
                    header=heading(TABLES[table], own),
                    value=shown(row[column]),
                    used=shown(used[column]),
                    row=used["row"],
                ),
                source=sources[row["source"]],
                table=table,
                row=row["row"],
                field=own,
                value=row[column],
                subjects=(f"{name}:{row[name]}",),
            )
