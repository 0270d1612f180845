"""The curve of a plan: what the best found with so many changes reaches, one chart for each thing that improves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pairing.model.sentences import figure
from pairing.text import Text, text
from viz.charts.drawing import Drawing, Margins
from viz.charts.figure import Figure, Key, figure_markup
from viz.charts.spec import BOUND, PAPER, SIZE, TODAY, axis_at, quantity, rule_layer, ticks, tip_layer
from viz.charts.words import beside_table, counted, lines, width
from viz.curve import METRICS, is_exact, metric, point_text, thinned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from pairing.model.plan import Plan, PlanLevel, Point
    from viz.charts.drawing import Layer, Row
    from viz.charts.words import Say
    from viz.words import Words

WIDTH, HEIGHT = 360, 190
MOST_POINTS: Final = 60
"""More could not be told apart; the workbook of the plan has them all."""
_TOP, _RIGHT, _BOTTOM = 10, 12, 24
_AIR: Final = 8
_STEPS_UP, _STEPS_ACROSS = 4, 6
_SPARSE: Final = 20
"""So many dots are drawn large."""
_LARGE, _SMALL = 42, 18
"""The area of a dot, in square pixels."""


@dataclass(frozen=True, slots=True)
class Step:
    """What so many changes reach."""

    changes: int
    value: Fraction
    exact: bool
    proven: Text
    """Whether it is proven, in words."""
    bound: Fraction | None = None
    """No plan with so few changes can be below, where this is what is not proven."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One thing over the number of changes; smaller is better."""

    title: Text
    label: Text
    """A sentence that says what is seen, for who does not see it."""
    steps: tuple[Step, ...]
    """Ascending by changes."""


def curve_charts(plan: Plan, say: Say) -> tuple[Markup, ...]:
    """Draw a chart of each thing that the curve of a plan, which has points, shows; of very many, some are left out."""
    points = [plan.curve[place] for place in thinned(len(plan.curve), MOST_POINTS)]
    shown = [(name, title) for name, title in METRICS if all(metric(one, name) is not None for one in points)]
    return tuple(curve_chart(_curve(points, name, title, plan), say) for name, title in shown)


def _curve(points: Sequence[Point], name: PlanLevel, title: Text, plan: Plan) -> Curve:
    steps = tuple(
        Step(
            one.changes,
            metric(one, name) or Fraction(0),
            is_exact(one, name, plan.goal),
            point_text(one),
            one.bound if one.bounded == name else None,
        )
        for one in points
    )
    label = text(
        "{title}: {first} without changes, {last} with {changes} changes.",
        title=title,
        first=figure(steps[0].value),
        last=figure(steps[-1].value),
        changes=steps[-1].changes,
    )
    return Curve(title, label, steps)


def curve_chart(curve: Curve, say: Say) -> Markup:
    """Draw a curve, which has points: what is proven as a full dot, what is the best found as a ring."""
    keys = [Key("chart-exact", text("exact"))]
    if not all(step.exact for step in curve.steps):
        keys.append(Key("chart-found", text("best found")))
    if any(step.bound is not None for step in curve.steps):
        keys.append(Key("chart-bound", text("cannot be better than this")))
    shown = Figure("curve", _stairs(curve, say), title=curve.title, keys=keys, across=text("Changes"))
    return figure_markup(shown, say)


def _stairs(curve: Curve, say: Say) -> Drawing:
    steps = curve.steps
    whole = all(value.denominator == 1 for step in steps for value in (step.value, step.bound) if value is not None)
    up = ticks(max(step.value for step in steps), _STEPS_UP, whole=whole)
    last = max(1, steps[-1].changes)
    left = max(width(figure(tick), SIZE) for tick in up) + _AIR
    across = [tick for tick in ticks(Fraction(last), _STEPS_ACROSS, whole=True) if tick <= last]
    x = quantity("changes", last, axis=axis_at(across, grid=False))
    y = quantity("value", float(up[-1]), axis=axis_at(up))
    wide, high = WIDTH - left - _RIGHT, HEIGHT - _TOP - _BOTTOM
    return Drawing(
        width=wide,
        height=high,
        margins=Margins(left, _RIGHT, _TOP, _BOTTOM),
        rows=[_row(step, reach, up[-1]) for step, reach in zip(steps, _reaches(steps, last), strict=True)],
        layers=[
            _stair("area", x, y),
            tip_layer(
                {"x": x | {"field": "since"}, "x2": {"field": "until"}, "y": {"value": 0}, "y2": {"value": high}}
            ),
            _stair("line", x, y),
            rule_layer(y=high, x=0, x2=wide),
            *_bounds(x, y),
            _dots(x, y, _LARGE if len(steps) <= _SPARSE else _SMALL),
        ],
        label=say(beside_table(curve.label)),
        tips=[_tip(step, curve.title, say) for step in steps],
    )


def _row(step: Step, reach: tuple[float, float], top: Fraction) -> Row:
    bound = step.value if step.bound is None else min(step.bound, top)
    return {
        "changes": step.changes,
        "value": float(step.value),
        "exact": step.exact,
        "bound": float(bound),
        "bounded": step.bound is not None,
        "since": reach[0],
        "until": reach[1],
    }


def _reaches(steps: Sequence[Step], last: int) -> list[tuple[float, float]]:
    """Give each point the changes that are nearest to it, so that it is easy to hit."""
    borders = [(one.changes + after.changes) / 2 for one, after in pairwise(steps)]
    return list(zip([0, *borders], [*borders, last], strict=True))


def _stair(mark: str, x: dict[str, Any], y: dict[str, Any]) -> Layer:
    """Draw stairs, since fewer changes than the next point has reach no more than the one before."""
    return {"mark": {"type": mark, "interpolate": "step-after"}, "encoding": {"x": x, "y": y}}


def _bounds(x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    only = {"transform": [{"filter": "datum.bounded"}]}
    line = {"type": "rule", "color": BOUND, "strokeWidth": 1.5, "strokeDash": [3, 2]}
    foot = {"type": "tick", "color": BOUND, "thickness": 2, "size": 10, "orient": "horizontal"}
    return [
        only | {"mark": line, "encoding": {"x": x, "y": y, "y2": {"field": "bound"}}},
        only | {"mark": foot, "encoding": {"x": x, "y": y | {"field": "bound"}}},
    ]


def _dots(x: dict[str, Any], y: dict[str, Any], size: int) -> Layer:
    fill = {"condition": {"test": "datum.exact", "value": TODAY}, "value": PAPER}
    mark = {"type": "point", "size": size, "stroke": TODAY}
    return {"mark": mark, "encoding": {"x": x, "y": y, "fill": fill}}


def _tip(step: Step, title: Text, say: Say) -> Words:
    return lines(*map(say, (counted(text("Changes"), step.changes), counted(title, step.value), step.proven)))
