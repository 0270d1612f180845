"""A network whose arcs have a cost in each of several levels, the first of which matters most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Network:
    """Directed arcs with capacities and, level by level, costs.

    A flow is sought that obeys capacities and supplies and whose total cost is least in the first level, among those
    in the second, and so on.
    """

    nodes: int
    tail: Integers
    head: Integers
    capacity: Integers
    costs: Integers
    """One row a level, one column an arc; may be negative."""
    supply: Integers
    """What each node gives (or, negative, takes); adds up to 0."""

    @property
    def levels(self) -> int:
        """How many levels there are."""
        return len(self.costs)

    def swings(self) -> tuple[int, ...]:
        """Bound, for each level, by how much any simple path or cycle of residual arcs can change its cost.

        Two flows differ by such cycles only, so the levels need not be told apart beyond these bounds (DESIGN §7). A
        simple path uses at most two arcs at any one node, and each arc once.
        """
        return tuple(self._swing(row) for row in self.costs)

    def _swing(self, costs: Integers) -> int:
        priced = np.flatnonzero(costs)
        if not len(priced):
            return 0
        tail, head, cost = self.tail[priced], self.head[priced], np.abs(costs[priced])
        for hub in (tail[0], head[0]):
            if np.all((tail == hub) | (head == hub)):
                return 2 * int(cost.max())
        return min(int(cost.sum()), self.nodes * int(cost.max()))
