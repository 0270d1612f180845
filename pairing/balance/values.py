"""Values of many members, exact and compact: each member has the code of one of a few distinct fractions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from pairing.balance.indices import Vector, cv, gini, jain, mean, theil
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
        distinct = sorted(set(values))
        position = {value: at for at, value in enumerate(distinct)}
        return cls(tuple(distinct), np.array([position[value] for value in values], np.int64))

    @classmethod
    def _ordered(cls, fractions: list[Fraction], code: Numbers) -> Values:
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
        codes, counts = np.unique(code, return_counts=True)
        return Vector(tuple((self.distinct[c], int(n)) for c, n in zip(codes.tolist(), counts.tolist(), strict=True)))

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
        packed, counts = np.unique(belongs.household * width + self.code[belongs.cadre], return_counts=True)
        group = packed // width
        for begin, end in _slices(group):
            codes, times = (packed[begin:end] % width).tolist(), counts[begin:end].tolist()
            vector = Vector(tuple((self.distinct[c], n) for c, n in zip(codes, times, strict=True)))
            yield GroupSummary.model_construct(subject=subjects[int(group[begin])], **said_of(vector))


def _slices(sorted_labels: Numbers) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(sorted_labels)) + 1
    bounds = [0, *edges.tolist(), len(sorted_labels)]
    return itertools.pairwise(bounds) if len(sorted_labels) else iter(())


def said_of(vector: Vector) -> dict[str, Any]:
    """Give the fields of a summary."""
    if not vector.count:
        return {"count": 0, "vector": ()}
    least, most = vector.runs[0][0], vector.runs[-1][0]
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
        "vector": vector.runs,
    }


def summary(vector: Vector) -> Summary:
    """Summarise a vector."""
    return Summary(**said_of(vector))
