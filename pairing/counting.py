"""What counts on D (DESIGN §2): active rows, counting pairings, households in scope, expected cadres and their quotas.

Pure polars over a Roster; the Cypher rules state the same predicates for a store, and the tests' oracle a third time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pairing.model.labels import ACTIVE

if TYPE_CHECKING:
    import datetime as dt

    from pairing.roster import Roster


def active_on(day: dt.date) -> pl.Expr:
    """Tell whether a dated row is active: its start is blank or not after D, its end blank or not before D."""
    start, end = pl.col("start_date"), pl.col("end_date")
    return (start.is_null() | (start <= day)) & (end.is_null() | (end >= day))


def active_cadres(roster: Roster) -> pl.DataFrame:
    """Give the cadres who have not left."""
    return roster.cadres.filter(pl.col("state") == ACTIVE)


def households_in_scope(roster: Roster) -> pl.DataFrame:
    """Give the households whose state is within 在帮范围."""
    return roster.households.filter(pl.col("state").is_in(list(roster.settings.in_scope)))


def active_pairings(roster: Roster) -> pl.DataFrame:
    """Give the pairings active on D, whether or not they count: not void, within their dates."""
    return roster.pairings.filter(~pl.col("void") & active_on(roster.on))


def counting_pairings(roster: Roster) -> pl.DataFrame:
    """Give the pairings that count on D: active, their cadre active, their household in scope."""
    cadres = active_cadres(roster).select(cadre_key="key")
    households = households_in_scope(roster).select(household_key="key")
    return (
        active_pairings(roster)
        .join(cadres, on="cadre_key", how="semi", maintain_order="left")
        .join(households, on="household_key", how="semi", maintain_order="left")
    )


def counting_postings(roster: Roster) -> pl.DataFrame:
    """Give the postings active on D whose cadre has not left, with ``sent_by_key``: who sent him, else his unit."""
    cadres = active_cadres(roster).select(cadre_key="key", own_unit_key="unit_key")
    return (
        roster.postings.filter(active_on(roster.on))
        .join(cadres, on="cadre_key", how="inner", maintain_order="left")
        .with_columns(sent_by_key=pl.coalesce("unit_key", "own_unit_key"))
        .drop("own_unit_key")
    )


def counting_liaisons(roster: Roster) -> pl.DataFrame:
    """Give the liaisons active on D whose cadre has not left."""
    cadres = active_cadres(roster).select(cadre_key="key")
    return roster.liaisons.filter(active_on(roster.on)).join(cadres, on="cadre_key", how="semi", maintain_order="left")


def active_twinnings(roster: Roster) -> pl.DataFrame:
    """Give the twinnings active on D."""
    return roster.twinnings.filter(active_on(roster.on))


def cadres_with_quota(roster: Roster) -> pl.DataFrame:
    """Give the active cadres with ``level`` (null for an unknown rank) and ``quota`` in households.

    The cadre's own 定额 comes first, then 驻村干部定额 for one posted on D, then his rank's; a blank or unknown rank
    has quota 1 and no level. Quota 0 is an exemption: the cadre is not *expected* (DESIGN §2).
    """
    ranks = roster.settings.rank_table()
    known = list(ranks)
    posted = counting_postings(roster).select(key="cadre_key").unique()
    posted_quota = pl.lit(roster.settings.posted_quota, dtype=pl.Int32)
    return (
        active_cadres(roster)
        .join(posted.with_columns(posted=pl.lit(value=True)), on="key", how="left", maintain_order="left")
        .with_columns(
            posted=pl.col("posted").fill_null(value=False),
            level=pl.col("rank").replace_strict(
                known, [ranks[r][0] for r in known], default=None, return_dtype=pl.Int32
            ),
            rank_quota=pl.col("rank").replace_strict(
                known, [ranks[r][1] for r in known], default=1, return_dtype=pl.Int32
            ),
        )
        .with_columns(
            quota=pl.coalesce(
                "quota",
                pl.when("posted").then(posted_quota),
                pl.col("rank_quota").fill_null(1),
            )
        )
        .drop("rank_quota")
    )


def expected_cadres(roster: Roster) -> pl.DataFrame:
    """Give the active cadres whose quota is at least 1, with ``level`` and ``quota``."""
    return cadres_with_quota(roster).filter(pl.col("quota") >= 1)
