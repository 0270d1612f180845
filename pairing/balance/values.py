"""Values of many members, exact and compact: each member has the code of one of a few distinct fractions."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.balance.indices import Runs, Vector, cv, gini, jain, mean, theil
from pairing.eligibility import NONE
from pairing.model.balance import GroupSummary, Of, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    import polars as pl

    from pairing.eligibility import Numbers, Pairs

SHOWN = 5
"""How many of those with the largest and the smallest values are named."""


@dataclass(frozen=True, eq=False)
class Values:
    """One value a member; ``distinct`` ascends, ``code`` is each member's position in it."""

    distinct: tuple[Fraction, ...]
    code: Numbers

    @classmethod
    def ratios(cls, numerator: Numbers, denominator: Numbers) -> Values:
        """Make the value of each member numerator ÷ denominator."""
        width = int(denominator.max(initial=0)) + 1
        packed, code = np.unique(numerator * width + denominator, return_inverse=True)
        return cls._ordered([Fraction(int(p) // width, int(p) % width) for p in packed], code)

    @classmethod
    def listed(cls, values: Sequence[Fraction]) -> Values:
        """Make values given one by one."""
        return cls._ordered(values, np.arange(len(values)))

    @classmethod
    def _ordered(cls, fractions: Sequence[Fraction], code: Numbers) -> Values:
        distinct = sorted(set(fractions))
        position = {value: at for at, value in enumerate(distinct)}
        placed = np.array([position[value] for value in fractions], np.int64)
        return cls(tuple(distinct), placed[code] if len(code) else code)

    @property
    def vector(self) -> Vector:
        """The values without their members."""
        return self.of_codes(self.code)

    def of_codes(self, code: Numbers) -> Vector:
        """Give the vector of some of the values."""
        counts = np.bincount(code, minlength=len(self.distinct))
        return Vector.of(zip(self.distinct, counts.tolist(), strict=True))

    @cached_property
    def _whole(self) -> tuple[tuple[int, ...], int]:
        """The distinct values over one scale."""
        scale = math.lcm(*(value.denominator for value in self.distinct))
        return tuple(value.numerator * (scale // value.denominator) for value in self.distinct), scale

    def ends(self, subjects: pl.Series, *, largest: bool) -> tuple[Of, ...]:
        """Name the few with the largest or smallest values; of equals, those whose subject comes first."""
        key = -self.code if largest else self.code
        count = min(SHOWN, len(key))
        if not count:
            return ()
        limit = np.partition(key, count - 1)[count - 1]
        some = np.flatnonzero(key <= limit)
        chosen = sorted((int(key[at]), subjects[int(at)], int(at)) for at in self._few(some, key, limit, count))
        return tuple(Of(subject=name, value=self.distinct[self.code[at]]) for _, name, at in chosen[:count])

    @staticmethod
    def _few(some: Numbers, key: Numbers, limit: int, count: int) -> Numbers:
        """Members come in the order of their ids, so of those at the limit the first few are enough."""
        return np.concatenate([some[key[some] < limit], some[key[some] == limit][:count]])

    def groups(self, belongs: Pairs, subjects: Sequence[str]) -> Iterator[GroupSummary]:
        """Summarise the values of the members (``belongs.cadre``) of each group (``belongs.household``)."""
        width = len(self.distinct)
        packed = np.sort(belongs.household * width + self.code[belongs.cadre])
        begin = np.flatnonzero(np.diff(packed, prepend=NONE))
        group, code = np.divmod(packed[begin], width)
        times, codes = np.diff(begin, append=len(packed)).tolist(), code.tolist()
        whole, scale = self._whole
        for first, last in _slices(group):
            runs = tuple((whole[codes[at]], times[at]) for at in range(first, last))
            values = tuple((self.distinct[codes[at]], times[at]) for at in range(first, last))
            said = said_of(Vector(runs, scale), values)
            yield GroupSummary.model_construct(subject=subjects[int(group[first])], **said)


def _slices(sorted_labels: Numbers) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(sorted_labels)) + 1
    bounds = [0, *edges.tolist(), len(sorted_labels)]
    return itertools.pairwise(bounds) if len(sorted_labels) else iter(())


def said_of(vector: Vector, runs: Runs | None = None) -> dict[str, Any]:
    """Give the fields of a summary; ``runs`` are those of the vector, where they are at hand."""
    if not vector.count:
        return {"count": 0, "vector": ()}
    runs = runs or vector.runs
    least, most = runs[0][0], runs[-1][0]
    return {
        "count": vector.count,
        "min": least,
        "max": most,
        "mean": mean(vector),
        "spread": most - least,
        "cv": cv(vector),
        "gini": gini(vector),
        "jain": jain(vector),
        "theil": theil(vector),
        "vector": runs,
    }


def summary(vector: Vector) -> Summary:
    """Summarise a vector."""
    return Summary(**said_of(vector))
