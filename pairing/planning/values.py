"""What pairings come to, level by level: today's, and those of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.model.labels import Participation

if TYPE_CHECKING:
    from pairing.eligibility import Numbers, Pairs
    from pairing.model.plan import PlanLevel
    from pairing.planning.area import Area


@dataclass(frozen=True, eq=False)
class Tally:
    """How many households and helpers everybody has, and what that comes to."""

    area: Area
    loads: Numbers
    """How many households each cadre helps."""
    helpers: Numbers
    """How many helpers each household has."""
    ineligible: int
    """How many pairs C203 finds."""

    @property
    def everyone(self) -> bool:
        """Whether every expected cadre is to take part."""
        return self.area.roster.settings.participation is Participation.ALL

    def value(self, level: PlanLevel) -> Fraction:
        """Give what the pairings come to in a level, as a plan writes it."""
        found: int | Fraction = getattr(self, level)
        return Fraction(found)

    @cached_property
    def uncovered(self) -> int:
        """How many households have no helper."""
        return int((self.helpers == 0).sum())

    @cached_property
    def idle(self) -> int:
        """How many expected cadres have no household; under 按需 nobody is counted."""
        return int((self.loads[self.area.allowed.expected] == 0).sum()) if self.everyone else 0

    @cached_property
    def overload(self) -> int:
        """How many households are beyond the quotas."""
        return int(np.maximum(0, self.loads - self.area.allowed.quota).sum())

    @property
    def pairings(self) -> int:
        """How many pairs there are."""
        return int(self.loads.sum())

    @cached_property
    def load(self) -> Fraction:
        """The largest load of an expected cadre: households ÷ quota."""
        quota, expected = self.area.allowed.quota, self.area.allowed.expected
        both = set(zip(self.loads[expected].tolist(), quota[expected].tolist(), strict=True))
        return max((Fraction(load, most) for load, most in both), default=Fraction(0))

    @cached_property
    def support(self) -> int:
        """The sum of the squares of the numbers of helpers."""
        return int((self.helpers**2).sum())


@dataclass(frozen=True, eq=False)
class Held(Tally):
    """Some pairings, and what they come to."""

    pairs: Pairs

    @classmethod
    def of(cls, area: Area, pairs: Pairs) -> Held:
        """Count some pairings of an area."""
        allowed = area.allowed
        return cls(
            area,
            loads=np.bincount(pairs.cadre, minlength=len(allowed.quota)),
            helpers=np.bincount(pairs.household, minlength=len(allowed.village)),
            ineligible=int(pairs.within(area.ineligible).sum()),
            pairs=pairs,
        )

    @cached_property
    def changes(self) -> int:
        """How many changes lead here from today."""
        area = self.area
        kept = area.today.pairs.where(area.today.pairs.within(self.pairs))
        still = np.bincount(kept.household, minlength=len(self.helpers))
        return int((np.maximum(area.allowed.before, self.helpers) - still).sum())

    @cached_property
    def first(self) -> int:
        """How many of today's first helpers there are."""
        return int(self.area.allowed.first.within(self.pairs).sum())

    @cached_property
    def preference(self) -> int:
        """Σ difficulty × level, in hundredths."""
        allowed = self.area.allowed
        return int((allowed.difficulty[self.pairs.household] * allowed.level[self.pairs.cadre]).sum())
