"""顺序 after a plan: one first helper wherever it changes helpers, or C206 finds none or several today (DESIGN §7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np

from pairing.text import text
from pairing.verification.arrays import NONE, marked, numbers
from pairing.verification.changes import wrong
from pairing.verification.standing import FIRST, SEVERAL

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from pairing.verification.arrays import Numbers
    from pairing.verification.changes import Changes
    from pairing.verification.standing import Held
    from pairing.verification.verdict import Docket

    Orders = Mapping[int, int | None]
    """顺序 by the number of the cadre."""


def check_orders(docket: Docket, changes: Changes) -> None:
    """Check the order of those whose pairing begins, and of those who stay where theirs has to be another one."""
    for step in changes.steps:
        docket.claim(
            step.new != NONE or step.change.ordinal is None,
            lambda step=step: wrong(step.change, text("it names an order, and no pairing begins")),  # type: ignore[misc]
        )
    claimed, ids = _claimed(changes), changes.world.households.ids
    broken = np.flatnonzero(changes.standing.disordered).tolist()
    households = sorted({*claimed, *changes.touched, *broken})
    helpers = _helpers(changes, numbers(households))
    for household in households:
        some = _Household(changes, household, helpers.get(household, frozenset()))
        docket.claim(
            some.agrees(claimed.get(household, {})),
            lambda household=household: text(  # type: ignore[misc]
                "The order of the helpers of household {household} is not what it must be with the plan.",
                household=ids[household],
            ),
        )


def _claimed(changes: Changes) -> Mapping[int, Orders]:
    """Give the orders that the changes of each household name."""
    found: dict[int, dict[int, int | None]] = defaultdict(dict)
    for step in changes.steps:
        if step.new != NONE:
            found[step.household][step.new] = step.change.ordinal
    return found


def _helpers(changes: Changes, households: Numbers) -> Mapping[int, Collection[int]]:
    """Give who helps some households with the plan."""
    found: dict[int, set[int]] = defaultdict(set)
    wanted = marked(households, len(changes.world.households))
    for cadre, household in changes.result.where(wanted[changes.result.right]):
        found[household].add(cadre)
    return found


@dataclass(frozen=True, eq=False)
class _Household:
    """A household, and who helps it with the plan."""

    changes: Changes
    number: int
    helpers: Collection[int]

    @property
    def today(self) -> Mapping[int, Held]:
        return self.changes.helpers_today.get(self.number, {})

    def agrees(self, claimed: Orders) -> bool:
        """Tell whether these are the orders that change: each as it must be, those of the further ones in any way."""
        begun = {cadre for cadre in self.helpers if cadre not in self.today}
        if not self._due():
            return claimed == dict.fromkeys(begun)
        first = min(self._firsts() or self.helpers, key=self._rank)
        kept = {cadre: held.ordinal for cadre, held in self.today.items() if cadre in self.helpers and cadre != first}
        further = {cadre for cadre, ordinal in kept.items() if ordinal == FIRST} | (begun - {first})
        stays = first in self.today and self.today[first].ordinal == FIRST
        taken = set(kept.values())
        free = islice((number for number in count(SEVERAL) if number not in taken), len(further))
        return (
            set(claimed) == (further if stays else {*further, first})
            and claimed.get(first, FIRST) == FIRST
            and Counter(claimed[cadre] for cadre in further) == Counter(free)
        )

    def _due(self) -> bool:
        """Tell whether there has to be one first helper."""
        standing = self.changes.standing
        touched = self.number in self.changes.touched
        return standing.ordered and len(self.helpers) >= SEVERAL and (touched or bool(standing.disordered[self.number]))

    def _firsts(self) -> list[int]:
        return [cadre for cadre, held in self.today.items() if held.ordinal == FIRST and cadre in self.helpers]

    def _rank(self, cadre: int) -> tuple[int, dt.date, int]:
        """Rank by level, then since when, then id."""
        held = self.today.get(cadre)
        start = self.changes.world.roster.on if held is None else held.start
        return -int(self.changes.world.level[cadre]), start, cadre
