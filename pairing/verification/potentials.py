"""The potentials that prove an assignment best: no chain of exchanges improves it (DESIGN §6, §7).

A potential is a vector with an entry a level; vectors are compared by their first difference. Every residual arc,
something that can be done or undone, must cost nothing or more: cost + potential(tail) − potential(head) ≥ 0. Then
every cycle of exchanges costs nothing or more, so that no other assignment is better. And each potential must be 0 or
be reached by an arc that costs exactly nothing, which makes them unique.

What a cadre's offered villages allow is never spelled out as pairs: an arc from a cadre to a household costs nothing in
itself, so it is enough to count, for each household, the cadres offered its village whose potential is less, and those
for whom it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.model.balance import LEVELS
from pairing.text import Text, text
from pairing.verification.arrays import NONE, ranks, signs
from pairing.verification.assignment import pairings_today, part_text, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pairing.model.balance import PartProof
    from pairing.verification.arrays import Flags, Numbers, Ties
    from pairing.verification.assignment import Assignment
    from pairing.verification.division import Division
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World

UNCOVERED, INELIGIBLE, IDLE, OVERLOAD, PAIRINGS, LOAD, SUPPORT = range(len(LEVELS))
LARGEST: Final = 2**60
"""No potential is further from 0."""
ENDS: Final = 2
"""The columns of the source and the sink, before those of the people."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Potentials, a row a level."""

    source: Numbers
    """A column a part."""
    sink: Numbers
    cadre: Numbers
    """A column for each cadre of the roster; those in no part are 0."""
    household: Numbers
    repeatable: Flags
    """Of each part, whether its potentials hold even where a pair might be there twice."""


def check_potentials(docket: Docket, assignment: Assignment, parts: Sequence[PartProof]) -> bool:
    """Check that the potentials prove the assignment; tells whether they do."""
    if not parts:
        return True
    prices = _read(docket, assignment.division, parts, (len(assignment.world.cadres), len(assignment.world.households)))
    return prices is not None and _Residual(docket, assignment, prices).check()


