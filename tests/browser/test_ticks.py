"""The page of a plan as a planner decides on it: what she ticks is kept, can be undone, and is what apply does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from playwright.sync_api import expect

from pairing.planning import apply_plan
from pairing.reading.decisions import read_decisions
from pairing.reading.review import read_review
from tests.viz.areas import small
from tests.viz.plans import small_plan
from tests.viz.sites import write_hostile
from viz import write_site
from viz.lists.plan_book import write_plan

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from pairing.reading.reviewed import Reviewed
    from tests.browser.visiting import Visit


def ticks(page: Page, change: str) -> Locator:
    return page.locator(f"tr[data-change='{change}']").get_by_role("radiogroup")


def tick(page: Page, change: str, decision: str) -> None:
    ticks(page, change).locator(f"[value={decision}]").check()


def decided(page: Page) -> str:
    """Read what is decided, change by change."""
    values: list[str] = page.locator(".ticks input:checked").evaluate_all("inputs => inputs.map((one) => one.value)")
    return " ".join(values)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def saved(page: Page, folder: Path) -> Path:
    """Save the review; give the file."""
    with page.expect_download() as caught:
        page.locator("#review-save").click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def reviewed_in_a_workbook(folder: Path, words: dict[int, str]) -> Reviewed:
    workbook, _ = write_plan(small_plan(), small(), folder / "方案.xlsx", language="zh")
    book = openpyxl.load_workbook(workbook)
    for change, word in words.items():
        book.worksheets[0].cell(4 + change, 17).value = word
    book.save(workbook)
    return read_decisions(workbook)


def test_what_is_ticked_does_what_the_workbook_does_with_the_same_ticks(
    visit: Visit, english: Path, tmp_path: Path
) -> None:
    page = visit.open(english, "plan")
    tick(page, "2", "no")
    tick(page, "3", "lock")
    expect(page.locator("#review-count span")).to_have_text(
        ["4 of 5 changes accepted, 1 not.", "Pinned: 1.", "Not looked at yet: 3."]
    )
    expect(page.locator("#review-warnings li")).to_have_text(
        [
            "Not accepted though required: 2. Each leaves a gap or an error.",
            "Group A is taken apart: 1 accepted, 2 not. They belong together.",
        ]
    )
    of_page = read_review(saved(page, tmp_path))
    expect(page.locator("#review-then")).to_contain_text("Saved as plan-review.json")
    command = page.locator("#review-command")
    expect(command).to_have_text("pairing apply roster.xlsx plan-review.json --to new-roster.xlsx")
    of_workbook = reviewed_in_a_workbook(tmp_path, {2: "否", 3: "锁定"})
    assert of_page.decisions == of_workbook.decisions
    assert of_page.plan_sha256 == of_workbook.plan_sha256
    rosters = [apply_plan(small(), each.plan, decisions=each.decisions).roster for each in (of_page, of_workbook)]
    assert rosters[0].sha256 == rosters[1].sha256 != small().sha256


def test_what_is_decided_is_kept_for_this_plan_alone_and_can_be_undone(
    visit: Visit, english: Path, tmp_path: Path
) -> None:
    page = visit.open(english, "plan")
    tick(page, "1", "no")
    tick(page, "4", "no")
    press(page, "Undo")
    assert decided(page) == "no yes yes yes yes"
    page = visit.open(english, "plan")
    assert decided(page) == "no yes yes yes yes"
    press(page, "Start again")
    assert decided(page) == "yes yes yes yes yes"
    page.locator("#changes").press("Control+z")
    assert decided(page) == "no yes yes yes yes"
    (another,) = write_site(small(), None, tmp_path, plan=small_plan(seed=7, accepted=("1",)))
    assert decided(visit.open(another, "plan")) == "yes no no no no"


def test_only_a_new_pairing_can_be_pinned(visit: Visit, english: Path) -> None:
    page = visit.open(english, "plan")
    assert [ticks(page, change).get_by_role("radio").count() for change in "12345"] == [3, 3, 3, 2, 3]


def test_without_the_plans_own_file_nothing_is_decided_and_the_page_says_so(visit: Visit, tmp_path: Path) -> None:
    (index,) = write_site(small(), None, tmp_path, plan=small_plan(), language="en")
    (tmp_path / "parts" / "plan-file.js").unlink()
    page = visit.open(index, "plan")
    expect(page.locator("#changes .warn").last).to_contain_text("This part of the page could not be loaded: ")
    expect(page.get_by_role("radiogroup")).to_have_count(0)
    visit.faults.clear()  # the browser says on the console that the file is not there


def test_only_the_changes_that_are_shown_are_decided_together(visit: Visit, english: Path) -> None:
    page = visit.open(english, "plan")
    rows = page.locator("#plan-changes tbody tr").and_(page.locator(":visible")).locator("th")
    page.get_by_role("combobox", name="Village").select_option("白土庄")
    page.get_by_role("combobox", name="Required?").select_option("optional")
    expect(rows).to_have_text(["3", "4"])
    press(page, "Reject those shown")
    assert decided(page) == "yes yes no no yes"
    page.get_by_role("combobox", name="Required?").select_option("All")
    page.get_by_role("combobox", name="Accept").select_option("not accepted")
    expect(rows).to_have_text(["3", "4"])
    tick(page, "3", "yes")
    expect(rows).to_have_text(["3", "4"])  # a row does not vanish under the hand
    expect(page.locator("#plan-shown")).to_have_text("2 of 5 shown")
    tick(page, "3", "no")
    page.get_by_role("combobox", name="Unit").select_option("交警")
    expect(rows).to_have_count(0)


def test_a_change_that_is_not_shown_is_shown_when_one_is_led_to_it(visit: Visit, english: Path) -> None:
    page = visit.open(english, "plan")
    tick(page, "2", "no")
    page.get_by_role("combobox", name="Village").select_option("阿家庄")
    page.locator("#review-warnings").get_by_role("link", name="2").first.click()
    expect(page.locator("tr:focus th")).to_have_text("2")


def test_everything_can_be_decided_by_keyboard_and_is_said_in_either_language(
    visit: Visit, site: Path, tmp_path: Path
) -> None:
    page = visit.open(site, "plan")
    ticks(page, "1").get_by_role("radio", name="是", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator("#review-count")).to_contain_text("4")  # one has been looked at
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")  # past household and helper at the next change, from the first around to the last
    assert decided(page) == "no lock yes yes yes"
    assert saved(page, tmp_path).name == "方案-采纳.json"
    press(page, "English")
    expect(page.locator("#review-count")).to_contain_text("4 of 5 changes accepted, 1 not.")
    expect(ticks(page, "1")).to_have_accessible_name("Accept change 1? 钱七: — → 李四")


def test_in_a_single_file_what_is_decided_stays_while_one_looks_elsewhere(visit: Visit, single: Path) -> None:
    page = visit.open(single, "plan")
    tick(page, "4", "no")
    page.locator(".bar nav a").first.click()
    expect(page.locator("#plan-changes")).to_have_count(0)
    page.go_back()
    assert decided(page) == "yes yes yes no yes"
    page.locator("#review-undo").click()
    assert decided(page) == "yes yes yes yes yes"


def test_a_browser_that_keeps_and_copies_nothing_says_so_and_still_saves(
    visit: Visit, english: Path, tmp_path: Path
) -> None:
    visit.page.add_init_script(
        """for (const [owner, name] of [[window, "localStorage"], [navigator, "clipboard"]])
        Object.defineProperty(owner, name, { get() { throw new DOMException("no", "SecurityError"); } });"""
    )
    page = visit.open(english, "plan")
    tick(page, "1", "no")
    expect(page.locator("#review-kept")).to_contain_text("Save before you close the page.")
    press(page, "Copy")
    expect(page.locator("#review-copied")).to_have_text("Selected; copy it with Ctrl+C.")
    assert page.evaluate("getSelection().toString()") == page.locator("#review-command").text_content()
    assert read_review(saved(page, tmp_path)).decisions["1"] == "no"


def test_hostile_changes_are_text_and_are_decided_like_others(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(write_hostile(tmp_path), "plan")
    page.locator(".ticks [value=lock]").check()
    assert read_review(saved(page, tmp_path)).decisions == {"=1+1": "lock"}
