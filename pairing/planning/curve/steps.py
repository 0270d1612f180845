"""The steps from today to a full repair, in the order in which they are worth most for each change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

from pairing.eligibility import Pairs
from pairing.planning.area import worked
from pairing.planning.curve.ladder import Climb, Ladder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from pairing.model.plan import Goal
    from pairing.planning.area import Area, Progress
    from pairing.planning.curve.ladder import Stretch

    Pair = tuple[int, int]
    Way = tuple[Pairs, tuple[Stretch, ...]]

FORCED: Final = -1
"""Stands before the first rung: what exclusions, pins and the limit ask for."""
OUTSIDE: Final = -1
"""Stands for no part: households nobody may help."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a part that steps belong to."""

    part: int
    stretch: int
    """Which of its part, from 0; one is begun when those before are done."""
    rung: int
    slope: Fraction
    """How much the rung gains for each change."""

    @property
    def worth(self) -> tuple[int, Fraction, int, int]:
        """What is taken first: lower rungs, then more for a change."""
        return self.rung, -self.slope, self.part, self.stretch


@dataclass(frozen=True, slots=True)
class Step:
    """Some pairs exchanged for others, by the numbers of an area."""

    span: Span
    ends: tuple[Pair, ...]
    starts: tuple[Pair, ...]
    changes: int
    """How many changes more the plan then has."""


@dataclass(frozen=True, eq=False)
class Steps:
    """All steps of an area."""

    area: Area
    ladder: Ladder
    steps: tuple[Step, ...]
    """In the order in which they are to be taken."""

    @classmethod
    def of(cls, area: Area, goal: Goal, executor: Executor | None = None, progress: Progress | None = None) -> Steps:
        """Climb every part."""
        ladder = Ladder(goal, len(area.policy.ranks.loads))
        climbs = [Climb(part, area.policy, ladder, ties) for part, ties in zip(area.parts, area.ties, strict=True)]
        ways = worked(_climbed, climbs, executor)
        cutting = _Cutting(area)
        steps = list(cutting.outside())
        for number, way in enumerate(ways):
            if progress is not None:
                progress(number, len(climbs))
            steps += cutting.of_part(number, way)
        return cls(area, ladder, tuple(sorted(steps, key=lambda step: step.span.worth)))


def _climbed(climb: Climb) -> Way:
    return climb.start.pairs, tuple(climb.stretches())


@dataclass(frozen=True, eq=False)
class _Cutting:
    """Cuts stretches into steps."""

    area: Area

    @cached_property
    def _today(self) -> dict[int, set[int]]:
        return _by_household(self.area.today.pairs.listed())

    @cached_property
    def _part_of(self) -> np.ndarray:
        part_of = np.full(len(self.area.allowed.village), OUTSIDE, np.int64)
        for number, part in enumerate(self.area.parts):
            part_of[part.households] = number
        return part_of

    def outside(self) -> Iterator[Step]:
        """Give the steps of households nobody may help: whom an exclusion ends."""
        yield from self._cut(Span(OUTSIDE, 0, FORCED, Fraction(0)), self._counting(OUTSIDE), Pairs.union())

    def of_part(self, number: int, way: Way) -> Iterator[Step]:
        """Give the steps of a part."""
        foot, stretches = way
        part = self.area.parts[number]
        yield from self._cut(Span(number, 0, FORCED, Fraction(0)), self._counting(number), part.placed(foot))
        for at, one in enumerate(stretches, 1):
            span = Span(number, at, one.rung, Fraction(one.gain, one.changes))
            yield from self._cut(span, part.placed(one.before), part.placed(one.after))

    def _counting(self, number: int) -> Pairs:
        today = self.area.today.pairs
        return today.where(self._part_of[today.household] == number)

    def _cut(self, span: Span, before: Pairs, after: Pairs) -> Iterator[Step]:
        """Give what leads from some pairs to others in as small steps as can be; those that cost changes first."""
        ends, starts = (one.where(~one.within(other)).listed() for one, other in ((before, after), (after, before)))
        trail_of = _trails(ends, starts)
        trails: dict[int, tuple[list[Pair], list[Pair]]] = defaultdict(lambda: ([], []))
        for side, pairs in enumerate((ends, starts)):
            for pair in pairs:
                trails[trail_of[pair]][side].append(pair)
        helpers = _by_household(before.listed())
        steps = [Step(span, tuple(out), tuple(into), self._cost(helpers, out, into)) for out, into in trails.values()]
        yield from sorted(steps, key=lambda step: (step.changes <= 0, step.ends, step.starts))

    def _cost(self, helpers: dict[int, set[int]], ends: list[Pair], starts: list[Pair]) -> int:
        """Count the changes of the households concerned, after less before."""
        out, into = _by_household(ends), _by_household(starts)
        total = 0
        for household in {*out, *into}:
            before = helpers.get(household, set())
            after = before - out.get(household, set()) | into.get(household, set())
            total += self._changes(household, after) - self._changes(household, before)
        return total

    def _changes(self, household: int, helpers: set[int]) -> int:
        today = self._today.get(household, set())
        return max(len(today - helpers), len(helpers - today))


def _by_household(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for cadre, household in pairs:
        found[household].add(cadre)
    return found


def _trails(ends: Iterable[Pair], starts: Iterable[Pair]) -> dict[Pair, int]:
    """Give the trail of each pair that ends or begins, by number.

    At everybody what ends is followed by what begins, one by one. Each trail is an exchange by itself; between two
    assignments that an order finds equally good, each of them, and any number of them, leads to one as good.
    """
    at: dict[tuple[int, int], tuple[list[Pair], list[Pair]]] = defaultdict(lambda: ([], []))
    for side, pairs in enumerate((ends, starts)):
        for pair in pairs:
            for place in enumerate(pair):
                at[place][side].append(pair)
    graph: nx.Graph[Pair] = nx.Graph()
    for out, into in at.values():
        graph.add_nodes_from((*out, *into))
        graph.add_edges_from(zip(out, into, strict=False))
    return {pair: number for number, pairs in enumerate(nx.connected_components(graph)) for pair in pairs}
