"""The potentials that prove an assignment best: no chain of exchanges improves it (DESIGN §6, §7).

A potential is a vector with an entry a level; vectors are compared by their first difference. Every residual arc,
something that can be done or undone, must cost nothing or more: cost + potential(tail) − potential(head) ≥ 0. Then
every cycle of exchanges costs nothing or more, so that no other assignment is better. And each potential must be 0 or
be reached by an arc that costs exactly nothing, which makes them unique.

What a cadre's offered villages allow is never spelled out as pairs: what such a pair costs in itself follows from the
level of the cadre and the difficulty of the household. So it is enough to count, for each household and each level, the
cadres of that level offered its village whose potential is less than what the household's would bear, and those for
whom it is the same. Where a pair might be there twice, today's have an arc of their own beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.text import Text, text
from pairing.verification.arrays import Sheaf, Ties, code, dense, ranks, signs
from pairing.verification.assignment import pairings_today, part_text, whole_numbers
from pairing.verification.costs import LARGEST, NOBODY, Costs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pairing.model.balance import PartProof
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.assignment import Assignment
    from pairing.verification.division import Division
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World

ENDS: Final = 2
"""The columns of the source and the sink, before those of the people."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Potentials, a row each."""

    source: Numbers
    """A column a part."""
    sink: Numbers
    cadre: Numbers
    """A column for each cadre of the roster; those in no part are 0."""
    household: Numbers
    repeatable: Flags
    """Of each part, whether its potentials hold even where a pair might be there twice."""


def check_potentials(
    docket: Docket, assignment: Assignment, parts: Sequence[PartProof], costs: Costs | None = None
) -> bool:
    """Check that the potentials prove the assignment, by the rows of a balance or by others; tells whether they do."""
    if not parts:
        return True
    costs = costs or Costs(assignment.world, assignment.division)
    prices = _read(docket, assignment, parts, len(costs.rows))
    return prices is not None and _Residual(docket, assignment, prices, costs).check()


def _read(docket: Docket, assignment: Assignment, parts: Sequence[PartProof], levels: int) -> Prices | None:
    world, division = assignment.world, assignment.division
    rows = [_rows(docket, division, number, part, levels) for number, part in enumerate(parts)]
    prices = Prices(
        source=np.zeros((levels, len(parts)), np.int64),
        sink=np.zeros((levels, len(parts)), np.int64),
        cadre=np.zeros((levels, len(world.cadres)), np.int64),
        household=np.zeros((levels, len(world.households)), np.int64),
        repeatable=np.array([part.repeatable for part in parts], np.bool_),
    )
    for number, row in enumerate(rows):
        if row is None:
            return None
        cadres, households = division.cadres.at(number), division.households.at(number)
        prices.source[:, number], prices.sink[:, number] = row[:, 0], row[:, 1]
        prices.cadre[:, cadres] = row[:, ENDS : ENDS + len(cadres)]
        prices.household[:, households] = row[:, ENDS + len(cadres) :]
    return prices


def _rows(docket: Docket, division: Division, number: int, part: PartProof, levels: int) -> Numbers | None:
    """Read the potentials of one part."""
    width = ENDS + len(division.cadres.at(number)) + len(division.households.at(number))
    whose, shape = part_text(number), [width] * levels
    if not docket.same(whose, text("size of the potentials"), [len(row) for row in part.potentials], shape):
        return None
    rows = [whole_numbers(row, width) for row in part.potentials]
    small = all(row is not None and bool(((row > -LARGEST) & (row < LARGEST)).all()) for row in rows)
    if not docket.claim(small, lambda: text("{whose}: a potential is beyond all bounds.", whose=whose)):
        return None
    return np.array(rows)


@dataclass(frozen=True, eq=False)
class _Reached:
    """Who is reached by an arc that costs nothing."""

    source: Flags
    sink: Flags
    cadre: Flags
    household: Flags


