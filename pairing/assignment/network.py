"""Encode a part as a network. From the source each cadre draws households, from each household flows go to the sink.

A block is one arc from its class to its village: a province has 20 million pairs and 5,000 blocks. Blocks do not keep
a cadre from helping one household twice; where the best flow cannot be told apart into different pairs, the part is
encoded again with an arc a pair (:mod:`pairing.assignment.best`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.assignment.levels import Level, rows_of
from pairing.eligibility import NONE, Pairs, distinct
from pairing.flow import Network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.assignment.levels import Policy
    from pairing.assignment.parts import Part
    from pairing.eligibility import Flags, Numbers

SOURCE: Final = 0
SINK: Final = 1
PEOPLE: Final = 2
"""The node of the first cadre; those of the households follow, then classes, then villages."""


@dataclass(frozen=True, eq=False)
class Encoding:
    """A part, the policy, and how many arcs each cadre has from the source: at most so many households."""

    part: Part
    policy: Policy
    most: Numbers
    by_blocks: bool

    @cached_property
    def pairs(self) -> tuple[Pairs, Flags]:
        """The pairs that have an arc each, and which of them are ineligible; pinned ones are no choice."""
        pairs, ineligible = (self.part.single, self.part.ineligible) if self.by_blocks else self.part.spelled_out()
        free = ~pairs.within(self.part.pinned)
        return pairs.where(free), ineligible[free]

    @cached_property
    def drawn(self) -> tuple[Numbers, Numbers]:
        """Whose each arc from the source is, and which of his, from 1."""
        return spread(self.most)

    @cached_property
    def helped(self) -> tuple[Numbers, Numbers]:
        """Whose each arc to the sink is, and which of its, from 1."""
        return spread(room_of(self.part, self.policy))

    @cached_property
    def network(self) -> Network:
        """The whole network: cadres' units, blocks or pairs, households' units, and back to the source."""
        stars = [self._ordered(star) for star in self._stars()]
        tail, head, capacity = (np.concatenate([star[part] for star in stars]) for part in range(3))
        costs = np.concatenate([star[3] for star in stars], axis=1)
        return Network(self._nodes, tail, head, capacity, costs, self._supply())

    def _stars(self) -> Iterator[_Star]:
        yield self._drawn()
        yield from self._between()
        yield self._helped()
        yield self._back()

    def _ordered(self, star: _Star) -> _Star:
        """Give the rows of the order for what some arcs cost in every level."""
        return *star[:3], rows_of(self.policy.order, star[3])

    @property
    def _cadres(self) -> Numbers:
        return PEOPLE + np.arange(len(self.part.cadres))

    @property
    def _households(self) -> Numbers:
        return PEOPLE + len(self.part.cadres) + np.arange(len(self.part.households))

    @property
    def _hubs(self) -> tuple[int, int]:
        """The nodes of the first class and of the first village."""
        first = PEOPLE + len(self.part.cadres) + len(self.part.households)
        return first, first + len(self.part.members.counts)

    @property
    def _nodes(self) -> int:
        return self._hubs[1] + len(self.part.homes.counts)

    def _drawn(self) -> _Star:
        """Source → cadre: an arc for each household more."""
        cadre, unit = self.drawn
        costs = cadre_costs(self.part.quota[cadre], unit, self.policy)
        return np.full(len(cadre), SOURCE), self._cadres[cadre], np.ones(len(cadre), np.int64), costs

    def _between(self) -> list[_Star]:
        pairs, ineligible = self.pairs
        costs = pair_costs(self.part, pairs)
        costs[Level.INELIGIBLE] = ineligible
        single = (
            self._cadres[pairs.cadre],
            self._households[pairs.household],
            np.ones(len(pairs), np.int64),
            costs,
        )
        return [*self._blocks(), single] if self.by_blocks else [single]

    def _block_costs(self) -> Numbers:
        """Give what a pair of each block costs that does not count today."""
        part, costs = self.part, _free(len(self.part.blocks))
        costs[Level.CHANGES] = 1
        costs[Level.PREFERENCE] = (
            -part.level_of_class[part.blocks.cadre] * part.difficulty_of_village[part.blocks.household]
        )
        return costs

    def _blocks(self) -> list[_Star]:
        """Cadre → class → village → household: never full, so that the potentials hold for one pair more anywhere."""
        part, (classes, villages) = self.part, self._hubs
        inside, at_home = np.flatnonzero(part.group != NONE), np.flatnonzero(part.village != NONE)
        ample = int(self.most.sum()) + 1
        return [
            _ample(self._cadres[inside], classes + part.group[inside], ample),
            (
                classes + part.blocks.cadre,
                villages + part.blocks.household,
                np.full(len(part.blocks), ample),
                self._block_costs(),
            ),
            _ample(villages + part.village[at_home], self._households[at_home], ample),
        ]

    def _helped(self) -> _Star:
        """Household → sink: an arc for each helper more."""
        household, unit = self.helped
        costs = household_costs(unit, self.part.before[household])
        return self._households[household], np.full(len(household), SINK), np.ones(len(household), np.int64), costs

    def _back(self) -> _Star:
        """Sink → source: an arc for as many pairings as count today, and one for all beyond."""
        costs = _free(2)
        costs[Level.PAIRINGS] = -1, 1
        capacity = np.array([self.part.pairings, int(self.most.sum())])
        return np.full(2, SINK), np.full(2, SOURCE), capacity, costs

    def _supply(self) -> Numbers:
        """Take a pinned pair from its cadre and give it to its household, whatever else flows."""
        supply = np.zeros(self._nodes, np.int64)
        np.subtract.at(supply, self._cadres[self.part.pinned.cadre], 1)
        np.add.at(supply, self._households[self.part.pinned.household], 1)
        return supply


_Star = tuple["Numbers", "Numbers", "Numbers", "Numbers"]
"""Tails, heads, capacities and costs of some arcs."""


def room_of(part: Part, policy: Policy) -> Numbers:
    """Give how many helpers each household may have: the policy's number, more where more are pinned."""
    pinned = np.bincount(part.pinned.household, minlength=len(part.households))
    return np.minimum(part.choice, np.maximum(policy.helpers, pinned))


