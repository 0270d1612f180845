"""The balance before a plan, after it, and what is attainable, lens by lens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pairing.balance import attainable
from pairing.balance.lenses import CODES, Today, lack
from pairing.balance.values import said_of
from pairing.eligibility import Pairs
from pairing.model.plan import LensSummary, PlanBalance

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.balance.attainable import Assigned
    from pairing.balance.indices import Vector
    from pairing.model.balance import LensName
    from pairing.planning.area import Area


@dataclass(frozen=True, eq=False)
class Outlook:
    """Today's pairings and those of a plan, seen through the lenses."""

    area: Area
    result: Pairs
    assigned: Assigned
    """The best assignment that has as many pairings as count today."""

    def balance(self) -> PlanBalance:
        """Measure both, beside what is attainable."""
        then = replace(self.area.allowed, today=self.result, ended=Pairs.union())
        return PlanBalance(
            before=self._summaries(_measured(self.area.today)),
            after=self._summaries(_measured(Today(self.area.roster, then))),
            attainable=self._summaries(self._attainable),
        )

    def _summaries(self, vector_of: Callable[[LensName], Vector]) -> tuple[LensSummary, ...]:
        vectors = ((name, vector_of(name)) for name in CODES if not lack(self.area.roster, name))
        return tuple(LensSummary(name=name, **said_of(vector)) for name, vector in vectors if vector.count)

    def _attainable(self, name: LensName) -> Vector:
        match name:
            case "load":
                return self.assigned.load_vector()
            case "support":
                return self.assigned.support_vector()
            case "strength":
                return attainable.strength(self.area.today).vector
            case "strength_by_need":
                return attainable.strength_by_need(self.area.today).vector
            case "burden":
                return attainable.burden(self.area.today).vector
            case "units":
                return attainable.units(self.area.today).vector


def _measured(today: Today) -> Callable[[LensName], Vector]:
    return lambda name: today.measure(name).values.vector
