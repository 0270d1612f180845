from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from tests.viz.charts.saying import SVG, filled, picture, same, say, texts, tips
from tests.viz.plans import small_plan
from viz.charts import Curve, Step, curve_chart, curve_charts
from viz.charts.curve import MOST_POINTS


def test_a_plan_has_a_chart_for_each_thing_that_its_curve_shows() -> None:
    charts = curve_charts(small_plan(), say)
    assert [chart.split("</figcaption>")[0].split(">")[-1] for chart in charts] == [
        *("Without a helper", "Without a household", "Beyond quota", "Largest load"),
    ]
    assert picture(charts[0]).attrib["aria-label"].startswith("Without a helper: 2 without changes, 0 with 4 changes.")
    assert texts(charts[0]) == ["0", "1", "2", "3", "4", "0", "1", "2"]
    assert texts(charts[3]) == ["0", "1", "2", "3", "4", "0", "0.5", "1", "1.5", "2"]


def test_what_is_proven_is_a_full_dot_and_what_is_not_a_ring_with_its_bound() -> None:
    *_, load = curve_charts(small_plan(), say)
    assert (len(filled(load, "accent")), len(filled(load, "paper"))) == (4, 1)
    bounds = [one for one in picture(load).iter(f"{SVG}line") if one.get("stroke") == "var(--over)"]
    assert len(bounds) == 1
    assert "best found" in load
    assert "cannot be better than this" in load
    assert tips(load)[3] == ["Changes: 3", "Largest load: 1.5", "best found; Largest load: bound 1"]
    uncovered, *_ = curve_charts(small_plan(), say)
    assert "chart-found" not in uncovered


def test_axes_start_at_zero_and_stairs_go_down_where_fewer_are_reached() -> None:
    steps = (step(0, 1000), step(10, 1000), step(11, 250), step(400, 0))
    chart = curve_chart(Curve(same("T"), same("L"), steps), say)
    assert texts(chart) == ["0", "100", "200", "300", "400", "0", "500", "1,000"]
    (line,) = [one for one in picture(chart).iter(f"{SVG}path") if one.get("stroke-width") == "2"]
    points = [tuple(map(float, one.split(","))) for one in line.attrib["d"].removeprefix("M").split("L")]
    heights = [y for _, y in points]
    assert heights[0] == 0
    assert heights == sorted(heights)
    assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(points))


def step(changes: int, value: int) -> Step:
    return Step(changes, Fraction(value), exact=True, proven=same("exact"))


def test_of_very_many_points_some_are_left_out_but_never_the_last() -> None:
    point = small_plan().curve[0]
    curve = tuple(point.model_copy(update={"changes": number}) for number in range(500))
    chart = curve_charts(small_plan(curve=curve), say)[0]
    assert len(tips(chart)) == MOST_POINTS
    assert tips(chart)[-1][0] == "Changes: 499"
