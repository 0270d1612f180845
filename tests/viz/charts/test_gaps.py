from __future__ import annotations

from fractions import Fraction

from pairing.balance import measure_balance
from tests.viz.areas import small
from tests.viz.charts.saying import filled, picture, same, say, texts, tips
from viz.charts import Covered, Range, gaps_chart, spread_chart, spread_of
from viz.charts.gaps import MOST_ROWS

TITLE, PLACE = same("Gaps"), same("Village")


def test_places_with_the_most_gaps_come_first() -> None:
    chart = gaps_chart([Covered("甲村", 40, 0), Covered("乙村", 30, 2), Covered("丙村", 20, 2)], TITLE, PLACE, say)
    assert texts(chart) == ["▲ 2 / 22", "▲ 2 / 32", "40", "丙村", "乙村", "甲村"]
    assert tips(chart)[0] == ["丙村", "With a helper: 20", "Without a helper: 2"]
    assert (len(filled(chart, "accent")), len(filled(chart, "gap"))) == (3, 2)
    assert picture(chart).attrib["aria-label"].startswith("Gaps: 4 of 94 households have no helper.")
    assert '<th scope="row">丙村</th><td class="number">22</td><td class="number">20</td>' in chart


def test_what_is_not_drawn_is_counted() -> None:
    chart = gaps_chart([Covered(f"村{one}", one, 1) for one in range(MOST_ROWS + 5)], TITLE, PLACE, say)
    assert len(tips(chart)) == MOST_ROWS
    assert "5 more are not drawn; 5 households there have no helper." in chart


def test_a_name_too_long_is_cut_and_stands_in_full_in_its_tooltip() -> None:
    name = "青海省海东市化隆回族自治县雄先藏族乡"
    chart = gaps_chart([Covered(name, 1, 0)], TITLE, PLACE, say)
    assert texts(chart) == ["1", "青海省海东市化隆回…"]
    assert tips(chart)[0][0] == name


def test_units_whose_values_lie_farthest_apart_come_first() -> None:
    ranges = [
        Range("甲处", 3, Fraction(1), Fraction(4, 3), Fraction(2)),
        Range("乙处", 9, Fraction(0), Fraction(1), Fraction(3)),
    ]
    chart = spread_chart(ranges, same("Load"), same("Unit"), same("households"), say)
    assert texts(chart) == ["0", "0.5", "1", "1.5", "2", "2.5", "3", "乙处", "甲处"]
    assert tips(chart)[1] == ["甲处", "Smallest: 1", "Mean: 1.333", "Largest: 2"]
    assert picture(chart).attrib["aria-label"].startswith("Load: farthest apart in 乙处, from 0 to 3.")
    many = spread_chart(ranges * (MOST_ROWS // 2 + 1), same("Load"), same("Unit"), same("households"), say)
    assert "2 more, whose values lie closer together, are not drawn." in many


def test_the_spread_is_that_of_the_groups_that_have_a_name() -> None:
    lens = measure_balance(small()).lens("load")
    assert [one.name for one in spread_of(lens, {"unit:U2": "刑侦"})] == ["刑侦"]
    (unit,) = spread_of(lens, {"unit:U2": "刑侦"})
    group = next(one for one in lens.groups if one.subject == "unit:U2")
    assert (unit.least, unit.mean, unit.largest, unit.count) == (group.min, group.mean, group.max, group.count)
