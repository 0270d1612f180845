"""What holds for every chart: it can stand in any page, beside any other, whatever its names are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.viz.areas import MARKUP, SEPARATORS
from tests.viz.charts.saying import SVG, parsed, picture, same, say, saying
from tests.viz.charts.test_vector import VECTOR
from tests.viz.plans import small_plan
from viz.charts import Bar, Vector, curve_charts, small_chart, vector_chart
from viz.charts.drawing import rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from viz.charts.words import Say

HOSTILE = f'{MARKUP}{SEPARATORS}"javascript:alert(1)\x00\ud800&amp;'


def of_vector(chart: Callable[[Vector, Say], Markup]) -> Callable[[str, Say], Markup]:
    return lambda name, say: chart(Vector(same(name), (Bar(same(name), 1, 2, worst=True), *VECTOR.bars), True), say)


CHARTS: dict[str, Callable[[str, Say], Markup]] = {
    "vector": of_vector(vector_chart),
    "small": of_vector(small_chart),
    "curve": lambda _, say: curve_charts(small_plan(), say)[3],
}


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest) -> Markup:
    return CHARTS[request.param](HOSTILE, say)


def test_a_hostile_name_is_text(chart: Markup) -> None:
    names = {one.tag.removeprefix(SVG) for one in parsed(chart).iter()}
    assert names <= {
        *("figure", "figcaption", "ul", "li", "span", "p", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td", "svg", "g", "path", "line", "text"),
    }
    assert "<img" not in chart
    assert "</script" not in chart
    assert "\x00" not in chart
    chart.encode()


def test_a_chart_can_stand_in_any_page(chart: Markup) -> None:
    assert {name for one in parsed(chart).iter() for name in one.attrib} <= {
        *("class", "aria-hidden", "scope", "viewBox", "role", "aria-label", "data-tip"),
        *("data-other", "data-other-aria-label", "data-other-data-tip"),
        *("d", "transform", "x2", "y2", "fill", "stroke", "stroke-width", "stroke-dasharray"),
        *("text-anchor", "font-size"),
    }
    assert re.findall(r"<\w+[^<>]*/>", chart) == []  # HTML would take it for a beginning
    svg = picture(chart)
    assert set(svg.attrib) - {"data-other-aria-label"} == {"viewBox", "role", "aria-label"}
    assert [one for one in svg.iter() if one is not svg and {"role", "aria-label"} & set(one.attrib)] == []


def test_colours_are_those_of_the_style_sheet(chart: Markup) -> None:
    found = {one.attrib[name] for one in picture(chart).iter() for name in ("fill", "stroke") if name in one.attrib}
    assert all(re.fullmatch(r"var\(--[a-z-]+\)|none", colour) for colour in found), found


def test_nothing_of_a_picture_is_outside_its_frame(chart: Markup) -> None:
    svg = picture(chart)
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    (group,) = svg
    left, top = place(group.attrib.get("transform", ""))
    for one in group.iter(f"{SVG}text"):
        x, y = place(one.attrib["transform"])
        assert 0 <= left + x <= width
        assert 0 <= top + y <= height


def place(transform: str) -> tuple[float, float]:
    found = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", transform)
    return (float(found[1]), float(found[2])) if found else (0, 0)


def test_a_chart_is_the_same_byte_for_byte_when_it_is_drawn_again(
    chart: Markup, request: pytest.FixtureRequest
) -> None:
    rendered.cache_clear()
    assert CHARTS[request.node.callspec.params["chart"]](HOSTILE, say) == chart


def test_the_languages_change_places() -> None:
    one, other = (parsed(CHARTS["curve"]("甲", saying(language))) for language in ("zh", "en"))
    for here, there in zip(one.iter(), other.iter(), strict=True):
        assert here.get("data-other", here.text) == there.text
        assert here.get("data-other-data-tip", here.get("data-tip")) == there.get("data-tip")
