"""The picture of a page: filtered, focused, walked through by keys, tapped, kept, before and after a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from playwright.sync_api import expect

from tests.browser.visiting import violations, visit_of
from tests.viz.areas import FORMULA, MARKUP, SEPARATORS
from tests.viz.sites import write_hostile

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Download, Locator, Page

    from tests.browser.visiting import Visit

SVG = "{http://www.w3.org/2000/svg}"
PLACE = """(node) => {
  const { network, looks, canvas } = pairing.picture, box = canvas.getBoundingClientRect();
  const { x, y } = network.canvasToDOM(looks.get(node));
  return [x + box.left, y + box.top];
}"""


def shown(page: Page) -> set[str]:
    """Name whom the picture shows, by code."""
    return {node.partition(":")[2] for node in page.evaluate("[...pairing.picture.shown]")}


def ties(page: Page) -> set[tuple[str, str, str]]:
    """Name the pairings that the picture shows, and what a plan does to them."""
    found = page.evaluate(
        """pairing.picture.stage.ties.filter(({ group }) => group.startsWith("helps"))
        .map(({ tail, head, change = "" }) => [tail.slice(6), head.slice(10), change])"""
    )
    return {tuple(one) for one in found}


def entry(page: Page, key: str) -> Locator:
    return page.locator(f".entry[data-entry='{key}']")


def place(page: Page, node: str) -> tuple[float, float]:
    """Tell where on the screen a node is."""
    page.locator("#canvas").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE, node)
    return x, y


EVERYBODY = {"U2", "U10", "C1", "C2", "C3", "H2", "H9", "H10"}


def test_the_legend_counts_hides_and_picks_out(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1")
    assert shown(page) == EVERYBODY
    counted = {key: entry(page, key).locator(".entry-count").text_content() for key in ("household:gap", "cadre:over")}
    assert counted == {"household:gap": "1", "cadre:over": "1"}
    expect(entry(page, "village:gap")).to_be_hidden()
    toggle = entry(page, "household:gap").get_by_role("button", name="Household without a helper").first
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    assert shown(page) == EVERYBODY - {"H2"}
    expect(page.locator("tr.dim[data-node='household:H2']")).to_have_count(1)
    entry(page, "unit:responsible").get_by_role("button").first.click()
    assert shown(page) == EVERYBODY - {"H2", "U10", "C3"}
    page.get_by_role("button", name="Show everything").click()
    entry(page, "cadre:over").get_by_role("button").last.click()
    assert shown(page) == {"C1", "U2", "H9", "H10"}
    assert page.url.endswith("#only=cadre%3Aover")
    page.reload()
    assert shown(page) == {"C1", "U2", "H9", "H10"}
    expect(page.locator("tr.dim")).not_to_have_count(0)


def test_a_focus_is_in_the_address_and_back_undoes_it(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1", "cadre=C2")
    page.get_by_role("button", name="Show only the neighbourhood").click()
    assert page.url.endswith("#cadre=C2&depth=1")
    assert shown(page) == {"C2", "U2", "H2", "H9", "H10"}
    expect(page.locator("#panel")).to_be_focused()
    page.get_by_role("button", name="2 steps").click()
    assert page.url.endswith("#cadre=C2&depth=2")
    assert shown(page) == {"C2", "U2", "H2", "H9", "H10", "C1"}
    page.mouse.click(*place(page, "household:H9"))
    expect(page.locator("#panel h3")).to_have_text("王五")
    assert shown(page) == {"C2", "U2", "H2", "H9", "H10", "C1"}
    for address in ("#cadre=C2&depth=2", "#cadre=C2&depth=1", "#cadre=C2"):
        page.go_back()
        assert page.url.endswith(address)
    assert shown(page) == EVERYBODY
    page.goto(page.url.replace("#cadre=C2", "#household=H10&depth=99&show=<b>&only=x"))
    assert "H2" not in shown(page) or len(shown(page)) < len(EVERYBODY)


def test_neighbours_are_hidden_and_brought_in(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1", "cadre=C3")
    page.locator("#panel").get_by_role("button", name="Add 1 neighbours").click()
    assert shown(page) == EVERYBODY | {"H1"}
    page.mouse.click(*place(page, "household:H1"))
    expect(page.locator("#panel h3")).to_have_text("钱七")
    expect(page.locator("#panel .panel-page a")).to_have_attribute("data-page", "village-2")
    page.locator("#show-all").click()
    assert shown(page) == EVERYBODY
    page.evaluate("pairing.choose('cadre:C2', { travel: true })")
    page.locator("#panel").get_by_role("button", name="Hide 1 neighbours").click()
    assert shown(page) == EVERYBODY - {"H2"}
    page.locator("#panel").get_by_role("button", name="Add 1 neighbours").click()
    assert shown(page) == EVERYBODY


def test_the_picture_is_walked_through_by_keys(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1")
    page.locator("#canvas").focus()
    expect(page.get_by_text("Keys: arrows go from one to the next")).to_be_visible()
    told = []
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "End"):
        page.keyboard.press(key)
        told.append((page.locator("#picture-status").text_content() or "").split(",")[0])
    assert told == ["刑侦", "★ 单雄", "王五", "才让卓玛", "张明哲", "李四"]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    assert page.url.endswith("#cadre=C2")
    scale = page.evaluate("pairing.picture.network.getScale()")
    page.keyboard.press("Escape")
    expect(page.locator("#canvas")).to_be_focused()
    page.keyboard.press("+")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("pairing.picture.network.getScale()") > scale
    page.keyboard.press("0")
    assert page.evaluate("pairing.picture.network.getScale()") == scale
    page.keyboard.press("Escape")
    expect(page.locator("#panel h3")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#canvas")).not_to_be_focused()


def test_before_and_after_a_plan_are_told_apart(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1")
    today = {("C1", "H9", "ends"), ("C1", "H10", ""), ("C2", "H10", "ends")}
    planned = {("C2", "H2", "begins"), ("C2", "H9", "begins")}
    assert ties(page) == today | planned
    page.get_by_role("button", name="Today").click()
    assert ties(page) == today
    expect(entry(page, "household:gap")).to_be_visible()
    page.get_by_role("button", name="After the plan", exact=True).click()
    assert page.url.endswith("#show=after")
    assert ties(page) == planned | {("C1", "H10", "")}
    expect(entry(page, "household:gap")).to_be_hidden()
    expect(entry(page, "change:ends")).to_be_hidden()
    page.go_back()
    assert ties(page) == today


def saved(page: Page, kind: str) -> Download:
    with page.expect_download() as download:
        page.locator(f"#save-{kind}").click()
    return download.value


def read(svg: Download) -> ElementTree.Element:
    return ElementTree.fromstring(svg.path().read_bytes())  # noqa: S314 - our own, made just now


def test_the_picture_is_kept_with_its_title_date_audience_and_legend(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1")
    entry(page, "cadre:idle").get_by_role("button").first.click()
    svg = saved(page, "svg")
    assert svg.suggested_filename == "白土庄.svg"
    root = read(svg)
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert words[:2] == ["白土庄", "3 households, 1 without a helper; 2 cadres help"]
    assert {"张明哲", "★ 单雄", "赵六子", "王五", "才让卓玛", "刑侦", "Lead unit", "First helper"} <= set(words)
    assert "李四" not in words
    assert any("internal" in text.lower() and "2016" in text for text in words)
    assert any(text.startswith("without Cadre without a household") for text in words)
    assert not [one for one in root.iter() if any("var(" in value for value in one.attrib.values())]
    png = saved(page, "png").path().read_bytes()
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20], "big") > 1200  # twice the width of the drawing


def test_hostile_names_are_text_in_what_is_kept(visit: Visit, tmp_path: Path) -> None:
    index = write_hostile(tmp_path)
    seen: set[str | None] = set()
    for key in ("village-1", "village-2", "unit-1", "index"):
        page = visit.open(index, key)
        root = read(saved(page, "svg"))
        names = {node.text for node in root.iter(f"{SVG}title")}
        assert names == set(page.evaluate("[...pairing.picture.looks.values()].map(({ name }) => name)"))
        tags = {one.tag.removeprefix(SVG) for one in root.iter()}
        assert tags <= {"svg", "g", "title", "text", "rect", "path", "circle"}
        seen |= names
    assert seen >= {MARKUP, FORMULA, SEPARATORS, f"村{MARKUP}", "../../[a]:b*?/\\"}


def test_a_finger_chooses_and_the_panel_stays_in_view(chromium: Browser, english: Path) -> None:
    visit = visit_of(chromium, has_touch=True, is_mobile=True)
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open(english, "village-1")
    page.locator("#canvas").evaluate("one => one.scrollIntoView({ behavior: 'instant', block: 'center' })")
    x, y = page.evaluate(PLACE, "household:H2")
    page.touchscreen.tap(x - 16, y + 3)  # beside it, as a finger does
    expect(page.locator("#panel h3")).to_have_text("赵六子")
    expect(page.locator("#panel h3")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.faults == []
    visit.context.close()


def test_the_picture_is_printed_as_lines_and_follows_the_language(visit: Visit, english: Path) -> None:
    page = visit.open(english, "village-1", "cadre=C1")
    page.locator("#language").click()
    expect(page.locator("#panel .panel-state")).to_have_text("超定额 1 户")
    expect(page.locator("#panel h4").last).to_contain_text("结对")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#picture-print svg")).to_be_visible()
    expect(page.locator("#picture-print text").filter(has_text="赵六子")).to_have_count(1)
    expect(page.locator("#canvas")).to_be_hidden()


def test_a_focus_keeps_the_rules_of_access_and_a_page_without_a_picture_has_no_fault(
    visit: Visit, english: Path
) -> None:
    page = visit.open(english, "village-1", "household=H10&depth=1")
    entry(page, "tie:helps").get_by_role("button").first.click()
    assert violations(page, within=("#picture", "#cadres")) == []
    visit.open(english, "plan")
    assert page.evaluate("pairing.picture") is None
