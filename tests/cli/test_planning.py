"""The command plan: from a roster to a plan to review, its verification, and what it refuses."""

from __future__ import annotations

import json
import multiprocessing
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pairing.cli.workers import FEW, workers
from pairing.generate import generate_roster
from pairing.model.plan import Plan
from pairing.writing import write_roster
from tests.cli.lines import run, said

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


def plan_of(path: Path) -> Plan:
    return Plan.model_validate_json(path.read_bytes())


def test_a_plan_is_written_shown_and_verified(desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "plan", "花名册.xlsx", "--to", "plan.json", "--lang", "en")
    assert (outcome.code, outcome.err) == (1, "")  # the planted S gaps remain
    assert "Gaps alone 30 changes; with full balance 55." in " ".join(outcome.out.split())
    assert outcome.out.splitlines()[-1] == "Written: plan.json"
    plan = plan_of(desk / "plan.json")
    assert (plan.status, len(plan.counted), len(plan.curve)) == ("optimal", 55, 56)
    assert (plan.findings.before["C201"], plan.findings.after.get("C201", 0)) == (14, 0)
    verified = run(capsys, "verify", "花名册.xlsx", "plan.json", "--lang", "en")
    assert verified.code == 0
    assert "With so few changes (55) no plan is better, and with fewer none is as good." in verified.out


def test_a_workbook_has_its_plan_beside_it(desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "plan", "花名册.xlsx", "--to", "方案.xlsx", "--for", "gaps", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (1, "", "")
    assert (desk / "方案.xlsx").exists()
    assert len(plan_of(desk / "方案.json").counted) == 30


def test_without_a_file_nothing_is_written(desk: Path, capsys: Capture) -> None:
    before = sorted(desk.iterdir())
    outcome = run(capsys, "plan", "干净.xlsx", "--no-curve", "--lang", "en")
    assert outcome.code == 0
    assert "--to PLAN.xlsx to review it" in outcome.out
    assert sorted(desk.iterdir()) == before


@pytest.mark.usefixtures("desk")
def test_json_goes_to_standard_output_alone(capsys: Capture) -> None:
    outcome = run(capsys, "plan", "花名册.xlsx", "--to", "-", "--no-curve", "--mode", "propose")
    plan = Plan.model_validate(json.loads(outcome.out))
    assert (plan.mode, plan.curve, outcome.err) == ("propose", (), "")


def test_fewer_changes_leave_more_open(desk: Path, capsys: Capture) -> None:
    for number in (17, 20):
        run(capsys, "plan", "花名册.xlsx", "--to", f"{number}.json", "--max-changes", str(number), "--quiet")
    proven, bounded = plan_of(desk / "17.json"), plan_of(desk / "20.json")
    assert (proven.status, len(proven.counted), bounded.status, len(bounded.counted)) == ("optimal", 17, "bounded", 20)
    for number in (17, 20):
        assert run(capsys, "verify", "花名册.xlsx", f"{number}.json", "--quiet").code == 0


def test_what_if_says_what_changes_because_of_it(desk: Path, capsys: Capture) -> None:
    outcome = run(
        capsys, "plan", "花名册.xlsx", "--to", "p.json", "--no-curve", "--without", "干部:许己未", "--lang", "en"
    )
    told = plan_of(desk / "p.json").what_if
    assert told is not None
    assert (told.base_changes, len(told.without), bool(told.because)) == (55, 1, True)
    assert "Supposed: without 许己未." in " ".join(outcome.out.split())


def test_rows_that_join_are_helped(desk: Path, capsys: Capture) -> None:
    (desk / "贫困户.csv").write_text(
        "户编号,户主,村,人口\nH9001,新来甲,V01,3\nH9002,新来乙,没有的村,2\n", encoding="utf-8"
    )
    outcome = run(capsys, "plan", "花名册.xlsx", "--to", "p.json", "--no-curve", "--with", "贫困户.csv", "--lang", "en")
    plan = plan_of(desk / "p.json")
    assert plan.what_if is not None
    assert "household:H9001" in {change.subject for change in plan.changes if change.id in plan.what_if.because}
    assert "没有的村" in outcome.out


def test_a_setting_supposed_is_compared_with_the_roster_as_it_is(desk: Path, capsys: Capture) -> None:
    run(capsys, "plan", "花名册.xlsx", "--to", "p.json", "--no-curve", "--set", "参与方式=按需", "--quiet")
    told = plan_of(desk / "p.json").what_if
    assert told is not None
    assert (dict(told.settings), told.base_changes) == ({"参与方式": "按需"}, 55)


def test_a_plan_holds_from_a_day_on(desk: Path, capsys: Capture) -> None:
    run(capsys, "plan", "花名册.xlsx", "--to", "p.json", "--no-curve", "--effective", "2017-03-01", "--quiet")
    plan = plan_of(desk / "p.json")
    assert {change.date.isoformat() for change in plan.changes} == {"2017-03-01"}
    assert plan.as_of.isoformat() == "2016-12-31"
    assert run(capsys, "verify", "花名册.xlsx", "p.json", "--quiet").code == 0


def test_findings_that_the_rules_do_not_find_are_no_proof(desk: Path, capsys: Capture) -> None:
    run(capsys, "plan", "花名册.xlsx", "--to", "p.json", "--no-curve", "--quiet")
    value = json.loads((desk / "p.json").read_text(encoding="utf-8"))
    value["findings"]["after"]["C202"] = 5
    (desk / "p.json").write_text(json.dumps(value), encoding="utf-8")
    outcome = run(capsys, "verify", "花名册.xlsx", "p.json", "--lang", "en", "--quiet")
    assert (outcome.code, outcome.out) == (1, "After the plan: C202 is claimed to find 5; the rules find 6.\n")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            ("--to", "plan.docx"),
            "--to plan.docx: expected is a name ending in .json, or in .xlsx for a workbook to review.",
        ),
        (
            ("--mode", "propose", "--max-changes", "3"),
            "--max-changes limits the changes of a repair; a proposal starts from nothing.",
        ),
        (
            ("--to", "花名册.xlsx"),
            "花名册.xlsx is an input of this command and would be written over; choose another name with --to.",
        ),
        (("--without", "村:东村"), None),
        (("--effective", "明天"), None),
    ],
)
def test_what_cannot_be_is_said_in_one_line(capsys: Capture, options: tuple[str, ...], line: str | None) -> None:
    told = said(capsys, "plan", "花名册.xlsx", *options)
    assert told == line if line else options[1].partition(":")[2] in told


def test_few_households_are_solved_here() -> None:
    with workers(FEW) as executor:
        assert executor is None


def test_processes_end_with_what_they_were_started_for() -> None:
    begun = time.monotonic()
    with suppress(KeyboardInterrupt), workers(FEW, 1) as executor:
        assert executor is not None
        assert executor.submit(abs, -1).result() == 1
        executor.submit(time.sleep, 60)
        raise KeyboardInterrupt
    for process in multiprocessing.active_children():
        process.join(5)
    assert not multiprocessing.active_children()
    assert time.monotonic() - begun < 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_stops_while_a_solver_runs(tmp_path: Path) -> None:
    write_roster(generate_roster("county", 1), tmp_path / "县")
    command = [sys.executable, "-m", "pairing", "plan", str(tmp_path / "县"), "--curve", "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True) as process:
        time.sleep(3)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        _, told = process.communicate(timeout=20)
    assert process.returncode not in {0, 1}
    assert told.splitlines()[-1] == "Stopped. No file was left half written."
    assert time.monotonic() - asked < 10, "a solver was waited for"
