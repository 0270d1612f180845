from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.model.finding import Finding, Severity
from pairing.model.report import Coverage, Report
from pairing.text import text
from pairing.totals import totals
from tests.viz.areas import small, wide
from viz.audience import Audience, sight
from viz.pages.atlas import Atlas, atlas
from viz.pages.panorama import panorama
from viz.pages.scene import Remark, Row, Tie
from viz.pages.scenes import MOST_HOUSEHOLDS, area_scene, unit_scene, village_scene
from viz.pages.search import Entry, search_entries

if TYPE_CHECKING:
    from pairing.roster import Roster
    from viz.pages.scene import Scene

NO_HELPER = Finding(
    code="C201",
    severity=Severity.ERROR,
    title=text("No helper yet"),
    message=text("{head} has none.", head="赵六子"),
    hint=text("Pair it."),
    subjects=("household:H2",),
)


def charted(roster: Roster, audience: Audience = "internal") -> Atlas:
    report = Report(
        as_of=roster.on,
        inputs=(),
        rows_set_aside=0,
        totals=totals(roster),
        coverage=Coverage(households=4, covered=2),
        rules=(),
        findings=(NO_HELPER,),
    )
    return atlas(panorama(sight(roster, audience, report)), "en")


@pytest.fixture(name="village")
def _village() -> Scene:
    return village_scene(charted(small()), 0)


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


def test_the_table_says_what_the_picture_shows(village: Scene) -> None:
    assert village.headers == ("Household head", "Persons", "Helpers", "Unit")
    assert village.rows == (
        Row("household:H2", ("赵六子", "5", "No helper yet", ""), "gap"),
        Row("household:H9", ("王五", "2", "张明哲", "刑侦"), ""),
        Row("household:H10", ("才让卓玛", "3", "单雄、张明哲", "刑侦"), "shared"),
    )


def test_a_household_tells_of_its_helpers_in_order(village: Scene) -> None:
    detail = village.details["household:H10"]
    assert detail.facts == (
        ("Persons", "3"),
        ("Category", "subsistence allowance"),
        ("Main cause", "illness"),
        ("Id", "H10"),
    )
    assert detail.ties == (
        Tie("First helper", "单雄", "cadre:C2", "village-1", "刑侦", "", ""),
        Tie("Second helper", "张明哲", "cadre:C1", "village-1", "刑侦", "2016-01-05", ""),
        Tie("lives in", "白土庄", "village:V1", "village-1", "湟中县", "", ""),
    )


def test_a_node_tells_of_its_findings_and_the_remedy(village: Scene) -> None:
    assert village.details["household:H2"].remarks == (
        Remark("error", "Error", "C201", "No helper yet", "赵六子 has none.", "Pair it."),
    )


def test_a_cadre_over_quota_says_by_how_much(village: Scene) -> None:
    detail = village.details["cadre:C1"]
    assert (detail.state, detail.mark) == ("Over quota by 1", "over")
    assert ("Households ÷ quota", "2 ÷ 1") in detail.facts


def test_the_public_sees_neither_quota_nor_idle_cadres() -> None:
    scene = village_scene(charted(small(), "public"), 1)
    assert {node.get("mark", "") for node in scene.nodes} == {"", "gap", "shared"}
    assert [detail for detail in scene.details.values() if detail.remarks] == []
    assert {label for detail in scene.details.values() for label, _ in detail.facts} == {
        *("Place", "Households", "Persons", "Cadres who help", "Without a helper", "Rank"),
    }


def test_an_area_is_drawn_in_the_one_plus_one_form() -> None:
    charts = charted(small())
    (area,) = charts.areas
    scene = area_scene(charts, area)
    places = {node["id"]: (node["x"], node["group"]) for node in scene.nodes}
    assert places == {
        "county:0": (0, "county"),
        "village:V1": (0, "village"),
        "village:V2": (0, "village"),
        "unit:U2": (-320, "unit-lead"),
        "unit:U10": (-320, "unit-lead"),
    }
    assert sorted(edge["group"] for edge in scene.edges) == ["tie-lead", "tie-lead", "tie-responsible"]


def test_a_unit_is_drawn_with_the_villages_of_its_households() -> None:
    scene = unit_scene(charted(small()), 0)
    assert {node["id"] for node in scene.nodes} == {
        *("unit:U2", "cadre:C1", "cadre:C2", "household:H9", "household:H10", "village:V1"),
    }
    assert [row.cells for row in scene.rows] == [
        ("单雄", "正科", "才让卓玛", ""),
        ("张明哲", "民警", "才让卓玛、王五", "Over quota by 1"),
    ]


def test_every_edge_has_both_ends_and_every_node_a_detail() -> None:
    charts = charted(small())
    scenes = [village_scene(charts, 0), village_scene(charts, 1), unit_scene(charts, 0), unit_scene(charts, 1)]
    for scene in [*scenes, area_scene(charts, charts.areas[0])]:
        nodes = {node["id"] for node in scene.nodes}
        assert {end for edge in scene.edges for end in (edge["from"], edge["to"])} <= nodes
        assert {node for node in nodes if not node.startswith("county:")} <= set(scene.details)


def test_the_same_roster_gives_the_same_scene(village: Scene) -> None:
    assert village_scene(charted(small()), 0) == village


def test_a_village_of_many_households_draws_some_and_says_so() -> None:
    known = wide(MOST_HOUSEHOLDS + 40)
    moved = known.households.with_columns(village_key=known.households["village_key"] * 0)
    roster = type(known)({**known.tables, "households": moved}, known.settings, known.sources, known.absent, known.on)
    scene = village_scene(charted(roster), 0)
    assert len(scene.nodes) == MOST_HOUSEHOLDS
    assert scene.notes == ("40 more households are in the table only.",)
    assert len(scene.rows) == len(scene.details) - 1 == MOST_HOUSEHOLDS + 40


def test_a_large_area_has_an_overview_for_each_county() -> None:
    charts = charted(wide(301))
    assert [(area.name, len(area.villages)) for area in charts.areas] == [
        *(("县0", 100), ("县1", 100), ("县2", 100), ("县3", 1)),
    ]


def test_everybody_can_be_found_by_name_and_spelling() -> None:
    entries = {entry.name: entry for entry in search_entries(charted(small()))}
    assert entries["张明哲"] == Entry("cadre:C1", "张明哲", "zmz", "zhangmingzhe", "cadre", "刑侦", "village-1")
    assert entries["李四"].scene == "unit-2"
    assert {entry.kind for entry in entries.values()} == {"village", "unit", "cadre", "household"}
    assert len(entries) == 2 + 2 + 3 + 4
