"""A vector of exact values and its figures, computed from scratch with whole numbers (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import isclose, lcm, log, sqrt
from typing import TYPE_CHECKING, Final

from pairing.verification.words import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.balance import Summary
    from pairing.text import Text
    from pairing.verification.verdict import Docket

EXACT: Final = ("count", "min", "max", "mean", "spread")
INDICES: Final = ("cv", "gini", "jain", "theil")
CLOSE: Final = 1e-9
"""Two indices are equal within this."""


@dataclass(frozen=True)
class Runs:
    """Values ascending, each with how often it is there."""

    pairs: tuple[tuple[Fraction, int], ...]

    @classmethod
    def of(cls, values: Iterable[tuple[Fraction, int]]) -> Runs:
        """Put values and their counts in order, equal values together."""
        counts: dict[Fraction, int] = {}
        for value, count in values:
            counts[value] = counts.get(value, 0) + count
        return cls(tuple(sorted(counts.items())))

    @cached_property
    def count(self) -> int:
        """How many values there are."""
        return sum(count for _, count in self.pairs)

    @property
    def min(self) -> Fraction | None:
        """The smallest."""
        return self.pairs[0][0] if self.pairs else None

    @property
    def max(self) -> Fraction | None:
        """The largest."""
        return self.pairs[-1][0] if self.pairs else None

    @property
    def spread(self) -> Fraction | None:
        """Largest − smallest."""
        return self.pairs[-1][0] - self.pairs[0][0] if self.pairs else None

    @cached_property
    def _scale(self) -> int:
        return lcm(*(value.denominator for value, _ in self.pairs))

    @cached_property
    def _whole(self) -> list[tuple[int, int]]:
        """The values as multiples of one unit: the indices do not depend on it."""
        scale = self._scale
        return [(value.numerator * (scale // value.denominator), count) for value, count in self.pairs]

    @cached_property
    def _sum(self) -> int:
        return sum(value * count for value, count in self._whole)

    @cached_property
    def _squares(self) -> int:
        return sum(value * value * count for value, count in self._whole)

    @property
    def mean(self) -> Fraction | None:
        """The mean."""
        return Fraction(self._sum, self.count * self._scale) if self.pairs else None

    @property
    def cv(self) -> float | None:
        """Standard deviation of the population ÷ mean."""
        total, n = self._sum, self.count
        return sqrt((n * self._squares - total**2) / total**2) if total else None

    @property
    def gini(self) -> float | None:
        """ΣΣ|xᵢ − xⱼ| ÷ 2n²μ: the i-th of the sorted values is there 2i − n − 1 times in the sum."""
        n, ends = self.count, accumulate(count for _, count in self._whole)
        doubled = sum(
            value * count * (2 * end - count - n) for (value, count), end in zip(self._whole, ends, strict=True)
        )
        return doubled / (n * self._sum) if self._sum else None

    @property
    def jain(self) -> float | None:
        """(Σx)² ÷ nΣx²."""
        return self._sum**2 / (self.count * self._squares) if self._sum else None

    @property
    def theil(self) -> float | None:
        """Σ (x ÷ μ) ln (x ÷ μ) ÷ n, with 0 ln 0 = 0."""
        n, total = self.count, self._sum
        shares = [(value * n / total, count) for value, count in self._whole if value] if total else []
        return sum(share * log(share) * count for share, count in shares) / n if total else None


def check_summary(docket: Docket, whose: Text, claimed: Summary, found: Runs) -> None:
    """Check the vector of a summary, and the figures that follow from it."""
    if not docket.listed(whose, FIGURES["vector"], claimed.vector, found.pairs):
        return
    for name in EXACT:
        docket.same(whose, FIGURES[name], getattr(claimed, name), getattr(found, name))
    for name in INDICES:
        one, other = getattr(claimed, name), getattr(found, name)
        docket.same(whose, FIGURES[name], one, one if _close(one, other) else other)


def _close(one: float | None, other: float | None) -> bool:
    """Tell whether two indices are the same but for rounding; what is not a number is not."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def leximin(one: Runs, other: Runs, *, largest_is_worst: bool) -> int:
    """Compare two vectors of one length from their worst ends: 1 if the first is better, −1 if worse, 0 if equal."""
    if largest_is_worst:
        return leximin(_negated(one), _negated(other), largest_is_worst=False)
    for (value, count), (other_value, other_count) in zip(one.pairs, other.pairs, strict=False):
        if value != other_value:
            return 1 if value > other_value else -1
        if count != other_count:
            return 1 if count < other_count else -1
    return 0


def _negated(runs: Runs) -> Runs:
    return Runs(tuple((-value, count) for value, count in reversed(runs.pairs)))
