"""What is handed out: a cadre's own list, and a card for each household."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from tests.viz.areas import small
from tests.viz.lists.crowds import crowd
from tests.viz.lists.test_lists import START, told
from viz import write_lists
from viz.audience import sight
from viz.lists.by_household import list_by_household
from viz.lists.cards import MOST_HELPERS, ROWS, Card, cards_of, helper_headers

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.text import Text
    from viz.audience import Audience


def cards(audience: Audience = "internal") -> list[Card]:
    listed = list_by_household(sight(crowd(), audience), "en")
    return [card for chapter in listed.chapters for card in cards_of(listed, chapter, "en")]


def said(words: Text | None) -> str:
    return words.render("en") if words else ""


# A cadre's own list ------------------------------------------------------------------------------------------------


def test_a_cadre_has_a_table_of_his_own_to_carry(tmp_path: Path) -> None:
    workbook, *_ = write_lists(small(), tmp_path, language="en", by="cadre")
    assert workbook.name == "Pairing list by cadre.xlsx"
    title, _, ties, counts, first, header, row, second, _, *rows = told(workbook, "刑侦")
    assert title[0] == "Households of the cadres of 刑侦"
    assert (ties, counts) == (
        ["Villages twinned: 白土庄"],
        ["2 cadres help 2 households; 0 have no household."],
    )
    assert (first, second) == (
        ["单雄　正科　0971-002　helps 1 households"],
        ["张明哲　民警　0971-001　helps 2 households"],
    )
    assert header == [
        *("No.", "Village", "Household head", "Persons", "Category", "Main cause", "Order", "Since"),
        *("Visited on", "Household signs"),
    ]
    assert row == [1, "白土庄", "才让卓玛", 3, "subsistence allowance", "illness", "First"]
    assert [line[:3] for line in rows] == [[1, "白土庄", "王五"], [2, "白土庄", "才让卓玛"]]
    assert rows[0][-1] == START


def test_a_cadre_without_a_household_is_named_to_those_who_plan(tmp_path: Path) -> None:
    internal, *_ = write_lists(small(), tmp_path, language="en", by="cadre")
    public, *_ = write_lists(small(), tmp_path, language="en", by="cadre", audience="public")
    assert told(internal, "交警")[-1] == ["李四　民警　△ no household yet"]
    assert openpyxl.load_workbook(public).sheetnames == ["Summary", "刑侦"]
    assert told(public, "刑侦")[4:7] == [
        ["单雄　正科　helps 1 households"],
        ["No.", "Village", "Household head", "Persons", "Order", "Since", "Visited on", "Household signs"],
        [1, "白土庄", "才**玛", 3, "First"],
    ]


# Cards -------------------------------------------------------------------------------------------------------------


def test_a_card_says_who_helps_and_how_they_are_reached() -> None:
    _, card, *_ = cards()
    assert (said(card.number), card.place) == ("Card 2 · 2", "海东市互助县 白土庄")
    assert [(said(label), value) for label, value in card.facts] == [
        *(
            ("Household head", "户主2"),
            ("Persons", 3),
            ("Category", "subsistence allowance"),
            ("Main cause", "illness"),
        ),
    ]
    assert card.helpers == [["干部一", "高速公路管理支队第一大队　一级主任科员", "0971000000", START]]
    assert [(said(tie.label), tie.names) for tie in card.ties] == [
        ("Lead unit", ("高速公路管理支队第一大队",)),
        ("First secretary", ("干部一 0971000000",)),
    ]
    assert (card.named, card.blank) == (2, ROWS - 2)


def test_a_card_has_as_many_rows_however_many_help() -> None:
    many, *_, nobody, _ = cards()
    assert (len(many.helpers), said(many.note)) == (MOST_HELPERS - 1, "and 3 helpers more")
    assert (nobody.helpers, said(nobody.note), nobody.alone) == ([], "▲ no helper yet", True)
    assert {card.named + card.blank for card in cards()} == {ROWS}


def test_a_card_for_the_public_has_nothing_private() -> None:
    card, *_ = cards("public")
    listed = list_by_household(sight(crowd(), "public"), "en")
    assert [said(label) for label, _ in card.facts] == ["Household head", "Persons"]
    assert list(map(said, helper_headers(listed))) == ["Helper", "Unit, rank", "Since"]
    assert said(card.number) == "Card 1"


def test_four_cards_are_two_beside_two(tmp_path: Path) -> None:
    workbook, *_ = write_lists(crowd(), tmp_path, language="en", by="household")
    sheet = openpyxl.load_workbook(workbook)["白土庄"]
    titles = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == "Contact card"]
    first, second, third, fourth, *_, last = titles
    assert (first, second) == ((1, 1), (1, 6))
    assert third[0] == fourth[0]
    assert len(titles) == 9
    assert [one.id for one in sheet.row_breaks.brk] == [titles[4][0] - 1, last[0] - 1]
    assert sheet.page_setup.orientation == "portrait"
    page = [sheet.row_dimensions[row].height or 0 for row in range(1, titles[4][0])]
    room = 841.9 - 72 * (sheet.page_margins.top + sheet.page_margins.bottom)
    assert room - (sheet.row_dimensions[1].height or 0) < sum(page) < room  # a page ends here, break or no break


def test_a_name_that_is_too_long_gets_smaller_letters(tmp_path: Path) -> None:
    workbook, *_ = write_lists(crowd(), tmp_path, language="en", by="household")
    sheet = openpyxl.load_workbook(workbook)["白土庄"]
    sizes = {cell.value: cell.font.size for row in sheet.iter_rows() for cell in row if cell.value}
    assert sizes["干部一"] == 9.5
    assert sizes["高速公路管理支队第一大队　一级主任科员"] < 9.5
