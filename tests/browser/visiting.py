"""A page of a site, visited as a planner does; and everything it did that it should not."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

# Chromium's own traffic is off, so that a request seen in a test is the page's.
SWITCHES: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Rules of axe-core that a page keeps: those of WCAG 2.2 at level AA, and good practice."""


@dataclass
class Visit:
    """A page that is open, and what it asked for, said on the console or opened as a dialog."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    site: str = ""
    """The address of the folder from which pages may load."""

    def open(self, index: Path, key: str = "index", fragment: str = "") -> Page:
        """Open a page of a site, or of a single file; it may load from its own folder only."""
        self.site = index.parent.as_uri()
        self.page.goto("about:blank")
        self.page.goto(address_of(index, key, fragment))
        return self.page

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "about:", "blob:", "data:")):
            self.faults.append(request.url)

    def note_dialog(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()


@contextmanager
def launched(executable: Path | str | None) -> Iterator[Browser]:
    """Start a Chromium without a window, and end it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only tests that use it pay for it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
        yield browser
        browser.close()


def visit_of(chromium: Browser, **looks: Any) -> Visit:  # noqa: ANN401 - whatever a browser's context has
    """Begin a visit, with a memory of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **looks)
    visit = Visit(context, context.new_page())
    visit.page.on("console", lambda message: visit.faults.append(message.text))
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    visit.page.on("dialog", visit.note_dialog)
    visit.page.on("request", visit.note_request)
    return visit


def address_of(index: Path, key: str = "index", fragment: str = "") -> str:
    """Write the address of a page: a file of its own, or a page within the single file."""
    page = index if key == "index" else index.parent / "pages" / f"{key}.html"
    if page.exists():
        return page.as_uri() + (f"#{fragment}" if fragment else "")
    return f"{index.as_uri()}#page={key}" + (f"&{fragment}" if fragment else "")


def keys_of(index: Path) -> list[str]:
    """Name all pages of a site."""
    if (index.parent / "pages").exists():
        return ["index", *sorted(path.stem for path in (index.parent / "pages").iterdir())]
    return re.findall(r'<template id="page-([\w-]+)">', index.read_text(encoding="utf-8"))


def violations(page: Page, *rules: str, within: tuple[str, ...] = ()) -> list[str]:
    """Look a page, or what is ``within`` some of its elements, over with axe-core; say what is wrong, and where.

    By all standards, or by some rules alone.
    """
    page.evaluate(axe())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARDS}
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}  # preloading would fetch style sheets
    found = page.evaluate("([within, options]) => axe.run(within, options)", [within or "html", options])["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} | {cause(node)}"
        for one in cast("list[dict[str, Any]]", found)
        for node in one["nodes"][:4]
    ]


@cache
def axe() -> str:
    """Read axe-core out of the wheel that brings it to Playwright."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def cause(node: dict[str, Any]) -> str:
    """Give the first thing that axe-core says is wrong with an element."""
    return next((str(check["message"]) for kind in ("any", "all", "none") for check in node[kind]), "")
