"""The site as files: a page for each place and purpose, and beside them what they share (DESIGN §9).

Everything is a classic script or a style sheet, which is what works on ``file://`` under a strict policy. A page names
its scripts by a nonce; what a script adds later carries the same one, and nothing else may run.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pairing.writing.atomic import replacing, replacing_folder
from viz.pages.atlas import atlas
from viz.pages.balance import balance_body, balance_page
from viz.pages.data import data_page
from viz.pages.findings import actions_of, findings_pages
from viz.pages.goal import INDEX, PAGES, path_of
from viz.pages.overview import area_page, overview_page
from viz.pages.page import frame_of, has_data, has_findings
from viz.pages.panorama import panorama
from viz.pages.places import unit_page, village_page
from viz.pages.plan import KEY as PLAN
from viz.pages.plan import plan_body, plan_page
from viz.pages.plan_review import review_script
from viz.pages.search import search_scripts
from viz.pages.template import Press

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.plan import Plan
    from pairing.text import Language
    from viz.audience import Sight
    from viz.pages.atlas import Atlas
    from viz.pages.page import Frame, Page

PARTS: Final = "parts"
"""The folder of what the pages share."""
VIS: Final = ("lib", "vis-9.1.2", "vis-network.min.js")
"""vis-network in the wheel of pyvis, under both the Apache and the MIT licence."""
SCRIPTS: Final = (
    "site",
    "tips",
    "letters",
    "finding",
    "search",
    "pen",
    "shapes",
    "model",
    "sheet",
    "panel",
    "graph",
    "plan",
)
"""Our scripts, in the order in which they build on each other; a page loads them as one."""
STYLES: Final = ("site", "search", "picture", "charts", "plan")
Progress = Callable[[int, int], None]
"""Told how many pages of how many are written."""


def write_pages(seen: Sight, folder: Path, language: Language, progress: Progress) -> tuple[Path, ...]:
    """Write all pages and what they share; give the page to open.

    Both folders are replaced as a whole, so that nothing of an earlier audience is left in them.
    """
    charted = atlas(panorama(seen), language)
    frame = frame_of(seen, charted)
    press = Press(frame, language)
    with ExitStack() as stack, _panorama_at_rest():
        parts, pages = (stack.enter_context(replacing_folder(folder / name)) for name in (PARTS, PAGES))
        index = stack.enter_context(replacing(folder / path_of(INDEX)))
        _write_parts(parts, _shared(charted, frame, seen.plan))
        for page in _counted(pages_of(seen, charted), charted, progress):
            path = index if page.key == INDEX else pages / f"{page.key}.html"
            path.write_bytes(press.printed(page))
    return (folder / path_of(INDEX),)


@contextmanager
def _panorama_at_rest() -> Iterator[None]:
    """Keep the collector from going through all that is seen again and again: a third of the time of a large site."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def write_one_file(seen: Sight, folder: Path, language: Language, progress: Progress) -> tuple[Path, ...]:
    """Write everything into one page, which shows one of its pages at a time; give it."""
    charted = atlas(panorama(seen), language)
    pages = list(_counted(pages_of(seen, charted), charted, progress))
    with replacing(folder / path_of(INDEX)) as index:
        index.write_bytes(bound(pages, seen, charted))
    return (folder / path_of(INDEX),)


def bound(pages: Sequence[Page], seen: Sight, charted: Atlas) -> bytes:
    """Bind pages into one file, which opens with the first; links to pages that are not among them lead nowhere."""
    frame = frame_of(seen, charted)
    among = frozenset(page.key for page in pages)
    shared = _shared(charted, frame, seen.plan if PLAN in among else None)
    scripts = [vis_network(), script(), *(written.encode() for _, written in shared)]
    press = Press(frame, charted.language, among=among)
    return press.bound(pages, style(), scripts)


def pages_of(seen: Sight, charted: Atlas) -> Iterator[Page]:
    """Give every page of the site, the one to open first; each is made when it is asked for."""
    actions = actions_of(seen.report.findings, charted) if seen.report else ()
    balance = balance_body(seen.balance, charted) if seen.balance else None
    plan = plan_body(seen.plan, seen.roster, charted) if seen.plan else None
    yield overview_page(seen, charted, actions, balance, plan)
    if has_findings(seen):
        yield from findings_pages(actions, charted)
    if balance:
        yield balance_page(balance, charted)
    if plan:
        yield plan_page(plan, charted)
    if has_data(seen):
        yield data_page(seen, charted)
    if len(charted.areas) > 1:
        yield from (area_page(charted, area) for area in charted.areas)
    yield from (village_page(charted, village) for village in charted.panorama.villages)
    yield from (unit_page(charted, unit) for unit in charted.panorama.units)


def _counted(pages: Iterator[Page], charted: Atlas, progress: Progress) -> Iterator[Page]:
    """Tell how many are done; the pages of places are what takes time, so their number is told as the whole."""
    count = len(charted.panorama.villages) + len(charted.panorama.units)
    for number, page in enumerate(pages, 1):
        yield page
        progress(min(number, count), count)


def _shared(charted: Atlas, frame: Frame, plan: Plan | None) -> Iterator[tuple[str, str]]:
    """Give the parts that pages load when they need them, by name, each written when it is asked for."""
    yield from search_scripts(charted, frame.menu)
    yield from review_script(plan)


def _write_parts(parts: Path, shared: Iterable[tuple[str, str]]) -> None:
    (parts / "site.css").write_bytes(style())
    (parts / "site.js").write_bytes(script())
    (parts / "vis-network.js").write_bytes(vis_network())
    for name, written in shared:
        (parts / f"{name}.js").write_text(written, encoding="utf-8", newline="\n")


def style() -> bytes:
    """Join the style sheets: one product, one style."""
    return b"\n".join((files("viz") / "style" / f"{name}.css").read_bytes() for name in STYLES)


def script() -> bytes:
    """Join our scripts."""
    return b"\n".join((files("viz") / "script" / f"{name}.js").read_bytes() for name in SCRIPTS)


def vis_network() -> bytes:
    """Read vis-network out of the wheel of pyvis."""
    return files("pyvis").joinpath("templates", *VIS).read_bytes()