def cadre_costs(quota: Numbers, unit: Numbers, policy: Policy) -> Numbers:
    """Give what the ``unit``-th household of a cadre with this quota costs in each level."""
    costs = _free(len(unit))
    expected = quota >= 1
    if policy.everyone:
        costs[Level.IDLE] = -(expected & (unit == 1)).astype(np.int64)
    costs[Level.OVERLOAD] = unit > quota
    for some in distinct(quota[expected]):
        at = np.flatnonzero(quota == some)
        costs[Level.LOAD, at] = policy.ranks.of(int(some))[unit[at] - 1]
    return costs


def pair_costs(part: Part, pairs: Pairs) -> Numbers:
    """Give what pairs cost in each level, but for those that C203 finds."""
    costs = _free(len(pairs))
    costs[Level.CHANGES] = ~pairs.within(part.today)
    costs[Level.FIRST] = -pairs.within(part.first).astype(np.int64)
    costs[Level.PREFERENCE] = -part.level[pairs.cadre] * part.difficulty[pairs.household]
    return costs


def household_costs(unit: Numbers, before: Numbers) -> Numbers:
    """Give what the ``unit``-th helper of a household that has so many today costs in each level."""
    costs = _free(len(unit))
    costs[Level.UNCOVERED] = -(unit == 1).astype(np.int64)
    costs[Level.SUPPORT] = 2 * unit - 1
    costs[Level.CHANGES] = -(unit <= before).astype(np.int64)
    return costs


def costs_of(part: Part, policy: Policy, pairs: Pairs) -> Numbers:
    """Give what pairs cost in each level: a column for each household drawn, each helper, each pair, and their number.

    The sum of a row is the value of the pairs in that level, up to a number that is the same for all.
    """
    cadre, nth = spread(np.bincount(pairs.cadre, minlength=len(part.cadres)))
    household, helper = spread(np.bincount(pairs.household, minlength=len(part.households)))
    each = pair_costs(part, pairs)
    each[Level.INELIGIBLE] = pairs.within(part.single.where(part.ineligible))
    count = _free(1)
    count[Level.PAIRINGS] = max(0, len(pairs) - part.pairings) - min(len(pairs), part.pairings)
    drawn = cadre_costs(part.quota[cadre], nth, policy)
    return np.concatenate([drawn, each, household_costs(helper, part.before[household]), count], axis=1)


def spread(counts: Numbers) -> tuple[Numbers, Numbers]:
    """Give the first, second, … unit of each: whose it is, and which one, from 1."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + 1


def _ample(tail: Numbers, head: Numbers, capacity: int) -> _Star:
    return tail, head, np.full(len(tail), capacity), _free(len(tail))


def _free(arcs: int) -> Numbers:
    return np.zeros((len(Level), arcs), np.int64)
