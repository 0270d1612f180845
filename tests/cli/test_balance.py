"""``pairing balance`` as a planner meets it: the screen, the JSON, what it says of odd rosters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from pairing.balance import measure_balance
from pairing.cli.balance_screen import Facts, balance_screen, bars
from pairing.model.balance import Balance
from pairing.model.settings import Settings
from tests.cli.lines import run
from tests.cypher.small import HEALTHY, Records, cadre, household

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.text import Language

    Capture = pytest.CaptureFixture[str]

SHORT = Records(
    {
        "units": ({"id": "U1", "name": "一处"}, {"id": "U2", "name": "二处"}),
        "villages": ({"id": "V1", "name": "东村"}, {"id": "V2", "name": "西村"}),
        "cadres": (cadre("C1"), cadre("C2"), cadre("D1", "U2", rank="正处"), cadre("D2", "U2", rank="正处")),
        "households": (*(household(f"H{number}") for number in range(7)), household("K1", "V2")),
        "twinnings": (
            {"unit": "U1", "village": "V1", "role": "lead"},
            {"unit": "U2", "village": "V2", "role": "lead"},
        ),
        "pairings": (),
    }
)
"""Seven households that only two cadres with quota 1 may help, and a unit with room elsewhere."""


def drawn(balance: Balance, language: Language, width: int, height: int | None) -> list[str]:
    facts = Facts(language, "花名册.xlsx", Settings().balance_tolerance)
    console = Console(width=width, height=height or 25, record=True, file=None, force_terminal=False)
    with console.capture() as captured:
        console.print(balance_screen(balance, facts, width, height))
    return [line.rstrip() for line in captured.get().splitlines()]


@pytest.mark.usefixtures("desk")
def test_the_sample_is_shown_with_who_carries_most(capsys: Capture) -> None:
    outcome = run(capsys, "balance", "花名册.xlsx")
    assert outcome.code == 0
    for words in (
        "帮扶负荷",
        "每户帮扶人数",
        "最差值为 3，可达到 1",
        "目前最差：陈癸亥",
        "不够每户 2 名",
        "无法满足的",
    ):
        assert words in outcome.out


@pytest.mark.usefixtures("desk")
def test_it_speaks_english(capsys: Capture) -> None:
    outcome = run(capsys, "balance", "花名册.xlsx", "--lang", "en")
    assert "The worst value is 3; 1 is attainable. Worst today: 陈癸亥." in outcome.out


def test_the_json_is_the_balance_with_its_proof(desk: Path, capsys: Capture) -> None:
    outcome = run(capsys, "balance", "花名册.xlsx", "--json", "均衡.json", "--quiet")
    written = json.loads((desk / "均衡.json").read_text("utf-8"))
    assert (outcome.code, outcome.out) == (0, "")
    assert written["schema"] == "pairing.balance/1"
    assert [lens["code"] for lens in written["lenses"]] == ["B301", "B302", "B303", "B304", "B305", "B306"]
    assert written["lenses"][0]["attainable"]["max"] == "1"


@pytest.mark.usefixtures("desk")
def test_json_on_standard_output_is_all_there_is(capsys: Capture) -> None:
    outcome = run(capsys, "balance", "干净.xlsx", "--json", "-")
    balance = Balance.model_validate_json(outcome.out)
    assert balance.lens("load").attainable is not None


@pytest.mark.usefixtures("desk")
def test_an_input_is_not_written_over(capsys: Capture) -> None:
    outcome = run(capsys, "balance", "花名册.xlsx", "--json", "花名册.xlsx")
    assert outcome.code == 2
    assert "花名册.xlsx" in outcome.err


@pytest.mark.usefixtures("desk")
def test_a_ledger_is_measured_by_what_it_has(capsys: Capture) -> None:
    outcome = run(capsys, "balance", "台账.xlsx")
    assert outcome.code == 0
    assert "每户帮扶人数" in outcome.out


def test_a_shortage_is_told_with_what_would_do() -> None:
    words = " ".join(drawn(measure_balance(SHORT.roster()), "en", 200, None))
    assert "their quotas add up to 2: 5 too few" in words
    tried = "2 more cadres of rank 正科 in any unit twinned with 东村 or a twinning of 二处 with 东村"
    assert tried in words


def test_a_low_screen_has_every_lens_and_no_more_lines_than_it_has() -> None:
    lines = drawn(measure_balance(HEALTHY.roster()), "zh", 80, 23)
    assert len(lines) <= 23
    for name in ("帮扶负荷", "每户帮扶人数", "村均帮扶力量", "按需求的帮扶力量", "单位负担", "每村结对单位"):
        assert any(name in line for line in lines)


def test_a_file_has_the_sentences_too() -> None:
    words = "".join(drawn(measure_balance(SHORT.roster()), "zh", 100, None))
    assert "需要 7 对结对" in words.replace(" ", " ")


@pytest.mark.parametrize("absent", ["twinnings", "pairings"])
def test_what_is_absent_is_named(absent: str) -> None:
    words = " ".join(drawn(measure_balance(HEALTHY.lacking(absent).roster()), "en", 120, None))
    assert f"Needs {absent}, which this roster does not have." in words


def test_bars_show_even_one_among_many() -> None:
    assert bars([0, 1, 500, 1000]) == " ▁▄█"
    assert bars([]) == ""
