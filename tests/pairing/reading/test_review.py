"""A plan reviewed on its page, read back from the one file that the page saves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from pairing.errors import InputError
from pairing.model.review import Review, as_written, sha256_of
from pairing.reading.decisions import read_decisions
from pairing.reading.review import is_review, read_review
from pairing.reading.reviewed import ReviewError
from tests.viz.areas import small
from tests.viz.plans import small_plan
from viz.lists.plan_book import write_plan

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.plan import Decision

TICKS: dict[str, Decision] = {"1": "yes", "2": "no", "3": "lock", "4": "no", "5": "yes"}


def saved(folder: Path, **otherwise: Any) -> Path:  # noqa: ANN401 - what a file may hold instead
    """Save a review as the page does, or with something else in it."""
    value = json.loads(Review.of(small_plan(), TICKS).to_json()) | otherwise
    path = folder / "方案-采纳.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ReviewError) as caught:
        read_review(path)
    return [problem.render("en") for problem in caught.value.problems]


def refusal_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_review(path)
    return caught.value.message.render("en")


def test_it_says_what_the_workbook_says_with_the_same_ticks(tmp_path: Path) -> None:
    workbook, plan_file = write_plan(small_plan(), small(), tmp_path / "方案.xlsx", language="zh")
    book = openpyxl.load_workbook(workbook)
    for row, word in enumerate(TICKS.values(), 5):
        book.worksheets[0].cell(row, 17).value = word
    book.save(workbook)
    of_workbook, of_page = read_decisions(workbook), read_review(saved(tmp_path))
    assert dict(of_page.decisions) == dict(of_workbook.decisions) == TICKS
    assert of_page.plan == of_workbook.plan
    assert of_page.plan_sha256 == of_workbook.plan_sha256
    assert as_written(small_plan()).encode() == plan_file.read_bytes()


def test_what_is_not_decided_is_as_the_plan_has_it() -> None:
    review = Review.of(small_plan(accepted=("1", "2")), {"2": "lock"})
    assert review.decisions == {"1": "yes", "2": "lock", "3": "no", "4": "no", "5": "no"}


def test_it_is_told_from_a_plan_by_what_it_says_it_is(tmp_path: Path) -> None:
    assert is_review(saved(tmp_path))
    for content in (as_written(small_plan()), "pairing.review/1", '["pairing.review/1"]', "户主,村\n"):
        (tmp_path / "x.json").write_text(content, encoding="utf-8")
        assert not is_review(tmp_path / "x.json")


def test_a_program_may_have_laid_it_out_otherwise(tmp_path: Path) -> None:
    path = saved(tmp_path)
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(value, indent=4, sort_keys=True), encoding="utf-8-sig")
    assert is_review(path)
    assert dict(read_review(path).decisions) == TICKS


def test_all_that_is_not_understood_is_said_at_once(tmp_path: Path) -> None:
    path = saved(tmp_path, decisions={"1": "yes", "2": "是", "77": "no", "3": None, "4": ["no"]})
    path.write_text(path.read_text("utf-8").replace('"1": "yes"', '"1": "no", "1": "yes"'), "utf-8")
    assert problems_of(path) == [
        '"1" stands there twice; expected is one of each. Delete one of them.',
        'decisions: change 2 is "是"; expected is one of: yes, no, lock.',
        'decisions: the plan has no change "77". Delete it.',
        'decisions: change 3 is "null"; expected is one of: yes, no, lock.',
        'decisions: change 4 is "["no"]"; expected is one of: yes, no, lock.',
        "decisions: change 5 is missing; every change is decided.",
    ]
    assert refusal_of(path).startswith("方案-采纳.json: 6 decisions of the review cannot be understood, so nothing was")


def test_a_plan_that_was_changed_since_is_refused(tmp_path: Path) -> None:
    altered = as_written(small_plan(seed=7))
    assert "the plan in it is not the one that was reviewed" in refusal_of(saved(tmp_path, plan=altered))
    nothing = saved(tmp_path, plan="{}", plan_sha256=sha256_of("{}"))
    assert refusal_of(nothing) == "方案-采纳.json: not a plan (pairing.plan/1), as `pairing plan --to` writes it."


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("pairing.review/1", "it is not JSON"),
        ("[]", "it is something else"),
        ("{}", "decisions is missing or wrong"),
        ('{"decisions": []}', "decisions is missing or wrong"),
        ('{"decisions": {}, "plan": {}}', "plan_sha256、plan is missing or wrong"),
        (
            '{"decisions": {}, "plan": "", "plan_sha256": "", "schema": "pairing.review/2"}',
            "schema is missing or wrong",
        ),
    ],
)
def test_what_is_no_review_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    assert refusal_of(tmp_path / "x.json") == (
        f"x.json: {problem}; expected is a reviewed plan (pairing.review/1), as the page of a plan saves it."
    )
