"""What is attainable under the hard rules in force, lens by lens (DESIGN §6, §7)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.assignment.best import Best, best_of, policy_of
from pairing.assignment.parts import parts_of
from pairing.balance.chain import Block, even_split
from pairing.balance.choices import Choices, units_of_households, villages_of_cadres
from pairing.balance.even import even_twinnings
from pairing.balance.indices import Vector
from pairing.balance.values import Values
from pairing.eligibility import HUNDREDTHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from pairing.assignment.levels import Policy
    from pairing.assignment.parts import Part
    from pairing.balance.lenses import Today
    from pairing.eligibility import Numbers, Pairs


@dataclass(frozen=True, eq=False)
class Assigned:
    """The best assignment of every part."""

    today: Today
    policy: Policy
    bests: tuple[Best, ...]

    @cached_property
    def loads(self) -> Numbers:
        """How many households each cadre helps in it."""
        loads = np.zeros(len(self.today.allowed.quota), np.int64)
        for best in self.bests:
            loads[best.part.cadres] = best.loads
        return loads

    @cached_property
    def helpers(self) -> Numbers:
        """How many helpers each household has in it."""
        helpers = np.zeros(len(self.today.allowed.village), np.int64)
        for best in self.bests:
            helpers[best.part.households] = best.helpers
        return helpers

    @property
    def ineligible(self) -> int:
        """How many pairs in it C203 finds."""
        return sum(
            int(best.pairs.within(best.part.single.where(best.part.ineligible)).sum())
            for best in self.bests
            if best.part.ineligible.any()
        )

    def load_vector(self) -> Vector:
        """Give the attainable load."""
        expected = self.today.allowed.expected
        return Values.ratios(self.loads[expected], self.today.allowed.quota[expected]).vector

    def support_vector(self) -> Vector:
        """Give the attainable support."""
        return Values.ratios(self.helpers, np.ones(len(self.helpers), np.int64)).vector


def assigned(today: Today, progress: Callable[[int, int], None] | None = None) -> Assigned:
    """Solve every part."""
    parts = tuple(parts_of(today.allowed))
    policy = policy_of(today.roster.settings, parts)
    return Assigned(today, policy, tuple(_each(parts, policy, progress)))


def _each(parts: tuple[Part, ...], policy: Policy, progress: Callable[[int, int], None] | None) -> list[Best]:
    bests = []
    for done, part in enumerate(parts):
        if progress is not None:
            progress(done, len(parts))
        bests.append(best_of(part, policy))
    return bests


@dataclass(frozen=True, eq=False)
class Chained:
    """The most even split of worth over villages, or of households over units."""

    choices: Choices
    blocks: tuple[Block, ...]
    scale: int
    """By how much the weights are larger than the lens counts them."""

    @property
    def vector(self) -> Vector:
        """Give the attainable values."""
        return Vector.of((self.value(block), len(block.places)) for block in self.blocks)

    def value(self, block: Block) -> Fraction:
        """Give the value of a block as the lens counts it."""
        return block.value * self.scale


def chained(choices: Choices, scale: int = 1) -> Chained:
    """Split as evenly as can be."""
    return Chained(choices, even_split(choices.supply), scale)


def strength(today: Today) -> Chained:
    """Split the cadres' worth by households."""
    return chained(villages_of_cadres(today, today.homes))


def strength_by_need(today: Today) -> Chained:
    """Split the cadres' worth by need."""
    return chained(villages_of_cadres(today, today.need), HUNDREDTHS)


def burden(today: Today) -> Chained:
    """Split the households' weight by expected cadres."""
    return chained(units_of_households(today))


@dataclass(frozen=True, eq=False)
class Spread:
    """Today's twinnings spread evenly: as many, and each unit with as many villages."""

    twinnings: Pairs
    """Unit and village."""
    villages: int

    @property
    def vector(self) -> Vector:
        """Give the attainable numbers of units."""
        counts = np.bincount(self.twinnings.household, minlength=self.villages)
        return Vector.listed(counts.tolist())


def units(today: Today) -> Spread:
    """Spread today's twinnings evenly over all villages."""
    count = len(today.allowed.villages)
    return Spread(even_twinnings(today.twinned, count), count)
