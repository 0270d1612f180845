"""Codes and names of what is generated: no namesakes in a village, nor among the cadres of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.generate.hashing import below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.generate.scale import Plan

UNITS_OF_VILLAGE: Final = 3
SURNAMES: Final = "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗"
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
CYCLE: Final = tuple(STEMS[n % 10] + BRANCHES[n % 12] for n in range(60))
NAMES: Final = tuple(surname + given for given in CYCLE for surname in SURNAMES)
STRIDE: Final = 7
"""Prime to the number of names and to half of it, so that in a village nobody's comes twice."""
NAME_STREAM: Final = 7


def coded(letter: str, number: pl.Expr, digits: int) -> pl.Expr:
    """Give a code: U000001 for unit 0."""
    return pl.lit(letter) + (number + 1).cast(pl.String).str.zfill(digits)


def unit_code(plan: Plan, place: pl.Expr | int) -> pl.Expr:
    """Give the unit in a place of village ``v``: 0 leads, 1 is responsible, 2 is partner."""
    return coded("U", (pl.col("v") * UNITS_OF_VILLAGE + place) % plan.scale.units, 6)


def village_code() -> pl.Expr:
    """Give the village ``v``."""
    return coded("V", pl.col("v"), 6)


def cadre_code(number: pl.Expr) -> pl.Expr:
    """Give a cadre by number."""
    return coded("C", number, 7)


def household_code(number: pl.Expr) -> pl.Expr:
    """Give a household by number."""
    return coded("H", number, 8)


def word(words: Sequence[str], number: pl.Expr) -> pl.Expr:
    """Give the word with a number."""
    return number.replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def invented_name(plan: Plan, place: pl.Expr) -> pl.Expr:
    """Name the person in a place of village ``v``; the two villages of a unit take different halves of the names."""
    half = len(NAMES) // 2
    offset = below(pl.col("v"), half, plan.seed, NAME_STREAM)
    later = (pl.col("v") >= plan.scale.villages // 2).cast(pl.Int64) * half
    return word(NAMES, (place * STRIDE + offset) % half + later)
