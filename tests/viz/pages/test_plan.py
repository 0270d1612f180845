"""The page of a plan: what it says of every change, and what of the plan it hands to the script."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING

import pytest

from pairing.model.review import as_written, sha256_of
from pairing.roster import Source
from tests.viz.areas import hostile, small
from tests.viz.plans import CHANGES, SUPPOSED, hostile_plan, small_plan
from viz import write_site
from viz.audience import sight
from viz.pages import plan as plan_module
from viz.pages.atlas import atlas
from viz.pages.goal import Goal
from viz.pages.panorama import panorama
from viz.pages.plan import PersonView, VillageRow, plan_body
from viz.words import shown_first

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from viz.pages.plan import PlanBody


def body_of(roster: Roster | None = None, **cells: object) -> PlanBody:
    plan, roster = small_plan(**cells), roster or small()
    return plan_body(plan, roster, atlas(panorama(sight(roster, "internal", plan=plan)), "en"))


def page_of(folder: Path, plan: Plan, roster: Roster | None = None) -> str:
    write_site(roster or small(), None, folder, language="en", plan=plan)
    return (folder / "pages" / "plan.html").read_text(encoding="utf-8")


def test_a_change_leads_to_whom_it_is_about() -> None:
    row = body_of().changes[2]
    assert row.household == PersonView("王五", "白土庄", Goal("village-1", "household:H9"))
    assert row.old is not None
    assert (row.old.name, row.old.place, row.old.goal.node) == ("张明哲", "刑侦", "cadre:C1")
    assert (shown_first(row.kind_label), row.forced, shown_first(row.forced_label), row.mark) == (
        *("Move", False, "optional", "○"),
    )
    assert row.date == ("2017-01-01 to 2017-06-30", "2017-01-01 至 2017-06-30")
    assert row.reason == (CHANGES[2].reason.render("en"), CHANGES[2].reason.render("zh"))
    assert (row.codes, body_of().changes[0].codes) == ((), ("C202",))


def test_changes_are_filtered_by_what_tells_them_apart() -> None:
    filters = {one.name: {value: shown_first(label) for value, label in one.choices} for one in body_of().filters}
    assert filters == {
        "kind": {"move": "Move", "add": "Add", "drop": "End", "order": "Order"},
        "forced": {"yes": "required", "no": "optional"},
        "village": {"阿家庄": "阿家庄", "白土庄": "白土庄"},
        "unit": {"交警": "交警", "刑侦": "刑侦"},
        "group": {"A": "A"},
        "decided": {"open": "not looked at yet", "no": "not accepted", "yes": "accepted", "lock": "pinned"},
    }
    assert [one.name for one in body_of(changes=CHANGES[2:3]).filters] == ["decided"]


def test_what_is_done_because_of_what_is_supposed_says_so_and_is_not_for_deciding() -> None:
    body = body_of(what_if=SUPPOSED)
    assert [row.is_supposed for row in body.changes] == [False, True, False, False, False]
    assert body.spared == (("赵六子: add 单雄", "赵六子：新增单雄"),)
    assert body.review is None
    assert "there is nothing to decide" in shown_first(body.how)


def test_only_what_changes_is_listed_of_the_findings() -> None:
    assert [(one.code, shown_first(one.title), one.is_more) for one in body_of().findings] == [
        ("C201", "Household with no helper", False),
        ("C202", "Expected cadre with no household", False),
        ("C204", "Cadre over quota", False),
        ("C209", "Hard case without a helper of the rank asked for", True),
    ]


def test_villages_stand_before_and_after() -> None:
    assert body_of().villages == (
        VillageRow("白土庄", Goal("village-1"), 4, 3, (1, 0), (3, 3)),
        VillageRow("阿家庄", Goal("village-2"), 1, 1, (1, 0), (0, 1)),
    )


def test_of_very_many_changes_the_first_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    for most, count in (("MOST_CHANGES", 3), ("MOST_VILLAGES", 1), ("MOST_UNMET", 1)):
        monkeypatch.setattr(plan_module, most, count)
    body = body_of()
    assert len(body.changes) == 3
    assert shown_first(body.more).startswith("2 more are not listed here: what is saved on this page leaves them as")
    assert [one.name for one in body.villages] == ["白土庄"]  # four of the five changes are there
    assert shown_first(body.more_villages) == "1 more villages change less; the page of each says how."
    assert len(body.unmet) == 1
    assert shown_first(body.more_unmet) == "1 more cannot be met."


@pytest.mark.parametrize(
    ("files", "command"),
    [
        (("花名册.xlsx", "花名册.xlsx"), "花名册.xlsx plan-review.json --to new-花名册.xlsx"),
        (("名册 (2016).xlsx",), '"名册 (2016).xlsx" plan-review.json --to "new-名册 (2016).xlsx"'),
        (("$(x).xlsx",), "roster.xlsx plan-review.json --to new-roster.xlsx"),
        (("单位.csv", "村.csv"), "roster.xlsx plan-review.json --to new-roster.xlsx"),
    ],
)
def test_the_command_names_the_rosters_own_workbook(files: tuple[str, ...], command: str) -> None:
    review = body_of(dataclasses.replace(small(), sources=tuple(map(Source, files)))).review
    assert review is not None
    assert shown_first(review.command) == f"pairing apply {command}"


# The page -----------------------------------------------------------------------------------------------------------


def test_the_plans_own_file_is_a_part_of_the_site(tmp_path: Path) -> None:
    for name, plan, roster in (("a", small_plan(accepted=("1", "3")), small()), ("b", hostile_plan(), hostile())):
        page_of(tmp_path / name, plan, roster)
        part = (tmp_path / name / "parts" / "plan-file.js").read_text(encoding="utf-8")
        told = json.loads(part.removeprefix('pairing.part("plan-file",').removesuffix(");\n"))
        assert told["plan"] == as_written(plan)
        assert told["sha256"] == sha256_of(as_written(plan))


def test_a_plan_that_is_only_supposed_has_no_file_to_decide_on(tmp_path: Path) -> None:
    page_of(tmp_path, small_plan(what_if=SUPPOSED))
    assert not (tmp_path / "parts" / "plan-file.js").exists()


def test_the_page_shows_the_plan(tmp_path: Path) -> None:
    page = page_of(tmp_path, small_plan())
    assert page.count("<tr data-anchor=") == 5
    assert "Nobody may help 赵六子." in page
    assert re.findall(r"\son\w+=|\sstyle=", page.split("<main")[1]) == []


def test_a_bare_plan_has_a_page_too(tmp_path: Path) -> None:
    bare = small_plan(changes=(), levels=(), findings={}, balance={}, unmet=(), curve=(), accepted=())
    page = page_of(tmp_path, bare)
    assert "<table" not in page
    assert "Changes: 0" in page
