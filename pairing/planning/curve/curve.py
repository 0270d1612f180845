"""The best with so many changes: for each number the best found, what bounds it, and where it is proven (DESIGN §7).

The steps of all parts in one order trace the lower hull of (changes, values): at its corners nothing can be better, in
any level. Between two corners the next rung is bounded by the line between them, and what is found reaches that bound
where the steps are small enough.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.assignment.levels import Level
from pairing.assignment.network import cadre_costs, spread
from pairing.eligibility import Pairs
from pairing.model.plan import Point
from pairing.planning.curve.steps import FORCED
from pairing.planning.curve.tallies import Taken, Tallies
from pairing.planning.orders import name_of

if TYPE_CHECKING:
    from pairing.assignment.levels import Order
    from pairing.eligibility import Numbers
    from pairing.model.plan import PlanLevel
    from pairing.planning.area import Area
    from pairing.planning.curve.steps import Steps
    from pairing.planning.values import Tally

LOOKED_AHEAD: Final = 60
"""So many further steps are tried when the next one takes more changes than are left."""


@dataclass(frozen=True, eq=False)
class Found:
    """The best found with at most so many changes."""

    tally: Tally
    steps: Taken
    rungs: Numbers
    exact: bool
    bounded: PlanLevel | None = None
    """The first level that may be better; None where none can, or none is told."""
    bound: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Steps of one rung that gain as much for a change."""

    rung: int
    slope: Fraction
    begin: int
    """Changes before it."""
    changes: int
    steps: int
    """How many steps it has."""


