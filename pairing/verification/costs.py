"""What every step of an assignment costs, level by level and row by row (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.text import text
from pairing.verification.arrays import NONE, Ties, once, signs
from pairing.verification.rows import BALANCE, Rows

if TYPE_CHECKING:
    from pairing.model.plan import PlanLevel
    from pairing.verification.arrays import Numbers
    from pairing.verification.division import Division
    from pairing.verification.rows import Steps
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World

LARGEST: Final = 2**60
"""No step costs as much, and no potential is as far from 0."""
NOBODY: Final = Ties.of(np.zeros(0, np.int64), np.zeros(0, np.int64))
ONE: Final[tuple[PlanLevel, ...]] = (
    "uncovered", "ineligible", "idle", "overload", "pairings", "changes", "first",
)  # fmt: skip
"""Levels in which a step costs 1 at most."""


@dataclass(frozen=True, eq=False)
class Costs:
    """What each step costs, a row each."""

    world: World
    division: Division
    rows: Rows = BALANCE
    first: Ties = NOBODY
    """Pairs that stay today with 顺序 1."""

    def of_load(self, cadres: Numbers, k: Numbers) -> Numbers:
        """Give the cost of the ``k``-th household of cadres."""
        return self._loads(self.world.quota[cadres], k)

    def _loads(self, quota: Numbers, k: Numbers) -> Numbers:
        expected = quota >= 1
        begin, rank = self._ranks
        load = np.zeros(len(k), np.int64)
        load[expected] = rank[begin[quota[expected]] + k[expected] - 1]
        steps: dict[PlanLevel, Numbers] = {"overload": (k > quota).astype(np.int64), "load": load}
        if self.world.everyone:
            steps["idle"] = -(expected & (k == 1)).astype(np.int64)
        return self.rows.costs(steps, len(k))

    @cached_property
    def _keys(self) -> tuple[Numbers, Numbers, Numbers]:
        """Every quota with every number of households that a cadre of it can have, and where each quota begins."""
        world = self.world
        placed = world.expected & (self.division.cadre != NONE)
        reach = np.zeros(int(world.quota.max(initial=0)) + 1, np.int64)
        np.maximum.at(reach, world.quota[placed], world.reach[placed])
        begin = np.cumsum(reach) - reach
        q = np.repeat(np.arange(len(reach)), reach)
        return q, np.arange(len(q)) - begin[q] + 1, begin

    @cached_property
    def _ranks(self) -> tuple[Numbers, Numbers]:
        """Rank (k ÷ q, −(k−1) ÷ q) from 1; those of a quota lie together, and the first array says from where.

        Of two keys with the same k ÷ q, that of the larger quota q comes first.
        """
        q, k, begin = self._keys
        order = np.lexsort((-q, (k % np.maximum(q, 1)) / np.maximum(q, 1), k // np.maximum(q, 1)))
        rank = np.empty(len(q), np.int64)
        rank[order] = np.arange(1, len(q) + 1)
        return begin, rank

    @property
    def ranks(self) -> int:
        """How many ranks there are: the largest."""
        return len(self._ranks[1])

    def of_support(self, households: Numbers, j: Numbers) -> Numbers:
        """Give the cost of the ``j``-th helper of households."""
        return self._supports(self.world.helpers_today[households], j)

    def _supports(self, before: Numbers, j: Numbers) -> Numbers:
        steps: Steps = {
            "uncovered": -(j == 1).astype(np.int64),
            "support": 2 * j - 1,
            "changes": -(j <= before).astype(np.int64),
        }
        return self.rows.costs(steps, len(j))

    def of_pairing(self, n: Numbers, today: Numbers) -> Numbers:
        """Give the cost of the ``n``-th pairing of parts that have so many today."""
        return self.rows.costs({"pairings": np.where(n <= today, -1, 1)}, len(n))

    def of_pairs(self, pairs: Ties) -> Numbers:
        """Give the cost of pairs in themselves."""
        world = self.world
        steps: dict[PlanLevel, Numbers] = {
            "ineligible": pairs.within(world.single.where(world.ineligible)).astype(np.int64)
        }
        if self.rows.uses("changes"):
            steps["changes"] = (~pairs.within(world.kept)).astype(np.int64)
        if self.rows.uses("first"):
            steps["first"] = -pairs.within(self.first).astype(np.int64)
        if self.rows.uses("preference"):
            steps["preference"] = -world.level[pairs.left] * world.difficulty[pairs.right]
        return self.rows.costs(steps, len(pairs))

    def of_new(self, level: Numbers, households: Numbers) -> Numbers:
        """Give the cost of pairs of offered villages that do not count today: of a cadre of some level each."""
        steps: dict[PlanLevel, Numbers] = {"changes": np.ones(len(level), np.int64)}
        if self.rows.uses("preference"):
            steps["preference"] = -level * self.world.difficulty[households]
        return self.rows.costs(steps, len(level))

    @cached_property
    def own(self) -> Ties:
        """The pairs that can be chosen once, at a cost of their own: single ones, and today's where these cost less."""
        world = self.world
        return world.single.and_also(world.kept) if self.rows.uses("changes", "first") else world.single

    # Whether rows can be gone by -------------------------------------------------------------------------------------

    def usable(self, docket: Docket) -> bool:
        """Check that the rows mean something, that costs can be added up, and that no step is cheaper than the last.

        Otherwise the next step would not stand for all beyond it.
        """
        return (
            docket.claim(len(self.rows) > 0, lambda: text("The proof has no rows."))
            and docket.claim(self.rows.readable(), lambda: text("The rows of the proof look at ranks that are none."))
            and docket.claim(
                self.rows.largest(self._tops) < LARGEST, lambda: text("The rows of the proof weigh beyond all bounds.")
            )
            and docket.claim(
                self._rising(),
                lambda: text("By the rows of the proof a further household or helper costs less than the one before."),
            )
        )

    @cached_property
    def _tops(self) -> dict[PlanLevel, int]:
        world = self.world
        level, difficulty = (int(np.abs(some).max(initial=0)) for some in (world.level, world.difficulty))
        tops: dict[PlanLevel, int] = dict.fromkeys(ONE, 1)
        return {
            **tops,
            "load": self.ranks,
            "support": 2 * int(world.room.max(initial=0)) + 1,
            "preference": level * difficulty,
        }

    def _rising(self) -> bool:
        q, k, _ = self._keys
        before = once(self.world.helpers_today)
        most = int(self.world.room.max(initial=0)) + 1
        b, j = np.repeat(before, most), np.tile(np.arange(1, most + 1), len(before))
        one = np.ones(2, np.int64)
        return all([
            _ascends(self._loads(q, k), q),
            _ascends(self._supports(b, j), b),
            _ascends(self.of_pairing(np.array([1, 2]), one), one),
        ])  # fmt: skip


def _ascends(costs: Numbers, whose: Numbers) -> bool:
    """Tell whether no column is less than the one before it of the same owner."""
    same = whose[1:] == whose[:-1]
    return not (signs(np.diff(costs, axis=1)) < 0)[same].any()
