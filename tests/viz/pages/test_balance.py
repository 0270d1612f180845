from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pairing.balance import measure_balance
from pairing.model.balance import Remedy, Sentence, Shortage
from pairing.text import text
from tests.viz.areas import hostile, small, wide
from tests.viz.charts.saying import parsed, texts
from viz import write_site
from viz.audience import sight
from viz.pages.atlas import atlas
from viz.pages.balance import MeasureView, ValueRow, balance_body
from viz.pages.goal import Goal
from viz.pages.page import Link
from viz.pages.panorama import panorama
from viz.words import shown_first

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from viz.pages.balance import BalanceBody

SHORT = Shortage(
    sentence=Sentence(kind="overload", text=text("Too few for 白土庄.")),
    remedies=(Remedy(kind="cadres", number=1, text=text("One cadre more.")),),
)


def body_of(roster: Roster) -> BalanceBody:
    measured = measure_balance(roster).model_copy(update={"shortages": (SHORT,)})
    return balance_body(measured, atlas(panorama(sight(roster, "internal")), "en"))


@pytest.fixture(name="body")
def _body() -> BalanceBody:
    return body_of(small())


def pages_of(roster: Roster, folder: Path, **chosen: str) -> dict[str, str]:
    measured = measure_balance(roster).model_copy(update={"shortages": (SHORT,)})
    write_site(roster, None, folder, language="en", balance=measured, **chosen)  # type: ignore[arg-type]
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_a_card_says_how_it_stands_and_who_stands_worst(body: BalanceBody) -> None:
    card = body.cards[1]
    assert (shown_first(card.title), shown_first(card.over)) == ("Helpers of a household", "4 households in scope")
    assert (card.status, card.goal) == ("improvable", Goal("balance", "lens:support"))
    assert card.measures[0] == MeasureView(card.measures[0].label, "0", "1")
    assert shown_first(card.measures[0].label) == "Worst value"
    assert card.named == (
        Link("钱七", Goal("village-2", "household:H1")),
        Link("赵六子", Goal("village-1", "household:H2")),
    )
    assert card.sentences


def test_a_chart_stands_beside_a_table_of_the_same_numbers(body: BalanceBody) -> None:
    card = body.cards[1]
    assert card.values == (ValueRow("0", "▲ 2", "0"), ValueRow("1", "1", "4"), ValueRow("2", "1", "0"))
    assert card.chart is not None
    label = parsed(card.chart)[0].get("aria-label", "")
    assert label.startswith("Helpers of a household: today from 0 to 2, attainable from 1 to 1.")
    assert set(texts(card.chart)) >= {"Today", "Attainable", "▲ 2", "4"}
    assert card.small is not None


def test_the_worst_values_are_on_top(body: BalanceBody) -> None:
    assert [row.value for row in body.cards[0].values] == ["2", "1", "0.667", "0.333", "0"]


def test_what_was_not_measured_has_a_card_without_numbers() -> None:
    cards = {card.name: card for card in body_of(wide(1)).cards}
    assert cards["units"].status == "skipped"
    assert shown_first(cards["units"].verdict).startswith("Needs twinnings")
    assert (cards["units"].measures, cards["units"].values, cards["units"].named) == ((), (), ())
    assert (cards["units"].chart, cards["units"].small) == (None, None)


def test_the_page_shows_the_balance_with_its_proof_and_the_overview_leads_to_it(tmp_path: Path) -> None:
    pages = pages_of(small(), tmp_path)
    section = pages["balance"].split('<section id="balance"')[1].split("</section>")[0]
    assert section.count("<article") == section.count('data-anchor="lens:') == 6
    assert "Why not better" in section
    assert "<li>Too few for 白土庄." in section
    assert "<li>One cadre more.</li>" in section
    assert re.findall(r"\son\w+=|\sstyle=", section) == []
    assert {"pages/balance.html", "pages/balance.html#lens=load"} <= set(re.findall('href="([^"]+)"', pages["index"]))


def test_the_public_has_no_balance(tmp_path: Path) -> None:
    pages = pages_of(small(), tmp_path, audience="public")
    assert "balance" not in pages
    assert "Too few for" not in "".join(pages.values())
    assert "balance.html" not in "".join(pages.values())


def test_a_site_without_a_balance_has_no_such_page(tmp_path: Path) -> None:
    (index,) = write_site(small(), None, tmp_path, language="en")
    assert 'id="balance"' not in index.read_text(encoding="utf-8")
    assert not (tmp_path / "pages" / "balance.html").exists()


def test_hostile_names_are_text_in_the_balance_too(tmp_path: Path) -> None:
    pages = pages_of(hostile(), tmp_path)
    assert "<img" not in "".join(pages.values())
    assert "balance" in pages