@dataclass(frozen=True, eq=False)
class _Residual:
    """What an assignment leaves to do and to undo."""

    docket: Docket
    assignment: Assignment
    prices: Prices
    costs: Costs

    @cached_property
    def world(self) -> World:
        return self.assignment.world

    @cached_property
    def division(self) -> Division:
        return self.assignment.division

    @cached_property
    def reached(self) -> _Reached:
        sizes = self.division.count, self.division.count, len(self.world.cadres), len(self.world.households)
        return _Reached(*(np.zeros(size, np.bool_) for size in sizes))

    def check(self) -> bool:
        """Check every arc, then every potential."""
        arcs = [
            *self._loads(),
            *self._helpers(),
            *self._sizes(),
            self._used(),
            self._unused(),
            self._offered(),
        ]
        return all([*arcs, *self._bounded(), *self._tight()])

    def _arcs(self, reduced: Numbers, reached: tuple[Flags, Numbers], said: Callable[[int], Text]) -> bool:
        """Check some arcs, and mark where those that cost nothing lead."""
        sign = signs(reduced)
        flags, heads = reached
        flags[heads[sign == 0]] = True
        return self.docket.each(sign < 0, said)

    def _loads(self) -> tuple[bool, bool]:
        prices, loads, reach = self.prices, self.assignment.loads, self.world.reach
        more, less = np.flatnonzero(loads < reach), np.flatnonzero(loads > 0)
        source = prices.source[:, self.division.cadre]
        return (
            self._arcs(
                self.costs.of_load(more, loads[more] + 1) + source[:, more] - prices.cadre[:, more],
                (self.reached.cadre, more),
                lambda at: self._about_cadre(more[at], text("one household more would be better")),
            ),
            self._arcs(
                -self.costs.of_load(less, loads[less]) + prices.cadre[:, less] - source[:, less],
                (self.reached.source, self.division.cadre[less]),
                lambda at: self._about_cadre(less[at], text("one household less would be better")),
            ),
        )

    def _helpers(self) -> tuple[bool, bool]:
        prices, helpers, room = self.prices, self.assignment.helpers, self.world.room
        more, less = np.flatnonzero(helpers < room), np.flatnonzero(helpers > 0)
        sink = prices.sink[:, self.division.household]
        return (
            self._arcs(
                self.costs.of_support(more, helpers[more] + 1) + prices.household[:, more] - sink[:, more],
                (self.reached.sink, self.division.household[more]),
                lambda at: self._about_household(more[at], text("one helper more would be better")),
            ),
            self._arcs(
                -self.costs.of_support(less, helpers[less]) + sink[:, less] - prices.household[:, less],
                (self.reached.household, less),
                lambda at: self._about_household(less[at], text("one helper less would be better")),
            ),
        )

    def _sizes(self) -> tuple[bool, bool]:
        prices, sizes = self.prices, self.assignment.sizes
        today = pairings_today(self.world, self.division)
        whole, some = np.arange(len(sizes)), np.flatnonzero(sizes > 0)
        less = -self.costs.of_pairing(sizes, today) + prices.source - prices.sink
        return (
            self._arcs(
                self.costs.of_pairing(sizes + 1, today) + prices.sink - prices.source,
                (self.reached.source, whole),
                lambda at: self._about(at, text("one pairing more would be better")),
            ),
            self._arcs(
                less[:, some],
                (self.reached.sink, some),
                lambda at: self._about(int(some[at]), text("one pairing less would be better")),
            ),
        )

    def _used(self) -> bool:
        """Check that no pair that is not pinned should be given up."""
        pairs = self.assignment.pairs
        free = pairs.where(~pairs.within(self.world.pinned))
        reduced = -self.costs.of_pairs(free) + self.prices.household[:, free.right] - self.prices.cadre[:, free.left]
        said = text("giving this pair up would be better")
        return self._arcs(reduced, (self.reached.cadre, free.left), lambda at: self._about_pair(free, at, said))

    def _unused(self) -> bool:
        """Check that no pair with a cost of its own should be added."""
        own = self.costs.own
        free = own.where(~own.within(self.assignment.pairs) & ~own.within(self.world.pinned))
        reduced = self.costs.of_pairs(free) + self.prices.cadre[:, free.left] - self.prices.household[:, free.right]
        said = text("this pair would be better")
        return self._arcs(reduced, (self.reached.household, free.right), lambda at: self._about_pair(free, at, said))

    def _offered(self) -> bool:
        """Check that nobody offered a village should help a household there that he does not help."""
        graded = _Graded.of(self.world, self.costs)
        asked = graded.asked
        bearable = self.prices.household[:, asked.left] - graded.costs
        people = len(self.world.cadres)
        rank = ranks(np.concatenate([self.prices.cadre, bearable], axis=1))
        less, same = graded.counted(rank[:people], rank[people:])
        pairs = self._once()
        at = np.searchsorted(asked.codes, code(pairs.right, graded.grade[pairs.left]))
        cadre, household = rank[pairs.left], rank[people + at]
        less -= np.bincount(at[cadre < household], minlength=len(less))
        same -= np.bincount(at[cadre == household], minlength=len(same))
        self.reached.household[asked.left[same > 0]] = True
        said = text("a helper whom it does not have, from those offered its village, would be better")
        return self.docket.each(less > 0, lambda at: self._about_household(int(asked.left[at]), said))

    def _once(self) -> Ties:
        """Give the pairs of offered villages that are no choice any more, or one at another cost."""
        if self.prices.repeatable.all():
            return NOBODY
        pairs = self.assignment.pairs.and_also(self.world.pinned, self.costs.own)
        once = ~self.prices.repeatable[self.division.household[pairs.right]]
        return pairs.where(self.world.in_villages(pairs.left, pairs.right) & once)

    def _bounded(self) -> tuple[bool, ...]:
        """Check that no potential is above 0."""
        said = text("its potential is above 0")
        prices = self.prices
        return (
            self.docket.each(signs(prices.source) > 0, lambda at: self._about(at, said)),
            self.docket.each(signs(prices.sink) > 0, lambda at: self._about(at, said)),
            self.docket.each(signs(prices.cadre) > 0, lambda at: self._about_cadre(at, said)),
            self.docket.each(signs(prices.household) > 0, lambda at: self._about_household(at, said)),
        )

    def _tight(self) -> tuple[bool, ...]:
        """Check that each potential is 0 or reached at no cost."""
        said = text("nothing leads to its potential")
        prices, reached = self.prices, self.reached
        return (
            self.docket.each(_loose(prices.source, reached.source), lambda at: self._about(at, said)),
            self.docket.each(_loose(prices.sink, reached.sink), lambda at: self._about(at, said)),
            self.docket.each(_loose(prices.cadre, reached.cadre), lambda at: self._about_cadre(at, said)),
            self.docket.each(_loose(prices.household, reached.household), lambda at: self._about_household(at, said)),
        )

    def _about(self, part: int, said: Text) -> Text:
        return text("The proof of {part} fails: {said}.", part=part_text(part), said=said)

    def _about_cadre(self, cadre: int, said: Text) -> Text:
        return text("The proof fails at cadre {cadre}: {said}.", cadre=self.world.cadres.ids[cadre], said=said)

    def _about_household(self, household: int, said: Text) -> Text:
        identity = self.world.households.ids[household]
        return text("The proof fails at household {household}: {said}.", household=identity, said=said)

    def _about_pair(self, pairs: Ties, at: int, said: Text) -> Text:
        return text(
            "The proof fails between cadre {cadre} and household {household}: {said}.",
            cadre=self.world.cadres.ids[int(pairs.left[at])],
            household=self.world.households.ids[int(pairs.right[at])],
            said=said,
        )


