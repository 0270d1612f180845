"""Who helps whom in generated villages, the households helped, and the planted gaps among them.

In a village the cadres stand in three groups: *many* (each helps one household or more, by his quota), *one* (one
each), *second* (second helpers of the households of the group before). So there are no knots, nobody is idle and
nobody over quota; gaps are planted in rows of their own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.generate.hashing import below
from pairing.generate.people import cadre_code, household_code, invented_name, village_code, word
from pairing.generate.scale import LEADER, MEAN_PERSONS, USED_RANKS
from pairing.model.labels import RANKS

if TYPE_CHECKING:
    from pairing.generate.scale import Plan

BEGAN, ENDED = date(2016, 1, 10), date(2016, 6, 30)
SENIOR_LEVEL: Final = 4
"""副处: a hard case needs a helper of this level."""
EARLIER_EVERY, SET_EVERY = 20, 40
"""One pairing in so many had another helper before, or is pinned, or has an exclusion beside it."""
CAUSES: Final = ("因病", "缺资金", "缺技术", "因残", "缺劳动力", "因学", "其他")
CATEGORIES: Final = ("一般", "低保贫困户", "低保", "五保")
DIFFICULTIES: Final = ("1", "1", "1.2", "1", "1.5", "2")
EASY: Final = 4
"""So many of the difficulties are below a hard case."""
CATEGORY_STREAM, CAUSE_STREAM, DIFFICULTY_STREAM, SIZE_STREAM = range(3, 7)


def pairings_of(plan: Plan, cadres: pl.DataFrame) -> pl.DataFrame:
    """Give the pairings made in 2016 for good: village ``v``, cadre ``c`` and household ``h`` in it, whether ``ended``.

    ``first`` tells the first helper of each household; it has exactly one.
    """
    first = cadres.filter(pl.col("c") < pl.col("alone")).with_columns(h="c", ended=False, first=True)
    ordinal = pl.when(pl.col("c").is_between("many", pl.col("many") + pl.col("second"), "left")).then(1)
    second = cadres.filter(pl.col("c") >= pl.col("alone")).with_columns(
        h=pl.col("many") + pl.col("c") - pl.col("alone"),
        ended=pl.col("fate").eq_missing("C202"),
        first=False,
        ordinal=pl.when(pl.col("fate").eq_missing("C206")).then(1).otherwise(2),
    )
    made = pl.concat([first.with_columns(ordinal=ordinal), _extra(plan, cadres), second])
    return made.sort("v", "h", "c").with_columns(
        household=pl.col("first_household") + pl.col("h"),
        level=pl.col("rank").replace_strict(
            {rank: RANKS[rank][0] for rank in (*USED_RANKS, LEADER)}, return_dtype=pl.Int64
        ),
    )


def _extra(plan: Plan, cadres: pl.DataFrame) -> pl.DataFrame:
    """Give the pairings beyond each cadre's first; some, evenly spread, ended: their households are uncovered."""
    rows = cadres.filter(pl.col("extras") > 0).select(pl.all().repeat_by("extras"))
    rows = rows.explode(rows.columns)
    place = pl.int_range(pl.len(), dtype=pl.Int64).over("v")
    seat, seats = pl.col("first_extra") + place, plan.extras
    return rows.with_columns(
        h=pl.col("alone") + place, ended=taken(seat, plan.gaps.C201, seats), first=True, ordinal=None
    )


def taken(seat: pl.Expr, wanted: int, seats: int) -> pl.Expr:
    """Tell which of all seats are among the wanted ones, evenly spread: exactly ``wanted`` of them."""
    return (seat + 1) * wanted // seats > seat * wanted // seats


def pairing_rows(plan: Plan, villages: pl.DataFrame, pairings: pl.DataFrame) -> pl.DataFrame:
    """Give the table of pairings: these, and what was over before."""
    made = pairings.select(
        cadre=cadre_code(pl.col("number")),
        household=household_code(pl.col("household")),
        ordinal=pl.col("ordinal").cast(pl.Int32),
        start_date=pl.lit(BEGAN).dt.offset_by(pl.format("{}d", pl.col("household") % 60)),
        end_date=pl.when("ended").then(pl.lit(ENDED)),
    )
    return pl.concat([made, *(_over(rows) for rows in _earlier(plan, villages, pairings))])


def _over(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        cadre=cadre_code(pl.col("number")),
        household=household_code(pl.col("household")),
        ordinal=pl.lit(None, pl.Int32),
        start_date=pl.lit(BEGAN),
        end_date=pl.lit(ENDED),
    )