@dataclass(frozen=True, eq=False)
class Curve:
    """The best for every number of changes."""

    steps: Steps

    @property
    def area(self) -> Area:
        """What is planned."""
        return self.steps.area

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges of the hull, in order."""
        found, begin = [], 0
        for (rung, slope), steps in groupby(self.steps.steps, lambda step: (step.span.rung, step.span.slope)):
            each = [step.changes for step in steps]
            changes = sum(each)
            found.append(Edge(rung, slope, begin, changes, len(each)))
            begin += changes
        return tuple(found)

    @cached_property
    def most(self) -> int:
        """How many changes the full repair has."""
        return sum(step.changes for step in self.steps.steps)

    def points(self) -> tuple[Point, ...]:
        """Give the point of each number of changes, up to what a full repair has."""
        return tuple(self._point(number) for number in range(self.most + 1))

    def _point(self, number: int) -> Point:
        found = self._found(number)
        tally = found.tally
        return Point(
            changes=number,
            uncovered=tally.uncovered,
            idle=tally.idle,
            overload=tally.overload,
            worst_load=tally.load,
            exact=found.exact,
            bounded=found.bounded,
            bound=found.bound,
        )

    def found(self, number: int) -> Found:
        """Give the best with at most so many changes: more changes never lead to a worse one."""
        edge = self._edge(number)
        for fewer in range(edge.begin if edge else number, number):
            self._found(fewer)  # one by one, for each asks for the one before
        return self._found(number)

    @cache  # noqa: B019 - a curve lives as long as the making of one plan
    def _found(self, number: int) -> Found:
        edge = self._edge(number)
        found = self._judged(number, self._taken(number))
        if edge is None or edge.rung == FORCED or number == edge.begin:
            return found
        fewer = self._found(number - 1)
        return self._judged(number, fewer.steps) if tuple(fewer.rungs) < tuple(found.rungs) else found

    def pairs(self, number: int) -> Pairs:
        """Give the pairs of the best found with at most so many changes."""
        pairs = set(self.area.today.pairs.listed())
        found = self.found(number).steps
        for step in (*self.steps.steps[: found.whole], *found.further):
            pairs.difference_update(step.ends)
            pairs.update(step.starts)
        ordered = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        return Pairs(ordered[:, 0], ordered[:, 1])

    def _edge(self, number: int) -> Edge | None:
        """Give the edge on which a number of changes is; None from the full repair on."""
        return next((edge for edge in self.edges if number < edge.begin + edge.changes), None)

    def _judged(self, number: int, steps: Taken) -> Found:
        tally, edge = self._tallies.after(steps), self._edge(number)
        if edge is not None and edge.rung == FORCED:  # no rung yet: today's loads may be beyond all that is allowed
            return Found(tally, steps, np.zeros(0, np.int64), exact=False, bounded="uncovered")
        rungs = self._rungs(tally)
        if edge is None or number == edge.begin:
            return Found(tally, steps, rungs, exact=True)
        return self._bounded(number, edge, Found(tally, steps, rungs, exact=True))

    def _bounded(self, number: int, edge: Edge, found: Found) -> Found:
        """Say of what is found between two corners how good it is."""
        rungs = found.rungs[: edge.rung + 1]
        behind = sum(e.slope * e.changes for e in self.edges if e.rung == edge.rung and e.begin >= edge.begin)
        least = self._top[: edge.rung + 1].copy()
        least[edge.rung] = ceil(self._top[edge.rung] + behind - edge.slope * (number - edge.begin))
        worse = np.flatnonzero(rungs != least)
        if len(worse):
            at = int(worse[0])
            name, bound = name_of(self._levels[at]), self._as_value(at, least, found)
            return replace(found, exact=False, bounded=name, bound=bound)
        if edge.rung + 1 < len(self._top):
            return replace(found, exact=False, bounded=name_of(self._levels[edge.rung + 1]))
        judged_by_all = self._levels[-1] is Level.SUPPORT
        return found if judged_by_all else replace(found, exact=False, bounded="overload")

    def _as_value(self, at: int, least: Numbers, found: Found) -> Fraction:
        """Give the bound of a rung as a plan writes its level."""
        level = self._levels[at]
        if level is Level.LOAD:
            return self._least_load(least)
        if level is Level.PAIRINGS:
            return Fraction(int(least[at]))
        return found.tally.value(name_of(level)) - int(found.rungs[at] - least[at])

    def _least_load(self, least: Numbers) -> Fraction:
        """Give the largest load that no plan can avoid whose rungs are no better than these."""
        loads = self.area.policy.ranks.loads
        ranks = [
            self.steps.ladder.rungs[at].at
            for at in range(len(least))
            if self._levels[at] is Level.LOAD and least[at] > 0
        ]
        surely = [rank for rank in ranks if rank is not None]
        return max((loads[rank - 1] for rank in surely), default=self._at_top.load)

    @cached_property
    def _levels(self) -> tuple[Level, ...]:
        return tuple(term.level for term in self.steps.ladder.rungs)

    @cached_property
    def _tallies(self) -> Tallies:
        return Tallies(self.area, self.steps.steps)

    @cached_property
    def _at_top(self) -> Tally:
        return self._tallies.after(Taken(len(self.steps.steps)))

    @cached_property
    def _top(self) -> Numbers:
        return self._rungs(self._at_top)

    def _taken(self, number: int) -> Taken:
        """Take all edges that fit, then steps as they come while they fit; of a part, none before what leads to it."""
        passed = [edge for edge in self.edges if edge.begin + edge.changes <= number]
        whole, left = sum(edge.steps for edge in passed), number - sum(edge.changes for edge in passed)
        further, skipped = [], dict[int, int]()
        for step in self.steps.steps[whole : whole + LOOKED_AHEAD + left]:
            span = step.span
            first = skipped.get(span.part, span.stretch + 1)  # what takes no change goes with all others of its stretch
            if step.changes <= left and (span.stretch < first or (span.stretch == first and step.changes > 0)):
                further.append(step)
                left -= step.changes
            else:
                skipped[span.part] = min(span.stretch, skipped.get(span.part, span.stretch))
        return Taken(whole, tuple(further))

    def _rungs(self, held: Tally) -> Numbers:
        """Give what pairings come to in each rung, small being good."""
        found = []
        for level, _ in groupby(self._levels):
            if level is Level.LOAD:
                found.append(self._ranked(held))
            elif level is Level.PAIRINGS:
                found.append(np.array([self._off(held)]))
            else:
                found.append(np.array([int(held.value(name_of(level)))]))
        return np.concatenate(found)

    def _ranked(self, held: Tally) -> Numbers:
        expected = np.flatnonzero(self.area.allowed.expected)
        at, nth = spread(held.loads[expected])
        costs = cadre_costs(self.area.allowed.quota[expected][at], nth, self.area.policy)
        return np.bincount(costs[Level.LOAD], minlength=self.steps.ladder.ranks + 1)[:0:-1]

    def _off(self, held: Tally) -> int:
        """Count by how many the pairings of each part are more or fewer than today."""
        return sum(abs(int(held.helpers[part.households].sum()) - part.pairings) for part in self.area.parts)

    def order(self, number: int) -> Order | None:
        """Give the order by which the best with so many changes is the best of all; None between two corners."""
        ladder, edges = self.steps.ladder, self.edges
        at = next((at for at, edge in enumerate(edges) if edge.begin == number and edge.rung != FORCED), None)
        if at is None:
            return None
        following = edges[at]
        before = edges[at - 1] if at else None
        if before is None or before.rung != following.rung:
            return ladder.order(following.rung)
        slopes = before.slope, following.slope
        weight, price = (sum(part) for part in zip(*((s.denominator, s.numerator) for s in slopes), strict=True))
        return ladder.order(following.rung, weight, price)
