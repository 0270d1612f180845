"""Raw tables from the rows of a ledger: one row for each unit, village, cadre and household, one for each pairing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.table import TABLES
from pairing.reading.ledger.cadres import CADRE, UNIT, UNIT_NAME
from pairing.reading.ledger.helpers import CONTINUES
from pairing.reading.ledger.households import HOUSEHOLD
from pairing.reading.ledger.places import VILLAGE
from pairing.reading.ledger.words import MEMBER_NAME, RELATION
from pairing.reading.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.model.cell import TableName
    from pairing.reading.ledger.people import People

_READ: Final[dict[TableName, frozenset[str]]] = {
    "units": frozenset({"id", "name"}),
    "villages": frozenset({"id", "prefecture", "county", "township", "name"}),
    "cadres": frozenset({"id", "name", "unit", "phone", "rank"}),
    "households": frozenset({"id", "head", "village"}),
    "pairings": frozenset({"cadre", "household"}),
}
"""What was read, or made, when it was found out who is meant."""
_DATES: Final = ("start_date", "end_date")


def raw_tables(people: People) -> dict[TableName, RawTable]:
    """Give the tables that a ledger has.

    Somebody's row is the one that names him first; what it leaves blank, a later one may tell.
    """
    tables: dict[TableName, pl.DataFrame] = {
        "units": _units(people.mentions),
        "villages": people.villages,
        "cadres": _cadres(people.mentions),
        "households": _households(people.rows),
        "pairings": _pairings(people),
    }
    return {name: RawTable(name, frame, _READ[name] & set(frame.columns)) for name, frame in tables.items()}


def _first_told(rows: pl.DataFrame, key: str, fields: Mapping[str, str]) -> pl.DataFrame:
    """Give one row for each key: where it stands first, and the first thing told of each field.

    ``fields`` gives for each column of the result the column of ``rows`` it is from; those not there are left out.
    """
    told = {field: column for field, column in fields.items() if column in rows.columns}
    keyed = rows.filter(pl.col(key).is_not_null()).select(
        pl.col(key).alias("id"), "source", "row", **{field: pl.col(column) for field, column in told.items()}
    )
    if keyed["id"].n_unique() == keyed.height:
        return keyed
    return keyed.group_by("id", maintain_order=True).agg(
        pl.col("source", "row").first(), pl.col(*told).drop_nulls().first()
    )


def _own_fields(table: TableName) -> dict[str, str]:
    return {field: f"{table}.{field}" for field in TABLES[table].columns if field != "id"}


def _units(mentions: pl.DataFrame) -> pl.DataFrame:
    return _first_told(mentions, UNIT, _own_fields("units"))


def _cadres(mentions: pl.DataFrame) -> pl.DataFrame:
    unit = {"unit": UNIT} if UNIT_NAME in mentions.columns else {}
    return _first_told(mentions, CADRE, {**_own_fields("cadres"), **unit})


def _households(rows: pl.DataFrame) -> pl.DataFrame:
    placed = any(column.startswith("villages.") for column in rows.columns)  # else D102 has said it, once
    village = {"village": VILLAGE} if placed else {}
    households = _first_told(rows, HOUSEHOLD, {**_own_fields("households"), **village})
    return _with_members_counted(households, rows) if MEMBER_NAME in rows.columns else households


def _with_members_counted(households: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Count the members listed where the number of persons is not told."""
    listed = rows.filter(pl.col(MEMBER_NAME).is_not_null()).group_by(pl.col(HOUSEHOLD).alias("id"))
    counted = households.join(listed.agg(listed=pl.len().cast(pl.String)), on="id", how="left", maintain_order="left")
    told = ["persons"] if "persons" in households.columns else []
    return counted.with_columns(persons=pl.coalesce(*told, "listed")).drop("listed")


def _pairings(people: People) -> pl.DataFrame:
    fields = {field: f"pairings.{field}" for field in TABLES["pairings"].columns}
    told = {field: pl.col(column) for field, column in fields.items() if column in people.mentions.columns}
    pairs = people.mentions.filter(
        pl.col(HOUSEHOLD).is_not_null() & pl.col(CADRE).is_not_null() & ~pl.col(CONTINUES)
    ).select("source", "row", household=HOUSEHOLD, cadre=CADRE, **told)
    by_member = not {MEMBER_NAME, RELATION}.isdisjoint(people.rows.columns)
    return _once_a_household(pairs) if by_member else pairs


def _once_a_household(pairs: pl.DataFrame) -> pl.DataFrame:
    """Take a pair once that stands in the row of every member: with its dates, where some rows leave them blank."""
    dates = [field for field in _DATES if field in pairs.columns]
    ends = ["household", "cadre"]
    once = pairs.unique([*ends, *dates], keep="first", maintain_order=True)
    if not dates:
        return once
    undated = pl.all_horizontal(pl.col(dates).is_null())
    return once.filter(~undated | (pl.len().over(ends) == 1))
