"""Lists as HTML: what the workbooks hold, in pages that run nothing, load nothing and print as they should."""

from __future__ import annotations

import datetime
import re
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import polars as pl

from pairing.balance import measure_balance
from tests.viz.areas import MARKUP, hostile, small
from tests.viz.lists.crowds import crowd
from tests.viz.lists.test_lists import told
from tests.viz.lists.test_print import pages_of
from tests.viz.plans import small_plan
from tests.viz.reports import report_of
from tests.viz.test_audience import SECRETS, TOLD, data_of, secretive, written_bytes
from viz import write_lists
from viz.lists import FORMS, KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Request


class Page(HTMLParser):
    """The rows of the tables of a page, the tags it has, and where its links lead."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.add(tag)
        self.anchors.add(f"#{named.get('id')}")
        if tag == "a":
            self.links.append(str(named["href"]))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag in {"td", "th", "a"} and data.strip() and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def shown(value: Any) -> str:  # noqa: ANN401 - a cell of a workbook
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) else str(value)


def test_a_register_has_the_rows_of_its_workbook(tmp_path: Path) -> None:
    for by in ("village", "unit"):
        workbook, page, *_ = write_lists(small(), tmp_path, by=by, forms=("xlsx", "html"))
        rows = [[cell for cell in row if cell] for row in Page(page).rows]
        for name in ("白土庄", "阿家庄") if by == "village" else ("刑侦", "交警"):
            table = [[shown(cell) for cell in row if cell != ""] for row in told(workbook, name)[4:-1]]
            assert [row for row in table if row not in rows] == []


def test_the_summary_leads_to_every_chapter(tmp_path: Path) -> None:
    page, *_ = write_lists(small(), tmp_path, forms=("html",))
    assert Page(page).links == ["#c1", "#c2"]
    assert set(Page(page).links) <= Page(page).anchors


def test_nothing_runs_and_nothing_is_loaded(tmp_path: Path) -> None:
    roster = hostile()
    written = write_lists(roster, tmp_path, by=KINDS, forms=("html",), balance=measure_balance(roster))
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert Page(path).tags.isdisjoint({"script", "img", "link", "iframe", "form", "object"}), path
        assert MARKUP not in text
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy.startswith("default-src 'none'; style-src 'nonce-")
        assert "://" not in text.replace("http://example.invalid", ""), path


def test_no_internal_value_is_in_any_list_for_the_public(tmp_path: Path) -> None:
    roster = secretive()
    made: dict[str, Any] = {"report": report_of(roster, TOLD), "balance": measure_balance(roster)}
    for one_file in (True, False):
        folder = tmp_path / str(one_file)
        write_lists(
            *(roster, folder), audience="public", by=KINDS, forms=FORMS, one_file=one_file, plan=small_plan(), **made
        )
        for path in list(folder.rglob("*.parquet")):
            path.with_suffix(".txt").write_text(pl.read_parquet(path).write_csv(), encoding="utf-8")
        for name, data in written_bytes(folder).items():
            text = data_of(data) + name
            assert [word for words in SECRETS.values() for word in words if word in text] == [], name


def note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def test_pages_print_as_sheets_do(chromium: Browser, tmp_path: Path) -> None:
    roster = crowd()
    cards, bulletin = write_lists(roster, tmp_path, by="household", forms=("html",), balance=measure_balance(roster))
    printed: list[str] = []
    for path, pages in ((cards, 1 + 3 + 1), (bulletin, 1)):
        asked: list[str] = []
        page = chromium.new_page()
        page.on("request", partial(note, asked))
        page.goto(path.as_uri())
        page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
        page.close()
        printed = pages_of(tmp_path / "printed.pdf")
        assert len(printed) == pages
        assert asked == [path.as_uri()]
    assert "第 1 页，共 1 页" in printed[0]
