"""Levels of cost packed into one integer a group of them, and taken apart again.

The weight of a level is twice the most that all levels behind it can add up to along a simple path, plus one. So the
sign of a path's packed cost is that of its first level that is not 0, and rounding gives each level back exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.flow.network import Integers, Network

LARGEST_SUM: Final = 2**61
"""Packed costs along a path stay below this, well within 64 bits."""


@dataclass(frozen=True, slots=True)
class Group:
    """Adjacent levels that are solved at once."""

    first: int
    weights: tuple[int, ...]
    """One a level of the group, the first and largest first."""

    @property
    def rows(self) -> slice:
        """Which levels they are."""
        return slice(self.first, self.first + len(self.weights))

    def pack(self, costs: Integers) -> Integers:
        """Give one cost an arc."""
        packed: Integers = np.asarray(self.weights, np.int64) @ costs[self.rows]
        return packed

    def unpack(self, sums: Integers) -> Integers:
        """Take packed sums along simple paths apart: one row a level."""
        rows = np.empty((len(self.weights), len(sums)), np.int64)
        for row, weight in zip(rows, self.weights, strict=True):
            row[:] = (2 * sums + weight) // (2 * weight)
            sums = sums - row * weight
        return rows


def groups_of(network: Network, largest_cost: int) -> tuple[Group, ...]:
    """Pack adjacent levels into as few groups as keep every arc's cost within ``largest_cost``."""
    swings = network.swings()
    tops = [int(np.abs(row).max(initial=0)) for row in network.costs]
    groups: list[Group] = []
    first = 0
    while first < network.levels:
        last = network.levels
        while last > first + 1 and not _fits(swings[first:last], tops[first:last], largest_cost):
            last -= 1
        groups.append(Group(first, _weights(swings[first:last])))
        first = last
    return tuple(groups)


def halves(group: Group, network: Network) -> tuple[Group, ...]:
    """Part a group in two; one level alone cannot be parted, and gives nothing."""
    count = len(group.weights)
    if count == 1:
        return ()
    swings = network.swings()[group.rows]
    middle = count // 2
    return (
        Group(group.first, _weights(swings[:middle])),
        Group(group.first + middle, _weights(swings[middle:])),
    )


def _weights(swings: Sequence[int]) -> tuple[int, ...]:
    weights: list[int] = []
    behind = 0
    for swing in reversed(swings):
        weight = 2 * behind + 1
        behind += weight * swing
        weights.append(weight)
    return tuple(reversed(weights))


def _fits(swings: Sequence[int], tops: Sequence[int], largest_cost: int) -> bool:
    weights = _weights(swings)
    path = sum(weight * swing for weight, swing in zip(weights, swings, strict=True))
    arc = sum(weight * top for weight, top in zip(weights, tops, strict=True))
    return arc <= largest_cost and path < LARGEST_SUM
