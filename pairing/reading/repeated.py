"""Rows that a roster has already, met again in a file of rows that join it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.complaints import data_finding, heading, node_subjects, shown
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.reading.raw import RawTable
    from pairing.roster import Source


@dataclass(frozen=True, slots=True)
class New:
    """The rows that are not there already, those not to be kept that say otherwise, and what is wrong with these."""

    frame: pl.DataFrame
    findings: tuple[Finding, ...]


def without_repeated_nodes(
    frame: pl.DataFrame, raw: RawTable, before: pl.DataFrame, sources: tuple[Source, ...]
) -> New:
    """Leave out the rows that a table has already: with the same id, and the same in all columns that the input has.

    One with the id of another row is D106 and not ``kept``: the row that is there stays as it is.
    """
    fields = [field for field in TABLES[raw.name].columns if field in raw.fields]
    known = before.select("id", *(pl.col(c).alias(f"_{c}") for c in (*fields, "source", "row")))
    met = frame.join(known, on="id", how="left", maintain_order="left")
    here = pl.col("_row").is_not_null()
    other = here & pl.any_horizontal(pl.col(field).ne_missing(pl.col(f"_{field}")) for field in fields)
    said = met.with_columns(_other=other, kept=pl.col("kept") & ~other)
    clashes = said.filter("_other")
    findings = (_clash(row, raw.name, fields, sources) for row in clashes.iter_rows(named=True))
    return New(said.filter(~here | pl.col("_other")).select(frame.columns), tuple(findings))


def _clash(row: Mapping[str, object], name: TableName, fields: list[str], sources: tuple[Source, ...]) -> Finding:
    there = sources[int(str(row["_source"]))]
    return data_finding(
        "D106",
        text(
            '{header} "{value}" is in the roster already (row {row} of {place}), with something else: {fields}.',
            header=heading(TABLES[name], "id"),
            value=shown(row["id"]),
            row=row["_row"],
            place=there.file,
            fields=joined(text("{one}; {other}"), list(_differences(row, name, fields))),
        ),
        source=sources[int(str(row["source"]))],
        table=name,
        row=int(str(row["row"])),
        field="id",
        value=row["id"],
        subjects=node_subjects(name, row["id"]),
    )


def _differences(row: Mapping[str, object], name: TableName, fields: list[str]) -> Iterator[Text]:
    for field in fields:
        if row[field] != row[f"_{field}"]:
            yield text(
                "{header} {there}, here {here}",
                header=heading(TABLES[name], field),
                there=_written(row[f"_{field}"]),
                here=_written(row[field]),
            )


def _written(value: object) -> str:
    return "—" if value is None else shown(value)


def without_repeated_ties(frame: pl.DataFrame, before: pl.DataFrame, name: TableName) -> pl.DataFrame:
    """Leave out the rows of edges that are the same in every column as one that is there already."""
    fields = list(TABLES[name].columns)
    return frame.join(before.select(fields), on=fields, how="anti", nulls_equal=True, maintain_order="left")
