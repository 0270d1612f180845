"""OR-Tools' min-cost flow alone: given arcs, capacities and one cost each, it gives a cost back and proves nothing.

The calls that a planner of ours makes can be listened to, and made again without all that is around them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Problem:
    """One call of the solver."""

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    capacity: Numbers
    cost: Numbers
    supply: Numbers

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.supply)

    def solve(self) -> int:
        """Solve it, and give the optimal cost."""
        solver = SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(self.tail, self.head, self.capacity, self.cost)
        solver.set_nodes_supplies(np.arange(self.nodes, dtype=np.int32), self.supply)
        assert solver.solve() == SimpleMinCostFlow.OPTIMAL
        return int(solver.optimal_cost())


def solve_each(problems: Iterable[Problem]) -> None:
    """Solve one after the other."""
    for problem in problems:
        problem.solve()


@contextmanager
def listening() -> Iterator[list[Problem]]:
    """List the problems that are solved meanwhile in this process, those beyond the solver's range left out."""
    heard: list[Problem] = []

    class Listener:
        """Stands for the solver, and does what it does."""

        OPTIMAL, BAD_COST_RANGE = SimpleMinCostFlow.OPTIMAL, SimpleMinCostFlow.BAD_COST_RANGE

        def __init__(self) -> None:
            self._solver: Any = SimpleMinCostFlow()

        def add_arcs_with_capacity_and_unit_cost(
            self, tail: NDArray[np.int32], head: NDArray[np.int32], capacity: Numbers, cost: Numbers
        ) -> None:
            self._solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
            self._problem = Problem(tail, head, capacity, cost, supply=np.zeros(0, np.int64))

        def set_nodes_supplies(self, nodes: Numbers, supply: Numbers) -> None:
            self._solver.set_nodes_supplies(nodes, supply)
            self._problem = replace(self._problem, supply=supply)

        def solve(self) -> object:
            status = self._solver.solve()
            if status == SimpleMinCostFlow.OPTIMAL:
                heard.append(self._problem)
            return status

        def flows(self, arcs: Numbers) -> Numbers:
            flows: Numbers = self._solver.flows(arcs)
            return flows

    module: Any = import_module("pairing.flow.solve")
    module.SimpleMinCostFlow = Listener
    try:
        yield heard
    finally:
        module.SimpleMinCostFlow = SimpleMinCostFlow
