"""What would loosen what no plan can do, each tried by solving again with it."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from pairing.assignment.best import best_of
from pairing.assignment.levels import Level, order_of
from pairing.eligibility import Pairs
from pairing.model.plan import Suggestion
from pairing.planning.area import Area
from pairing.planning.orders import order_for
from pairing.planning.values import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pairing.assignment.levels import Order, Policy
    from pairing.assignment.parts import Part
    from pairing.model.plan import Goal, Unmet
    from pairing.roster import Roster
    from pairing.text import Text

    Gain = Callable[[Held], int]
    """By how much an assignment loosens something; 0 or less where it does not."""

GAPS: Final = order_of(Level.UNCOVERED, Level.INELIGIBLE, Level.IDLE, Level.OVERLOAD)
"""The levels that tell whether something is loosened."""
MOST_HOUSEHOLDS: Final = 20_000
"""On larger rosters nothing is tried: solving them takes seconds each time."""
MOST_TRIES: Final = 40
EASY: Final = 4_000
"""Households up to which so many tries are made; on larger rosters fewer, and of one kind only the likeliest."""
TRIES: Final = 3
"""How many of one kind are tried, for one thing."""


@dataclass(frozen=True, slots=True)
class Try:
    """What is supposed: in words, and as a roster."""

    text: Text
    roster: Callable[[], Roster]


@dataclass(frozen=True, eq=False)
class Lack:
    """What no plan can do, and what might loosen it."""

    unmet: Unmet
    gain: Gain
    wanted: int = 1
    """The gain that is as good as can be."""
    remedies: tuple[Iterator[Try], ...] = ()
    """By kind; of each the best of the first few is suggested."""


class Trials:
    """Solves again what a change would make of a roster, while there is patience for it."""

    def __init__(self, area: Area, goal: Goal) -> None:
        """Take the area as it is, and what the repair is made for."""
        self._seed = area.seed
        self._known: dict[bytes, Pairs] = {}
        self._order = tuple(row for row in order_for("repair", goal) if row[0].level <= Level.CHANGES)
        households = len(area.allowed.village)
        self._of_a_kind = TRIES if households <= EASY else 1
        self._left = MOST_TRIES * EASY // max(EASY, households) if households <= MOST_HOUSEHOLDS else 0

    def suggestions(self, lack: Lack) -> tuple[Suggestion, ...]:
        """Give what loosens something, one of each kind."""
        found = (self._best(tries, lack) for tries in lack.remedies)
        return tuple(suggestion for suggestion in found if suggestion is not None)

    def _best(self, tries: Iterator[Try], lack: Lack) -> Suggestion | None:
        """Give the first of the tries that gains what is wanted, else the one that gains most."""
        best, most = None, 0
        for one in islice(tries, min(self._of_a_kind, self._left)):
            self._left -= 1
            area = Area.of(one.roster(), self._seed)
            gain = lack.gain(self._solved(area, GAPS))
            if gain > most:
                best, most = (one, area), gain
            if most >= lack.wanted:
                break
        return None if best is None else self._suggestion(*best)

    def _suggestion(self, one: Try, area: Area) -> Suggestion:
        then = self._solved(area, self._order)
        return Suggestion(
            text=one.text, uncovered=then.uncovered, idle=then.idle, overload=then.overload, changes=then.changes
        )

    def _solved(self, area: Area, order: Order) -> Held:
        """Find some best assignment by an order; parts that are as they were once are not solved again."""
        policy = area.policy.ordered(order)
        found = (part.placed(self._best_pairs(part, policy)) for part in area.parts)
        return Held.of(area, Pairs.union(*found))

    def _best_pairs(self, part: Part, policy: Policy) -> Pairs:
        key = pickle.dumps((part.same(), policy.order, policy.everyone, policy.helpers))
        if key not in self._known:
            self._known[key] = best_of(part, policy).pairs
        return self._known[key]
