"""The list by unit: a chapter for each, its cadres in order, those without a household marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing import counting
from pairing.text import Text, text
from viz.lists.chapter import (
    Chapter,
    PairingList,
    Tie,
    alone_in,
    cadres_of,
    homes_of,
    households_of,
    persons_of,
)
from viz.lists.columns import UNIT_COLUMNS, shown_columns
from viz.lists.lines import UNKNOWN, lines_by_unit
from viz.ordering import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.lines import Line

UNIT_HEADERS: Final = (
    text("Unit"),
    text("Villages"),
    text("Cadres who help"),
    text("Households"),
    text("Without a household"),
)
"""Of a summary of units, the number before them not included."""


def list_by_unit(sight: Sight, language: Language) -> PairingList:
    """Make the list."""
    return PairingList(
        title=text("Pairing list by unit"),
        layout="register",
        columns=shown_columns(UNIT_COLUMNS, sight),
        ordered_by="cadre",
        alone=text("△ no household yet"),
        alone_at="head",
        empty=text("No cadre of this unit helps a household."),
        headers=_headers(sight),
        chapters=_chapters(sight, language),
    )


def _headers(sight: Sight) -> tuple[Text, ...]:
    """Head the summary of units; only those who plan see who is idle."""
    return UNIT_HEADERS if sight.plans else UNIT_HEADERS[:-1]


def _chapters(sight: Sight, language: Language) -> list[Chapter]:
    """Make a chapter of each unit that has a row; cadres whose unit is not known have one of their own."""
    lines = lines_by_unit(sight)
    names = units_in_order(sight.roster) | {UNKNOWN: text("Unit not known").render(language)}
    villages = _villages_of_units(sight.roster)
    return [
        _chapter(name, lines[key], villages.get(key, ()), idle=sight.plans)
        for key, name in names.items()
        if key in lines
    ]


def _chapter(name: str, lines: Sequence[Line], villages: Sequence[str], *, idle: bool) -> Chapter:
    helping, helped, alone = cadres_of(lines), households_of(lines), alone_in(lines)
    return Chapter(
        name=name,
        title=text("Pairing list of {unit}", unit=name),
        place="",
        folder="",
        ties=[Tie(text("Villages twinned"), villages)] if villages else (),
        counts=_counts(helping, helped, alone if idle else None),
        lines=lines,
        cells=("、".join(villages), helping, helped),
        alone=alone if idle else None,
        sums={
            "number": text("In all"),
            "cadre": text("{count} cadres", count=helping + alone),
            "head": text("{count} households", count=helped),
            "persons": persons_of(homes_of(lines)),
        },
    )


def _counts(cadres: int, households: int, idle: int | None) -> Text:
    if idle is None:
        return text("{cadres} cadres help {households} households.", cadres=cadres, households=households)
    return text(
        "{cadres} cadres help {households} households; {idle} have no household.",
        cadres=cadres,
        households=households,
        idle=idle,
    )


def units_in_order(roster: Roster) -> dict[int, str]:
    """Give the names of the units by their keys, in the reading order of their codes."""
    ordered = roster.units.with_columns(place=places(roster.units["id"])).sort("place")
    return dict(ordered.select("key", "name").iter_rows())


def _villages_of_units(roster: Roster) -> dict[int, list[str]]:
    names = roster.villages.select(village_key="key", village="name")
    twinned = counting.active_twinnings(roster).select("unit_key", "village_key")
    named = twinned.join(names, on="village_key", maintain_order="left")
    grouped = named.group_by("unit_key", maintain_order=True).agg(pl.col("village").unique(maintain_order=True))
    return dict(grouped.iter_rows())
