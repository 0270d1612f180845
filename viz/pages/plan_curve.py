"""The curve of a plan as pictures: one for each thing that improves, over the number of changes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from pairing.model.sentences import figure
from pairing.text import text
from viz.curve import EXACT_MARKS, METRICS, is_exact, metric, point_text, thinned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.plan import Plan, PlanLevel, Point
    from pairing.text import Text
    from viz.pages.atlas import Atlas

WIDTH, HEIGHT = 320, 140
"""Of a picture; on the page about as many pixels."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 14, 12, 24
"""The margins, with room for numbers."""
MOST_POINTS: Final = 60
"""More could not be told apart; the workbook of the plan has them all."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line."""

    x: int
    y: int
    exact: bool
    bound: int | None
    """Where the bound is that no plan with so few changes can beat, where this is what is not proven."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A picture of one thing over the number of changes."""

    title: str
    line: str
    """``x,y x,y …``."""
    dots: tuple[Dot, ...]
    top: str
    """The largest value."""
    first: str
    last: str
    """The numbers of changes at the ends."""
    alternative: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as a row of the table that says the same."""

    changes: int
    values: tuple[str, ...]
    mark: str
    proven: str


@dataclass(frozen=True, slots=True)
class CurveView:
    """All pictures, and their table."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[LineView, ...]
    headers: tuple[str, ...]
    rows: tuple[PointRow, ...]


def curve_view(plan: Plan, atlas: Atlas) -> CurveView:
    """Make the pictures of a curve, which has points; of very many some are left out."""
    points = [plan.curve[place] for place in thinned(len(plan.curve), MOST_POINTS)]
    drawn = [(name, title) for name, title in METRICS if all(metric(one, name) is not None for one in points)]
    return CurveView(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        top=_TOP,
        bottom=HEIGHT - _BOTTOM,
        lines=tuple(_line(points, name, title, plan, atlas) for name, title in drawn),
        headers=tuple(atlas.say(title) for _, title in drawn),
        rows=tuple(_row(one, [name for name, _ in drawn], atlas) for one in points),
    )


def _line(points: Sequence[Point], name: PlanLevel, title: Text, plan: Plan, atlas: Atlas) -> LineView:
    values = [metric(one, name) or Fraction(0) for one in points]
    most = max(*values, Fraction(1))
    widest = max(1, points[-1].changes)
    dots = tuple(_dot(one, value, name, plan, (widest, most)) for one, value in zip(points, values, strict=True))
    alternative = text(
        "{title}: {first} without changes, {last} with {changes} changes. The table below says the same as this "
        "picture.",
        title=title,
        first=figure(values[0]),
        last=figure(values[-1]),
        changes=points[-1].changes,
    )
    return LineView(
        title=atlas.say(title),
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        dots=dots,
        top=figure(most),
        first=str(points[0].changes),
        last=str(points[-1].changes),
        alternative=atlas.say(alternative),
    )


def _dot(point: Point, value: Fraction, name: PlanLevel, plan: Plan, scale: tuple[int, Fraction]) -> Dot:
    widest, most = scale
    x = _LEFT + round((WIDTH - _LEFT - _RIGHT) * point.changes / widest)
    bound = point.bound if point.bounded == name else None
    return Dot(
        x, _height(value, most), is_exact(point, name, plan.goal), None if bound is None else _height(bound, most)
    )


def _height(value: Fraction, most: Fraction) -> int:
    return HEIGHT - _BOTTOM - round((HEIGHT - _TOP - _BOTTOM) * min(value, most) / most)


def _row(point: Point, names: Sequence[PlanLevel], atlas: Atlas) -> PointRow:
    values = (metric(point, name) for name in names)
    return PointRow(
        point.changes,
        tuple("—" if value is None else figure(value) for value in values),
        EXACT_MARKS[point.exact],
        atlas.say(point_text(point)),
    )
