"""The tables of some villages, made from their plan without looking at any other village."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.generate.hashing import below
from pairing.generate.matches import (
    BEGAN,
    constraint_rows,
    household_rows,
    pairing_rows,
    pairings_of,
    taken,
)
from pairing.generate.people import (
    UNITS_OF_VILLAGE,
    cadre_code,
    coded,
    invented_name,
    unit_code,
    village_code,
    word,
)
from pairing.generate.scale import LEADER, USED_RANKS
from pairing.model.labels import RANKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.generate.scale import Plan
    from pairing.model.cell import TableName

FIRST_SECRETARY, OFFICER, LEADER_AT = 0, 1, 2
"""Places among a village's cadres; every other village has a leader, who is linked to the next one too."""
SENIOR_RANK: Final = "副处"
RANK_STREAM: Final = 2
STRIDE: Final = 1_000_003
"""A prime beyond any number of gaps: it mixes their kinds over the villages."""


def make_batch(plan: Plan, villages: pl.DataFrame) -> Mapping[TableName, pl.DataFrame]:
    """Make every table's rows of some villages of the plan, the first of which has an even number."""
    cadres = _cadres(plan, villages)
    pairings = pairings_of(plan, cadres)
    return {
        "units": _unit_rows(plan, villages),
        "villages": _village_rows(villages),
        "cadres": _cadre_rows(plan, villages, _with_own_quotas(cadres, pairings)),
        "households": household_rows(plan, villages, pairings),
        "twinnings": _twinning_rows(plan, villages),
        "postings": _posting_rows(plan, villages),
        "liaisons": _liaison_rows(villages),
        "pairings": pairing_rows(plan, villages, pairings),
        "constraints": constraint_rows(pairings),
    }


# Places -------------------------------------------------------------------------------------------------------------


def _in_places(villages: pl.DataFrame) -> pl.DataFrame:
    places = pl.DataFrame({"place": range(UNITS_OF_VILLAGE)}, schema={"place": pl.Int64})
    return villages.select("v").join(places, how="cross", maintain_order="left_right")


def _unit_rows(plan: Plan, villages: pl.DataFrame) -> pl.DataFrame:
    """Make the units whose first village is among these."""
    number = pl.col("v") * UNITS_OF_VILLAGE + pl.col("place")
    return (
        _in_places(villages)
        .filter(number < plan.scale.units)
        .select(id=coded("U", number, 6), name=coded("示例单位", number, 0))
    )