def _earlier(plan: Plan, villages: pl.DataFrame, pairings: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Give helpers of before: neighbours, those who have left, and helpers of households that are gone."""
    next_one = pl.col("first_cadre") + (pl.col("c") + 1) % pl.col("alone")
    changed = pairings.filter(pl.col("first"), pl.col("household") % EARLIER_EVERY == 0)
    left = villages.select(number=plan.scale.cadres + pl.col("v"), household="first_household")
    gone = gone_households(plan, villages).select(number="first_cadre", household="household")
    return changed.select(number=next_one, household="household"), left, gone


def gone_households(plan: Plan, villages: pl.DataFrame) -> pl.DataFrame:
    """Give the households out of scope, numbered behind all others."""
    return (
        villages.with_columns(h=pl.int_ranges("households", pl.col("households") + pl.col("gone")))
        .explode("h")
        .drop_nulls("h")
        .with_columns(household=plan.scale.households + pl.col("first_gone") + pl.col("h") - pl.col("households"))
    )


def household_rows(plan: Plan, villages: pl.DataFrame, pairings: pl.DataFrame) -> pl.DataFrame:
    """Give the table of households; a hard case is never uncovered, and its first helper is of division rank."""
    may_be_hard = (pl.col("level") >= SENIOR_LEVEL) & ~pl.col("ended")
    limit = pl.when(may_be_hard).then(len(DIFFICULTIES)).otherwise(EASY)
    drawn = below(pl.col("household"), 1 << 20, plan.seed, DIFFICULTY_STREAM)
    out = pl.col("household") % 6 == 0
    current = pairings.filter("first").select(
        *_told(plan),
        persons=_persons(plan),
        difficulty=word(DIFFICULTIES, drawn % limit).cast(pl.Decimal(9, 2)),
        state=pl.when(out).then(pl.lit("已脱贫")).otherwise(pl.lit("在册")),
        left_poverty_in=pl.when(out).then(2016).cast(pl.Int32),
    )
    gone = gone_households(plan, villages).select(
        *_told(plan),
        persons=pl.lit(MEAN_PERSONS, pl.Int32),
        difficulty=pl.lit("1").cast(pl.Decimal(9, 2)),
        state=pl.lit("已迁出"),
        left_poverty_in=pl.lit(None, pl.Int32),
    )
    return pl.concat([current, gone])


def _told(plan: Plan) -> tuple[pl.Expr, ...]:
    category = below(pl.col("household"), len(CATEGORIES), plan.seed, CATEGORY_STREAM)
    cause = below(pl.col("household"), len(CAUSES), plan.seed, CAUSE_STREAM)
    return (
        household_code(pl.col("household")).alias("id"),
        invented_name(plan, pl.col("h")).alias("head"),
        village_code().alias("village"),
        word(CATEGORIES, category).alias("category"),
        word(CAUSES, cause).alias("cause"),
    )


def _persons(plan: Plan) -> pl.Expr:
    """Give sizes whose mean is exact in every village: what one of two neighbours has more, the other lacks."""
    drawn = below(pl.col("first_household") + pl.col("h") // 2, MEAN_PERSONS, plan.seed, SIZE_STREAM)
    even = pl.col("h") % 2 == 0
    unpaired = even & (pl.col("h") == pl.col("households") - 1)
    difference = pl.when(unpaired).then(0).when(even).then(drawn).otherwise(-drawn)
    return (MEAN_PERSONS + difference).cast(pl.Int32)


def constraint_rows(pairings: pl.DataFrame) -> pl.DataFrame:
    """Pin some pairs that are in force, and exclude some that are not: a cadre and his neighbour's household."""
    own = pairings.filter(pl.col("first"), ~pl.col("ended"), pl.col("h") < pl.col("alone"))
    pins = own.filter(pl.col("number") % SET_EVERY == 0).select("number", "household", kind=pl.lit("pin"))
    other = pl.col("household") + pl.when(pl.col("h") == 0).then(1).otherwise(-1)
    excluded = own.filter(pl.col("number") % SET_EVERY == SET_EVERY // 2, pl.col("alone") > 1).select(
        "number", household=other, kind=pl.lit("exclusion")
    )
    return pl.concat([pins, excluded]).select(
        cadre=cadre_code(pl.col("number")),
        household=household_code(pl.col("household")),
        kind="kind",
        reason=pl.lit("示例"),
    )
