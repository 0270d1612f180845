"""The list by cadre: a chapter for each unit, in it a table for each of its cadres, to hand him."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pairing.text import text
from viz.lists.by_unit import list_by_unit
from viz.lists.columns import SLIP_COLUMNS, shown_columns

if TYPE_CHECKING:
    from pairing.text import Language
    from viz.audience import Sight
    from viz.lists.chapter import PairingList


def list_by_cadre(sight: Sight, language: Language) -> PairingList:
    """Make the list: that by unit, laid out anew."""
    by_unit = list_by_unit(sight, language)
    return replace(
        by_unit,
        title=text("Pairing list by cadre"),
        layout="slips",
        columns=shown_columns(SLIP_COLUMNS, sight),
        chapters=[
            replace(chapter, title=text("Households of the cadres of {unit}", unit=chapter.name))
            for chapter in by_unit.chapters
        ],
    )
