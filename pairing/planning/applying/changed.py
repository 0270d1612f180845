"""A roster with changes made from a day on: pairings end the day before, others begin; no row is overwritten or lost.

What the planner counts as the result of a plan, and what is written when the plan is applied, is made here once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.counting import counting_pairings
from pairing.roster import Source, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.plan import Change
    from pairing.roster import Roster

PLAN_SOURCE: Final = "plan"
"""What the file of a row is called that a plan has begun and no file holds yet."""
PAIR: Final = ("cadre_key", "household_key")
_ASKED: Final = {
    "household": pl.String(),
    "from": pl.String(),
    "to": pl.String(),
    "ordinal": pl.Int32(),
    "until": pl.Date(),
    "order": pl.Boolean(),
}


def with_changes(roster: Roster, changes: Sequence[Change], effective: dt.date) -> Roster:
    """Give the roster in which the changes are made from ``effective`` on; it is seen as of the same day as before.

    A pairing that ends gets the day before as its end; one that began on that very day, and so counted on no day, is
    made void. A pairing that begins is a new row at the end, with an origin of its own: the source ``plan``, and as its
    row the number of the change. Raises ValueError for a change of somebody who is not in the roster.
    """
    if not changes:
        return roster
    asked = _asked(roster, changes)
    counting = counting_pairings(roster.at(effective))
    ended = counting.join(_ending(asked), on=PAIR, how="semi")["key"]
    begun = _begun(roster, asked, counting, effective)
    tables = {**roster.tables, "pairings": pl.concat([_with_ends(roster.pairings, ended, effective), begun])}
    sources = (*roster.sources, Source(PLAN_SOURCE)) if begun.height else roster.sources
    return dataclasses.replace(
        roster, tables=tables, sources=sources, absent=roster.absent - ({"pairings"} if begun.height else frozenset())
    )


def _asked(roster: Roster, changes: Sequence[Change]) -> pl.DataFrame:
    """Give a row a change, with the keys of the household and of those whose pairings end and begin."""
    rows = [(c.subject, c.from_, c.to, c.ordinal, c.until, c.kind == "order") for c in changes]
    asked = pl.DataFrame(rows, schema=_ASKED, orient="row").with_row_index("nth", 1)
    cadres = roster.cadres.select(pl.format("cadre:{}", "id").alias("id"), "key")
    households = roster.households.select(pl.format("household:{}", "id").alias("id"), "key")
    for column, nodes in (("household", households), ("from", cadres), ("to", cadres)):
        keys = nodes.rename({"id": column, "key": f"{column}_key"})
        asked = asked.join(keys, on=column, how="left", maintain_order="left")
        unknown = asked.filter(pl.col(column).is_not_null() & pl.col(f"{column}_key").is_null())
        if unknown.height:
            message = f"{unknown[column][0]} is not in the roster"
            raise ValueError(message)
    return asked


def _ending(asked: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs that end: those given up, and those that go on in another order."""
    given_up = asked.select("household_key", cadre_key="from_key")
    in_order = asked.filter("order").select("household_key", cadre_key="to_key")
    return pl.concat([given_up, in_order]).drop_nulls()


def _with_ends(pairings: pl.DataFrame, ended: pl.Series, effective: dt.date) -> pl.DataFrame:
    ends = pl.col("key").is_in(ended.implode())
    unborn = (pl.col("start_date") >= effective).fill_null(value=False)
    return pairings.with_columns(
        pl.when(ends & ~unborn).then(_day_before(effective)).otherwise("end_date").alias("end_date"),
        void=pl.col("void") | (ends & unborn),
    )


def _begun(roster: Roster, asked: pl.DataFrame, counting: pl.DataFrame, effective: dt.date) -> pl.DataFrame:
    """Give the rows that begin, in the order of the changes."""
    pairs = asked.drop_nulls("to_key").rename({"to_key": "cadre_key"})
    first = roster.pairings.height
    rows = (
        pairs.join(_ends_today(counting), on=PAIR, how="left", maintain_order="left")
        .join(_later_starts(roster, effective), on=PAIR, how="left", maintain_order="left")
        .with_columns(
            key=pl.int_range(first, first + pl.len()),
            source=pl.lit(len(roster.sources)),
            row="nth",
            cadre=pl.col("to").str.strip_prefix("cadre:"),
            household=pl.col("household").str.strip_prefix("household:"),
            start_date=pl.lit(effective),
            end_date=pl.when("order").then("ends").otherwise(pl.coalesce("until", "before_later")),
            void=pl.lit(value=False),
        )
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in schema("pairings").items())


def _ends_today(counting: pl.DataFrame) -> pl.DataFrame:
    """Give the last day of each pair that counts; null for one without end."""
    open_ended = pl.col("end_date").is_null().any()
    return counting.group_by(PAIR).agg(ends=pl.when(~open_ended).then(pl.col("end_date").max()))


def _later_starts(roster: Roster, effective: dt.date) -> pl.DataFrame:
    """Give, of each pair that is to begin again later, the last day before that."""
    later = roster.pairings.filter(~pl.col("void") & (pl.col("start_date") > effective))
    return later.group_by(PAIR).agg(before_later=pl.col("start_date").min().dt.offset_by("-1d"))


def _day_before(effective: dt.date) -> pl.Expr:
    return pl.lit(effective - dt.timedelta(1))
