"""The most even spread of today's twinnings over the villages."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from pairing.text import text
from pairing.verification.summaries import Runs
from pairing.verification.verdict import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.text import Text
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World


def check_twinnings(docket: Docket, whose: Text, world: World, claimed: Sequence[tuple[str, str]]) -> Runs | None:
    """Check that each unit keeps its number of villages, and that these differ by 1 at most; gives their vector."""
    units, villages = world.units, world.villages
    known = [
        docket.claim(
            unit in units.numbers and village in villages.numbers,
            lambda unit=unit, village=village: text(  # type: ignore[misc]
                "{whose}: the twinning of {unit} and {village} names one that is not in the roster.",
                whose=whose,
                unit=shown(unit),
                village=shown(village),
            ),
        )
        for unit, village in claimed
    ]
    held = [
        *known,
        docket.same(whose, text("twinnings, each once, in order"), sorted(set(claimed)), list(claimed)),
        _kept(docket, whose, world, claimed),
    ]
    counts = Counter(village for _, village in claimed)
    found = Runs.of((Fraction(count), many) for count, many in Counter(counts[v] for v in villages.ids).items())
    even = docket.claim(
        not found.pairs or found.spread in {0, 1},
        lambda: text("{whose}: some village has two twinnings more than another.", whose=whose),
    )
    return found if all(held) and even else None


def _kept(docket: Docket, whose: Text, world: World, claimed: Sequence[tuple[str, str]]) -> bool:
    ours, theirs = Counter(world.units.ids_of(world.twinned.left)), Counter(unit for unit, _ in claimed)
    return all(
        [
            docket.same(whose, text("number of twinnings"), len(claimed), len(world.twinned)),
            *(
                docket.same(whose, text("villages of unit {unit}", unit=unit), theirs[unit], ours[unit])
                for unit in world.units.ids
            ),
        ]
    )
