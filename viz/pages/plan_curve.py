"""The curve of a plan as charts: one for each thing that improves, over the number of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairing.model.sentences import figure
from viz.charts import curve_charts
from viz.charts.curve import MOST_POINTS
from viz.curve import EXACT_MARKS, METRICS, metric, point_text, thinned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from pairing.model.plan import Plan, PlanLevel, Point
    from viz.pages.atlas import Atlas
    from viz.words import Words


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as a row of the table that says the same."""

    changes: int
    values: tuple[str, ...]
    mark: str
    proven: Words


@dataclass(frozen=True, slots=True)
class CurveView:
    """The charts, and their table."""

    charts: tuple[Markup, ...]
    headers: tuple[Words, ...]
    rows: tuple[PointRow, ...]


def curve_view(plan: Plan, atlas: Atlas) -> CurveView:
    """Make the charts of a curve, which has points, and their table; of very many points some are left out."""
    points = [plan.curve[place] for place in thinned(len(plan.curve), MOST_POINTS)]
    told = [(name, title) for name, title in METRICS if all(metric(one, name) is not None for one in points)]
    return CurveView(
        charts=curve_charts(plan, atlas.say),
        headers=tuple(atlas.say(title) for _, title in told),
        rows=tuple(_row(one, [name for name, _ in told], atlas) for one in points),
    )


def _row(point: Point, names: Sequence[PlanLevel], atlas: Atlas) -> PointRow:
    values = (metric(point, name) for name in names)
    return PointRow(
        point.changes,
        tuple("—" if value is None else figure(value) for value in values),
        EXACT_MARKS[point.exact],
        atlas.say(point_text(point)),
    )
