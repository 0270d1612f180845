"""The search at the size of a county: from a keystroke to the list, beside the time in which nobody notices a wait."""

from __future__ import annotations

from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pairing.generate import generate_roster
from tests.bench.measurement import Measurement
from tests.browser.test_search import BOX, write
from tests.browser.visiting import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SEED = 1
LIMIT = 0.05
VISITS = 5
REACH = 0.5
"""Seconds from the cursor's being in the box to the first key."""
TYPED = ("zhangbingchen", "gaogengwu", "zhagnbign", "liuxinwei", "h000012345")
"""Fifty keystrokes: names found at once, a name mistyped, a code."""
KEYSTROKES = """async (text) => {
  const box = document.getElementById("search"), list = document.getElementById("results");
  const seconds = [];
  for (let length = 1; length <= text.length; length++) {
    const start = performance.now();
    await typed(text.slice(0, length));
    list.getBoundingClientRect();
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}"""


def run() -> list[Measurement]:
    """Open a page several times and type in each; a keystroke took what is the middle of all visits."""
    with TemporaryDirectory() as folder, launched(which("chromium")) as browser:
        write(generate_roster("county", SEED), Path(folder), BOX)
        address = Path(folder, "index.html").as_uri()
        visits = [keystrokes(browser, address) for _ in range(VISITS)]
    times = [median(one) for one in zip(*visits, strict=True)]
    return [
        Measurement(f"search a county, a keystroke, {name} of {len(times)}", value, "limit", LIMIT, at_most=1)
        for name, value in (("middle", median(times)), ("worst", max(times)))
    ]


def keystrokes(browser: Browser, address: str) -> list[float]:
    """Time each keystroke in seconds, from the event to the list as it stands on the page."""
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("combobox").focus()
    page.evaluate("pairing.find('household:none')")  # the index is there
    page.wait_for_timeout(REACH * 1000)
    times: list[float] = [second for text in TYPED for second in page.evaluate(KEYSTROKES, text)]
    page.close()
    return times
