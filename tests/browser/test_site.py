"""Every kind of page as a planner opens it: by double click, without a network, in two languages, by mouse or keys."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import violations, visit_of
from tests.conftest import found
from tests.viz.areas import wide
from tests.viz.sites import KINDS
from viz import write_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.visiting import Visit

INTERNAL = "内部使用"
ONCE = [key for key in KINDS if key != "findings-2"]
"""A page of each kind, but only one."""
SCRIPTED = "#language, .search, .filters, .review, #picture button, .narrow, .sort"
"""What does nothing without scripts."""


def current(page: Page) -> Locator:
    """Give the rows of whoever is chosen."""
    return page.locator("tr[aria-current] > th a")


def unfold(page: Page) -> None:
    """Open all that is folded up."""
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def tabbed(page: Page, selector: str, most: int = 60) -> Locator:
    """Press Tab until the focus is on what is meant."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if focused.count() and focused.evaluate("(element, selector) => element.matches(selector)", selector):
            return focused
    pytest.fail(f"{most} times Tab do not lead to {selector}")


def painted(page: Page) -> int:
    """Count the colours of the picture: one is a blank sheet."""
    count: int = page.evaluate(
        """() => { const canvas = document.querySelector('#canvas canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set(); for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 4).join());
        return seen.size; }"""
    )
    return count


def test_a_page_opens_and_draws_its_picture(visit: Visit, english: Path) -> None:
    for key, heading, subtitle in (
        ("index", "Overview", re.compile(r"\w")),
        ("village-1", "白土庄", "3 households, 1 without a helper; 2 cadres help"),
        ("unit-1", "刑侦", re.compile(r"\w")),
    ):
        page = visit.open(english, key)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.locator(".picture-subtitle")).to_have_text(subtitle)
        expect(page.locator("#canvas canvas")).to_be_visible()
        assert painted(page) > 10, key


def test_a_click_in_the_picture_tells_of_whom_it_meets(visit: Visit, site: Path) -> None:
    page = visit.open(site, "village-1", "show=now")
    canvas = page.locator("#canvas canvas")
    canvas.scroll_into_view_if_needed()
    red = page.evaluate(
        """() => { const canvas = document.querySelector('#canvas canvas'), ratio = devicePixelRatio;
        const { width, height } = canvas, data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
        for (let i = 0; i < data.length; i += 4) if (data[i] === 0xb3 && data[i + 1] === 0x26 && data[i + 2] === 0x1e)
        return [(i / 4 % width) / ratio, Math.floor(i / 4 / width) / ratio]; }"""
    )
    canvas.click(position={"x": red[0], "y": red[1] + 5})
    expect(page.locator("#panel h3")).to_have_text("赵六子")
    expect(current(page)).to_have_text("赵六子")
    assert page.url.endswith("household=H2&show=now")


# Standards --------------------------------------------------------------------------------------------------------


def test_every_kind_of_page_keeps_the_rules_of_access(visit: Visit, site: Path, counties: Path, single: Path) -> None:
    wrong = []
    shown = [*((counties, key) for key in ONCE), (site, "index"), (site, "findings"), (single, "village-1")]
    for index, key in shown:
        page = visit.open(index, key)
        unfold(page)
        wrong += [f"{key}: {found}" for found in violations(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{key}, dark: {found}" for found in violations(page, "color-contrast")]
        page.emulate_media(color_scheme="light")
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_on_a_page_keeps_them_too(visit: Visit, site: Path, scheme: str) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = visit.open(site, "village-1", "household=H2")
    expect(current(page)).to_have_text("赵六子")
    page.locator("#search").press_sequentially("z")
    expect(page.locator("#results").get_by_role("option").first).to_be_visible()
    assert violations(page, within=(".search", "#panel")) == []


def test_no_page_needs_to_be_scrolled_sideways(visit: Visit, counties: Path, site: Path, single: Path) -> None:
    too_wide = []
    for index, key in [*((counties, key) for key in ONCE), (site, "index"), (single, "village-1")]:
        page = visit.open(index, key)
        unfold(page)
        for language in ("one", "other"):
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 800})
                needed = page.evaluate("document.documentElement.scrollWidth")
                if needed > width:
                    too_wide.append((key, language, width, needed))
            page.locator("#language").click()
    assert too_wide == []


def test_nothing_moves_for_who_does_not_want_it(visit: Visit, site: Path) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    page = visit.open(site, "village-1", "household=H2")
    expect(current(page)).to_have_text("赵六子")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0


# Languages --------------------------------------------------------------------------------------------------------

