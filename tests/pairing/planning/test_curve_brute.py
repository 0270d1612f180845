"""With so many changes at most: never worse than with fewer, never better than can be, and as good where it says so."""

from __future__ import annotations

import os
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

import pairing
from tests.pairing.balance.brute import TODAY, roster_of
from tests.pairing.planning.areas import LATER, Desk, areas
from tests.pairing.planning.brute import GOALS, Goal, Tried, order_of
from tests.pairing.planning.outcome import of_area, pairs_after
from tests.pairing.planning.result import Reached, broken_rules, reached, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from pairing.model.plan import Plan, PlanLevel, Point

pytestmark = pytest.mark.usefixtures("nothing_tried")
ROSTERS: Final = int(os.environ.get("PAIRING_BRUTE", "200")) // 30
"""So many rosters are planned with each number of changes."""
TOGETHER: Final = 3
"""Areas in a roster: changes are to be spent where they are worth most."""
VALUED: Final[dict[Goal, tuple[str, ...]]] = {
    "balance": ("uncovered", "ineligible", "idle", "overload", "distance", "load", "support"),
    "gaps": ("uncovered", "ineligible", "idle"),
}
"""What changes are made for."""
FIELD: Final[dict[PlanLevel, str]] = {"pairings": "distance"}


class Limited:
    """A roster of a few areas, its plans with each number of changes, and what there is to be had with so many."""

    def __init__(self, seed: int, goal: Goal) -> None:
        self.seed = seed
        self.goal = goal
        self.order = order_of(goal, changes=False)
        on = LATER if seed % 3 == 0 else TODAY
        self.desks = [Desk(area) for area in areas(Random(f"curve {seed}"), TOGETHER, on)]
        self.roster = roster_of([desk.area for desk in self.desks])
        self.plan = pairing.repair(self.roster, goal=goal, effective=on, curve=True)
        self.most = len(self.plan.counted)
        self.plans = [
            pairing.repair(self.roster, goal=goal, effective=on, max_changes=number) for number in range(self.most + 2)
        ]
        self.best = _best_within(self.desks, goal, self.most + 1)

    def reached(self, plan: Plan) -> Reached:
        """Judge a plan."""
        pairs = ((desk, pairs_after(desk, of_area(plan, desk))) for desk in self.desks)
        return together(reached(desk, some) for desk, some in pairs)

    def is_legal(self, plan: Plan) -> bool:
        """Tell whether a plan keeps every hard rule."""
        return not any(True for desk in self.desks for _ in broken_rules(desk, pairs_after(desk, of_area(plan, desk))))


def _best_within(desks: Sequence[Desk], goal: Goal, most: int) -> list[Reached | None]:
    """Give the best of all areas together with at most so many changes; None where no legal plan has so few."""
    order = (*order_of(goal, changes=False), "changes")
    sums: list[Reached | None] = [together([])] * (most + 1)
    for desk in desks:
        tried = Tried(desk)
        own = [tried.best_within(goal, number) for number in range(most + 1)]
        sums = [
            min(_sums(sums, own, number), key=lambda both: both.by(order), default=None) for number in range(most + 1)
        ]
    return sums


def _sums(ours: Sequence[Reached | None], theirs: Sequence[Reached | None], number: int) -> Iterator[Reached]:
    for mine, more in zip(ours[: number + 1], reversed(theirs[: number + 1]), strict=True):
        if mine is not None and more is not None:
            yield together([mine, more])


@pytest.mark.parametrize("goal", GOALS)
def test_the_best_with_so_many_changes(goal: Goal) -> None:
    for seed in range(ROSTERS):
        limited = Limited(seed, goal)
        for number, (plan, best) in enumerate(zip(limited.plans, limited.best, strict=True)):
            assert len(plan.counted) <= number
            assert pairing.verify(limited.roster, plan).holds, (seed, number)
            if best is not None:
                check_against_brute(limited, number, plan, best)
        check_ascent(limited)
        check_curve(limited)


def check_against_brute(limited: Limited, number: int, plan: Plan, best: Reached) -> None:
    """No plan is better than the best; one that claims to be the best is, and a bound is one."""
    what = limited.seed, number, [desk.area for desk in limited.desks]
    assert limited.is_legal(plan), what
    found = limited.reached(plan)
    assert found.by(limited.order) >= best.by(limited.order), what
    if plan.status == "optimal":
        assert number > limited.most or found.by(limited.order) == best.by(limited.order), what
        assert all(level.proven == "certificate" for level in plan.levels)
        return
    for level in plan.levels:
        name = FIELD.get(level.name, level.name)
        if level.proven == "bound":
            assert level.bound is None or not is_better(level.name, best, level.bound), what
            break
        assert getattr(found, name) == getattr(best, name), (what, level)


def is_better(level: PlanLevel, reached: Reached, bound: Fraction) -> bool:
    """Tell whether a level is better than a bound says it can be."""
    if level == "load":
        return max(reached.load, default=bound) < bound
    value: int = getattr(reached, FIELD.get(level, level))
    return value < bound


def check_ascent(limited: Limited) -> None:
    """One change more never leads to something worse, and none is spent for nothing."""
    valued = VALUED[limited.goal]
    legal = [(n, p) for n, (p, best) in enumerate(zip(limited.plans, limited.best, strict=True)) if best is not None]
    for (_, before), (number, after) in pairwise(legal):
        less, more = limited.reached(before), limited.reached(after)
        assert more.by(valued) <= less.by(valued), (limited.seed, number)
        if more.by(valued) == less.by(valued):
            assert more.by(limited.order) <= less.by(limited.order), (limited.seed, number)


def check_curve(limited: Limited) -> None:
    """The curve of the whole plan says of each number what the plan with that number does."""
    plan = limited.plan
    assert [point.changes for point in plan.curve] == list(range(limited.most + 1))
    for point, limit, best in zip(plan.curve, limited.plans, limited.best, strict=False):
        found = limited.reached(limit)
        assert (point.uncovered, point.idle, point.overload) == (found.uncovered, found.idle, found.overload)
        assert point.worst_load == max(found.load, default=0)
        assert point.exact == (limit.status == "optimal")
        if best is not None:
            check_point(limited, point, found, best)
    if plan.curve:
        assert plan.curve[-1].exact
        assert limited.plans[-1].levels == limited.plans[-2].levels == plan.levels


def check_point(limited: Limited, point: Point, found: Reached, best: Reached) -> None:
    """What is before the level that is bounded is exact; the bound is one."""
    what = limited.seed, point
    if point.bounded is None:
        return
    order = limited.order
    known = order[: order.index(FIELD.get(point.bounded, point.bounded))]
    assert found.by(known) == best.by(known), what
    assert point.bound is None or not is_better(point.bounded, best, point.bound), what
