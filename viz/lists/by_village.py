"""The list by village: a chapter for each, its households in order, those without a helper marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.text import Text, text
from viz.lists.chapter import Chapter, PairingList, alone_in, cadres_of, tied
from viz.lists.columns import VILLAGE_COLUMNS, shown_columns
from viz.lists.lines import UNKNOWN, lines_by_village
from viz.villages import VillageLine, village_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.lines import Line


def list_by_village(sight: Sight, language: Language) -> PairingList:
    """Make the list; households whose village is not known have a chapter of their own, so that none is lost."""
    lines = lines_by_village(sight)
    chapters = [_chapter(village, lines.get(village.key, ()), language) for village in village_lines(sight.roster)]
    if UNKNOWN in lines:
        chapters.append(_unknown(lines[UNKNOWN], language))
    homes = [line for among in lines.values() for line in among if line.first]
    return PairingList(
        columns=shown_columns(VILLAGE_COLUMNS, sight),
        ordered_by="household",
        alone=text("▲ no helper yet"),
        alone_at="cadre",
        empty=text("No household of this village is in scope."),
        headers=(
            text("Village"),
            text("County"),
            text("Units"),
            text("Cadres who help"),
            text("Households"),
            text("Persons"),
            text("Without a helper"),
        ),
        chapters=chapters,
        totals=(None, None, None, len(homes), _persons(homes), alone_in(homes)),
    )


def _chapter(village: VillageLine, lines: Sequence[Line], language: Language) -> Chapter:
    counts = (village.households, village.persons, village.covered, village.uncovered)
    return Chapter(
        name=village.name,
        title=text("Pairing list of {village}", village=village.name),
        place=village.place,
        ties=_ties(village, language),
        counts=_counts(*counts),
        lines=lines,
        cells=(village.county, village.units, village.cadres, village.households, village.persons),
        alone=village.uncovered,
    )


def _unknown(lines: Sequence[Line], language: Language) -> Chapter:
    homes = [line for line in lines if line.first]
    name, alone = text("Village not known"), alone_in(homes)
    return Chapter(
        name=name.render(language),
        title=name,
        place="",
        ties="",
        counts=_counts(len(homes), _persons(homes), len(homes) - alone, alone),
        lines=lines,
        cells=(None, None, cadres_of(lines), len(homes), _persons(homes)),
        alone=alone,
    )


def _ties(village: VillageLine, language: Language) -> str:
    named = (
        (text("Lead unit"), village.lead),
        (text("Responsible unit"), village.responsible),
        (text("Partner units"), village.partners),
        (text("First secretary"), village.first_secretaries),
        (text("Resident officer"), village.resident_officers),
        (text("Leader linked"), village.leaders),
    )
    return "　　".join(tied(label, names, language) for label, names in named if names)


def _counts(households: int, persons: int, covered: int, uncovered: int) -> Text:
    return text(
        "{households} households, {persons} persons; {covered} households with a helper, {uncovered} without.",
        households=households,
        persons=persons,
        covered=covered,
        uncovered=uncovered,
    )


def _persons(homes: Sequence[Line]) -> int:
    return sum(line.persons or 0 for line in homes)
