"""An area, its best assignment, and whatever is asked again and again where that leaves something open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.assignment.best import Best
from pairing.assignment.parts import parts_of
from pairing.balance.attainable import Assigned
from pairing.balance.sentences import Reasons, Speaker
from pairing.eligibility import NONE, Pairs
from pairing.graph import node_name
from pairing.model.labels import ConstraintKind
from pairing.planning.unmet.around import Around, constrained
from pairing.planning.unmet.called import Called
from pairing.planning.unmet.remedies import Remedies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pairing.assignment.parts import Part
    from pairing.eligibility import Flags, Numbers
    from pairing.planning.area import Area
    from pairing.planning.values import Held


@dataclass(frozen=True, eq=False)
class Case:
    """The best assignment of an area."""

    held: Held

    @property
    def area(self) -> Area:
        """The area."""
        return self.held.area

    @cached_property
    def called(self) -> Called:
        """What everybody is called."""
        return Called(self.area)

    @cached_property
    def remedies(self) -> Remedies:
        """What might loosen something."""
        return Remedies(self.held, self.called)

    @cached_property
    def around(self) -> Around:
        """Who is there for the villages."""
        return Around(self.area)

    @cached_property
    def exclusions(self) -> Pairs:
        """The pairs that are excluded."""
        return constrained(self.area, ConstraintKind.EXCLUSION)

    @cached_property
    def reasons(self) -> Reasons:
        """What finds closed sets, and says so."""
        return Reasons(Assigned(self.area.today, self.area.policy, ()), Speaker(self.area.today))

    def able(self, village: int) -> frozenset[int]:
        """Give the cadres who could help in a village, whatever is excluded."""
        ids = self.around.people(self.area.allowed.villages[village]).filter("able")["id"]
        return frozenset(np.flatnonzero(self.area.cadre_ids.is_in(ids.implode()).to_numpy()).tolist())

    def cadres(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Give cadres as plans name them."""
        return tuple(node_name("cadre", self.area.cadre_ids[number]) for number in numbers)

    def households(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Give households as plans name them."""
        return tuple(node_name("household", self.area.household_ids[number]) for number in numbers)

    def rests(self, concerned: Flags) -> Iterator[Rest]:
        """Give the parts that some of these cadres are in, each without what is pinned."""
        for part in self._parts:
            if concerned[part.cadres].any():
                yield Rest.of(part, self.held)

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        return tuple(parts_of(self.area.allowed))

    def main_village(self, households: Numbers) -> int:
        """Give the village most of some households are in; NONE where none is known."""
        villages = self.area.allowed.village[households]
        known = villages[villages != NONE]
        return int(np.bincount(known).argmax()) if len(known) else NONE


@dataclass(frozen=True, eq=False)
class Rest:
    """A part and its best assignment without what is pinned: what the planner can still choose."""

    part: Part
    """As it is."""
    best: Best
    """The pairs that are not pinned; of the quotas, what pins leave."""
    pins_of_cadre: Numbers
    pins_of_household: Numbers

    @classmethod
    def of(cls, part: Part, held: Held) -> Rest:
        """Set aside what is pinned in a part."""
        pins_of_cadre = np.bincount(part.pinned.cadre, minlength=len(part.cadres))
        pins_of_household = np.bincount(part.pinned.household, minlength=len(part.households))
        here = held.pairs.where(np.isin(held.pairs.household, part.households))
        pairs = Pairs(np.searchsorted(part.cadres, here.cadre), np.searchsorted(part.households, here.household))
        left = replace(part, quota=np.maximum(0, part.quota - pins_of_cadre))
        free = Best(left, pairs.where(~pairs.within(part.pinned)), np.zeros((0, 0), np.int64), by_blocks=False)
        return cls(part, free, pins_of_cadre, pins_of_household)
