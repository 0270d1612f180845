"""A small roster with a gap, and plans for it that are made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pairing.reading import read_roster
from pairing.writing import write_roster
from tests.cypher.small import HEALTHY
from tests.pairing.planning.plans import Drafting

if TYPE_CHECKING:
    from pairing.model.plan import Plan

ROSTER: Final = "花名册.xlsx"
GAPPY: Final = HEALTHY.dropping("pairings", cadre="C3").under(as_of=HEALTHY.on)
"""Nobody helps H3, and C3 helps nobody."""


def gappy_plan(*changes: tuple[Any, ...]) -> Plan:
    """Put the roster where the planner stands, and make a plan of changes for it."""
    write_roster(GAPPY.roster(), Path(ROSTER))
    drafting = Drafting(read_roster(ROSTER).roster)
    for change in changes:
        drafting.change(*change)
    return drafting.plan()