def _read(docket: Docket, division: Division, parts: Sequence[PartProof], whole: tuple[int, int]) -> Prices | None:
    rows = [_rows(docket, division, number, part) for number, part in enumerate(parts)]
    prices = Prices(
        source=_zeros(len(parts)),
        sink=_zeros(len(parts)),
        cadre=_zeros(whole[0]),
        household=_zeros(whole[1]),
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


def _rows(docket: Docket, division: Division, number: int, part: PartProof) -> Numbers | None:
    """Read the potentials of one part."""
    width = ENDS + len(division.cadres.at(number)) + len(division.households.at(number))
    whose, shape = part_text(number), [width] * len(LEVELS)
    if not docket.same(whose, text("size of the potentials"), [len(row) for row in part.potentials], shape):
        return None
    rows = [whole_numbers(row, width) for row in part.potentials]
    small = all(row is not None and bool(((row > -LARGEST) & (row < LARGEST)).all()) for row in rows)
    if not docket.claim(small, lambda: text("{whose}: a potential is beyond all bounds.", whose=whose)):
        return None
    return np.array(rows)


def _zeros(count: int) -> Numbers:
    return np.zeros((len(LEVELS), count), np.int64)


@dataclass(frozen=True, eq=False)
class Costs:
    """What each step costs, a row a level."""

    world: World
    division: Division

    def of_load(self, cadres: Numbers, k: Numbers) -> Numbers:
        """Give the cost of the ``k``-th household of cadres."""
        quota, expected = self.world.quota[cadres], self.world.expected[cadres]
        costs = _zeros(len(cadres))
        if self.world.everyone:
            costs[IDLE] = -(expected & (k == 1)).astype(np.int64)
        costs[OVERLOAD] = k > quota
        begin, rank = self._ranks
        costs[LOAD, expected] = rank[begin[quota[expected]] + k[expected] - 1]
        return costs

    @cached_property
    def _ranks(self) -> tuple[Numbers, Numbers]:
        """Rank (k ÷ q, −(k−1) ÷ q) from 1; those of a quota lie together, and the first array says from where.

        Of two keys with the same k ÷ q, that of the larger quota q comes first.
        """
        world = self.world
        placed = world.expected & (self.division.cadre != NONE)
        reach = np.zeros(int(world.quota.max(initial=0)) + 1, np.int64)
        np.maximum.at(reach, world.quota[placed], world.reach[placed])
        begin = np.cumsum(reach) - reach
        q = np.repeat(np.arange(len(reach)), reach)
        k = np.arange(len(q)) - begin[q] + 1
        order = np.lexsort((-q, (k % np.maximum(q, 1)) / np.maximum(q, 1), k // np.maximum(q, 1)))
        rank = np.empty(len(q), np.int64)
        rank[order] = np.arange(1, len(q) + 1)
        return begin, rank

    def of_support(self, j: Numbers) -> Numbers:
        """Give the cost of a household's ``j``-th helper."""
        costs = _zeros(len(j))
        costs[UNCOVERED] = -(j == 1).astype(np.int64)
        costs[SUPPORT] = 2 * j - 1
        return costs

    def of_pairing(self, n: Numbers, today: Numbers) -> Numbers:
        """Give the cost of the ``n``-th pairing of parts that have so many today."""
        costs = _zeros(len(n))
        costs[PAIRINGS] = np.where(n <= today, -1, 1)
        return costs


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

    @cached_property
    def world(self) -> World:
        return self.assignment.world

    @cached_property
    def division(self) -> Division:
        return self.assignment.division

    @cached_property
    def costs(self) -> Costs:
        return Costs(self.world, self.division)

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
                self.costs.of_support(helpers[more] + 1) + prices.household[:, more] - sink[:, more],
                (self.reached.sink, self.division.household[more]),
                lambda at: self._about_household(more[at], text("one helper more would be better")),
            ),
            self._arcs(
                -self.costs.of_support(helpers[less]) + sink[:, less] - prices.household[:, less],
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
        reduced = -self._cost(free) + self.prices.household[:, free.right] - self.prices.cadre[:, free.left]
        said = text("giving this pair up would be better")
        return self._arcs(reduced, (self.reached.cadre, free.left), lambda at: self._about_pair(free, at, said))

    def _unused(self) -> bool:
        """Check that no single pair should be added."""
        single = self.world.single
        free = single.where(~single.within(self.assignment.pairs) & ~single.within(self.world.pinned))
        reduced = self._cost(free) + self.prices.cadre[:, free.left] - self.prices.household[:, free.right]
        said = text("this pair would be better")
        return self._arcs(reduced, (self.reached.household, free.right), lambda at: self._about_pair(free, at, said))

    def _cost(self, pairs: Ties) -> Numbers:
        costs = _zeros(len(pairs))
        costs[INELIGIBLE] = pairs.within(self.world.single.where(self.world.ineligible))
        return costs

    def _offered(self) -> bool:
        """Check that nobody offered a village should help a household there that he does not help."""
        people = len(self.world.cadres)
        rank = ranks(np.concatenate([self.prices.cadre, self.prices.household], axis=1))
        less, same = self._counted(rank[:people], rank[people:])
        once = ~self.prices.repeatable[self.division.household]
        pairs = self.assignment.pairs.and_also(self.world.pinned)
        pairs = pairs.where(self.world.in_villages(pairs.left, pairs.right) & once[pairs.right])
        cadre, household = rank[pairs.left], rank[people + pairs.right]
        less -= np.bincount(pairs.right[cadre < household], minlength=len(less))
        same -= np.bincount(pairs.right[cadre == household], minlength=len(same))
        self.reached.household[same > 0] = True
        said = text("a helper whom it does not have, from those offered its village, would be better")
        return self.docket.each(less > 0, lambda at: self._about_household(at, said))

    def _counted(self, cadre: Numbers, household: Numbers) -> tuple[Numbers, Numbers]:
        """Count for each household the cadres offered its village of a lower rank than its own, and of the same."""
        offers, village = self.world.offers, self.world.village
        width = int(max(cadre.max(initial=0), household.max(initial=0))) + 1
        keys = np.sort(offers.right * width + cadre[offers.left])
        at = village * width + household
        low, high = np.searchsorted(keys, at), np.searchsorted(keys, at, side="right")
        known = village != NONE
        less = np.where(known, low - np.searchsorted(keys, village * width), 0)
        return less, np.where(known, high - low, 0)

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


def _loose(potential: Numbers, reached: Flags) -> Flags:
    loose: Flags = (signs(potential) != 0) & ~reached
    return loose
