"""A reviewed plan read back, whatever a planner and her programs did to the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from pairing.errors import InputError
from pairing.reading.decisions import read_decisions
from pairing.reading.reviewed import ReviewError
from tests.viz.areas import small
from tests.viz.plans import CHANGES, small_plan
from viz.lists.plan_book import write_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pairing.text import Language
    from tests.conftest import Office

HEADER, FIRST = 4, 5
"""Rows as a spreadsheet counts them."""
ACCEPT = 17


def written(folder: Path, language: Language = "zh") -> Path:
    return write_plan(small_plan(), small(), folder / "方案.xlsx", language=language)[0]


def edited(path: Path, edit: Callable[[Any], None], to: Path | None = None) -> Path:
    """Open the workbook as a planner does, change its first sheet, save it."""
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0])
    book.save(to or path)
    return to or path


def decided(*words: str | bool | int | None) -> Callable[[Any], None]:
    """Write words into the column, from the first change on."""

    def edit(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's sheet
        for row, word in enumerate(words, FIRST):
            sheet.cell(row, ACCEPT).value = word

    return edit


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ReviewError) as caught:
        read_decisions(path)
    return [problem.render("en") for problem in caught.value.problems]


def refusal_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_decisions(path)
    return caught.value.message.render("en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_as_handed_out_every_change_is_accepted(tmp_path: Path, language: Language) -> None:
    workbook = written(tmp_path, language)
    reviewed = read_decisions(workbook)
    assert reviewed.plan_file == tmp_path / "方案.json"
    assert reviewed.plan == small_plan()
    assert dict(reviewed.decisions) == dict.fromkeys("12345", "yes")
    assert (reviewed.blank, reviewed.deleted, reviewed.notes) == ((), (), ())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("是", "否", "锁定", "是", "否"), ("yes", "no", "lock", "yes", "no")),
        (("yes", "No", "LOCK", "y", "N"), ("yes", "no", "lock", "yes", "no")),
        (("同意", "不同意", "锁", "√", "×"), ("yes", "no", "lock", "yes", "no")),
        (("Ｙ", " 否 ", "锁 定", True, 0), ("yes", "no", "lock", "yes", "no")),
    ],
)
def test_words_of_either_language_are_understood(
    tmp_path: Path, words: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    reviewed = read_decisions(edited(written(tmp_path), decided(*words)))
    assert tuple(reviewed.decisions.values()) == expected


def test_an_emptied_cell_is_a_no_and_is_said(tmp_path: Path) -> None:
    reviewed = read_decisions(edited(written(tmp_path), decided("是", None, "  ")))
    assert list(reviewed.decisions.values()) == ["yes", "no", "no", "yes", "yes"]
    assert reviewed.blank == ("2", "3")
    assert [note.render("en") for note in reviewed.notes] == [
        "Changes with nothing in the column Accept: 2、3. They count as not accepted."
    ]


def test_a_deleted_row_is_a_no_and_is_said(tmp_path: Path) -> None:
    reviewed = read_decisions(edited(written(tmp_path), lambda sheet: sheet.delete_rows(FIRST + 1, 2)))
    assert list(reviewed.decisions.values()) == ["yes", "no", "no", "yes", "yes"]
    assert reviewed.deleted == ("2", "3")
    assert reviewed.notes[0].render("en") == "Changes whose row was deleted: 2、3. They count as not accepted."


def test_of_very_many_deleted_rows_the_first_are_named(tmp_path: Path) -> None:
    many = tuple(CHANGES[0].model_copy(update={"id": f"{number}"}) for number in range(1, 31))
    plan = small_plan(changes=many, accepted=tuple(one.id for one in many))
    workbook, _ = write_plan(plan, small(), tmp_path / "方案.xlsx", language="zh")
    reviewed = read_decisions(edited(workbook, lambda sheet: sheet.delete_rows(FIRST, 30)))
    assert len(reviewed.deleted) == 30
    assert "19、20 and others, 30 in all." in reviewed.notes[0].render("en")


def test_rows_may_be_sorted_hidden_and_moved(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's sheet
        decided("否", "是", "锁定", "是", "是")(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST, max_row=FIRST + 4)]
        for at, row in enumerate(reversed(rows), FIRST):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
        sheet.row_dimensions[FIRST].hidden = True
        sheet.insert_rows(1, 3)
        sheet.insert_cols(1)
        sheet.title = "审核"

    reviewed = read_decisions(edited(written(tmp_path), edit))
    assert dict(reviewed.decisions) == {"1": "no", "2": "yes", "3": "lock", "4": "yes", "5": "yes"}
    assert list(reviewed.decisions) == ["1", "2", "3", "4", "5"]


def test_a_workbook_under_another_name_finds_its_plan(tmp_path: Path) -> None:
    workbook = written(tmp_path)
    renamed = workbook.rename(tmp_path / "方案-处长已审.xlsx")
    assert read_decisions(renamed).plan_file == tmp_path / "方案.json"


def test_both_under_another_name_find_each_other(tmp_path: Path) -> None:
    written(tmp_path).rename(tmp_path / "一月.xlsx")
    (tmp_path / "方案.json").rename(tmp_path / "一月.json")
    assert read_decisions(tmp_path / "一月.xlsx").plan_file == tmp_path / "一月.json"


def test_all_that_is_not_understood_is_said_at_once(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's sheet
        decided("大概", "是", "=1+1", "否", "是")(sheet)
        sheet.cell(FIRST + 1, 1).value = 77
        sheet.cell(FIRST + 3, 1).value = None
        sheet.cell(FIRST + 4, 1).value = 1

    word, unknown, formula, unnumbered, twice = problems_of(edited(written(tmp_path), edit))
    assert word == '变更!Q5: Accept of change 1 is "大概"; expected is one of: yes, no, lock. Choose one from the list.'
    assert unknown.startswith('变更!A6: the plan has no change "77"; expected are the numbers as they were written.')
    assert formula.startswith('变更!Q7: Accept of change 3 is "#FORMULA?"; expected is one of: yes, no, lock.')
    assert unnumbered.startswith('变更!Q8: "否" stands in a row without a number; expected is the number of a change.')
    assert twice.startswith('变更!Q9: change 1 is "是" here and "大概" in row 5; expected is one decision.')


def test_a_copied_row_that_says_the_same_is_no_problem(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's sheet
        for column in (1, ACCEPT):
            sheet.cell(FIRST + 5, column).value = sheet.cell(FIRST, column).value

    assert read_decisions(edited(written(tmp_path), edit)).decisions["1"] == "yes"


def test_of_very_many_problems_the_first_are_named(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's sheet
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        for row in range(FIRST, FIRST + 40):
            sheet.cell(row, 1).value, sheet.cell(row, ACCEPT).value = 1, "?"

    said = refusal_of(edited(written(tmp_path), edit))
    assert said.startswith("方案.xlsx: 40 cells of the review cannot be understood, so nothing was done:\n变更!Q5")
    assert said.endswith("and 20 more")


def test_without_its_json_it_is_refused(tmp_path: Path) -> None:
    workbook = written(tmp_path)
    (tmp_path / "方案.json").unlink()
    assert f"方案.json is missing in {tmp_path}" in refusal_of(workbook)
    renamed = workbook.rename(tmp_path / "审.xlsx")
    assert "审.json or 方案.json is missing" in refusal_of(renamed)


def test_with_another_json_it_is_refused(tmp_path: Path) -> None:
    workbook = written(tmp_path)
    (tmp_path / "方案.json").write_text(small_plan(seed=7).to_json(), encoding="utf-8")
    assert "方案.json is not the plan this workbook was made from" in refusal_of(workbook)


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    workbook = written(tmp_path)
    (tmp_path / "方案.json").write_text("{}", encoding="utf-8")
    book = openpyxl.load_workbook(workbook)
    book["_plan"]["B4"] = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    book.save(workbook)
    assert "方案.json: not a plan (pairing.plan/1)" in refusal_of(workbook)


def test_a_workbook_of_something_else_is_refused(tmp_path: Path, samples: Path) -> None:
    assert "not the workbook of a plan" in refusal_of(samples / "干净.xlsx")
    book = openpyxl.load_workbook(written(tmp_path))
    del book["_plan"]
    book.save(tmp_path / "方案.xlsx")
    assert "hidden sheet _plan is missing or incomplete" in refusal_of(tmp_path / "方案.xlsx")


def test_a_workbook_of_a_later_form_is_refused(tmp_path: Path) -> None:
    workbook = written(tmp_path)
    book = openpyxl.load_workbook(workbook)
    book["_plan"]["B1"] = "pairing.review/2"
    book.save(workbook)
    assert "its form is pairing.review/2, expected is pairing.review/1" in refusal_of(workbook)


def test_a_workbook_without_the_column_is_refused(tmp_path: Path) -> None:
    workbook = edited(written(tmp_path), lambda sheet: sheet.delete_cols(ACCEPT))
    assert "no sheet has the columns No. and Accept" in refusal_of(workbook)


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_what_libreoffice_saved_is_read(soffice: Office, tmp_path: Path, form: str) -> None:
    words = ("否", "锁定", "是", None, "是")
    workbook = edited(written(tmp_path), decided(*words), tmp_path / "审核.xlsx")
    saved = soffice.saved(workbook, tmp_path / "saved", form)
    (tmp_path / "saved" / "方案.json").write_bytes((tmp_path / "方案.json").read_bytes())
    reviewed = read_decisions(saved)
    assert list(reviewed.decisions.values()) == ["no", "lock", "yes", "no", "yes"]
    assert reviewed.blank == ("4",)
