from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from pairing.errors import OutputError
from pairing.model.finding import Finding, Severity
from pairing.model.report import Coverage, Input, Report, RuleOutcome
from pairing.reading.reading import ColumnRead
from pairing.text import text
from pairing.totals import totals
from tests.viz.areas import MARKUP, hostile, small, wide
from viz import write_site
from viz.audience import sight
from viz.pages.atlas import atlas
from viz.pages.goal import Goal
from viz.pages.index import Action, CoverageView, FigureView, Item, VillageRow, index_page
from viz.pages.panorama import panorama

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from viz.pages.index import IndexPage

SHARED = {"site.css", "site.js", "vis-network.js", "search.js"}


def report_of(roster: Roster) -> Report:
    wrong = text("Wrong"), text("Mend it.")
    findings = (
        Finding(code="S115", severity=Severity.WARNING, title=wrong[0], message=wrong[0], hint=wrong[1]),
        Finding(
            code="C201",
            severity=Severity.ERROR,
            title=text("No helper"),
            message=text("赵六子 has no helper."),
            hint=text("Pair it."),
            subjects=("household:gone", "household:H2"),
            file="a.xlsx",
            sheet="贫困户",
            row=4,
        ),
    )
    outcomes = (
        RuleOutcome(code="S101", title=text("T"), severity=Severity.ERROR, status="passed"),
        RuleOutcome(
            code="S106", title=text("T"), severity=Severity.ERROR, status="skipped", reason=text("No table 驻村.")
        ),
    )
    return Report(
        as_of=roster.on,
        inputs=(Input(path="C:\\share\\名册.xlsx", sha256="0"), Input(path="/home/somebody/b.csv", sha256="1")),
        rows_set_aside=3,
        totals=totals(roster),
        coverage=Coverage(households=4, covered=2),
        rules=outcomes,
        findings=findings,
    )


COLUMNS = (
    ColumnRead("名册.xlsx", "Sheet1", "D", "户主姓名", "households.head", "synonym"),
    ColumnRead("名册.xlsx", "Sheet1", "E", "证件号码", None, "sensitive"),
)


@pytest.fixture(name="page")
def _page() -> IndexPage:
    roster = small()
    seen = sight(roster, "internal", report_of(roster), COLUMNS)
    return index_page(seen, atlas(panorama(seen), "en"))


def test_totals_stand_beside_the_declared_ones(page: IndexPage) -> None:
    assert page.figures[:3] == (
        FigureView("Units twinned", "2", "declared 2", "agrees", "agrees"),
        FigureView("Villages", "2", "declared 3", "differs", "differs"),
        FigureView("Cadres who help", "2", "", "", ""),
    )
    assert page.coverage == CoverageView("50", 2, 2, 4, "2 of 4 households have a helper; 2 have none.")


def test_what_to_do_comes_worst_first_and_leads_to_its_place(page: IndexPage) -> None:
    assert page.actions == (
        Action(
            code="C201",
            severity="error",
            label="Error",
            title="No helper",
            hint="Pair it.",
            count=1,
            items=(Item("赵六子 has no helper.", "贫困户!4", Goal("#village-1", "village-1", "household:H2")),),
            more="",
        ),
        Action("S115", "warning", "Warning", "Wrong", "Mend it.", 1, (Item("Wrong", "", Goal("", "", "")),), ""),
    )


def test_inputs_are_named_without_their_folders(page: IndexPage) -> None:
    assert page.inputs == ("名册.xlsx", "b.csv")
    assert page.rows_set_aside == "3 rows were set aside and are not counted."


def test_rules_that_were_not_checked_are_said(page: IndexPage) -> None:
    assert page.rules is not None
    assert page.rules.sentence == "Rules passed: 1; nothing to check: 0; could not be checked: 1."
    assert [(rule.code, rule.reason) for rule in page.rules.skipped] == [("S106", "No table 驻村.")]


def test_a_village_has_a_row(page: IndexPage) -> None:
    assert page.villages[0] == VillageRow(
        *("白土庄", "湟中县", "刑侦", "交警", 2, 2, 3, 10, "1.00", 1),
        Goal("#village-1", "village-1", "village:V1"),
    )


