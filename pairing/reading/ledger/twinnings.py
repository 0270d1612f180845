"""The twinnings that a ledger's pairings imply (DESIGN §4)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import polars as pl

from pairing.counting import active_cadres, households_in_scope
from pairing.model.labels import Role
from pairing.roster import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.roster import Roster

_PAIR = ("unit_key", "village_key")


def with_inferred_twinnings(roster: Roster) -> Roster:
    """Twin each unit with each village where a cadre of its helps, in role 未定, for as long as he does.

    A twinning lasts as long as some pairing that may count: of a cadre who has not left and a household in scope, not
    void. So, on whatever day D the roster is seen, unit and village are twinned exactly if a pairing between them
    counts.
    """
    spans = _joined_spans(_spans(roster))
    units = roster.units.select(unit_key="key", unit="id")
    villages = roster.villages.select(village_key="key", village="id")
    twinnings = (
        spans.join(units, on="unit_key", how="left", maintain_order="left")
        .join(villages, on="village_key", how="left", maintain_order="left")
        .with_columns(role=pl.lit(Role.UNDECIDED.value), key=pl.int_range(pl.len()))
    )
    shape = schema("twinnings")
    if twinnings.is_empty():  # nothing to infer from: what the ledger leaves out is not a gap
        return dataclasses.replace(roster, absent=roster.absent | {"twinnings"})
    tables = {**roster.tables, "twinnings": twinnings.select(pl.col(name).cast(dtype) for name, dtype in shape.items())}
    return dataclasses.replace(roster, tables=tables)


def _spans(roster: Roster) -> pl.DataFrame:
    """Give unit, village and dates of every pairing that counts on some day."""
    cadres = active_cadres(roster).select(cadre_key="key", unit_key="unit_key")
    households = households_in_scope(roster).select(household_key="key", village_key="village_key")
    return (
        roster.pairings.filter(~pl.col("void"))
        .join(cadres, on="cadre_key", maintain_order="left")
        .join(households, on="household_key", maintain_order="left")
        .drop_nulls(_PAIR)
        .select(*_PAIR, "source", "row", "start_date", "end_date")
    )


def _joined_spans(spans: pl.DataFrame) -> pl.DataFrame:
    """Join the spans of one unit and village that overlap or follow each other day by day."""
    ending = pl.col("end_date").is_not_null().any().over(_PAIR)
    if spans["end_date"].null_count() == spans.height:
        return _as_one(spans, _PAIR)
    marked = spans.with_columns(ending=ending)
    open_ended = _as_one(marked.filter(~pl.col("ending")), _PAIR)
    parted = _as_one(_with_islands(marked.filter("ending")), (*_PAIR, "island"))
    return pl.concat([open_ended, parted]).sort("source", "row", maintain_order=True)


def _as_one(spans: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Give one span from the first start to the last end, either open where one of the spans is."""
    start, end = pl.col("start_date"), pl.col("end_date")
    return (
        spans.group_by(by, maintain_order=True)
        .agg(
            pl.col("source", "row").first(),
            pl.when(start.null_count() == 0).then(start.min()).alias("start_date"),
            pl.when(end.null_count() == 0).then(end.max()).alias("end_date"),
        )
        .select(*_PAIR, "source", "row", "start_date", "end_date")
    )


def _with_islands(spans: pl.DataFrame) -> pl.DataFrame:
    """Give the spans of one unit and village that touch one number, ``island``."""
    dated = spans.with_columns(
        start=pl.col("start_date").fill_null(pl.date(1, 1, 1)), end=pl.col("end_date").fill_null(pl.date(9999, 12, 31))
    ).sort(*_PAIR, "start", maintain_order=True)
    reached = pl.col("end").cum_max().shift(1).over(_PAIR)
    begins = ((pl.col("start") - reached).dt.total_days() > 1).fill_null(value=True)
    return dated.with_columns(begins=begins).with_columns(island=pl.col("begins").cum_sum().over(_PAIR))
