"""A plan on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from pairing.cli.plan_chart import chart
from pairing.cli.plan_screen import Facts, plan_screen
from pairing.text import LANGUAGES, Language, text
from tests.viz.areas import small
from tests.viz.plans import CHANGES, CURVE, SUPPOSED, hostile_plan, small_plan

if TYPE_CHECKING:
    from pairing.model.plan import Plan

MANY = tuple(
    CHANGES[number % 4].model_copy(update={"id": str(number + 1), "group": "B" if number in {0, 9} else None})
    for number in range(60)
)
LONG = tuple(CURVE[0].model_copy(update={"changes": number, "uncovered": 300 - number}) for number in range(301))


def drawn(plan: Plan, language: Language = "en", width: int = 100, height: int | None = None) -> list[str]:
    facts = Facts(language, "花名册.xlsx", small(), text("The whole plan: {file}", file="方案.xlsx"))
    console = Console(width=width, highlight=False, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(plan_screen(plan, facts, width, height))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_a_file_gets_the_whole_plan() -> None:
    lines = drawn(small_plan(what_if=SUPPOSED))
    said = " ".join(line.strip() for line in lines)
    assert lines[0].startswith("花名册.xlsx")
    assert lines[0].endswith("in force from 2017-01-01")
    assert "Gaps alone 2 changes; with full balance 4." in said
    assert "Because of it: 2" in lines
    assert "  No longer needed: 赵六子: add 单雄" in lines
    assert "✓ Households without a helper 2→0" in said
    assert "≈ Changes 4" in said
    assert "findings:  C201 2→0  C202 1→0  C204 1→0  C209 0→1" in lines
    assert "✓ Load of a cadre         worst 2 → 1 (attainable 1)  CV 1.125 → 0.177 (0.177)" in lines
    assert "● 1 Add 钱七 (阿家庄)  — → 李四 (交警)  C201 C202 group A" in lines
    assert "○ 3 Move 王五 (白土庄)  张明哲 (刑侦) → 单雄 (刑侦)  C204" in lines
    assert "● 5 Order 才让卓玛 (白土庄)  张明哲 (刑侦): First  C206" in lines
    assert "    钱七 has no helper; only 李四 may help in 阿家庄 (C201)." in lines
    assert "✗ without a helper  赵六子 (白土庄)" in lines
    assert "→ what would do (tried): Twin 交警 with 白土庄 (then households without a helper: 0" in said
    assert lines[-1] == "The whole plan: 方案.xlsx"


def test_the_curve_is_drawn_with_what_is_exact() -> None:
    assert drawn(small_plan())[-7:-1] == [
        "Without a helper    2 ████▄▄▄▄             0",
        "Without a household 1 ████                 0",
        "Beyond quota        1 ████████████         0",
        "Largest load        2 ████████████▆▆▆▆▄▄▄▄ 1",
        "Exact                 ●   ●   ●   ○   ●",
        "Changes               0       2       4",
    ]


@pytest.mark.parametrize("width", [30, 80, 200])
def test_a_long_curve_keeps_to_the_width(width: int) -> None:
    lines = [line.plain for line in chart(LONG, "zh", width)]
    assert max(map(cell_len, lines)) <= width
    assert lines[-1].endswith("300")
    assert " 0 " in lines[-1]


def test_one_point_is_a_curve_too() -> None:
    assert [line.plain.split()[-1] for line in chart(CURVE[:1], "en", 80)] == ["2", "1", "1", "2", "●", "0"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (120, 40)])
def test_a_screen_is_filled_with_a_line_for_the_prompt(language: Language, width: int, height: int) -> None:
    plan = small_plan(changes=MANY, what_if=SUPPOSED, unmet=small_plan().unmet * 9)
    lines = drawn(plan, language, width, height - 1)
    assert len(lines) < height
    assert len(lines) > height - 5
    assert max(map(cell_len, lines)) <= width
    assert any(line.startswith(("● ", "○ ")) for line in lines)
    assert any(line.startswith("✗ ") for line in lines)
    assert sum(line.startswith("… ") for line in lines) == 2


def test_changes_of_a_group_stand_together() -> None:
    shown = [line.split()[1] for line in drawn(small_plan(changes=MANY)) if line.startswith(("● ", "○ "))]
    assert shown[:3] == ["1", "10", "2"]


def test_a_low_screen_keeps_what_cannot_be_met_without_reasons() -> None:
    lines = drawn(small_plan(), "en", 80, 22)
    assert "✗ without a helper  赵六子 (白土庄)" in lines
    assert "    Nobody may help 赵六子." not in lines


def test_a_bare_plan_is_a_few_lines() -> None:
    bare = small_plan(changes=(), levels=(), findings={}, balance={}, unmet=(), curve=(), status="inverse", mode="undo")
    assert drawn(bare, "en", 80, 23)[1:] == [
        "Changes: 0, of which 0 required and 0 optional. It undoes another plan and",
        "claims nothing.",
        "The whole plan: 方案.xlsx",
    ]


def test_an_order_may_become_blank() -> None:
    blank = CHANGES[4].model_copy(update={"ordinal": None})
    assert any("张明哲 (刑侦): without an order" in line for line in drawn(small_plan(changes=(blank,))))


def test_without_a_roster_and_a_place_the_plan_speaks_for_itself() -> None:
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(plan_screen(small_plan(), Facts("en", "花名册.xlsx"), 80, None))
    assert "● 1 Add 钱七 (阿家庄)" in capture.get()
    assert "The whole plan" not in capture.get()


def test_markup_in_names_is_text() -> None:
    assert any("alert(1)" in line for line in drawn(hostile_plan()))
