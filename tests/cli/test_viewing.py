"""The command view: pages in a folder or in one file, with a plan beside the roster, and what it refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pairing.cli import viewing
from pairing.model.review import Review
from pairing.writing import write_roster
from tests.cli.gappy import gappy_plan
from tests.cli.lines import run, said
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from pairing.model.plan import Plan

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A roster on the desk, and a plan for it: H3 is to get C3."""
    monkeypatch.chdir(tmp_path)
    made = gappy_plan(("add", "H3", None, "C3"))
    (tmp_path / "方案.json").write_text(made.to_json(), encoding="utf-8")
    return made


def pages_of(folder: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.html")}


@pytest.mark.usefixtures("plan")
def test_the_pages_of_a_roster_are_written_and_the_first_is_named(capsys: Capture) -> None:
    outcome = run(capsys, "view", "花名册.xlsx", "--to", "页面", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    first, *_, last = outcome.out.splitlines()
    assert (first, last) == ("Written into 页面:", "Open this page in a browser: 页面/index.html")
    pages = pages_of("页面")
    assert pages >= {
        "index.html",
        "pages/findings.html",
        "pages/balance.html",
        "pages/data.html",
        "pages/village-1.html",
    }
    assert "pages/plan.html" not in pages
    assert Path("页面/parts/index.js").exists()


def test_a_plan_is_shown_whichever_way_it_was_written(plan: Plan, capsys: Capture) -> None:
    Path("采纳.json").write_text(Review.of(plan, {"1": "lock"}).to_json(), encoding="utf-8")
    assert run(capsys, "plan", "花名册.xlsx", "--to", "审阅.xlsx", "--quiet").code == 0
    for name in ("方案.json", "采纳.json", "审阅.xlsx"):
        assert run(capsys, "view", "花名册.xlsx", "--to", "页面", "--plan", name).code == 0
        page = Path("页面/pages/plan.html").read_text(encoding="utf-8")
        assert 'data-anchor="change:1"' in page


@pytest.mark.usefixtures("plan")
def test_all_pages_are_put_into_one_file(capsys: Capture) -> None:
    outcome = run(capsys, "view", "花名册.xlsx", "--to", "页面", "--single", "--plan", "方案.json", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        *("Written into 页面:", "  index.html", "Open this page in a browser: 页面/index.html")
    ]
    page = Path("页面/index.html").read_text(encoding="utf-8")
    assert {"index", "findings", "balance", "plan", "village-1"} <= set(re.findall('<template id="page-([^"]+)"', page))


@pytest.mark.usefixtures("plan")
def test_the_public_is_shown_no_plan(capsys: Capture) -> None:
    told = said(capsys, "view", "花名册.xlsx", "--to", "页面", "--plan", "方案.json", "--audience", "public")
    assert told == "The public sees no plan; leave out --plan or --audience public."
    assert run(capsys, "view", "花名册.xlsx", "--to", "页面", "--audience", "public", "--single").code == 0
    assert pages_of("页面") == {"index.html"}


@pytest.mark.usefixtures("plan")
def test_a_plan_for_another_roster_is_refused(capsys: Capture) -> None:
    write_roster(HEALTHY.under(as_of=HEALTHY.on).roster(), Path("另.xlsx"))
    assert said(capsys, "view", "另.xlsx", "--to", "页面", "--plan", "方案.json").startswith(
        "方案.json was made for another roster, or before this one was changed."
    )
    assert not Path("页面").exists()


@pytest.mark.usefixtures("plan")
def test_what_is_no_plan_is_refused(capsys: Capture) -> None:
    run(capsys, "balance", "花名册.xlsx", "--json", "均衡.json", "--quiet")
    Path("别的.json").write_text("{}", encoding="utf-8")
    assert said(capsys, "view", "花名册.xlsx", "--to", "页面", "--plan", "均衡.json") == (
        "均衡.json is a balance; --plan expects a plan."
    )
    assert "别的.json" in said(capsys, "view", "花名册.xlsx", "--to", "页面", "--plan", "别的.json")
    assert "没有.json" in said(capsys, "view", "花名册.xlsx", "--to", "页面", "--plan", "没有.json")
    assert "花名册.xlsx" in said(capsys, "view", "花名册.xlsx", "--to", "页面", "--plan", "花名册.xlsx")


@pytest.mark.usefixtures("plan")
def test_a_roster_too_large_for_one_file_is_refused(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "MOST_IN_ONE_FILE", 1)
    assert re.fullmatch(
        r"\d+ households are too many for one file \(at most 1\); leave out --single\.",
        said(capsys, "view", "花名册.xlsx", "--to", "页面", "--single"),
    )
