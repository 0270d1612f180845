from __future__ import annotations

from typing import TYPE_CHECKING

from tests.viz.areas import small
from tests.viz.plans import small_plan
from tests.viz.reports import report_of
from viz.audience import Audience, sight
from viz.pages import places
from viz.pages.atlas import Atlas, atlas
from viz.pages.goal import Goal
from viz.pages.panorama import panorama
from viz.pages.places import PlaceBody, RemarkView, unit_page, village_page
from viz.pages.scene import Remark
from viz.words import shown_first

if TYPE_CHECKING:
    import pytest

    from pairing.model.plan import Plan
    from viz.pages.rows import TieView


def charted(audience: Audience = "internal", plan: Plan | None = None) -> Atlas:
    return atlas(panorama(sight(small(), audience, report_of(small()), plan=plan)), "en")


def village_of(charts: Atlas, key: int = 0) -> PlaceBody:
    body = village_page(charts, key).body
    assert isinstance(body, PlaceBody)
    return body


def unit_of(charts: Atlas, key: int = 0) -> PlaceBody:
    body = unit_page(charts, key).body
    assert isinstance(body, PlaceBody)
    return body


def ties(views: tuple[TieView, ...]) -> list[tuple[str, ...]]:
    return [(one.name, one.goal.node, one.place, shown_first(one.ordinal), one.since, one.turn) for one in views]


def test_a_village_says_of_its_households_what_its_picture_shows() -> None:
    rows = village_of(charted()).households
    assert [(row.head, row.persons, row.mark, shown_first(row.state)) for row in rows] == [
        ("赵六子", "5", "gap", "No helper yet"),
        ("王五", "2", "", ""),
        ("才让卓玛", "3", "shared", ""),
    ]
    assert rows[2].goal == Goal("village-1", "household:H10")
    assert ties(rows[2].helpers) == [
        ("单雄", "cadre:C2", "刑侦", "", "", ""),
        ("张明哲", "cadre:C1", "刑侦", "Second", "2016-01-05", ""),
    ]


def test_a_village_says_of_its_cadres_what_its_picture_shows() -> None:
    rows = village_of(charted()).cadres
    assert [(row.name, row.unit and row.unit.name, row.load, row.mark, shown_first(row.state)) for row in rows] == [
        ("张明哲", "刑侦", "2 ÷ 1", "over", "Over quota by 1"),
        ("单雄", "刑侦", "1 ÷ 3", "", ""),
        ("李四", "交警", "0 ÷ 1", "idle", "Expected to help, has no household"),
    ]
    assert list(map(shown_first, rows[1].posts)) == ["first secretary"]


def test_a_unit_tells_of_its_cadres_and_its_villages() -> None:
    body = unit_of(charted())
    assert [
        (row.name, row.rank, [tie.name for tie in row.households], row.unit and row.unit.name) for row in body.cadres
    ] == [
        ("单雄", "正科", ["才让卓玛"], "刑侦"),
        ("张明哲", "民警", ["才让卓玛", "王五"], "刑侦"),
    ]
    assert ([village.name for village in body.villages], body.households) == (["白土庄"], ())


def test_the_public_is_told_of_nobody_who_is_idle_nor_of_a_quota() -> None:
    body = village_of(charted("public"), 1)
    assert [(row.name, row.load, row.mark, row.state) for row in body.cadres] == [
        ("单雄", "1", "", ""),
        ("张明哲", "2", "", ""),
    ]
    assert (body.remarks, body.changes) == ((), ())


def test_what_is_to_be_done_is_said_once_and_leads_to_whom_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    body = village_of(charted())
    assert body.remarks == (
        RemarkView(
            Remark(
                severity="error",
                label=("Error", "错误"),
                code="C201",
                title=("No helper", "无人帮扶"),
                message=("赵六子 has no helper.", "赵六子没有帮扶人。"),
                hint=("Pair it.", "请安排帮扶人。"),
            ),
            Goal("village-1", "household:H2"),
        ),
    )
    monkeypatch.setattr(places, "MOST_REMARKS", 0)
    assert (village_of(charted()).remarks, village_of(charted()).more_remarks) == ((), 1)


def test_a_plan_is_told_of_where_it_changes_something() -> None:
    body = village_of(charted(plan=small_plan()))
    assert [(one.household, one.before, one.after, one.goal.node) for one in body.changes] == [
        ("赵六子", "—", "单雄", "change:2"),
        ("王五", "张明哲", "单雄", "change:3"),
        ("才让卓玛", "单雄", "—", "change:4"),
        ("才让卓玛", "—", "张明哲", "change:5"),
    ]
    turns = {row.head: [(tie.name, tie.turn) for tie in row.helpers if tie.turn] for row in body.households}
    assert turns == {
        "赵六子": [("单雄", "begins")],
        "王五": [("张明哲", "ends"), ("单雄", "begins")],
        "才让卓玛": [("单雄", "ends")],
    }
