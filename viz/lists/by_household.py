"""The contact cards (帮扶明白卡): a chapter for each village, in it a card for each household, to leave there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing import counting
from pairing.model.labels import PostingRole
from pairing.text import text
from viz.lists.by_village import NO_HELPER, NO_HOUSEHOLD, VILLAGE_HEADERS, village_chapters
from viz.lists.chapter import PairingList
from viz.lists.columns import CARD_COLUMNS, shown_columns
from viz.lists.lines import codes_are_made
from viz.villages import VillageLine, village_lines

if TYPE_CHECKING:
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.columns import ListColumn

_CALLED: Final = (PostingRole.FIRST_SECRETARY, PostingRole.RESIDENT_OFFICER)


def list_by_household(sight: Sight, language: Language) -> PairingList:
    """Make the cards; on them stands how those posted to the village are reached."""
    called = _called(sight.roster)
    villages = [_with_phones(village, called) for village in village_lines(sight.roster)]
    chapters = village_chapters(
        sight, villages, language, lambda name: text("Contact cards of {village}", village=name)
    )
    return PairingList(
        title=text("Contact cards"),
        layout="cards",
        columns=_columns(sight),
        ordered_by="household",
        alone=NO_HELPER,
        alone_at="cadre",
        empty=NO_HOUSEHOLD,
        headers=VILLAGE_HEADERS,
        chapters=[chapter for chapter in chapters if chapter.lines],
    )


def _columns(sight: Sight) -> tuple[ListColumn, ...]:
    """Give the columns; a code that we made tells nobody anything."""
    made = codes_are_made(sight.roster)
    return tuple(one for one in shown_columns(CARD_COLUMNS, sight) if not made or one.attribute != "household_id")


def _with_phones(village: VillageLine, called: dict[tuple[int, str], list[str]]) -> VillageLine:
    first, resident = (tuple(called.get((village.key, role.value), ())) for role in _CALLED)
    return replace(village, first_secretaries=first, resident_officers=resident)


def _called(roster: Roster) -> dict[tuple[int, str], list[str]]:
    """Name those posted to each village in each role, with their phones as far as they are known."""
    people = roster.cadres.select(
        cadre_key="key", who=pl.concat_str("name", pl.col("phone").fill_null(""), separator=" ").str.strip_chars_end()
    )
    posted = counting.counting_postings(roster).join(people, on="cadre_key", maintain_order="left")
    named = posted.group_by("village_key", "role", maintain_order=True).agg("who")
    return {(village, role): who for village, role, who in named.iter_rows()}
