"""References resolved: which row of another table a cell means, by its id or by a name that only one row has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.columns import name_expression
from pairing.reading.complaints import data_finding, heading, node_subjects, shown
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding
    from pairing.roster import Source

NAME_FIELDS: Final[dict[TableName, str]] = {
    "units": "name",
    "villages": "name",
    "cadres": "name",
    "households": "head",
}
MOST_NAMED: Final = 5
"""How many candidates a message about an ambiguous name lists."""


@dataclass(frozen=True, eq=False)
class Target:
    """What a reference to a table may say.

    ``rows`` has ``id``, ``key`` and ``name`` of each row that is used. ``set_aside`` holds the ids and names of rows
    that are not: who refers to them raises no second finding, and neither does anyone when the table is not ``usable``:
    absent, or without a column of ids.
    """

    table: TableName
    rows: pl.DataFrame
    set_aside: pl.Series
    usable: bool

    @classmethod
    def of(cls, table: TableName, kept: pl.DataFrame, dropped: pl.DataFrame, *, usable: bool) -> Target:
        """Make the target of a node table from its keyed rows and from those set aside."""
        field = NAME_FIELDS[table]
        ghosts = pl.concat([dropped["id"], dropped[field].alias("id")]).drop_nulls().unique()
        return cls(table, kept.select("id", "key", name=field), ghosts, usable)

    @cached_property
    def names(self) -> pl.DataFrame:
        """Each name once, as ``_name``; ``_id`` and ``_key`` of its first row; ``_held_by``, how many rows have it."""
        return (
            self.rows.drop_nulls("name")
            .group_by(_name="name")
            .agg(_id=pl.col("id").first(), _key=pl.col("key").first(), _held_by=pl.len())
        )

    def ids_named(self, name: str) -> list[str]:
        """Give the ids of the rows of one name, in the planner's order."""
        return self.rows.filter(pl.col("name") == name)["id"].to_list()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A table whose references are ids of rows that exist, with their keys; null where none could be found."""

    frame: pl.DataFrame
    findings: tuple[Finding, ...]


def resolve_references(
    frame: pl.DataFrame, name: TableName, targets: Mapping[TableName, Target], sources: tuple[Source, ...]
) -> Resolved:
    """Resolve every reference of a table; what cannot be resolved is null, and a finding unless it has one already."""
    findings: list[Finding] = []
    for field, of in TABLES[name].references.items():
        frame = _with_keys(frame, field, targets[of])
        if frame[f"{field}_key"].null_count() > frame[field].null_count():
            found = _with_keys_by_name(frame, field, targets[of])
            findings.extend(_unresolved(found, name, field, targets[of], sources))
            frame = found.with_columns(pl.col("_id").alias(field)).select(frame.columns)
    return Resolved(frame, tuple(findings))


def _with_keys(frame: pl.DataFrame, field: str, target: Target) -> pl.DataFrame:
    """Add ``<field>_key`` of the row whose id the cell holds."""
    ids = target.rows.select(pl.col("id").alias(field), pl.col("key").alias(f"{field}_key"))
    return frame.join(ids, on=field, how="left", maintain_order="left")


def _with_keys_by_name(frame: pl.DataFrame, field: str, target: Target) -> pl.DataFrame:
    """Fill ``<field>_key`` where the cell holds a name of one row; add its ``_id``, and ``_name`` and ``_held_by``."""
    key = pl.col(f"{field}_key")
    asked = frame.with_columns(_name=pl.when(key.is_null()).then(name_expression(field)))
    found = asked.join(target.names, on="_name", how="left", maintain_order="left")
    only = pl.when(pl.col("_held_by") == 1)
    return found.with_columns(
        pl.coalesce(key, only.then("_key")).alias(f"{field}_key"),
        _id=pl.when(key.is_not_null()).then(field).otherwise(only.then("_id")),
    )


def _unresolved(
    found: pl.DataFrame, name: TableName, field: str, target: Target, sources: tuple[Source, ...]
) -> Iterator[Finding]:
    lost = found.filter(pl.col(field).is_not_null() & pl.col(f"{field}_key").is_null())
    ghosts = target.set_aside.implode()
    ghost = pl.col(field).is_in(ghosts) | pl.col("_name").is_in(ghosts)
    unknown = ~ghost if target.usable else pl.lit(value=False)
    for row in lost.filter((pl.col("_held_by") > 1) | unknown).iter_rows(named=True):
        yield data_finding(
            "D114" if row["_held_by"] else "D107",
            _message(row, name, field, target),
            source=sources[row["source"]],
            table=name,
            row=row["row"],
            field=field,
            value=row[field],
            subjects=node_subjects(name, row.get("id")),
        )


def _message(row: Mapping[str, object], name: TableName, field: str, target: Target) -> Text:
    header, value = heading(TABLES[name], field), shown(row[field])
    table = Text(target.table, chinese=TABLES[target.table].chinese)
    if not row["_held_by"]:
        return text('{header} "{value}" is not in the table {table}.', header=header, value=value, table=table)
    ids = target.ids_named(str(row["_name"]))
    return text(
        '{header} "{value}" could mean {count} rows of the table {table}: {ids}.',
        header=header,
        value=value,
        count=len(ids),
        table=table,
        ids=", ".join(map(shown, ids[:MOST_NAMED])) + (" …" if len(ids) > MOST_NAMED else ""),
    )
