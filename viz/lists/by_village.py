"""The list by village: a chapter for each, its households in order, those without a helper marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import Text, text
from viz.lists.chapter import Chapter, PairingList, Tie, alone_in, cadres_of, homes_of, persons_of
from viz.lists.columns import VILLAGE_COLUMNS, shown_columns
from viz.lists.lines import UNKNOWN, lines_by_village
from viz.villages import VillageLine, village_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.lines import Line

NO_HELPER: Final = text("▲ no helper yet")
NO_HOUSEHOLD: Final = text("No household of this village is in scope.")


def list_by_village(sight: Sight, language: Language) -> PairingList:
    """Make the list."""
    villages = village_lines(sight.roster)
    chapters = village_chapters(sight, villages, language, lambda name: text("Pairing list of {village}", village=name))
    homes = homes_of(line for chapter in chapters for line in chapter.lines)
    return PairingList(
        title=text("Pairing list by village"),
        layout="register",
        columns=shown_columns(VILLAGE_COLUMNS, sight),
        ordered_by="household",
        alone=NO_HELPER,
        alone_at="cadre",
        empty=NO_HOUSEHOLD,
        headers=VILLAGE_HEADERS,
        chapters=chapters,
        totals=(None, None, None, len(homes), persons_of(homes), alone_in(homes)),
    )


VILLAGE_HEADERS: Final = (
    text("Village"),
    text("County"),
    text("Units"),
    text("Cadres who help"),
    text("Households"),
    text("Persons"),
    text("Without a helper"),
)
"""Of a summary of villages, the number before them not included."""


def village_chapters(
    sight: Sight, villages: Sequence[VillageLine], language: Language, title: Callable[[str], Text]
) -> list[Chapter]:
    """Make a chapter a village, ``title`` of its name.

    Households whose village is not known have one of their own, so that none is lost.
    """
    lines = lines_by_village(sight)
    chapters = [_chapter(village, lines.get(village.key, ()), title) for village in villages]
    return [*chapters, _unknown(lines[UNKNOWN], language)] if UNKNOWN in lines else chapters


def _chapter(village: VillageLine, lines: Sequence[Line], title: Callable[[str], Text]) -> Chapter:
    counts = (village.households, village.persons, village.covered, village.uncovered)
    return Chapter(
        name=village.name,
        title=title(village.name),
        place=village.place,
        folder="".join(part for part in (village.prefecture, village.county) if part),
        ties=_ties(village),
        counts=_counts(*counts),
        lines=lines,
        cells=(village.county, village.units, village.cadres, village.households, village.persons),
        alone=village.uncovered,
        sums=_sums(lines),
    )


def _unknown(lines: Sequence[Line], language: Language) -> Chapter:
    homes = homes_of(lines)
    name, alone = text("Village not known"), alone_in(homes)
    return Chapter(
        name=name.render(language),
        title=name,
        place="",
        folder="",
        ties=(),
        counts=_counts(len(homes), persons_of(homes), len(homes) - alone, alone),
        lines=lines,
        cells=(None, None, cadres_of(lines), len(homes), persons_of(homes)),
        alone=alone,
        sums=_sums(lines),
    )


def _ties(village: VillageLine) -> list[Tie]:
    named = (
        Tie(text("Lead unit"), village.lead, on_cards=True),
        Tie(text("Responsible unit"), village.responsible),
        Tie(text("Partner units"), village.partners),
        Tie(text("First secretary"), village.first_secretaries, on_cards=True),
        Tie(text("Resident officer"), village.resident_officers, on_cards=True),
        Tie(text("Leader linked"), village.leaders),
    )
    return [tie for tie in named if tie.names]


def _counts(households: int, persons: int, covered: int, uncovered: int) -> Text:
    return text(
        "{households} households, {persons} persons; {covered} households with a helper, {uncovered} without.",
        households=households,
        persons=persons,
        covered=covered,
        uncovered=uncovered,
    )


def _sums(lines: Sequence[Line]) -> dict[str, Text | int]:
    homes = homes_of(lines)
    return {
        "number": text("In all"),
        "head": text("{count} households", count=len(homes)),
        "persons": persons_of(homes),
        "cadre": text("{count} cadres", count=cadres_of(lines)),
    }
