"""The rungs a plan climbs with the number of its changes: levels in their order, the load rank by rank.

For a number of changes between two rungs, the rungs below are as good as can be and the next one is on its way. The
trade of one rung for changes is a flow too: their weighted sum is a row of an order. So every corner of the lower hull
of (changes, rung) is found exactly, by asking for what lies below the line through two corners known already
(Aneja and Nair 1979), and each is proven by an order of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.assignment.best import best_of
from pairing.assignment.levels import Level, Term
from pairing.assignment.network import costs_of
from pairing.planning.orders import order_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.assignment.best import Best
    from pairing.assignment.levels import Order, Policy
    from pairing.assignment.parts import Part
    from pairing.assignment.ties import Ties
    from pairing.eligibility import Pairs
    from pairing.model.plan import Goal

CHANGES: Final = Term(Level.CHANGES)


@dataclass(frozen=True)
class Ladder:
    """The rungs of a goal."""

    goal: Goal
    ranks: int
    """How many ranks of load there are."""

    @cached_property
    def rungs(self) -> tuple[Term, ...]:
        """Give each rung: a level, or of the load one rank, from the worst."""
        found: list[Term] = []
        for level in self._valued:
            ranked = level is Level.LOAD
            found += [Term(level, at=rank) for rank in range(self.ranks, 0, -1)] if ranked else [Term(level)]
        return tuple(found)

    def order(self, rung: int, weight: int = 0, price: int = 1) -> Order:
        """Give the order for what is below a rung first, then ``weight`` × this rung + ``price`` × changes.

        Without a weight: the fewest changes that leave the rungs below at their best.
        """
        rungs = self.rungs
        mixed = (Term(rungs[rung].level, weight, at=rungs[rung].at), Term(Level.CHANGES, price)) if weight else ()
        rows = [*_packed(rungs[:rung]), mixed, (CHANGES,), *_plain(rungs[rung:]), *self._after]
        return tuple(row for row in rows if row)

    @property
    def _valued(self) -> tuple[Level, ...]:
        """What changes are made for."""
        order = order_for("repair", self.goal)
        return tuple(row[0].level for row in order[: order.index((CHANGES,))])

    @property
    def _after(self) -> Order:
        """What decides between plans with as many changes."""
        order = order_for("repair", self.goal)
        return order[order.index((CHANGES,)) + 1 :]


def _packed(rungs: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    """Give rungs as rows; the ranks of the load, however many, in one."""
    lowest = min((term.at for term in rungs if term.at is not None), default=None)
    told = False
    for term in rungs:
        if term.at is None:
            yield (term,)
        elif not told and lowest is not None:
            told = True
            yield (Term(Level.LOAD, above=lowest - 1),) if lowest > 1 else (Term(Level.LOAD),)


def _plain(rungs: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    """Give the levels of rungs as rows."""
    yield from ((Term(level),) for level in dict.fromkeys(term.level for term in rungs))


@dataclass(frozen=True, eq=False)
class Corner:
    """An assignment of a part that is the best with as many changes."""

    pairs: Pairs
    changes: int
    value: int
    """Of the rung it is a corner of."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one corner of a part to the next: one rung becomes better, for some changes."""

    rung: int
    gain: int
    changes: int
    before: Pairs
    after: Pairs


@dataclass(frozen=True, eq=False)
class Climb:
    """The climbing of one part."""

    part: Part
    policy: Policy
    ladder: Ladder
    ties: Ties

    def stretches(self) -> Iterator[Stretch]:
        """Give all stretches from the fewest changes on, in order.

        An assignment that has a rung as good as the top has it is the foot of the next rung too, so that only those
        rungs are asked for on which something changes.
        """
        begin, top = self.start, self.foot(len(self._rungs))
        best = self._values(top)
        while (rung := _first_difference(self._values(begin), best)) is not None:
            end = self.foot(rung + 1)
            yield from self._hull(rung, self._corner(begin, rung), self._corner(end, rung))
            begin = end

    @cached_property
    def _rungs(self) -> tuple[Term, ...]:
        return self.ladder.rungs

    @cached_property
    def start(self) -> Best:
        """The assignment with the fewest changes of all."""
        return self.foot(0)

    def foot(self, rung: int) -> Best:
        """Give the assignment with the fewest changes that leaves all rungs below at their best."""
        return self._best(self.ladder.order(rung))

    def _values(self, best: Best) -> list[int]:
        costs = costs_of(self.part, self.policy, best.pairs)
        ranked = np.bincount(costs[Level.LOAD], minlength=self.ladder.ranks + 1)
        return [int(costs[t.level].sum()) if t.at is None else int(ranked[t.at]) for t in self._rungs]

    def _hull(self, rung: int, low: Corner, high: Corner) -> Iterator[Stretch]:
        """Find the corners between two, and give the stretches from one to the next."""
        price, weight = low.value - high.value, high.changes - low.changes
        found = self._corner(self._best(self.ladder.order(rung, weight, price)), rung)
        line = weight * low.value + price * low.changes
        if weight * found.value + price * found.changes < line:
            yield from self._hull(rung, low, found)
            yield from self._hull(rung, found, high)
        else:
            yield Stretch(rung, price, weight, low.pairs, high.pairs)

    def _corner(self, best: Best, rung: int) -> Corner:
        costs = costs_of(self.part, self.policy, best.pairs)
        changes, value = (int(term.of(costs).sum()) for term in (CHANGES, self._rungs[rung]))
        return Corner(best.pairs, changes, value)

    def _best(self, order: Order) -> Best:
        return best_of(self.part, self.policy.ordered(order), ties=self.ties)


def _first_difference(ours: Sequence[int], theirs: Sequence[int]) -> int | None:
    return next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other), None)
