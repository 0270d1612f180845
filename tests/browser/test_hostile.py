"""Names that want a page to do something are text on every page, whatever is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import keys_of
from tests.viz.areas import MARKUP
from tests.viz.sites import write_hostile

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.visiting import Visit

PRESSED = """() => {
  const all = [...document.querySelectorAll("main button, main summary, main input[type=radio]")];
  for (const one of all) if (!/save|copy/.test(one.id)) one.click();
  return all.length;
}"""
CHOSEN = """async () => {
  const told = [];
  for (const link of document.querySelectorAll("tr[data-node] > th > a")) {
    if (!/^#(page=[^&]+&)?(household|cadre)=/.test(link.getAttribute("href"))) continue;
    link.click();
    await new Promise(requestAnimationFrame);
    told.push([link.textContent, document.querySelector("#panel h3").textContent]);
  }
  return told;
}"""
ADDRESSES = "() => [...document.links].map((link) => link.href)"


@pytest.fixture(scope="module", params=["folder", "single"])
def hostile_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile"), single=request.param == "single")


def test_they_are_shown_and_do_nothing(visit: Visit, hostile_site: Path) -> None:
    chosen = 0
    for key in keys_of(hostile_site):
        page = visit.open(hostile_site, key)
        assert page.evaluate("document.body.innerText").strip()
        for name, told in page.evaluate(CHOSEN):
            assert name == told
            chosen += 1
        page.evaluate(PRESSED)
        page.locator("#language").click()
        assert page.locator("img, iframe, object, base").count() == 0
        assert leads_elsewhere(page, hostile_site) == []
    assert chosen >= 6


def leads_elsewhere(page: Page, index: Path) -> list[str]:
    """Name the links of a page that lead out of its site."""
    inside = index.parent.as_uri()
    return [address for address in page.evaluate(ADDRESSES) if not address.startswith(f"{inside}/")]


def test_one_is_found_gone_to_and_told_of(visit: Visit, hostile_site: Path) -> None:
    page = visit.open(hostile_site)
    page.get_by_role("combobox").first.fill("onerror")
    options = page.locator("#results").get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.filter(has_text=MARKUP)).to_have_count(3)
    options.filter(has_text="javascript").click()
    expect(page.locator("#panel h3")).to_contain_text(MARKUP)
    assert page.locator("img").count() == 0


def test_an_address_that_names_them_leads_to_them(visit: Visit, hostile_site: Path) -> None:
    for fragment in ("household=%40H", "cadre=-1", "household=h2"):
        page = visit.open(hostile_site, fragment=fragment)
        expect(page.locator("tr[aria-current]")).to_have_count(1)
        expect(page.locator("#panel h3")).to_have_count(1)
    page = visit.open(hostile_site, fragment="household=%3Cimg src=x onerror=alert(1)%3E")
    expect(page.get_by_role("status").filter(has_text="<img src=x onerror")).to_be_visible()
    assert page.locator("img").count() == 0
