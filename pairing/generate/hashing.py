"""Repeatable chance over columns: the finaliser of splitmix64 (Steele, Lea, Flood 2014), in whole numbers only."""

from __future__ import annotations

from typing import Final

import polars as pl

WHOLE: Final = 1 << 64
GOLDEN: Final = 0x9E3779B97F4A7C15
_STEPS: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST: Final = 31


def mixed(numbers: pl.Expr, seed: int, stream: int) -> pl.Expr:
    """Give 64 random-looking bits for each number, the same on every machine; streams are independent."""
    start = ((seed + 1) * GOLDEN + stream * _STEPS[0][1]) % WHOLE
    value = numbers.cast(pl.UInt64) * _bits(GOLDEN) + _bits(start)
    for shift, factor in _STEPS:
        value = (value ^ (value // _bits(1 << shift))) * _bits(factor)
    return value ^ (value // _bits(1 << _LAST))


def below(numbers: pl.Expr, limit: int, seed: int, stream: int) -> pl.Expr:
    """Give a whole number from 0 to ``limit`` - 1 for each number."""
    return (mixed(numbers, seed, stream) % _bits(limit)).cast(pl.Int64)


def _bits(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)