SAID = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const attributes = ["aria-label", "aria-roledescription", "placeholder", "title", "alt", "label"];
  const elements = [...document.querySelectorAll("*")].filter((one) => !one.closest("template, script"));
  return [
    document.documentElement.lang, document.title, ...document.body.innerText.split("\\n"),
    ...elements.flatMap((one) => attributes.map((name) => one.getAttribute(name))).filter(Boolean),
    ...[...document.querySelectorAll("option, summary, svg text")].map((one) => one.textContent.trim()),
  ];
}"""


def said(page: Page) -> list[str]:
    """Give all that a page says, to the eye and to a screen reader."""
    told: list[str] = page.evaluate(SAID)
    return told


def test_a_site_changes_its_language_on_every_page_and_keeps_it(visit: Visit, site: Path, english: Path) -> None:
    """What a site of the other language says at first, this one says when the language is changed; and back."""
    untouched = [said(visit.open(index)) for index in (english, site)]
    visit.page.locator("#language").click()
    assert [said(visit.page), "en"] == [untouched[0], "en"]
    for key in ("index", "findings", "balance", "plan", "data", "village-1", "unit-1"):
        fragment = "household=H10" if key == "village-1" else ""
        told = []
        for index in (site, english):  # the language was changed on the page before, so it is kept on this one
            page = visit.open(index, key, fragment)
            kept = said(page)
            page.locator("#language").click()
            told.append({page.locator("html").get_attribute("lang"): said(page), "kept": kept})
        changed, back = told
        assert changed["kept"] == back["en"], key
        assert changed["zh-CN"] == back["kept"], key
    assert said(visit.open(site)) == untouched[0]
    visit.page.locator("#language").click()
    assert said(visit.page) == untouched[1]


def test_a_single_file_changes_the_language_of_the_pages_to_come(visit: Visit, single: Path, counties: Path) -> None:
    page = visit.open(single)
    page.locator("#language").click()
    page.get_by_role("link", name="Balance", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Balance")
    one = set(said(page))
    page = visit.open(counties, "balance")
    assert set(said(page)) ^ one == set()


# Addresses ----------------------------------------------------------------------------------------------------------


def test_a_link_to_somebody_leads_to_the_page_that_shows_him(visit: Visit, site: Path) -> None:
    for key, fragment, page_of, name in (
        ("index", "household=H10", "village-1", "才让卓玛"),
        ("index", "household=h10", "village-1", "才让卓玛"),  # as somebody typed it
        ("village-1", "household=H1", "village-2", "钱七"),
    ):
        page = visit.open(site, key, fragment)
        page.wait_for_url(f"**/pages/{page_of}.html#{fragment.upper().replace('HOUSEHOLD', 'household')}")
        expect(current(page)).to_have_text(name)
        expect(page.locator("#panel h3")).to_have_text(name)
        expect(page.locator("#note")).to_be_hidden()


def test_back_goes_the_way_that_one_came(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    page.locator(".villages").get_by_role("link", name="白土庄").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("白土庄")
    for name in ("赵六子", "王五"):
        page.locator("#households").get_by_role("link", name=name).click()
        expect(current(page)).to_have_text(name)
    page.go_back()
    expect(current(page)).to_have_text("赵六子")
    page.go_back()
    expect(current(page)).to_have_count(0)
    page.go_back()
    page.wait_for_url(site.as_uri())


def test_a_single_file_goes_from_page_to_page_and_back(visit: Visit, single: Path) -> None:
    page = visit.open(single, fragment="household=H10")
    expect(page.get_by_role("heading", level=1)).to_have_text("白土庄")
    expect(current(page)).to_have_text("才让卓玛")
    page.locator("#cadres").get_by_role("link", name="刑侦").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("刑侦")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("刑侦")
    page.get_by_role("navigation").get_by_role("link", name="均衡").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("均衡")
    expect(page).to_have_title(re.compile("均衡"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("刑侦")


@pytest.mark.parametrize("fragment", ["household=H404", "village=V404", "code=C404", "page=village-404"])
def test_an_address_of_nobody_is_said(visit: Visit, site: Path, single: Path, fragment: str) -> None:
    page = visit.open(single if fragment.startswith("page") else site, fragment=fragment)
    expect(page.get_by_role("status").filter(has_text="404")).to_be_visible()


def test_an_address_of_a_finding_a_lens_a_change_is_gone_to(visit: Visit, counties: Path) -> None:
    for key, fragment in (("findings-2", "code=C201"), ("balance", "lens=load"), ("plan", "change=3")):
        page = visit.open(counties, key, fragment)
        expect(page.locator(f'[data-anchor="{fragment.replace("=", ":")}"]')).to_be_focused()


def test_a_part_that_is_missing_is_said(visit: Visit, site: Path, tmp_path: Path) -> None:
    index = shutil.copytree(site.parent, tmp_path / "site") / site.name
    (index.parent / "parts" / "index-1.js").unlink()
    page = visit.open(index, fragment="household=H10")
    expect(page.get_by_role("status").filter(has_text="index-1.js")).to_be_visible()
    visit.faults[:] = [fault for fault in visit.faults if "ERR_FILE_NOT_FOUND" not in fault]  # the browser says it too


# By keyboard --------------------------------------------------------------------------------------------------------


def test_from_the_top_to_the_panel_by_keys_alone(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    assert "skip" in (tabbed(page, "a").get_attribute("class") or "")
    tabbed(page, "#search")
    page.keyboard.type("zmz")
    expect(page.locator("#results").get_by_role("option").first).to_contain_text("张明哲")
    page.keyboard.press("Enter")
    page.wait_for_url("**/village-1.html#cadre=C1")
    expect(current(page)).to_have_text("张明哲")
    expect(page.locator("#panel")).to_be_focused()
    expect(page.locator("#panel")).to_contain_text("张明哲")
    tabbed(page, "#households .sort")
    page.keyboard.press("Enter")
    expect(page.locator("#households th[aria-sort]")).to_have_count(1)
    tabbed(page, "#households a")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Shift+Tab")


def test_whoever_is_not_there_is_said(visit: Visit, site: Path) -> None:
    page = visit.open(site)
    page.locator("#search").press_sequentially("qqq")
    expect(page.locator("#results")).to_be_visible()
    expect(page.locator("#results a")).to_have_count(0)
    expect(page.locator("#search-status")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()


# Tables -------------------------------------------------------------------------------------------------------------


def test_a_table_is_sorted_by_any_of_its_columns(visit: Visit, site: Path) -> None:
    page = visit.open(site, "village-1")
    heads = page.locator("#households tbody th a")
    before = heads.all_text_contents()
    persons = page.locator("#households").get_by_role("button", name="人口")
    for order in (["赵六子", "才让卓玛", "王五"], ["王五", "才让卓玛", "赵六子"], before):
        persons.click()
        expect(heads).to_have_text(order)
    page.locator("#households").get_by_role("button", name="户主").click()
    expect(heads).to_have_text(["才让卓玛", "王五", "赵六子"])


def test_a_long_table_is_narrowed_by_what_is_typed(visit: Visit, tmp_path: Path) -> None:
    (index,) = write_site(wide(12), None, tmp_path, language="en")
    page = visit.open(index)
    rows = page.locator("table.villages tbody tr").and_(page.locator(":visible"))
    page.get_by_role("button", name="Village", exact=True).click()
    expect(rows.locator("th a").nth(2)).to_have_text("村2")
    page.get_by_role("searchbox", name="Narrow the villages").fill("村1 县0")
    expect(rows.locator("th a")).to_have_text(["村1", "村10", "村11"])
    expect(page.get_by_text("3 of 12 shown")).to_be_visible()
    page.locator("#language").click()
    expect(page.locator(".narrowing")).to_contain_text("12")
    page.locator(".narrow").fill("")
    expect(rows).to_have_count(12)


def test_tables_lead_on_to_who_stands_worst_and_what_changes(visit: Visit, counties: Path) -> None:
    page = visit.open(counties, "balance")
    expect(page.get_by_role("img", name=re.compile("^每户帮扶")).first).to_be_visible()
    page.locator("#balance").get_by_role("link", name="赵六子").first.click()
    expect(current(page)).to_have_text("赵六子")
    page = visit.open(counties, "plan")
    page.locator("#plan-changes").get_by_role("link", name="赵六子").first.click()
    expect(current(page)).to_have_text("赵六子")
    page.locator("#changes").get_by_role("link", name="赵六子").click()
    expect(page.locator('[data-anchor="change:2"]')).to_be_focused()


# On paper, and without scripts ----------------------------------------------------------------------------------------


def told_by(*command: str) -> str:
    """Ask one of poppler's programs about a file."""
    found("poppler-utils", command[0])
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_on_paper_the_tables_stand_for_the_picture(visit: Visit, site: Path) -> None:
    page = visit.open(site, "village-1")
    page.emulate_media(media="print")
    for hidden in ("#picture", ".bar", "#language", ".narrowing"):
        expect(page.locator(hidden).and_(page.locator(":visible"))).to_have_count(0)
    expect(page.locator("#households table")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_printed_with_its_table_and_whom_it_is_for(
    visit: Visit, single: Path, site: Path, scheme: str, tmp_path: Path
) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = visit.open(single if scheme == "dark" else site, "village-1")
    expect(page.locator("canvas")).to_be_visible()
    pdf = tmp_path / "village.pdf"
    page.pdf(path=pdf, format="A4")
    told = told_by("pdftotext", "-layout", str(pdf), "-")
    assert {"白土庄", "才让卓玛", "刑侦", "赵六子"} <= set(told.split())
    assert INTERNAL in told
    assert len(told_by("pdfimages", "-list", str(pdf)).splitlines()) == 2  # the heads of a list without images


def test_without_scripts_every_table_can_be_read(chromium: Browser, counties: Path, single: Path) -> None:
    visit = visit_of(chromium, java_script_enabled=False)
    for index, key in [*((counties, key) for key in ONCE), (single, "index")]:
        page = visit.open(index, key)
        expect(page.locator("noscript")).to_be_visible()
        assert page.locator(f":is({SCRIPTED}):visible").count() == 0, key
        hidden = page.locator("main table:not(:visible):not(details table)")
        assert hidden.count() == 0, key
        assert page.locator(":is(main table, main li):visible").count() > 0, key
    visit.context.close()
    assert visit.faults == []
