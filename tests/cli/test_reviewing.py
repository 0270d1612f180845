"""What a planner decided on the page of a plan, given to apply and verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.counting import counting_pairings
from pairing.model.review import Review
from pairing.reading import read_roster
from tests.cli.gappy import gappy_plan
from tests.cli.lines import run, said

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.plan import Plan

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A roster on the desk, and a plan for it: H3 is to get C3, and H1 to give up C4."""
    monkeypatch.chdir(tmp_path)
    made = gappy_plan(("add", "H3", None, "C3"), ("drop", "H1", "C4"))
    (tmp_path / "采纳.json").write_text(Review.of(made, {"1": "lock", "2": "no"}).to_json(), encoding="utf-8")
    return made


@pytest.mark.usefixtures("plan")
def test_it_decides_what_is_applied(capsys: Capture) -> None:
    outcome = run(capsys, "apply", "花名册.xlsx", "采纳.json", "--to", "新.xlsx", "--yes", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[:2] == [
        "What is locked becomes a pin (必须) in 限制; undoing the plan leaves it there.",
        "1 of 2 changes of the plan are made, from 2016-06-15 on.",
    ]
    before, after = (
        set(counting_pairings(read_roster(name).roster).select("cadre", "household").iter_rows())
        for name in ("花名册.xlsx", "新.xlsx")
    )
    assert (after - before, before - after) == ({("C3", "H3")}, set())
    assert "C3" in read_roster("新.xlsx").roster.constraints["cadre"]


@pytest.mark.usefixtures("plan")
def test_nothing_else_says_what_is_accepted(capsys: Capture) -> None:
    assert said(capsys, "apply", "花名册.xlsx", "采纳.json", "--to", "新.xlsx", "--accept", "1") == (
        "采纳.json: its column 采纳 says what is accepted; leave out --accept and --reject."
    )


def test_its_plan_is_verified(plan: Plan, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "方案.json").write_text(plan.to_json(), encoding="utf-8")
    of_review, of_plan = (run(capsys, "verify", "花名册.xlsx", name) for name in ("采纳.json", "方案.json"))
    assert of_review == of_plan
    assert of_plan.code == 1  # it claims less than there is
