"""Potentials: for each node the least cost of a residual path that ends there, level by level.

With them every residual arc costs nothing or more: cost + potential(tail) − potential(head) ≥ 0 in the order of the
levels, which proves that no exchange along any chain is better (DESIGN §6). A path may begin anywhere, so no potential
is above 0, and each is either 0 or reached by an arc that costs nothing: the potentials of a flow are unique.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pairing.flow.network import Integers, Network

UNREACHED: Final = 2**62
FEW: Final = 20
"""When fewer than one node in so many has changed, only the arcs that leave those are looked at."""


@dataclass(frozen=True, eq=False)
class Residual:
    """What a flow leaves: arcs that can take more, and arcs backwards for what can be taken back."""

    nodes: int
    tail: Integers
    head: Integers
    arc: Integers
    """Which arc of the network each is, forwards or backwards."""
    sign: Integers
    """1 forwards, −1 backwards."""


def residual(network: Network, flow: Integers, floor: Integers, ceiling: Integers) -> Residual:
    """Give the residual arcs of a flow between a floor and a ceiling, ordered by head."""
    forwards, backwards = np.flatnonzero(flow < ceiling), np.flatnonzero(flow > floor)
    arc = np.concatenate([forwards, backwards])
    sign = np.repeat(np.array([1, -1]), [len(forwards), len(backwards)])
    tail = np.where(sign > 0, network.tail[arc], network.head[arc])
    head = np.where(sign > 0, network.head[arc], network.tail[arc])
    order = np.argsort(head, kind="stable")
    return Residual(network.nodes, tail[order], head[order], arc[order], sign[order])


def shortest(arcs: Residual, cost: Integers, start: Integers) -> Integers:
    """Give the length of the shortest path to each node, from ``start`` on; Bellman (1958), Ford (1956).

    There is no cycle of negative length: the caller's flow is optimal. Rounds are over all arcs while much changes;
    then only over those that leave a node that changed, so that a long chain does not cost a round of everything each.
    """
    length = start.copy()
    if not len(cost):
        return length
    begins = np.flatnonzero(np.diff(arcs.head, prepend=-1))
    heads = arcs.head[begins]
    leaving = _Leaving.of(arcs)
    changed = np.arange(arcs.nodes)
    while len(changed):
        if len(changed) * FEW > arcs.nodes:
            best = np.minimum.reduceat(length[arcs.tail] + cost, begins)
            changed = heads[best < length[heads]]
            length[heads] = np.minimum(length[heads], best)
        else:
            some = leaving.arcs(changed)
            ends, reached = arcs.head[some], length[arcs.tail[some]] + cost[some]
            shorter = reached < length[ends]
            np.minimum.at(length, ends[shorter], reached[shorter])
            changed = np.unique(ends[shorter])
    return length


@dataclass(frozen=True, eq=False)
class _Leaving:
    """The arcs that leave each node."""

    order: Integers
    begin: Integers

    @classmethod
    def of(cls, arcs: Residual) -> _Leaving:
        order = np.argsort(arcs.tail, kind="stable")
        return cls(order, np.searchsorted(arcs.tail[order], np.arange(arcs.nodes + 1)))

    def arcs(self, nodes: Integers) -> Integers:
        """List the arcs that leave some nodes."""
        first, count = self.begin[nodes], self.begin[nodes + 1] - self.begin[nodes]
        before = np.cumsum(count) - count
        found: Integers = self.order[np.repeat(first - before, count) + np.arange(count.sum())]
        return found
