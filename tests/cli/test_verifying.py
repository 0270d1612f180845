"""The command verify: what it says of a balance that is true, one that is not, and a file that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pairing.balance import measure_balance
from pairing.reading import read_roster
from tests.cli.lines import run, said

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def written(samples: Path) -> str:
    """The balance of the sample."""
    return measure_balance(read_roster(samples / "花名册.xlsx").roster).to_json("zh")


@pytest.fixture
def file(desk: Path, written: str) -> Path:
    """The balance of the sample, in a file."""
    path = desk / "balance.json"
    path.write_text(written, encoding="utf-8")
    return path


def test_a_true_balance_ends_with_0(file: Path, capsys: Capture) -> None:
    outcome = run(capsys, "verify", "花名册.xlsx", file, "--lang", "en")
    first, *lenses = outcome.out.splitlines()
    assert (outcome.code, outcome.err) == (0, "")
    assert first.startswith("Every claim holds: ")
    assert first.endswith("were checked against the roster as of 2016-12-31.")
    assert any(line.startswith("Could be better balanced: Load of a cadre") for line in lenses)


def test_quiet_says_nothing_of_what_holds(file: Path, capsys: Capture) -> None:
    outcome = run(capsys, "verify", "花名册.xlsx", file, "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_a_false_claim_is_told_and_ends_with_1(file: Path, capsys: Capture) -> None:
    value = json.loads(file.read_text(encoding="utf-8"))
    value["lenses"][0]["max"] = "9"
    file.write_text(json.dumps(value), encoding="utf-8")
    outcome = run(capsys, "verify", "花名册.xlsx", file, "--lang", "en", "--quiet")
    assert (outcome.code, outcome.err) == (1, "")
    (line,) = outcome.out.splitlines()
    assert line.startswith("B301 Load of a cadre: largest value is claimed to be 9; the roster gives ")


def test_a_balance_of_another_roster_is_none_of_this_one(file: Path, capsys: Capture) -> None:
    outcome = run(capsys, "verify", "干净.xlsx", file, "--lang", "en")
    assert outcome.code == 1
    assert "another roster" in outcome.out


def test_without_as_of_the_date_is_the_balances(file: Path, capsys: Capture) -> None:
    balance = measure_balance(
        read_roster("花名册.xlsx").roster.at(read_roster("花名册.xlsx").roster.on.replace(year=2015))
    )
    file.write_text(balance.to_json("en"), encoding="utf-8")
    assert run(capsys, "verify", "花名册.xlsx", file).code == 0
    assert run(capsys, "verify", "花名册.xlsx", file, "--as-of", "2016-12-31").code == 1


def test_a_byte_order_mark_is_no_fault(file: Path, capsys: Capture) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run(capsys, "verify", "花名册.xlsx", file).code == 0


EITHER = "a balance (pairing.balance/1) or a plan (pairing.plan/1)."
BALANCE = "a balance (pairing.balance/1), as `pairing balance ROSTER --json FILE` writes it."
PLAN = "a plan (pairing.plan/1), as `pairing plan ROSTER --to PLAN.json` writes it."
OF_BALANCE = '"schema": "pairing.balance/1"'


@pytest.mark.parametrize(
    ("content", "problem", "expected"),
    [
        ("", "it is not JSON", EITHER),
        ("户主,村\n", "it is not JSON", EITHER),
        ("[1]", "it is something else", EITHER),
        ("{}", "it is something else", EITHER),
        ('{"schema": "pairing.report/1"}', "it is something else", EITHER),
        (f"{{{OF_BALANCE}}}", "roster_sha256 is missing or wrong (3 such places)", BALANCE),
        (
            f'{{{OF_BALANCE}, "roster_sha256": "x", "as_of": "2016-01-01", "lenses": 1}}',
            "lenses is missing or wrong (1 such places)",
            BALANCE,
        ),
        ('{"schema": "pairing.plan/1"}', "roster_sha256 is missing or wrong (8 such places)", PLAN),
    ],
)
def test_what_is_no_claim_is_said_in_one_line(
    desk: Path, capsys: Capture, content: str, problem: str, expected: str
) -> None:
    (desk / "x.json").write_text(content, encoding="utf-8")
    assert said(capsys, "verify", "花名册.xlsx", "x.json") == f"x.json: {problem}; expected is {expected}"


def test_a_fraction_without_value_is_said(file: Path, capsys: Capture) -> None:
    value = json.loads(file.read_text(encoding="utf-8"))
    value["lenses"][0]["max"] = "1/0"
    file.write_text(json.dumps(value), encoding="utf-8")
    assert said(capsys, "verify", "花名册.xlsx", file).startswith(f"{file}: ")


@pytest.mark.usefixtures("desk")
def test_a_file_that_is_not_there_is_said(capsys: Capture) -> None:
    assert said(capsys, "verify", "花名册.xlsx", "x.json") == "x.json: there is no such file or folder."
