"""The curve of a plan: what the best with at most so many changes comes to (DESIGN §7).

That no plan with so few changes is better than a point of it cannot be told without a proof of each point. What can be
told: that more changes never make it worse, and that it ends in the plan.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pairing.text import Text, text
from pairing.verification.verdict import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from pairing.model.plan import Plan, PlanLevel, Point
    from pairing.verification.outcome import Outcome
    from pairing.verification.verdict import Docket

    Levels = Mapping[PlanLevel, Fraction]


def check_curve(docket: Docket, outcome: Outcome, plan: Plan) -> None:
    """Check that a curve begins with today, never becomes worse, and ends in the plan."""
    fewest = next((point.changes for point in plan.curve if point.exact), 0)
    for one, other in pairwise(plan.curve):
        docket.claim(
            one.changes < other.changes and (one.changes < fewest or not _worse(outcome, plan, one, other)),
            lambda other=other: _said(other, text("it is worse than the one before")),  # type: ignore[misc]
        )
    for point in plan.curve:
        docket.claim(
            point.exact == (point.bounded is None) and (point.bound is None or not point.exact),
            lambda point=point: _said(point, text("it is not said to be either exact or bounded")),  # type: ignore[misc]
        )
        found = _known(outcome, plan, point)
        docket.claim(
            found is None or _figures(point) == _figures_of(found),
            lambda point=point: _said(point, text("it is not what these changes lead to")),  # type: ignore[misc]
        )
    last = plan.curve[-1:]
    docket.claim(
        plan.max_changes is not None or all(point.changes == len(plan.counted) for point in last),
        lambda: text("The curve does not end in the plan."),
    )


def _said(point: Point, said: Text) -> Text:
    return text("Point of the curve at {changes} changes: {said}.", changes=shown(point.changes), said=said)


def _known(outcome: Outcome, plan: Plan, point: Point) -> Levels | None:
    """Give the levels of a point, if they are known: today's, or those of the plan."""
    last = plan.curve[-1].changes
    if point.changes == 0:
        return outcome.today
    most = last if plan.max_changes is None else min(plan.max_changes, last)
    return outcome.then if point.changes == most else None


def _figures(point: Point) -> tuple[Fraction | int | None, ...]:
    return point.uncovered, point.idle, point.overload, point.worst_load


def _figures_of(levels: Levels) -> tuple[Fraction | int | None, ...]:
    return levels["uncovered"], levels["idle"], levels["overload"], levels["load"]


def _worse(outcome: Outcome, plan: Plan, one: Point, other: Point) -> bool:
    """Tell whether a point is surely worse than another: by what comes first, as far as nothing between is untold."""
    before, after = (one.uncovered, one.idle, one.overload), (other.uncovered, other.idle, other.overload)
    told = 1 if outcome.changes.world.ineligible.any() else 2 if plan.goal == "gaps" else 3
    return after[:told] > before[:told]