def test_columns_are_told_as_they_were_read(page: IndexPage) -> None:
    assert [(column.where, column.header, column.read_as, column.known) for column in page.columns] == [
        ("Sheet1!D", "户主姓名", "households.head", True),
        ("Sheet1!E", "证件号码", "—", False),
    ]


def test_the_public_page_names_no_file_no_finding_and_no_column() -> None:
    roster = small()
    seen = sight(roster, "public", report_of(roster), COLUMNS)
    page = index_page(seen, atlas(panorama(seen), "en"))
    assert (page.inputs, page.rows_set_aside, page.has_report) == ((), "", False)
    assert (page.actions, page.rules) == ((), None)
    assert (page.columns, page.shows_plans) == ((), False)


def test_a_large_area_says_that_its_overview_is_by_county() -> None:
    seen = sight(wide(301), "internal")
    page = index_page(seen, atlas(panorama(seen), "en"))
    assert page.note.startswith("There are 301 villages, more than the 200")


# Files ------------------------------------------------------------------------------------------------------------


def test_a_site_is_one_page_and_its_parts(tmp_path: Path) -> None:
    roster = small()
    (index,) = write_site(roster, report_of(roster), tmp_path)
    scenes = {"area-1.js", "village-1.js", "village-2.js", "unit-1.js", "unit-2.js"}
    assert index == tmp_path / "index.html"
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "parts"}
    assert {path.name for path in (tmp_path / "parts").iterdir()} == SHARED | scenes


def test_the_policy_of_the_page_lets_nothing_else_in(tmp_path: Path) -> None:
    (index,) = write_site(small(), None, tmp_path)
    page = index.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    nonces = set(re.findall(r'nonce="([0-9a-f]{32})"', page))
    assert len(nonces) == 1
    nonce = nonces.pop()
    assert policy[1] == (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r"https?://", page) == []
    assert re.findall(r"\son\w+=|\sstyle=", page) == []


def test_scenes_are_scripts_that_hand_over_json(tmp_path: Path) -> None:
    write_site(small(), None, tmp_path)
    script = (tmp_path / "parts" / "village-1.js").read_text(encoding="utf-8")
    scene = json.loads(script.removeprefix("pairing.scene(").removesuffix(");\n"))
    assert (scene["key"], scene["title"]) == ("village-1", "白土庄")


def test_the_same_roster_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_site(small(), report_of(small()), tmp_path / name)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*") if path.is_file()}
        for name in ("one", "other")
    )
    assert one == other


def test_nothing_of_an_earlier_site_is_left(tmp_path: Path) -> None:
    write_site(small(), None, tmp_path)
    (tmp_path / "hers.txt").touch()
    write_site(wide(1), None, tmp_path, audience="public")
    assert {path.name for path in (tmp_path / "parts").iterdir()} == SHARED | {"area-1.js", "village-1.js", "unit-1.js"}
    assert (tmp_path / "hers.txt").exists()


def test_hostile_names_are_only_ever_text(tmp_path: Path) -> None:
    (index,) = write_site(hostile(), None, tmp_path)
    written = [index, *(path for path in (tmp_path / "parts").iterdir() if path.name not in SHARED - {"search.js"})]
    for path in written:
        told = path.read_text(encoding="utf-8")
        assert MARKUP not in told
        assert not set(told) & {"\u2028", "\u2029"} or path == index
    assert {path.parent for path in written} == {tmp_path, tmp_path / "parts"}
    assert "村{{ 7*7 }}" in index.read_text(encoding="utf-8")


def test_a_folder_that_is_a_file_is_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(OutputError):
        write_site(small(), None, tmp_path / "site")


def test_a_roster_without_anybody_still_has_a_page(tmp_path: Path) -> None:
    (index,) = write_site(wide(0), None, tmp_path, language="en")
    assert "<h1>Paired assistance at a glance</h1>" in index.read_text(encoding="utf-8")
