from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.viz.areas import small, wide
from tests.viz.reports import COLUMNS, report_of
from viz.audience import sight
from viz.pages import atlas as atlas_module
from viz.pages.atlas import atlas
from viz.pages.findings import actions_of
from viz.pages.goal import Goal
from viz.pages.overview import CountyRow, CoverageView, FigureView, OverviewBody, area_page, overview_page
from viz.pages.page import frame_of
from viz.pages.panorama import panorama
from viz.pages.rows import VillageRow
from viz.words import shown_first

if TYPE_CHECKING:
    from viz.audience import Sight
    from viz.pages.page import Page


def overview_of(seen: Sight) -> Page:
    charted = atlas(panorama(seen), "en")
    return overview_page(seen, charted, actions_of(seen.report.findings if seen.report else (), charted), None, None)


def body_of(page: Page) -> OverviewBody:
    assert isinstance(page.body, OverviewBody)
    return page.body


@pytest.fixture(name="body")
def _body() -> OverviewBody:
    return body_of(overview_of(sight(small(), "internal", report_of(small()), COLUMNS)))


def test_totals_stand_beside_the_declared_ones(body: OverviewBody) -> None:
    units, villages, cadres, *_ = body.figures
    assert (units.counted, units.verdict, villages.counted, villages.verdict) == ("2", "agrees", "2", "differs")
    assert [shown_first(words) for words in (villages.label, villages.declared, villages.verdict_text)] == [
        *("Villages", "declared 3", "differs")
    ]
    assert cadres == FigureView(cadres.label, "2", "", "", "")
    assert body.coverage == CoverageView(
        "50",
        *(2, 2, 4),
        ("2 of 4 households have a helper; 2 have none.", "4 户中 2 户有帮扶责任人，2 户没有。"),
    )


@pytest.mark.parametrize(("declared", "shown"), [("2023", "2,023"), ("700+", "700+"), ("不少于2000人", "不少于2000人")])
def test_a_declared_number_is_written_as_the_counted_ones(declared: str, shown: str) -> None:
    settings = small().settings.model_copy(update={"totals": {"persons": declared}})
    persons = body_of(overview_of(sight(replace(small(), settings=settings), "internal"))).figures[4]
    assert shown_first(persons.declared) == f"declared {shown}"


def test_a_village_has_a_row(body: OverviewBody) -> None:
    assert body.villages[0] == VillageRow(
        node="village:V1",
        goal=Goal("village-1"),
        name="白土庄",
        place="湟中县",
        lead=("刑侦",),
        responsible=("交警",),
        partners=(),
        units=2,
        cadres=2,
        households=3,
        persons=10,
        helpers_per_household="1.00",
        uncovered=1,
    )


def test_units_are_listed_with_their_pages(body: OverviewBody) -> None:
    assert [(unit.name, unit.goal.page) for unit in body.units] == [("刑侦", "unit-1"), ("交警", "unit-2")]


def test_what_to_do_is_there_for_those_who_plan(body: OverviewBody) -> None:
    assert body.has_findings
    assert [action.code for action in body.actions] == ["C201", "S115"]
    public = sight(small(), "public", report_of(small()), COLUMNS)
    assert not body_of(overview_of(public)).has_findings
    assert not frame_of(public, atlas(panorama(public), "en")).rows_set_aside


def test_a_large_area_is_told_by_counties_each_with_a_page() -> None:
    seen = sight(wide(301), "internal")
    page, charted = overview_of(seen), atlas(panorama(seen), "en")
    body = body_of(page)
    assert (page.scene, body.villages) == (None, ())
    assert body.counties[-1] == CountyRow("县3", Goal("area-4"), *(1, 1, 1, 1))
    assert sum(county.villages for county in body.counties) == 301
    county = area_page(charted, charted.areas[0])
    assert county.scene is not None
    assert (county.key, county.title, county.scene.key) == ("area-1", "县0", "area-1")


def test_every_village_is_in_a_table_even_when_one_county_has_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas_module, "MOST_VILLAGES", 2)
    body = body_of(overview_of(sight(wide(3), "internal")))
    assert [village.name for village in body.villages] == ["村0", "村1", "村2"]
    county = body_of(overview_of(sight(wide(101), "internal"))).counties[0]
    assert (county.villages, county.households, county.uncovered) == (100, 100, 100)
