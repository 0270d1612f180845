"""What is said of a vector of exact values: least, most, mean, spread, and the indices of inequality.

A vector is given by its distinct values with how often each is there, as integers over one scale: everything but the
index itself is exact, and fast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Runs = tuple[tuple[Fraction, int], ...]


@dataclass(frozen=True)
class Vector:
    """Distinct values, ascending, each with its count; no count is 0."""

    whole: tuple[tuple[int, int], ...]
    """The values times the scale, with their counts."""
    scale: int = 1

    @classmethod
    def of(cls, runs: Iterable[tuple[Fraction, int]]) -> Vector:
        """Make a vector of ascending values and their counts."""
        kept = [(value, count) for value, count in runs if count]
        scale = math.lcm(*(value.denominator for value, _ in kept))
        return cls(tuple((value.numerator * (scale // value.denominator), count) for value, count in kept), scale)

    @classmethod
    def listed(cls, values: Iterable[Fraction | int]) -> Vector:
        """Make a vector of values one by one."""
        counts: dict[Fraction, int] = {}
        for value in values:
            counts[Fraction(value)] = counts.get(Fraction(value), 0) + 1
        return cls.of(sorted(counts.items()))

    @property
    def runs(self) -> Runs:
        """The values with their counts."""
        return tuple((Fraction(value, self.scale), count) for value, count in self.whole)

    @cached_property
    def count(self) -> int:
        """How many values there are."""
        return sum(count for _, count in self.whole)

    @cached_property
    def total(self) -> int:
        """The sum of the scaled values."""
        return sum(value * count for value, count in self.whole)

    @cached_property
    def squares(self) -> int:
        """The sum of the squares of the scaled values."""
        return sum(value * value * count for value, count in self.whole)


def mean(vector: Vector) -> Fraction | None:
    """Give Σx ÷ n; None when there are no values."""
    return Fraction(vector.total, vector.scale * vector.count) if vector.count else None


def relative_variance(vector: Vector) -> Fraction | None:
    """Give the variance of the population ÷ mean², which is CV²; None when there are no values or their mean is 0."""
    if not vector.total:
        return None
    return Fraction(vector.count * vector.squares - vector.total**2, vector.total**2)


def cv(vector: Vector) -> float | None:
    """Give the coefficient of variation: standard deviation of the population ÷ mean (Pearson 1896).

    0 when all are equal, √(n − 1) when one has everything.
    """
    if not vector.total:
        return None
    return math.sqrt((vector.count * vector.squares - vector.total**2) / vector.total**2)


def gini(vector: Vector) -> float | None:
    """Give ΣΣ|xᵢ − xⱼ| ÷ 2n²μ (Gini 1912): 0 when all are equal, (n − 1) ÷ n when one has everything."""
    if not vector.total:
        return None
    apart = below = weight = 0
    for value, count in vector.whole:
        apart += count * (value * weight - below)
        weight += count
        below += count * value
    return apart / (vector.count * vector.total)


def jain(vector: Vector) -> float | None:
    """Give (Σx)² ÷ nΣx² (Jain, Chiu and Hawe 1984): 1 when all are equal, 1 ÷ n when one has everything."""
    if not vector.total:
        return None
    return vector.total**2 / (vector.count * vector.squares)


def theil(vector: Vector) -> float | None:
    """Give Σ (x ÷ μ) ln (x ÷ μ) ÷ n, 0 ln 0 being 0 (Theil 1967): 0 when all are equal, ln n at most."""
    if not vector.total:
        return None
    count, total = vector.count, vector.total
    shares = ((value * count / total, times) for value, times in vector.whole if value)
    return math.fsum(share * math.log(share) * times for share, times in shares) / count


def cv_exceeds(vector: Vector, attainable: Vector, tolerance: Fraction) -> bool:
    """Tell exactly whether the CV of one vector is above that of another by more than a tolerance.

    √a > √b + t just when a − b − t² > 2t√b, which is decided by squaring; a vector without a CV exceeds nothing.
    """
    ours, theirs = relative_variance(vector), relative_variance(attainable)
    if ours is None or theirs is None:
        return False
    surplus = ours - theirs - tolerance**2
    return surplus > 0 and surplus**2 > 4 * tolerance**2 * theirs
