"""The list by cadre: a chapter for each unit, in it a table for each of its cadres, to hand him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.text import text
from viz.lists.by_unit import NO_HOUSEHOLD, NOBODY, unit_chapters, unit_headers
from viz.lists.chapter import PairingList
from viz.lists.columns import SLIP_COLUMNS, shown_columns

if TYPE_CHECKING:
    from pairing.text import Language
    from viz.audience import Sight


def list_by_cadre(sight: Sight, language: Language) -> PairingList:
    """Make the list."""
    return PairingList(
        title=text("Pairing list by cadre"),
        layout="slips",
        columns=shown_columns(SLIP_COLUMNS, sight),
        ordered_by="cadre",
        alone=NO_HOUSEHOLD,
        alone_at="head",
        empty=NOBODY,
        headers=unit_headers(sight),
        chapters=unit_chapters(sight, language, lambda name: text("Households of the cadres of {unit}", unit=name)),
    )
