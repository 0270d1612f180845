"""The rows by which an assignment is judged, first things first: each a weighted sum of levels (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.model.balance import LEVELS
from pairing.model.plan import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.plan import PlanLevel
    from pairing.verification.arrays import Numbers

    Steps = Mapping[PlanLevel, Numbers]
    """What some steps cost, level by level; in a level that is not there, nothing."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sums of levels, the first of which matters most."""

    terms: tuple[tuple[Term, ...], ...]

    @classmethod
    def of(cls, levels: Iterable[PlanLevel]) -> Rows:
        """Make a row of each level."""
        return cls(tuple((Term(level=level),) for level in levels))

    def __len__(self) -> int:
        return len(self.terms)

    def uses(self, *levels: PlanLevel) -> bool:
        """Tell whether one of these levels is in a row."""
        return any(term.level in levels for terms in self.terms for term in terms)

    def costs(self, steps: Steps, count: int) -> Numbers:
        """Give what so many steps cost, a row each."""
        costs = np.zeros((len(self), count), np.int64)
        for row, terms in enumerate(self.terms):
            for term in terms:
                if term.level in steps:
                    costs[row] += term.weight * _seen(term, steps[term.level])
        return costs

    def largest(self, tops: Mapping[PlanLevel, int]) -> int:
        """Bound what a step costs in any row, and the weights, from the most that it costs in each level."""
        return max((sum(abs(t.weight) * max(1, tops[t.level]) for t in terms) for terms in self.terms), default=0)

    def readable(self) -> bool:
        """Tell whether every term is one that has a meaning: of the load alone some ranks can be looked at."""
        return all(_readable(term) for terms in self.terms for term in terms)


def _readable(term: Term) -> bool:
    if term.at is None and term.above is None:
        return True
    only_one = term.at is None or term.above is None
    return term.level == "load" and only_one and (term.at is None or term.at >= 1) and (term.above or 0) >= 0


def _seen(term: Term, step: Numbers) -> Numbers:
    """Give what a term sees of the costs in its level."""
    if term.above is not None:
        step = np.maximum(step - min(term.above, _BEYOND), 0)
    return step if term.at is None else (step == min(term.at, _BEYOND)).astype(np.int64)


_BEYOND: Final = 2**62
"""No rank is as large."""
BALANCE: Final = Rows.of(LEVELS)
"""How a balance is judged, which has no changes to count."""
