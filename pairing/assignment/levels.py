"""The levels by which an assignment is judged, first things first (DESIGN §7), and what a unit of flow costs in each.

==============  =====================================================  ==========================================
level           what is made small                                     where it costs
==============  =====================================================  ==========================================
uncovered       households without a helper                            −1 for a household's first helper
ineligible      pairs that C203 finds                                  1 for such a pair
idle            expected cadres without a household, under 全员        −1 for a cadre's first household
overload        households beyond quota                                1 for each beyond it
pairings        distance from as many pairings as count today          −1 for each up to that number, then 1
load            the largest load, then the next: leximin               the rank of (k ÷ q, −(k−1) ÷ q)
support         Σ helpers², which makes support most even              2j − 1 for a household's j-th helper
changes         a household's new pairs, or what it loses if more      1 for a pair that does not count today, −1 for
                                                                       each helper up to as many as it has today
first           first helpers that do not stay                         −1 for today's pair with a first helper
preference      −Σ difficulty × level                                  −difficulty × level
==============  =====================================================  ==========================================

An *order* says which of them matter, and in which sequence: a balance has no changes to count (:data:`BALANCE`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pairing.eligibility import Numbers


class Level(IntEnum):
    """The levels, in the order of a balance; the value is the row of costs."""

    UNCOVERED = 0
    INELIGIBLE = 1
    IDLE = 2
    OVERLOAD = 3
    PAIRINGS = 4
    LOAD = 5
    SUPPORT = 6
    CHANGES = 7
    FIRST = 8
    PREFERENCE = 9


@dataclass(frozen=True, slots=True)
class Term:
    """A level in a row of an order."""

    level: Level
    weight: int = 1
    at: int | None = None
    """Of the load: a household of this rank costs 1, any other nothing."""
    above: int | None = None
    """Of the load: a household costs by how much its rank is above this one."""

    def of(self, costs: Numbers) -> Numbers:
        """Give what the term makes of the costs of some arcs, a row of them a level."""
        row: Numbers = costs[self.level]
        if self.at is not None:
            row = (row == self.at).astype(np.int64)
        elif self.above is not None:
            row = np.maximum(0, row - self.above)
        return self.weight * row


Order = tuple[tuple[Term, ...], ...]
"""Rows, first things first; each is a sum of terms, mostly of one."""


def order_of(*levels: Level) -> Order:
    """Make an order of levels, each a row."""
    return tuple((Term(level),) for level in levels)


BALANCE: Final = order_of(*(level for level in Level if level <= Level.SUPPORT))
"""How an assignment is judged whatever is true today."""


def rows_of(order: Order, costs: Numbers) -> Numbers:
    """Give the costs of some arcs in an order: a row each."""
    return np.array([sum(term.of(costs) for term in terms) for terms in order], np.int64).reshape(len(order), -1)


@dataclass(frozen=True, eq=False)
class LoadRanks:
    """Where the k-th household of a cadre of quota q stands among all that might be, from 1.

    Ordered by (k ÷ q, −(k−1) ÷ q). That order, not the one by k ÷ q alone, makes the cheapest flow leximin: moving a
    household from one cadre to another makes the larger of the two loads smaller, or leaves it and makes the smaller
    one larger, just when the rank given up is above the rank taken on.
    """

    most: dict[int, int]
    """For each quota, the most households a cadre of it is allowed."""

    @cached_property
    def _keys(self) -> list[tuple[Fraction, Fraction]]:
        """Give what each rank stands for."""
        return sorted(
            {(Fraction(k, q), Fraction(1 - k, q)) for q, most in self.most.items() for k in range(1, most + 1)}
        )

    @cached_property
    def _tables(self) -> dict[int, Numbers]:
        rank = {key: number for number, key in enumerate(self._keys, 1)}
        return {
            q: np.array([rank[Fraction(k, q), Fraction(1 - k, q)] for k in range(1, most + 1)], np.int64)
            for q, most in self.most.items()
        }

    @cached_property
    def loads(self) -> tuple[Fraction, ...]:
        """The load k ÷ q of each rank, from rank 1."""
        return tuple(load for load, _ in self._keys)

    def of(self, quota: int) -> Numbers:
        """Give the rank of the first, second, … household of a cadre with this quota."""
        return self._tables[quota]


@dataclass(frozen=True, eq=False)
class Policy:
    """What the settings ask of every part alike."""

    everyone: bool
    """Whether every expected cadre is to take part (参与方式 全员)."""
    helpers: int
    """每户最多帮扶人."""
    ranks: LoadRanks
    order: Order = BALANCE

    def ordered(self, order: Order) -> Policy:
        """Give the same policy with another order."""
        return replace(self, order=order)
