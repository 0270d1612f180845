from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pairing.balance import measure_balance
from pairing.model.balance import Remedy, Sentence, Shortage
from pairing.text import text
from tests.viz.areas import hostile, small, wide
from viz import write_site
from viz.audience import sight
from viz.pages.atlas import atlas
from viz.pages.balance import WIDTH, MeasureView, NamedView, balance_section
from viz.pages.goal import Goal
from viz.pages.panorama import panorama

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from viz.pages.balance import BalanceSection

SHORT = Shortage(
    sentence=Sentence(kind="overload", text=text("Too few for 白土庄.")),
    remedies=(Remedy(kind="cadres", number=1, text=text("One cadre more.")),),
)


def section_of(roster: Roster) -> BalanceSection:
    measured = measure_balance(roster).model_copy(update={"shortages": (SHORT,)})
    return balance_section(measured, atlas(panorama(sight(roster, "internal")), "en"))


@pytest.fixture(name="section")
def _section() -> BalanceSection:
    return section_of(small())


def page_of(roster: Roster, folder: Path, **chosen: str) -> str:
    measured = measure_balance(roster).model_copy(update={"shortages": (SHORT,)})
    (index,) = write_site(roster, None, folder, language="en", balance=measured, **chosen)  # type: ignore[arg-type]
    return index.read_text(encoding="utf-8")


def test_a_card_says_how_it_stands_and_who_stands_worst(section: BalanceSection) -> None:
    card = section.cards[1]
    assert (card.title, card.over, card.status) == ("Helpers of a household", "4 households in scope", "improvable")
    assert card.measures[0] == MeasureView("Worst value", "0", "1")
    assert card.named == (
        NamedView("钱七", Goal("#village-2", "village-2", "household:H1")),
        NamedView("赵六子", Goal("#village-1", "village-1", "household:H2")),
    )
    assert card.sentences


def test_a_picture_has_today_to_the_left_and_attainable_to_the_right(section: BalanceSection) -> None:
    picture = section.cards[1].picture
    assert picture is not None
    assert [(row.label, row.today.count, row.attainable.count) for row in picture.rows] == [
        *(("0", "2", "0"), ("1", "1", "4"), ("2", "1", "0")),
    ]
    for row in picture.rows:
        assert row.today.x + row.today.width == picture.left
        assert row.attainable.x == picture.right
        assert row.today.x >= 0
        assert row.attainable.x + row.attainable.width <= WIDTH
    assert [row.today.is_worst for row in picture.rows] == [True, False, False]
    assert picture.alternative.startswith("Helpers of a household: today from 0 to 2, attainable from 1 to 1.")


def test_the_worst_values_are_on_top(section: BalanceSection) -> None:
    load = section.cards[0].picture
    assert load is not None
    assert load.rows[0].today.is_worst
    assert load.rows[0].label == "2"


def test_what_was_not_measured_has_a_card_without_numbers() -> None:
    cards = {card.name: card for card in section_of(wide(1)).cards}
    assert cards["units"].status == "skipped"
    assert cards["units"].verdict.startswith("Needs twinnings")
    assert (cards["units"].measures, cards["units"].picture, cards["units"].named) == ((), None, ())


def test_the_page_shows_the_balance_with_its_proof(tmp_path: Path) -> None:
    page = page_of(small(), tmp_path)
    section = page.split('<section id="balance"')[1].split("</section>")[0]
    assert '<a href="#balance">Balance</a>' in page
    assert section.count("<article") == 6
    assert "Why not better" in section
    assert "<li>Too few for 白土庄." in section
    assert "<li>One cadre more.</li>" in section
    assert re.findall(r"\son\w+=|\sstyle=", section) == []


def test_the_public_page_has_no_balance(tmp_path: Path) -> None:
    page = page_of(small(), tmp_path, audience="public")
    assert "#balance" not in page
    assert "Too few for" not in page


def test_a_page_without_a_balance_has_no_such_section(tmp_path: Path) -> None:
    (index,) = write_site(small(), None, tmp_path, language="en")
    assert 'id="balance"' not in index.read_text(encoding="utf-8")


def test_hostile_names_are_text_in_the_balance_too(tmp_path: Path) -> None:
    page = page_of(hostile(), tmp_path)
    assert "<img" not in page
    assert 'id="balance"' in page
