"""What a plan leads to: its levels, the number of its changes, what balance is left, and the curve (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.model.plan import levels_of
from pairing.text import text
from pairing.verification.levels import counted
from pairing.verification.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pairing.model.plan import LevelValue, Plan, PlanLevel
    from pairing.verification.changes import Changes
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World

MORE_IS_BETTER: Final[frozenset[PlanLevel]] = frozenset({"first", "preference"})
NEITHER: Final[frozenset[PlanLevel]] = frozenset({"pairings"})
"""Levels in which neither more nor less is better."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """The changes of a plan, and what they come to."""

    changes: Changes

    @cached_property
    def today(self) -> Mapping[PlanLevel, Fraction]:
        """Every level, as it counts today."""
        return self._levels(self.changes.world)

    @cached_property
    def then(self) -> Mapping[PlanLevel, Fraction]:
        """Every level, as it counts with the plan."""
        return self._levels(self.changes.after)

    def _levels(self, world: World) -> dict[PlanLevel, Fraction]:
        pairs, level = world.today, world.level
        whole: dict[PlanLevel, int] = {
            **dict(counted(world, pairs, world.loads_today, world.helpers_today).items()),
            "changes": self._moved(world),
            "first": int(self.changes.standing.first.within(pairs).sum()),
            "preference": sum((level[pairs.left] * world.difficulty[pairs.right]).tolist()),
        }
        if not world.everyone:
            whole["idle"] = 0
        return {**{name: Fraction(value) for name, value in whole.items()}, "load": _worst_load(world)}

    def _moved(self, world: World) -> int:
        """Count the changes from today on: of each household the more of those who end and of those who begin."""
        before = self.changes.world
        kept = world.today.where(world.today.within(before.today))
        still = np.bincount(kept.right, minlength=len(before.households))
        return int((np.maximum(before.helpers_today, world.helpers_today) - still).sum())


def _worst_load(world: World) -> Fraction:
    loads, quota = world.loads_today[world.expected].tolist(), world.quota[world.expected].tolist()
    return max((Fraction(load, most) for load, most in set(zip(loads, quota, strict=True))), default=Fraction(0))


def check_levels_of_plan(docket: Docket, outcome: Outcome, plan: Plan, proven: Collection[PlanLevel] | None) -> None:
    """Check every level, today and with the plan, and that it is said to be proven just where it is.

    ``proven`` is None where the proof is none.
    """
    whose, names = text("levels"), levels_of(plan.mode, plan.goal)
    if not docket.same(whose, text("names and order"), tuple(level.name for level in plan.levels), names):
        return
    for level in plan.levels:
        word = LEVELS[level.name]
        docket.same(whose, text("{level} today", level=word), level.today, outcome.today[level.name])
        docket.same(whose, text("{level} with the plan", level=word), level.value, outcome.then[level.name])
        _check_proven(docket, level, plan, level.name in proven if proven is not None else True)


def _check_proven(docket: Docket, level: LevelValue, plan: Plan, is_proven: bool) -> None:  # noqa: FBT001 - of the level
    word, certified = LEVELS[level.name], level.proven == "certificate"
    docket.claim(
        is_proven or not certified,
        lambda: text("{level} is said to be proven by certificate; the proof does not show it.", level=word),
    )
    docket.claim(
        certified or plan.status != "optimal",
        lambda: text("The plan is said to be optimal, and {level} not to be proven by certificate.", level=word),
    )
    docket.claim(
        level.bound is None or (not certified and _bounds(level)),
        lambda: text("{level}: its value is better than what is said to bound it.", level=word),
    )


def _bounds(level: LevelValue) -> bool:
    if level.bound is None or level.name in NEITHER:
        return True
    return level.bound >= level.value if level.name in MORE_IS_BETTER else level.bound <= level.value


def check_counts(docket: Docket, outcome: Outcome, plan: Plan) -> None:
    """Check how many changes there are: as few as lead to its result, and no more than may be."""
    whose, made, counts = text("changes"), len(plan.counted), plan.counts
    docket.same(whose, text("number"), made, int(outcome.then["changes"]))
    docket.claim(
        plan.max_changes is None or made <= plan.max_changes,
        lambda: text("The plan has {made} changes, more than it may have.", made=made),
    )
    docket.claim(
        0 <= counts.gaps_only <= counts.full,
        lambda: text("Closing the gaps alone is said to take more changes than full balance."),
    )
    if plan.max_changes is None:
        said = counts.full if plan.goal == "balance" else counts.gaps_only
        docket.same(whose, text("number that the goal of the plan takes"), said, made)
