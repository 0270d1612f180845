"""The page as a planner opens it: by double click, without a network, whatever her people are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from pairing.balance import measure_balance
from tests.viz.areas import MARKUP, hostile, small
from tests.viz.plans import small_plan
from viz import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from pairing.roster import Roster


@dataclass
class Visit:
    """A page that is open, and everything it did that it should not."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def open(self, index: Path, hash_: str = "") -> Page:
        self.page.goto(index.as_uri() + hash_)
        expect(self.page.locator("#scene-table tbody tr").first).to_be_attached()
        return self.page


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a page; at the end it has asked no network, said nothing on the console and opened no dialog."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: visit.faults.append(message.text))
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    visit.page.on("dialog", lambda dialog: visit.faults.append(dialog.message))
    visit.page.on(
        "request", lambda request: None if request.url.startswith("file:") else visit.faults.append(request.url)
    )
    yield visit
    context.close()
    assert visit.faults == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(small(), tmp_path_factory.mktemp("site"))


def written(roster: Roster, folder: Path) -> Path:
    (index,) = write_site(roster, None, folder, language="en")
    return index


def painted(page: Page) -> int:
    """Count the colours of the picture: one is a blank sheet."""
    count: int = page.evaluate(
        """() => { const canvas = document.querySelector('#canvas canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set(); for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 4).join());
        return seen.size; }"""
    )
    return count


