"""The site: how soon its overview is drawn beside pyvis as it comes, and what a province's site costs to write.

pyvis's own page of the same department is drawn when its physics has settled, which is what its defaults wait for. It
finds vis-network on this machine: what it would ask a CDN for is not held against it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyvis.network import Network

from pairing import repair
from pairing.generate import generate_roster
from pairing.graph import graph_from_roster
from pairing.sample import sample_roster
from tests.bench.measurement import Measurement, peak_memory
from tests.browser.visiting import launched
from viz import write_site
from viz.pages.site import VIS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from pairing.roster import Roster

FIRST_FRAME = 1.0
TIMES_SOONER = 50
PROVINCE_TIME = 60.0
PROVINCE_MEMORY = 1_000_000_000
LARGEST_PAGE = 1_500_000
VISITS = 5
DRAWN = """() => new Promise((drawn) => {
  const look = () => requestAnimationFrame(() => window.pairing?.picture
    ? requestAnimationFrame(() => drawn(performance.now() / 1000)) : look());
  look();
})"""
SETTLED = (
    "() => new Promise((drawn) => network.once('stabilizationIterationsDone', () => drawn(performance.now() / 1000)))"
)
WRITE_PROVINCE = """
import json, sys, time
from pathlib import Path
from pairing.generate import generate_roster
from viz import write_site
roster = generate_roster("province", 1)
start = time.perf_counter()
write_site(roster, None, sys.argv[1])
seconds = time.perf_counter() - start
largest = max(path.stat().st_size for path in Path(sys.argv[1]).rglob("*.html"))
Path(sys.argv[2]).write_text(json.dumps([seconds, largest]))
"""


def run() -> list[Measurement]:
    """Draw the department both ways, write a province, and write the plan of a county."""
    with TemporaryDirectory() as folder:
        return [*_first_frame(sample_roster(), Path(folder)), *_province(Path(folder)), _largest_plan(Path(folder))]


def _first_frame(roster: Roster, folder: Path) -> list[Measurement]:
    (index,) = write_site(roster, None, folder / "ours")
    theirs = folder / "pyvis.html"
    theirs.write_text(pyvis_page(roster), encoding="utf-8")
    with launched(which("chromium")) as browser:
        ours = median(_seconds(browser, index, DRAWN) for _ in range(VISITS))
        settled = _seconds(browser, theirs, SETTLED)
    name = "department's overview, first drawn frame"
    return [
        Measurement(name, ours, "limit", FIRST_FRAME, at_most=1),
        Measurement(name, ours, "pyvis's defaults", settled, at_most=1 / TIMES_SOONER),
    ]


def pyvis_page(roster: Roster) -> str:
    """Draw the whole department as pyvis does when nobody tells it otherwise."""
    network = Network(directed=True)  # undirected, it would look for duplicates in quadratic time
    graph = graph_from_roster(roster)
    for node in graph:
        network.add_node(node, label=node)
    for tail, head in graph.edges():
        network.add_edge(tail, head)
    script = files("pyvis").joinpath("templates", *VIS).read_text(encoding="utf-8").replace("</script", "<\\/script")
    page: str = network.generate_html()
    return page.replace("<head>", f"<head><script>{script}</script>", 1)


def _seconds(browser: Browser, page: Path, drawn: str) -> float:
    """Give the seconds from the start of the navigation until it is drawn; nothing is fetched from a network."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(600_000)
    tab.route("http*://**", lambda route: route.abort())
    tab.goto(page.as_uri(), wait_until="commit" if drawn == DRAWN else "domcontentloaded")
    seconds: float = tab.evaluate(drawn)
    tab.close()
    return seconds


def _province(folder: Path) -> list[Measurement]:
    """Write a province's site in a process of its own, once for the time and once for the memory."""
    told = folder / "told.json"
    command = [sys.executable, "-c", WRITE_PROVINCE, str(folder / "province"), str(told)]
    subprocess.run(command, check=True)
    seconds, largest = json.loads(told.read_text())
    peak = peak_memory(command)
    return [
        Measurement("write a province's site", seconds, "limit", PROVINCE_TIME, at_most=1),
        Measurement("its largest page", largest, "limit", LARGEST_PAGE, at_most=1, unit="B"),
        Measurement("peak memory: write a province's site", peak, "limit", PROVINCE_MEMORY, at_most=1, unit="B"),
    ]


def _largest_plan(folder: Path) -> Measurement:
    """Write the page of a plan that has more changes than a page lists."""
    roster = generate_roster("county", 1)
    write_site(roster, None, folder / "county", plan=repair(roster))
    size = (folder / "county" / "pages" / "plan.html").stat().st_size
    return Measurement("the page of a county's plan", size, "limit", LARGEST_PAGE, at_most=1, unit="B")
