from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pairing.balance import measure_balance
from tests.viz.areas import small, wide
from tests.viz.charts.saying import filled, picture, same, say, saying, texts, tips
from tests.viz.plans import both
from viz.balance import lens_views
from viz.charts import Bar, Vector, small_chart, vector_chart, vector_of
from viz.charts.small import WIDTH as SMALL
from viz.charts.vector import WIDTH

VECTOR = Vector(
    both("From 0 to above 2.", "由 0 至 2 以上。"),
    (
        Bar(same("0"), 1, 0, worst=True),
        Bar(same("1"), 3, 12),
        Bar(same("2"), 12000, 11988),
        Bar(both("above 2", "2 以上"), 0, 1),
    ),
    largest_is_worst=False,
)


def test_today_is_to_the_left_and_attainable_to_the_right_the_worst_on_top() -> None:
    chart = vector_chart(VECTOR, say)
    assert texts(chart) == [
        *("Today", "Attainable", "▲ 1", "3", "12,000", "0", "0", "12", "11,988", "1", "0", "1", "2", "above 2"),
    ]
    upside_down = Vector(VECTOR.label, VECTOR.bars, largest_is_worst=True)
    assert texts(vector_chart(upside_down, say))[-4:] == ["above 2", "2", "1", "0"]


def test_bars_grow_from_zero_outwards_and_are_seen_however_few_they_stand_for() -> None:
    chart = vector_chart(VECTOR, say)
    (worst,), today, attainable = (filled(chart, name) for name in ("gap", "accent", "paper"))
    left = [bar(outline) for outline in (worst, *today)]
    right = [bar(outline) for outline in attainable]
    assert (len(left), len(right)) == (3, 3)
    assert [width for _, width in left][:2] == [2, 2]
    assert {start + width for start, width in left} == {left[0][0] + 2}
    assert len({start for start, _ in right}) == 1
    assert min(start for start, _ in left) > 0
    assert max(start + width for start, width in right) < WIDTH
    assert left[2][1] / right[1][1] == pytest.approx(12000 / 11988, abs=1e-3)


def bar(outline: str) -> tuple[float, float]:
    """Where a bar begins, and how wide it is."""
    start, width = re.match(r"M([\d.]+),[\d.]+h([\d.]+)", outline).groups()  # type: ignore[union-attr]
    return float(start), float(width)


def test_a_tooltip_says_what_is_drawn_in_both_languages() -> None:
    chart = vector_chart(VECTOR, say)
    assert tips(chart) == [
        ["0", "Today: 1", "Attainable: 0", "Worst value"],
        ["1", "Today: 3", "Attainable: 12"],
        ["2", "Today: 12,000", "Attainable: 11,988"],
        ["above 2", "Today: 0", "Attainable: 1"],
    ]
    assert tips(chart, "other")[0] == ["0", "现状：1", "可达到：0", "最差值"]
    assert picture(chart).attrib["aria-label"] == "From 0 to above 2. The table below says the same as this picture."
    assert picture(chart).attrib["data-other-aria-label"].startswith("由 0 至 2 以上。")
    assert 'data-other="2 以上">above 2</text>' in chart
    assert 'data-other="above 2">2 以上</text>' in vector_chart(VECTOR, saying("zh"))


def test_the_chart_in_small_shows_today_only() -> None:
    chart = small_chart(VECTOR, say)
    assert texts(chart) == ["▲ 1", "3", "12,000", "0", "0", "above 2"]
    assert (len(filled(chart, "gap")), len(filled(chart, "accent"))) == (1, 3)
    assert tips(chart)[2] == ["2", "Today: 12,000"]
    few = Vector(VECTOR.label, VECTOR.bars[:3], largest_is_worst=False)
    assert texts(small_chart(few, say)) == ["▲ 1", "3", "12,000", "0", "1", "2"]


def test_in_small_only_the_ends_are_named_where_there_is_no_room_for_more() -> None:
    bars = tuple(Bar(same(f"0.{one}–0.{one + 1}"), one, 0, worst=one == 9) for one in range(1, 10))
    chart = small_chart(Vector(VECTOR.label, bars, largest_is_worst=True), say)
    assert texts(chart) == ["▲", "0.1–0.2", "0.9–0.10"]
    assert len(tips(chart)) == 9
    assert SMALL / len(bars) > 18


def test_a_lens_is_drawn_as_it_was_measured() -> None:
    views = {view.lens.name: view for view in lens_views(measure_balance(small()))}
    vector = vector_of(views["support"])
    assert vector is not None
    assert [(one.value.render("en"), one.today, one.attainable, one.worst) for one in vector.bars] == [
        *(("0", 2, 0, True), ("1", 1, 4, False), ("2", 1, 0, False)),
    ]
    assert vector.label.render("en").startswith("Helpers of a household: today from 0 to 2, attainable from 1 to 1.")


def test_what_is_as_good_as_can_be_has_no_worst_and_what_was_not_measured_no_chart() -> None:
    *_, units = lens_views(measure_balance(wide(1)))
    assert vector_of(units) is None
    load, *_ = lens_views(measure_balance(small()))
    attained = vector_of(replace(load, lens=load.lens.model_copy(update={"status": "attained"})))
    assert attained is not None
    assert not any(one.worst for one in attained.bars)
