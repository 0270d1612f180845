"""Tooltips, in a page under the policy of the site."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.visiting import visit_of
from tests.viz.areas import MARKUP
from tests.viz.charts.saying import say
from tests.viz.charts.test_figure import CHARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

POLICY = (
    "default-src 'none'; script-src 'nonce-n'; style-src 'nonce-n'; img-src data: blob:; base-uri 'none'; "
    "form-action 'none'"
)


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of all charts; at the end it has asked no network, said nothing on the console and opened no dialog."""
    style = "".join((files("viz") / "style" / name).read_text("utf-8") for name in ("site.css", "charts.css"))
    script = (files("viz") / "script" / "tips.js").read_text("utf-8")
    charts = "".join(chart(MARKUP, say) for chart in CHARTS.values())
    path = tmp_path / "charts.html"
    path.write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Charts</title>'
        f'<style nonce="n">{style}</style></head><body><main><h1>Charts</h1>'
        f'<button data-tip="Larger&#10;Ctrl +">+</button>{charts}</main>'
        f'<script nonce="n">{script}</script></body></html>',
        encoding="utf-8",
    )
    visit = visit_of(chromium)
    visit.page.set_viewport_size({"width": 700, "height": 900})
    yield visit.open(path)
    visit.context.close()
    assert visit.faults == []


def test_a_mark_tells_of_itself_while_the_pointer_is_there(page: Page) -> None:
    tip = page.get_by_role("tooltip")
    page.locator("svg [data-tip*=onerror]").first.hover()
    expect(tip).to_have_text(f"{MARKUP}Today: 1Attainable: 2Worst value")
    box = tip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 3, box["y"] + 3, steps=3)
    page.wait_for_timeout(200)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("svg [data-tip]").first.hover()
    expect(tip).to_contain_text("above 2")
    page.locator("h1").hover()
    expect(tip).to_be_hidden()


def test_what_has_the_focus_is_described_by_its_tooltip(page: Page) -> None:
    page.keyboard.press("Tab")
    button = page.locator("button")
    expect(button).to_be_focused()
    expect(button).to_have_accessible_description("Larger Ctrl +")
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    assert button.get_attribute("aria-describedby") is None


def test_nothing_in_a_chart_keeps_anybody_from_using_the_page(page: Page) -> None:
    page.locator("svg [data-tip]").first.hover()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"], "resultTypes": ["violations"]})
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
