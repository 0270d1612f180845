"""By which levels a plan is judged, and in which order (DESIGN §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.assignment.levels import Level, order_of
from pairing.model.plan import Term as Written
from pairing.model.plan import levels_of

if TYPE_CHECKING:
    from pairing.assignment.levels import Order
    from pairing.model.plan import Goal, Mode, PlanLevel


def order_for(mode: Mode, goal: Goal) -> Order:
    """Give the order of a kind of plan."""
    return order_of(*(Level[name.upper()] for name in levels_of(mode, goal)))


def name_of(level: Level) -> PlanLevel:
    """Give the name of a level as plans write it."""
    return level.name.lower()  # type: ignore[return-value]  # the names are the same


def written(order: Order) -> tuple[tuple[Written, ...], ...]:
    """Write an order down as a proof has it."""
    return tuple(
        tuple(Written(level=name_of(term.level), weight=term.weight, at=term.at, above=term.above) for term in terms)
        for terms in order
    )