def test_the_page_opens_and_draws_its_overview(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    expect(page.locator("h1")).to_have_text("Paired assistance at a glance")
    expect(page.locator("#canvas canvas")).to_be_visible()
    assert painted(page) > 10
    expect(page.locator("#canvas")).to_have_attribute("aria-label", re.compile("Overview"))


def test_a_village_chosen_in_the_table_is_drawn(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    page.locator(".villages").get_by_role("link", name="白土庄").click()
    expect(page.locator("#chooser")).to_have_value("village-1")
    expect(page.locator("#panel h3")).to_have_text("白土庄")
    expect(page.locator("#scene-subtitle")).to_have_text("3 households, 1 without a helper; 2 cadres help")
    assert painted(page) > 10
    page.go_back()
    expect(page.locator("#panel h3")).to_have_count(0)


def test_a_name_is_found_by_its_initials_and_told_of(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    page.get_by_role("combobox", name="Find by name").press_sequentially("zmz")
    expect(page.locator("#results").get_by_role("option")).to_have_text(["Cadre张明哲刑侦"])
    page.keyboard.press("Enter")
    expect(page.locator("#panel h3")).to_have_text("张明哲")
    rows = page.locator("#panel .panel-ties tbody tr")
    expect(rows).to_have_text(["Second helper才让卓玛白土庄2016-01-05", "helper王五白土庄2016-01-05", "belongs to刑侦"])
    expect(page.locator("#panel .panel-state")).to_have_text("Over quota by 1")


def test_the_search_says_when_it_finds_nobody(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    search = page.get_by_role("combobox", name="Find by name")
    search.press_sequentially("qqq")
    expect(page.locator("#results")).to_contain_text("Nobody and nothing of that name.")
    search.press("Escape")
    expect(page.locator("#results")).to_be_hidden()


def test_a_click_in_the_picture_tells_of_the_node(visit: Visit, site: Path) -> None:
    page = visit.open(site, "#village-1")
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    red = page.evaluate(
        """() => { const canvas = document.querySelector('#canvas canvas'), ratio = devicePixelRatio;
        const { width, height } = canvas, data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
        for (let i = 0; i < data.length; i += 4) if (data[i] === 0xb3 && data[i + 1] === 0x26 && data[i + 2] === 0x1e)
        return [(i / 4 % width) / ratio, Math.floor(i / 4 / width) / ratio]; }"""
    )
    page.locator("#canvas canvas").click(position={"x": red[0], "y": red[1] + 5})
    expect(page.locator("#panel h3")).to_have_text("赵六子")
    expect(page.locator("#panel .panel-state")).to_have_text("No helper yet")


def test_everything_can_be_reached_by_keyboard(visit: Visit, site: Path) -> None:
    page = visit.open(site, "#village-1")
    page.locator("#scene-table button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .panel-kind")).to_have_text("Village")


def test_the_legend_explains_what_is_drawn(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    legend = page.get_by_role("list", name="Legend").get_by_role("listitem")
    expect(legend.and_(page.locator(":visible"))).to_have_text(
        [
            *("Lead unit", "Responsible unit", "Partner or undecided", "Village"),
            "Village with households without a helper",
        ]
    )
    page.locator("#chooser").select_option("unit-1")
    expect(page.get_by_text("Cadre over quota")).to_be_visible()
    expect(page.get_by_text("Not twinned here")).to_be_hidden()


def test_a_link_to_a_picture_opens_it(visit: Visit, site: Path) -> None:
    page = visit.open(site, "#village-1/household%3AH2")
    expect(page.locator("#panel h3")).to_have_text("赵六子")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_never_needs_to_be_scrolled_sideways(visit: Visit, site: Path, width: int, scheme: str) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = visit.open(site, "#village-1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scene", ["area-1", "village-1", "village-2", "village-3", "unit-1"])
def test_hostile_names_are_shown_as_text(visit: Visit, tmp_path: Path, scene: str) -> None:
    index = written(hostile(), tmp_path)
    visit.page.goto(f"{index.as_uri()}#{scene}")
    page = visit.page
    expect(page.locator("#scene-subtitle")).not_to_have_text("")
    for button in page.locator("#scene-table button").all():
        button.click()
        expect(page.locator("#panel h3")).to_have_count(1)
    assert page.locator("img").count() == 0
    expect(page.locator(".villages")).to_contain_text(MARKUP)


def test_a_hostile_name_is_found_and_told_of(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(written(hostile(), tmp_path))
    page.get_by_role("combobox", name="Find by name").fill("onerror")
    expect(page.locator("#results").get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h3")).to_contain_text(MARKUP)


def test_a_part_that_is_missing_is_said(visit: Visit, tmp_path: Path) -> None:
    index = written(small(), tmp_path)
    (tmp_path / "parts" / "village-2.js").unlink()
    page = visit.open(index)
    page.locator("#chooser").select_option("village-2")
    expect(page.locator("#scene-subtitle")).to_contain_text("could not be loaded")
    visit.faults.clear()  # the browser says on the console that the file is not there


@pytest.mark.parametrize("width", [390, 1280])
def test_the_balance_leads_to_who_stands_worst(visit: Visit, tmp_path: Path, width: int) -> None:
    (index,) = write_site(small(), None, tmp_path, language="en", balance=measure_balance(small()))
    visit.page.set_viewport_size({"width": width, "height": 800})
    page = visit.open(index)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("img", name="Helpers of a household: today from 0 to 2")).to_be_visible()
    page.locator("#balance").get_by_role("link", name="赵六子").click()
    expect(page.locator("#panel h3")).to_have_text("赵六子")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_changes_of_a_plan_are_filtered_and_lead_to_the_picture(visit: Visit, tmp_path: Path, width: int) -> None:
    (index,) = write_site(small(), None, tmp_path, language="en", plan=small_plan())
    visit.page.set_viewport_size({"width": width, "height": 800})
    page = visit.open(index)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rows = page.locator("#plan-changes tbody tr").and_(page.locator(":visible"))
    expect(page.locator("#plan-shown")).to_have_text("5 of 5 shown")
    page.get_by_role("combobox", name="Village").select_option("白土庄")
    page.get_by_role("combobox", name="Required?").select_option("required")
    expect(rows.locator("th")).to_have_text(["2", "5"])
    expect(page.locator("#plan-shown")).to_have_text("2 of 5 shown")
    expect(page.get_by_role("img", name="Largest load: 2 without changes")).to_be_visible()
    rows.first.get_by_role("link", name="赵六子").click()
    expect(page.locator("#panel h3")).to_have_text("赵六子")


def test_on_paper_the_tables_stand_for_the_picture(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    page.emulate_media(media="print")
    expect(page.locator(".stage")).to_be_hidden()
    expect(page.locator("#scene-table")).to_be_visible()
