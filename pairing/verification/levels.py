"""The levels by which an assignment is judged, counted today and in the best assignment (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pairing.model.balance import LEVELS
from pairing.text import text
from pairing.verification.words import LEVELS as WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pairing.model.balance import Judged, LevelName
    from pairing.verification.arrays import Numbers, Ties
    from pairing.verification.assignment import Assignment
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World


@dataclass(frozen=True, slots=True)
class Levels:
    """How much each level counts."""

    today: Mapping[LevelName, int]
    attained: Mapping[LevelName, int] | None
    """None where the assignment that is claimed is none."""

    def beyond(self, name: LevelName) -> int:
        """Tell by how much today is worse than what is attainable."""
        return 0 if self.attained is None else max(0, self.today[name] - self.attained[name])


def levels_of(world: World, assignment: Assignment | None) -> Levels:
    """Count the levels."""
    today = counted(world, world.today.where(~world.barred), world.loads_today, world.helpers_today)
    if assignment is None:
        return Levels(today, None)
    return Levels(today, counted(world, assignment.pairs, assignment.loads, assignment.helpers))


def counted(world: World, pairs: Ties, loads: Numbers, helpers: Numbers) -> dict[LevelName, int]:
    """Count the levels of some pairs."""
    return {
        "uncovered": int((helpers == 0).sum()),
        "ineligible": int(pairs.within(world.single.where(world.ineligible)).sum()),
        "idle": int((world.expected & (loads == 0)).sum()),
        "overload": int(np.maximum(0, loads - world.quota).sum()),
        "pairings": int(loads.sum()),
        "load": 0,
        "support": int((helpers**2).sum()),
    }


def check_levels(docket: Docket, levels: Levels, claimed: Sequence[Judged]) -> None:
    """Check what is claimed of the levels."""
    whose = text("levels")
    if not docket.same(whose, text("names and order"), tuple(judged.name for judged in claimed), LEVELS):
        return
    for judged in claimed:
        docket.same(whose, text("{level} today", level=WORDS[judged.name]), judged.today, levels.today[judged.name])
        if levels.attained is not None:
            what = text("{level} in the assignment", level=WORDS[judged.name])
            docket.same(whose, what, judged.attained, levels.attained[judged.name])


def broken(world: World, levels: Levels) -> dict[str, int]:
    """Count how often today's pairings break each rule that an attainable balance keeps."""
    crowded = world.helpers_today > world.limit
    return {
        "uncovered": levels.beyond("uncovered"),
        "ineligible": levels.beyond("ineligible"),
        "idle": levels.beyond("idle") if world.everyone else 0,
        "overload": levels.beyond("overload"),
        "excluded": int(world.barred.sum()),
        "crowded": int(crowded.sum()),
        "pinned": int((~world.pinned.within(world.today)).sum()),
        "exempt": int((world.quota[world.today.left] == 0).sum()),
    }
