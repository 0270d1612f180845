"""The curve of a plan as it is shown: what the best found with so many changes reaches, and what of it is exact."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from pairing.model.plan import ORDERS
from pairing.model.sentences import figure
from pairing.text import Text, text
from viz.plan import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.model.plan import Goal, PlanLevel, Point

METRICS: Final[tuple[tuple[PlanLevel, Text], ...]] = (
    ("uncovered", text("Without a helper")),
    ("idle", text("Without a household")),
    ("overload", text("Beyond quota")),
    ("load", text("Largest load")),
)
"""What the curve shows against the number of changes."""
EXACT_MARKS: Final[Mapping[bool, str]] = {True: "●", False: "○"}


def metric(point: Point, name: PlanLevel) -> Fraction | None:
    """Give what the curve shows of a point; None where it has no such value."""
    values: Mapping[str, int | Fraction | None] = {
        "uncovered": point.uncovered,
        "idle": point.idle,
        "overload": point.overload,
        "load": point.worst_load,
    }
    value = values[name]
    return None if value is None else Fraction(value)


def is_exact(point: Point, name: PlanLevel, goal: Goal) -> bool:
    """Tell whether a level of a point is proven: all are, or those before the first that may be better."""
    if point.exact or point.bounded is None:
        return point.exact
    return ORDERS[goal].index(name) < ORDERS[goal].index(point.bounded)


def thinned(count: int, room: int) -> list[int]:
    """Choose as many places of so many as there is room for, the first and the last among them."""
    if count <= room:
        return list(range(count))
    return [place * (count - 1) // max(1, room - 1) for place in range(room)]


def point_text(point: Point) -> Text:
    """Say whether a point is proven, and what may be better where it is not."""
    if point.exact:
        return text("exact")
    if point.bounded is None:
        return text("best found")
    if point.bound is None:
        return text("best found; not proven from this on: {level}", level=LEVELS[point.bounded])
    return text("best found; {level}: bound {bound}", level=LEVELS[point.bounded], bound=figure(point.bound))
