"""The best flow of a network, level by level, and the potentials that prove it.

Encode: levels are packed into one integer cost a group, mostly one group for all. Solve: OR-Tools' min-cost flow.
Decode: potentials by shortest paths. Where one group is not enough, the next is solved on the *optimal face* of those
before: an arc of positive reduced cost stays as empty as it can, one of negative as full, one of 0 is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from pairing.flow.levels import groups_of, halves
from pairing.flow.potentials import UNREACHED, residual, shortest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pairing.flow.levels import Group
    from pairing.flow.network import Integers, Network

SPARE_NODES: Final = 3


@dataclass(frozen=True, eq=False)
class Solution:
    """An optimal flow and its potentials."""

    flow: Integers
    """On each arc."""
    potentials: Integers
    """One row a level, one column a node; see :mod:`pairing.flow.potentials`."""


class InfeasibleError(ValueError):
    """No flow obeys the capacities and supplies."""


def solve(network: Network, largest_cost: int | None = None, tie: Integers | None = None) -> Solution:
    """Find a flow that is best in the order of the levels.

    ``largest_cost`` bounds the cost of an arc within one call of the solver; without it, what 64 bits allow for as
    many nodes (OR-Tools scales costs by their number). ``tie`` gives each arc one cost more: of the best flows that
    one is given for which these are least. Raises InfeasibleError when there is no flow at all.
    """
    allowed = largest_cost or 2**63 // (2 * (network.nodes + SPARE_NODES))
    todo = list(groups_of(network, allowed))
    face = _Face.whole(network)
    while todo:
        group = todo.pop(0)
        flow = face.best(group)
        if flow is None:
            todo[:0] = _smaller(group, network)
            continue
        face = face.narrowed(group, flow)
    flow = face.flow if tie is None else face.least(tie)
    return Solution(flow, np.concatenate(face.potentials))


def _smaller(group: Group, network: Network) -> tuple[Group, ...]:
    parts = halves(group, network)
    if not parts:
        raise OverflowError("one level alone goes beyond 64 bits")
    return parts


@dataclass(frozen=True, eq=False)
class _Face:
    """The flows that are best in the groups done so far: each arc between a floor and a ceiling."""

    network: Network
    flow: Integers
    floor: Integers
    ceiling: Integers
    potentials: tuple[Integers, ...]

    @classmethod
    def whole(cls, network: Network) -> _Face:
        nothing = np.zeros(len(network.capacity), np.int64)
        return cls(network, nothing, nothing, network.capacity, ())

    def best(self, group: Group) -> Integers | None:
        """Give the best flow of the face in a group of levels; None where its costs are beyond the solver."""
        return self._cheapest(lambda free: group.pack(self.network.costs[:, free]))

    def least(self, cost: Integers) -> Integers:
        """Give the flow of the face with the least cost; costs too large for the solver are halved until they fit."""
        while True:
            flow = self._cheapest(cost.__getitem__)
            if flow is not None:
                return flow
            cost = cost // 2

    def _cheapest(self, cost_of: Callable[[Integers], Integers]) -> Integers | None:
        network = self.network
        supply = network.supply.copy()
        np.subtract.at(supply, network.tail, self.floor)
        np.add.at(supply, network.head, self.floor)
        free = np.flatnonzero(self.ceiling > self.floor)
        solver = SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(
            network.tail[free].astype(np.int32),
            network.head[free].astype(np.int32),
            (self.ceiling - self.floor)[free],
            cost_of(free),
        )
        solver.set_nodes_supplies(np.arange(network.nodes, dtype=np.int32), supply)
        status = solver.solve()
        if status == SimpleMinCostFlow.BAD_COST_RANGE:
            return None
        if status != SimpleMinCostFlow.OPTIMAL:
            raise InfeasibleError(f"no flow: {status}")
        flow = self.floor.copy()
        flow[free] += solver.flows(np.arange(len(free), dtype=np.int32))
        return flow

    def narrowed(self, group: Group, flow: Integers) -> _Face:
        """Give the face of the flows that are best in this group too.

        Potentials do not depend on which of the best flows was found: they are the greatest that prove it.
        """
        arcs = residual(self.network, flow, self.floor, self.ceiling)
        cost = arcs.sign * group.pack(self.network.costs)[arcs.arc]
        length = shortest(arcs, cost, np.where(self._begins(), 0, UNREACHED))
        free = cost + length[arcs.tail] == length[arcs.head]
        forwards, backwards = arcs.arc[free & (arcs.sign > 0)], arcs.arc[free & (arcs.sign < 0)]
        floor, ceiling = flow.copy(), flow.copy()
        ceiling[forwards] = self.ceiling[forwards]
        floor[backwards] = self.floor[backwards]
        return _Face(self.network, flow, floor, ceiling, (*self.potentials, group.unpack(length)))

    def _begins(self) -> NDArray[np.bool_]:
        """Tell at which nodes a path may begin: where every potential so far is 0."""
        begins = np.ones(self.network.nodes, np.bool_)
        for rows in self.potentials:
            begins &= (rows == 0).all(axis=0)
        return begins
