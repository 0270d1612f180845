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
==============  =====================================================  ==========================================
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pairing.eligibility import Numbers


class Level(IntEnum):
    """The levels in their order; the value is the row of costs and potentials."""

    UNCOVERED = 0
    INELIGIBLE = 1
    IDLE = 2
    OVERLOAD = 3
    PAIRINGS = 4
    LOAD = 5
    SUPPORT = 6


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
    def _tables(self) -> dict[int, Numbers]:
        keys = {(Fraction(k, q), Fraction(1 - k, q)) for q, most in self.most.items() for k in range(1, most + 1)}
        rank = {key: number for number, key in enumerate(sorted(keys), 1)}
        return {
            q: np.array([rank[Fraction(k, q), Fraction(1 - k, q)] for k in range(1, most + 1)], np.int64)
            for q, most in self.most.items()
        }

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
