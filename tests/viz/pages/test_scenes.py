from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.viz.areas import small, wide
from tests.viz.plans import small_plan
from tests.viz.reports import report_of
from viz.audience import Audience, sight
from viz.pages.atlas import Atlas, atlas
from viz.pages.panorama import panorama
from viz.pages.scene import Remark
from viz.pages.scenes import (
    MOST_HOUSEHOLDS,
    area_scene,
    unit_cast,
    unit_scene,
    village_cast,
    village_scene,
)
from viz.words import shown_first

if TYPE_CHECKING:
    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from viz.pages.scene import Detail, Scene


def charted(roster: Roster, audience: Audience = "internal", plan: Plan | None = None) -> Atlas:
    return atlas(panorama(sight(roster, audience, report_of(roster), plan=plan)), "en")


def of_village(charts: Atlas, key: int) -> Scene:
    return village_scene(charts, key, village_cast(charts, key))


def of_unit(charts: Atlas, key: int) -> Scene:
    return unit_scene(charts, key, unit_cast(charts, key))


def facts_of(detail: Detail) -> list[tuple[str, str]]:
    return [(shown_first(label), shown_first(value)) for label, value in detail.facts]


def ties_of(detail: Detail) -> list[tuple[str, ...]]:
    return [
        (shown_first(tie.relation), tie.name, tie.node, tie.page, shown_first(tie.note), tie.since, tie.until)
        for tie in detail.ties
    ]


@pytest.fixture(name="village")
def _village() -> Scene:
    return of_village(charted(small()), 0)


def test_a_village_is_drawn_with_its_units_cadres_and_households(village: Scene) -> None:
    drawn = {node["id"]: (node["group"], node["label"], node.get("mark", "")) for node in village.nodes}
    assert drawn == {
        "unit:U2": ("unit-lead", "刑侦", ""),
        "unit:U10": ("unit-responsible", "交警", ""),
        "cadre:C1": ("cadre-lead", "张明哲", "over"),
        "cadre:C2": ("cadre-lead", "★ 单雄", ""),
        "cadre:C3": ("cadre-responsible", "李四", "idle"),
        "household:H2": ("household", "赵六子", "gap"),
        "household:H9": ("household", "王五", ""),
        "household:H10": ("household", "才让卓玛", "shared"),
    }


def test_ties_tell_the_first_helper_from_the_others(village: Scene) -> None:
    assert sorted((edge["from"], edge["to"], edge["group"]) for edge in village.edges) == [
        ("cadre:C1", "household:H10", "helps-too"),
        ("cadre:C1", "household:H9", "helps"),
        ("cadre:C2", "household:H10", "helps"),
        ("unit:U10", "cadre:C3", "belongs"),
        ("unit:U2", "cadre:C1", "belongs"),
        ("unit:U2", "cadre:C2", "belongs"),
    ]


def test_a_household_tells_of_its_helpers_in_order(village: Scene) -> None:
    detail = village.details["household:H10"]
    assert facts_of(detail) == [
        ("Persons", "3"),
        ("Category", "subsistence allowance"),
        ("Main cause", "illness"),
        ("Id", "H10"),
    ]
    assert ties_of(detail) == [
        ("First helper", "单雄", "cadre:C2", "village-1", "刑侦", "", ""),
        ("Second helper", "张明哲", "cadre:C1", "village-1", "刑侦", "2016-01-05", ""),
        ("lives in", "白土庄", "village:V1", "village-1", "湟中县", "", ""),
    ]


def test_a_node_tells_of_its_findings_and_the_remedy(village: Scene) -> None:
    said = (("No helper", "无人帮扶"), ("赵六子 has no helper.", "赵六子没有帮扶人。"), ("Pair it.", "请安排帮扶人。"))
    assert village.details["household:H2"].remarks == (Remark("error", ("Error", "错误"), "C201", *said),)


def test_a_cadre_over_quota_says_by_how_much(village: Scene) -> None:
    detail = village.details["cadre:C1"]
    assert (shown_first(detail.state), detail.mark) == ("Over quota by 1", "over")
    assert ("Households ÷ quota", "2 ÷ 1") in facts_of(detail)


