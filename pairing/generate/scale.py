"""How large a generated roster is, how it is spread over the villages, and which gaps it gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, cast

import polars as pl

from pairing.errors import InputError
from pairing.generate.hashing import below
from pairing.model.labels import RANKS
from pairing.model.settings import Settings
from pairing.text import text

Size: TypeAlias = Literal["department", "county", "province", "nation"]
AS_OF: Final = date(2016, 12, 31)
LEAST_ONE, LEAST_SECOND, LEAST_MANY = 0.20, 0.08, 0.10
"""Shares of a village's cadres: who help one household each, second helpers, and who help several."""
GAP_SHARE: Final = 100
"""One household in so many is left uncovered where the caller names no number."""
GONE_EVERY: Final = 30
"""For so many households of a village there is one more that is out of scope."""
MEAN_PERSONS: Final = 4
USED_RANKS: Final = (
    "科员", "民警", "二级警员", "四级警长", "副科", "二级警长", "正科", "副处", "四级高级警长", "正处",
)  # fmt: skip
"""Ranks, each as frequent as the others."""
LEADER: Final = "副厅"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything there is; households in scope, cadres that have not left before."""

    villages: int
    households: int
    cadres: int
    units: int


SCALES: Final[dict[Size, Scale]] = {
    "department": Scale(villages=12, households=539, cadres=720, units=27),
    "county": Scale(villages=100, households=12_000, cadres=3_000, units=150),
    "province": Scale(villages=1_622, households=160_000, cadres=100_000, units=2_433),
    "nation": Scale(villages=128_000, households=29_480_000, cadres=5_000_000, units=192_000),
}
"""The sizes of DESIGN §12. Every village has three units, every unit one or two villages."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """How many findings of each code are planted; a generated roster has no other error or warning."""

    C201: int
    """Households whose only pairing ended."""
    C202: int
    """Second helpers whose pairing ended."""
    C204: int
    """Cadres with a quota of their own that is 1, and more households."""
    C206: int
    """Shared households whose second helper is entered as first, too."""
    S114: int
    """Second helpers who left while their pairing goes on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be generated.

    ``villages`` has a row per village: its number ``v``; ``cadres`` and ``households`` in it and the number of the
    first of each; how many cadres help ``many`` households or ``one``, and are ``second``; ``extra`` households beyond
    one for each who is not second; ``gone`` households out of scope; ``first_…`` running numbers; ``over_quota`` gaps
    (C204).
    """

    scale: Scale
    seed: int
    gaps: Gaps
    uplift: int
    """What is added to the built-in quota of every rank, so that the cadres there are can carry the households."""
    extras: int
    """The sum of ``extra``."""
    seconds: int
    """The sum of ``second``."""
    villages: pl.DataFrame


def plan_of(size: Size, seed: int, gaps: int | None) -> Plan:
    """Plan a roster; raises InputError where there is no room for the gaps."""
    scale = SCALES[size]
    uncovered = scale.households // GAP_SHARE if gaps is None else gaps
    planted = Gaps(C201=uncovered, C202=uncovered // 4, C204=uncovered // 4, C206=uncovered // 10, S114=uncovered // 10)
    villages = _villages(scale, seed)
    _check_room(villages, planted)
    return Plan(
        scale=scale,
        seed=seed,
        gaps=planted,
        uplift=1 + _total(villages, "extra") // _total(villages, "many"),
        extras=_total(villages, "extra"),
        seconds=_total(villages, "second"),
        villages=villages.with_columns(over_quota=_parts(pl.col("extra"), planted.C204)),
    )


def settings_of(plan: Plan) -> Settings:
    """Give the settings: quotas that can carry the households, and totals as they are."""
    scale, gaps = plan.scale, plan.gaps
    totals = {
        "units": str(scale.units),
        "villages": str(scale.villages),
        "cadres": str(scale.cadres - gaps.C202 - gaps.S114),
        "households": str(scale.households),
        "persons": str(scale.households * MEAN_PERSONS),
    }
    quotas = {rank: RANKS[rank][1] + plan.uplift for rank in (*USED_RANKS, LEADER)}
    return Settings.model_validate({"as_of": AS_OF, "totals": totals, "quotas": quotas})


def _villages(scale: Scale, seed: int) -> pl.DataFrame:
    """Spread households and cadres over the villages, of which the largest has three times what the smallest has."""
    surplus = max(0, scale.cadres - scale.households) / scale.cadres
    second = max(LEAST_SECOND, surplus + LEAST_MANY if surplus else 0)
    many = LEAST_MANY if surplus else 1 - LEAST_ONE - second
    number = pl.int_range(scale.villages, dtype=pl.Int64)
    weights = pl.select(v=number).with_columns(weight=500 + below(pl.col("v"), 1001, seed, 1))
    return (
        weights.with_columns(
            households=_parts(pl.col("weight"), scale.households),
            cadres=_parts(pl.col("weight"), scale.cadres),
        )
        .with_columns(
            first_household=pl.col("households").cum_sum() - pl.col("households"),
            first_cadre=pl.col("cadres").cum_sum() - pl.col("cadres"),
            second=(pl.col("cadres") * second).cast(pl.Int64),
            many=(pl.col("cadres") * many).cast(pl.Int64),
        )
        .with_columns(one=pl.col("cadres") - pl.col("second") - pl.col("many"))
        .with_columns(
            extra=pl.col("households") - pl.col("many") - pl.col("one"),
            gone=pl.col("households") // GONE_EVERY,
        )
        .with_columns(
            (pl.col(name).cum_sum() - pl.col(name)).alias(f"first_{name}") for name in ("extra", "second", "gone")
        )
        .drop("weight")
    )


def _parts(weights: pl.Expr, total: int) -> pl.Expr:
    """Split a whole number in proportion to the weights, by rounding the running sums down."""
    ends = weights.cum_sum() * total // weights.sum()
    return ends - ends.shift(1, fill_value=0)


def _check_room(villages: pl.DataFrame, gaps: Gaps) -> None:
    """Uncovered households are a third of the extra ones at most; other gaps, half as many, are second helpers."""
    room = min(_total(villages, "extra") // 3, _total(villages, "second") * 2)
    if not 0 <= gaps.C201 <= room:
        raise InputError(text("{gaps} gaps do not fit; this size has room for 0 to {room}.", gaps=gaps.C201, room=room))


def _total(villages: pl.DataFrame, column: str) -> int:
    return cast("int", villages[column].sum())