def _village_rows(villages: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("v")
    return villages.select(
        id=village_code(),
        name=coded("示例", number, 0) + pl.lit("村"),
        prefecture=coded("示例", number // 160, 0) + pl.lit("州"),
        county=coded("示例", number // 40, 0) + pl.lit("县"),
        township=coded("示例", number // 8, 0) + pl.lit("乡"),
    )


def _twinning_rows(plan: Plan, villages: pl.DataFrame) -> pl.DataFrame:
    return _in_places(villages).select(
        unit=unit_code(plan, pl.col("place")),
        village=village_code(),
        role=word(("lead", "responsible", "partner"), pl.col("place")),
        start_date=pl.lit(BEGAN),
    )


def _posting_rows(plan: Plan, villages: pl.DataFrame) -> pl.DataFrame:
    posted = ((FIRST_SECRETARY, "first_secretary"), (OFFICER, "resident_officer"))
    return pl.concat(
        villages.select(
            cadre=cadre_code(pl.col("first_cadre") + place),
            village=village_code(),
            role=pl.lit(role),
            unit=unit_code(plan, place),
            start_date=pl.lit(BEGAN),
        )
        for place, role in posted
    )


def _liaison_rows(villages: pl.DataFrame) -> pl.DataFrame:
    own = pl.when(pl.col("v") % 2 == 0).then(pl.col("first_cadre") + LEADER_AT)
    return villages.select(cadre=cadre_code(own.forward_fill()), village=village_code(), start_date=pl.lit(BEGAN))


# Cadres -------------------------------------------------------------------------------------------------------------


def _cadres(plan: Plan, villages: pl.DataFrame) -> pl.DataFrame:
    """Give every cadre but those who had left before: village ``v``, place ``c`` in it, rank, ``extras``, ``fate``."""
    known = {rank: RANKS[rank][1] + plan.uplift - 1 for rank in (*USED_RANKS, LEADER)}
    room = pl.col("rank").replace_strict(known, return_dtype=pl.Int64)
    return (
        villages.with_columns(c=pl.int_ranges(pl.col("cadres")))
        .explode("c")
        .with_columns(number=pl.col("first_cadre") + pl.col("c"), alone=pl.col("many") + pl.col("one"))
        .with_columns(rank=_rank(plan.seed))
        .with_columns(room=pl.when(pl.col("c") < pl.col("many")).then(room).otherwise(0))
        .with_columns(extras=_extras(), fate=_fate(plan))
    )


def _rank(seed: int) -> pl.Expr:
    drawn = word(USED_RANKS, below(pl.col("number"), len(USED_RANKS), seed, RANK_STREAM))
    is_leader = (pl.col("c") == LEADER_AT) & (pl.col("v") % 2 == 0)
    is_secretary = pl.col("c") == FIRST_SECRETARY
    senior = pl.when(is_secretary).then(pl.lit(SENIOR_RANK)).otherwise(drawn)
    return pl.when(is_leader).then(pl.lit(LEADER)).otherwise(senior)


def _extras() -> pl.Expr:
    """Share a village's extra households among its cadres by the room in their quotas, and never more than that."""
    ends = pl.col("room").cum_sum().over("v") * pl.col("extra") // pl.col("room").sum().over("v")
    return ends - ends.shift(1, fill_value=0).over("v")


def _fate(plan: Plan) -> pl.Expr:
    """Tell which gap a second helper is planted as, if any: evenly spread, and the kinds mixed."""
    gaps = plan.gaps
    wanted = gaps.C202 + gaps.S114 + gaps.C206
    seat = pl.col("first_second") + pl.col("c") - pl.col("alone")
    is_gap = (pl.col("c") >= pl.col("alone")) & taken(seat, wanted, plan.seconds)
    turn = seat * wanted // plan.seconds * STRIDE % max(1, wanted)
    kind = (
        pl.when(turn < gaps.C202)
        .then(pl.lit("C202"))
        .when(turn < gaps.C202 + gaps.S114)
        .then(pl.lit("S114"))
        .otherwise(pl.lit("C206"))
    )
    return pl.when(is_gap).then(kind)


def _with_own_quotas(cadres: pl.DataFrame, pairings: pl.DataFrame) -> pl.DataFrame:
    """Give some cadres who help several households a quota of their own that is 1 (C204)."""
    load = pairings.filter(~pl.col("ended")).group_by("number").agg(load=pl.len())
    helps_several = (pl.col("load") > 1).fill_null(value=False)
    turn = helps_several.cast(pl.Int64).cum_sum().over("v")
    chosen = helps_several & (turn <= pl.col("over_quota"))
    return cadres.join(load, on="number", how="left", maintain_order="left").with_columns(
        quota=pl.when(chosen).then(pl.lit(1, pl.Int32))
    )


def _cadre_rows(plan: Plan, villages: pl.DataFrame, cadres: pl.DataFrame) -> pl.DataFrame:
    has_left = pl.col("fate").eq_missing("S114")
    current = cadres.select(
        id=cadre_code(pl.col("number")),
        name=invented_name(plan, pl.col("c")),
        unit=unit_code(plan, pl.col("c") % UNITS_OF_VILLAGE),
        rank="rank",
        state=pl.when(has_left).then(pl.lit("调离")).otherwise(pl.lit("在岗")),
        quota="quota",
    )
    left = villages.select(
        id=cadre_code(plan.scale.cadres + pl.col("v")),
        name=invented_name(plan, pl.col("cadres")),
        unit=unit_code(plan, 0),
        rank=pl.lit(USED_RANKS[0]),
        state=pl.lit("退休"),
        quota=pl.lit(None, pl.Int32),
    )
    return pl.concat([current, left])