def test_a_plan_begins_and_ends_ties_and_changes_marks() -> None:
    scene = of_village(charted(small(), plan=small_plan()), 0)
    assert {(edge["from"], edge["to"], edge["change"]) for edge in scene.edges if "change" in edge} == {
        ("cadre:C2", "household:H2", "begins"),
        ("cadre:C2", "household:H9", "begins"),
        ("cadre:C1", "household:H9", "ends"),
        ("cadre:C2", "household:H10", "ends"),
    }
    marks = {node["id"]: (node["mark"], node["after"]) for node in scene.nodes if "after" in node}
    assert marks["household:H2"] == ("gap", "")
    assert marks["household:H10"] == ("shared", "")
    assert marks["cadre:C1"] == ("over", "")


def test_the_public_sees_neither_quota_nor_idle_cadres() -> None:
    scene = of_village(charted(small(), "public"), 1)
    assert {node.get("mark", "") for node in scene.nodes} == {"", "gap", "shared"}
    assert [detail for detail in scene.details.values() if detail.remarks] == []
    assert {label for detail in scene.details.values() for label, _ in facts_of(detail)} == {
        *("Place", "Households", "Persons", "Cadres who help", "Without a helper", "Rank"),
    }


def test_an_area_is_drawn_in_the_one_plus_one_form() -> None:
    charts = charted(small())
    (area,) = charts.areas
    scene = area_scene(charts, area)
    assert {node["id"]: node["group"] for node in scene.nodes if "of" not in node} == {
        "county:0": "county",
        "village:V1": "village",
        "village:V2": "village",
        "unit:U2": "unit-lead",
        "unit:U10": "unit-lead",
    }
    (again,) = [node for node in scene.nodes if "of" in node]
    assert (again["of"], again["group"], again["sub"]) == ("unit:U10", "unit-responsible", ("responsible", "责任"))
    across = {node["id"]: node["x"] for node in scene.nodes}
    assert across["unit:U2"] == across["unit:U10"] < across["village:V1"] == across["village:V2"]
    assert sorted(edge["group"] for edge in scene.edges) == ["tie-lead", "tie-lead", "tie-responsible"]


def test_a_unit_is_drawn_with_the_villages_of_its_households() -> None:
    scene = of_unit(charted(small()), 0)
    assert {node["id"] for node in scene.nodes} == {
        *("unit:U2", "cadre:C1", "cadre:C2", "household:H9", "household:H10", "village:V1"),
    }


def test_every_edge_has_both_ends_and_every_node_a_detail() -> None:
    charts = charted(small())
    scenes = [of_village(charts, 0), of_village(charts, 1), of_unit(charts, 0), of_unit(charts, 1)]
    for scene in [*scenes, area_scene(charts, charts.areas[0])]:
        nodes = {node["id"] for node in scene.nodes}
        assert {end for edge in scene.edges for end in (edge["from"], edge["to"])} <= nodes
        reals = {node.get("of", node["id"]) for node in scene.nodes}
        assert {node for node in reals if not node.startswith("county:")} <= set(scene.details)


def test_the_same_roster_gives_the_same_scene(village: Scene) -> None:
    assert of_village(charted(small()), 0) == village


def test_a_village_of_many_households_draws_some_and_says_so() -> None:
    known = wide(MOST_HOUSEHOLDS + 40)
    moved = known.households.with_columns(village_key=known.households["village_key"] * 0)
    roster = type(known)({**known.tables, "households": moved}, known.settings, known.sources, known.absent, known.on)
    scene = of_village(charted(roster), 0)
    assert len(scene.nodes) == MOST_HOUSEHOLDS
    assert list(map(shown_first, scene.notes)) == ["40 more households are in the table only."]
    assert len(scene.details) - 1 == MOST_HOUSEHOLDS + 40


def test_a_large_area_has_an_overview_for_each_county() -> None:
    charts = charted(wide(301))
    assert [(area.name, len(area.villages)) for area in charts.areas] == [
        *(("县0", 100), ("县1", 100), ("县2", 100), ("县3", 1)),
    ]
