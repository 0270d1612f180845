"""The report on a screen: whole pictures in both languages, and what they promise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from pairing.cli.screen import Facts, code_ranges, kinds_of, screen
from pairing.model.report import Coverage, Report
from pairing.text import LANGUAGES, Language, Text, text
from tests.cli.reports import DAY, NAMES, facts, report

SCREENS = Path(__file__).parent / "screens"


def drawn(of: Report, seen: Facts, width: int, height: int | None) -> str:
    console = Console(width=width, highlight=False, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(screen(of, seen, width, height))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def assert_picture(name: str, picture: str) -> None:
    """Compare with the picture kept; with PAIRING_NEW_PICTURES set, keep the new one instead."""
    path = SCREENS / f"{name}.txt"
    if os.environ.get("PAIRING_NEW_PICTURES"):
        path.write_text(picture, encoding="utf-8")
    assert picture == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (80, None)])
def test_a_whole_screen(language: Language, width: int, height: int | None) -> None:
    name = f"{language}-{width}x{height or 'file'}"
    assert_picture(name, drawn(report(), facts(language), width, height))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (120, 40)])
def test_a_report_fits_its_screen_with_a_line_for_the_prompt(language: Language, width: int, height: int) -> None:
    picture = drawn(report(), facts(language), width, height)
    assert len(picture.splitlines()) < height


def test_a_report_without_findings_says_so() -> None:
    assert "✓ 没有发现需要处理的问题。" in drawn(report(()), facts("zh"), 80, 24)


def test_a_day_that_is_not_today_says_what_stands_as_it_is() -> None:
    today = DAY.replace(year=2017)
    assert "状态、职级、单位按现状" in drawn(report(), facts("zh", today=today), 80, 24)


def test_nobody_in_scope_is_no_coverage_of_nought() -> None:
    nobody = report().model_copy(update={"coverage": Coverage(households=0, covered=0)})
    picture = drawn(nobody, facts("en"), 80, 24)
    assert "there is no coverage to speak of" in picture
    assert "coverage 0" not in picture


def test_about_somebody_only_is_said() -> None:
    assert "只看“东村”" in drawn(report(), facts("zh", about="东村"), 80, 24)


def test_markup_in_names_is_text() -> None:
    names = {**NAMES, "household:H1": "[red]甲[/red][bold"}
    assert "[red]甲[/red][bold" in drawn(report(), facts("zh", names=names), 120, 40)


def test_the_worst_kinds_come_first() -> None:
    kinds = kinds_of(report().findings, NAMES, "en")
    codes = [kind.code for kind in kinds]
    assert codes == ["D105", "C201", "C202", "S110", "S111", "S112", "S113", "S114", "S115", "C207"]


def test_bad_data_is_named_by_cell_and_a_broken_rule_by_name() -> None:
    kinds = {kind.code: kind for kind in kinds_of(report().findings, NAMES, "en")}
    assert kinds["D105"].where[:2] == ("贫困户!D2", "贫困户!D3")
    assert kinds["C201"].where == ("甲一", "甲二", "甲三")
    assert kinds["C207"].where == ("乙一–甲一",)


@pytest.mark.parametrize(
    ("codes", "written"),
    [
        ((), ""),
        (("S101",), "S101"),
        (("S101", "S102"), "S101, S102"),
        (("S101", "S102", "S103", "S106"), "S101–S103, S106"),
        (("S115", "C201", "mine"), "S115, C201, mine"),
    ],
)
def test_neighbouring_codes_are_drawn_together(codes: tuple[str, ...], written: str) -> None:
    assert code_ranges(codes) == written


def test_coverage_is_rounded_down() -> None:
    assert "99.8 %" in drawn(report(), facts("en"), 80, 24)


def test_a_line_is_never_longer_than_the_screen() -> None:
    long = Text("x" * 300, {}, "长" * 300)
    picture = drawn(report(), facts("zh", source="长" * 90, whole=long), 80, 24)
    assert all(cell_len(line) <= 80 for line in picture.splitlines())


def test_the_whole_list_is_named() -> None:
    whole = text("The whole list: {path}", path="报告.json")
    assert drawn(report(), facts("en", whole=whole), 80, 24).splitlines()[-1] == "The whole list: 报告.json"
