"""The workbook in which a plan is reviewed."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pairing.errors import PairingError
from pairing.model.plan import Plan
from tests.viz.areas import FORMULA, hostile, of_ledger, small
from tests.viz.lists.test_lists import told
from tests.viz.plans import CHANGES, FROM, SUPPOSED, hostile_plan, small_plan
from viz import write_lists
from viz.lists.plan_book import write_plan, write_plan_book

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pairing.roster import Roster

UNTIL = datetime.date(2017, 6, 30)


def book_of(folder: Path, plan: Plan | None = None, roster: Roster | None = None, **chosen: Any) -> Path:  # noqa: ANN401
    workbook, _ = write_plan(
        plan or small_plan(), roster or small(), folder / "plan.xlsx", **{"language": "en", **chosen}
    )
    return workbook


def changes_of(workbook: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    assert sheet is not None
    return sheet


def test_a_change_is_a_row_with_who_helps_before_and_after(tmp_path: Path) -> None:
    title, subtitle, note, header, *rows, signatures = told(book_of(tmp_path), "Changes")
    assert title == ["Plan of changes to the pairings"]
    assert subtitle == ["In force from 1 January 2017 · as of 31 December 2016 · Internal use only"]
    assert note[0].startswith("Changes: 4, of which 2 required and 2 optional. Beside them 1")
    assert "An emptied cell or a deleted row counts as no" in note[0]
    assert header == [
        *("No.", "Group", "Kind", "Village", "Household head", "Household id", "Helper before", "Unit before"),
        *("Helper after", "Unit after", "Order", "Starts", "Until", "Required?", "Rules", "Reason", "Accept"),
    ]
    assert rows[0][:10] == [1, "A", "Add", "阿家庄", "钱七", "H1", "—", "", "李四", "交警"]
    assert rows[0][13:] == ["● required", "C201\nC202", CHANGES[0].reason.render("en"), "yes"]
    assert rows[2][6:14] == [
        *("张明哲\n0971-001", "刑侦", "单雄\n0971-002", "刑侦", "", FROM, UNTIL, "○ optional"),
    ]
    assert rows[3][6:10] == ["单雄\n0971-002", "刑侦", "—", ""]
    assert rows[4][2:11] == [
        *("Order", "白土庄", "才让卓玛", "H10", "张明哲\n0971-001", "刑侦", "张明哲\n0971-001", "刑侦", "First"),
    ]
    assert signatures[0].startswith("Made by:")


def test_what_was_not_accepted_says_no(tmp_path: Path) -> None:
    rows = told(book_of(tmp_path, small_plan(accepted=("1", "3"))), "Changes")[4:-1]
    assert [row[-1] for row in rows] == ["yes", "no", "yes", "no", "no"]


@pytest.mark.parametrize(("language", "words"), [("zh", "是,否,锁定"), ("en", "yes,no,lock")])
def test_the_last_column_offers_the_decisions(tmp_path: Path, language: str, words: str) -> None:
    sheet = changes_of(book_of(tmp_path, language=language))
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref), rule.errorStyle) == (f'"{words}"', "Q5:Q9", None)
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["A5:Q9"]


def test_the_sheet_of_changes_prints_and_filters_like_the_other_lists(tmp_path: Path) -> None:
    sheet: Any = changes_of(book_of(tmp_path))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$4:$4", "F5", "A4:Q9")
    assert sheet.oddFooter.center.text.endswith("Page &P of &N")


def test_a_hidden_sheet_says_which_plan_it_is_of(tmp_path: Path) -> None:
    workbook, file = write_plan(small_plan(), small(), tmp_path / "方案.xlsx", language="zh")
    hidden = openpyxl.load_workbook(workbook)["_plan"]
    assert hidden.sheet_state == "hidden"
    assert {name: value for name, value, *_ in hidden.values} == {
        "form": "pairing.review/1",
        "schema": "pairing.plan/1",
        "plan": "方案.json",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }
    assert Plan.model_validate_json(file.read_bytes()).to_json() == small_plan().to_json()


def test_the_other_sheets_say_what_it_leads_to(tmp_path: Path) -> None:
    workbook = book_of(tmp_path, small_plan(what_if=SUPPOSED))
    assert CalamineWorkbook.from_path(workbook).sheet_names == [
        *("Changes", "In numbers", "Balance", "What cannot be met", "Curve", "_plan"),
    ]
    numbers = told(workbook, "In numbers")
    assert numbers[4] == ["Gaps alone 2 changes; with full balance 4."]
    assert numbers[7:9] == [
        ["No.", "In this order", "Today", "With the plan", "Proof"],
        [1, "Households without a helper", 2, 0, "✓ proven"],
    ]
    assert numbers[15] == [8, "Changes", "", 4, "≈ best found; the bound is 3"]
    assert numbers[18:20] == [
        ["Code", "Title", "Before", "After", "Difference"],
        ["C201", "Household with no helper", 2, 0, -2],
    ]
    assert numbers[-1] == ["X001", "", 1, 1, 0]
    balance = told(workbook, "Balance")
    assert balance[3][:5] == ["Load of a cadre", "before", 3, 0, 2]
    assert balance[3][-1] == "✓ as good as can be"
    assert balance[5][1:3] == ["attainable", 3]


def test_what_cannot_be_met_has_its_reason_and_what_would_do(tmp_path: Path) -> None:
    uncovered, pins = told(book_of(tmp_path), "What cannot be met")[3:]
    assert uncovered[:4] == [1, "without a helper", "赵六子 (白土庄)", "Nobody may help 赵六子."]
    assert uncovered[4].startswith("Twin 交警 with 白土庄 (then households without a helper: 0")
    assert pins[1:3] == ["pins in conflict", "张明哲 (刑侦)–才让卓玛 (白土庄)"]


def test_the_curve_is_a_table_and_a_chart_that_marks_what_is_exact(tmp_path: Path) -> None:
    sheet: Any = openpyxl.load_workbook(book_of(tmp_path))["Curve"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0][:6] == [
        "Changes",
        "Without a helper",
        "Without a household",
        "Beyond quota",
        "Largest load",
        "Proof",
    ]
    assert rows[4][:6] == [3, 0, 0, 0, 1.5, "○ best found; Largest load: bound 1"]
    assert [row[-4:] for row in rows[4:6]] == [[0, 0, 0, None], [0, 0, 0, 1]]
    assert len(sheet._charts) == 1  # noqa: SLF001 - openpyxl has no other way to tell


def test_what_has_nothing_to_say_has_no_sheet(tmp_path: Path) -> None:
    bare = small_plan(changes=(), accepted=(), levels=(), findings={}, balance={}, unmet=(), curve=())
    workbook = book_of(tmp_path, bare)
    assert CalamineWorkbook.from_path(workbook).sheet_names == ["Changes", "In numbers", "_plan"]
    assert told(workbook, "Changes")[4] == ["Nothing needs to be changed."]


def test_codes_that_we_made_are_left_out(tmp_path: Path) -> None:
    header = told(book_of(tmp_path, roster=of_ledger()), "Changes")[3]
    assert "Household id" not in header
    assert header[-1] == "Accept"


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(book_of(tmp_path, hostile_plan(), hostile()))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    suspect = [cell for cell in cells if str(cell.value).startswith(("=", "@", "+", "-处"))]
    assert any(FORMULA in str(cell.value) for cell in suspect)
    assert all(cell.quotePrefix for cell in suspect)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (book_of(tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_the_public_gets_no_plan(tmp_path: Path) -> None:
    with pytest.raises(PairingError, match="for internal use only"):
        write_plan_book(small_plan(), small(), tmp_path / "plan.xlsx", language="en", plan_sha256="", audience="public")
    written = write_lists(small(), tmp_path, language="en", audience="public", plan=small_plan())
    assert [path.name for path in written] == [
        *("Pairing list by village, public.xlsx", "All pairings, public.csv", "Bulletin, public.xlsx"),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)


def test_the_lists_bring_the_plan_along(tmp_path: Path) -> None:
    *_, workbook, file = write_lists(small(), tmp_path, plan=small_plan())
    assert (workbook.name, file.name) == ("方案.xlsx", "方案.json")
    assert CalamineWorkbook.from_path(workbook).sheet_names[0] == "变更"
