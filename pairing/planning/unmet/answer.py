"""What no plan can do, with the reason, and what would loosen it (DESIGN §7)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from pairing.planning.unmet.case import Case
from pairing.planning.unmet.conflicts import Conflicts
from pairing.planning.unmet.idle import Idle
from pairing.planning.unmet.overloaded import Overloaded
from pairing.planning.unmet.trying import Trials
from pairing.planning.unmet.unhelped import Unhelped

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.model.plan import Goal, Unmet
    from pairing.planning.area import Area
    from pairing.planning.values import Held

HELPED: Final = 5
"""For so many of a kind something that would loosen it is sought; each costs some solving."""


def unmet(
    area: Area,
    plan_held: Held,
    progress: Callable[[int, int], None] | None = None,
    *,
    goal: Goal = "balance",
) -> tuple[Unmet, ...]:
    """Say what no plan can do: whom nobody may help, who stays idle or over quota, which pins are in conflict.

    ``plan_held`` is the best assignment for balance, whatever a plan is made for: the fewest changes that close the
    gaps may leave what a full repair mends. Suggestions were tried by solving again; their numbers are those of a
    repair with ``goal``. ``progress`` is told before each thing how many are done and how many there are.
    """
    case = Case(plan_held)
    kinds = (Unhelped(case), Idle(case), Overloaded(case), Conflicts(case))
    lacks = [list(kind.lacks()) for kind in kinds]
    whole, trials = sum(map(len, lacks)), Trials(area, goal)
    found = []
    for done, (place, lack) in enumerate(chain.from_iterable(map(enumerate, lacks))):
        if progress is not None:
            progress(done, whole)
        suggestions = trials.suggestions(lack) if place < HELPED else ()
        found.append(lack.unmet.model_copy(update={"suggestions": suggestions}))
    return tuple(found)