@dataclass(frozen=True, eq=False)
class _Graded:
    """The cadres offered each village, by grade: those whose pairs with a household there cost the same."""

    world: World
    grade: Numbers
    """Of each cadre."""
    asked: Ties
    """Each household, with the grades of those offered its village."""
    costs: Numbers
    """What a pair of these costs that does not count today."""

    @classmethod
    def of(cls, world: World, costs: Costs) -> _Graded:
        """Tell cadres apart by level, if the rows do."""
        level = world.level if costs.rows.uses("preference") else np.zeros(len(world.cadres), np.int64)
        grade = dense(level)
        of_grade = np.zeros(len(level), np.int64)
        of_grade[grade] = level
        offered = Ties.of(world.offers.right, grade[world.offers.left])
        asked = Ties(*Sheaf.of(offered, len(world.villages)).spread(world.village))
        return cls(world, grade, asked, costs.of_new(of_grade[asked.right], asked.left))

    def counted(self, cadre: Numbers, asked: Numbers) -> tuple[Numbers, Numbers]:
        """Count for each that is asked the cadres of a lower rank than its own, and those of the same."""
        offers, grades = self.world.offers, int(self.grade.max(initial=0)) + 1
        width = int(max(cadre.max(initial=0), asked.max(initial=0))) + 1
        keys = np.sort((offers.right * grades + self.grade[offers.left]) * width + cadre[offers.left])
        begin = (self.world.village[self.asked.left] * grades + self.asked.right) * width
        low, high = np.searchsorted(keys, begin + asked), np.searchsorted(keys, begin + asked, side="right")
        return low - np.searchsorted(keys, begin), high - low


def _loose(potential: Numbers, reached: Flags) -> Flags:
    loose: Flags = (signs(potential) != 0) & ~reached
    return loose
