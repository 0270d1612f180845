"""What the pairings come to after some of the steps, counted on from what was counted before."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pairing.planning.values import Held, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pairing.planning.area import Area
    from pairing.planning.curve.steps import Step


@dataclass(frozen=True, slots=True)
class Taken:
    """Which steps are taken: the first so many, and a few further ones."""

    whole: int
    further: tuple[Step, ...] = ()


@dataclass(eq=False)
class Tallies:
    """Counts steps; those after many of them are quick to ask for in ascending order."""

    area: Area
    steps: Sequence[Step]
    _done: int = 0
    _tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self._tally = Held.of(self.area, self.area.today.pairs)

    @cached_property
    def _ineligible(self) -> set[tuple[int, int]]:
        return set(self.area.ineligible.listed())

    def after(self, taken: Taken) -> Tally:
        """Give what the pairings come to."""
        if taken.whole < self._done:
            self._done, self._tally = 0, Held.of(self.area, self.area.today.pairs)
        self._tally = self._counted(self._tally, self.steps[self._done : taken.whole])
        self._done = taken.whole
        return self._counted(self._tally, taken.further)

    def _counted(self, tally: Tally, steps: Iterable[Step]) -> Tally:
        loads, helpers, ineligible = tally.loads.copy(), tally.helpers.copy(), tally.ineligible
        for step in steps:
            for sign, pairs in ((-1, step.ends), (1, step.starts)):
                for cadre, household in pairs:
                    loads[cadre] += sign
                    helpers[household] += sign
                    ineligible += sign * ((cadre, household) in self._ineligible)
        return Tally(self.area, loads, helpers, ineligible)
