"""The best assignment that is claimed: its parts, and its pairs with the rules they must keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from pairing.text import Text, text
from pairing.verification.arrays import Ties, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pairing.model.balance import PartProof
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.division import Division
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World


@dataclass(frozen=True, eq=False)
class Assignment:
    """Pairs of cadres and households."""

    world: World
    division: Division
    pairs: Ties

    @cached_property
    def loads(self) -> Numbers:
        """How many households each cadre helps."""
        return np.bincount(self.pairs.left, minlength=len(self.world.cadres))

    @cached_property
    def helpers(self) -> Numbers:
        """How many helpers each household has."""
        return np.bincount(self.pairs.right, minlength=len(self.world.households))

    @cached_property
    def in_villages(self) -> Flags:
        """Which pairs are of a cadre and a household of a village he is offered."""
        return self.world.in_villages(self.pairs.left, self.pairs.right)

    @cached_property
    def sizes(self) -> Numbers:
        """How many pairs each part has."""
        return np.bincount(self.division.cadre[self.pairs.left], minlength=self.division.count)


def part_text(number: int) -> Text:
    """Name a part."""
    return text("part {number}", number=number + 1)


def pairings_today(world: World, division: Division) -> Numbers:
    """Count the counting pairings of households of each part."""
    part = division.household[world.today.right]
    return np.bincount(part[part >= 0], minlength=division.count)


def read_assignment(docket: Docket, world: World, division: Division, parts: Sequence[PartProof]) -> Assignment | None:
    """Check the parts and put their pairs together; None if they cannot be, or are not legal."""
    if not docket.same(text("the assignment"), text("number of parts"), len(parts), division.count):
        return None
    today = pairings_today(world, division).tolist()
    read = [_Part(docket, world, division, number, part).read(today[number]) for number, part in enumerate(parts)]
    pairs = [part for part in read if part is not None]
    if len(pairs) < len(read):
        return None
    assignment = Assignment(world, division, Ties.of(*_joined(pairs)))
    return assignment if check_legal(docket, assignment) else None


def _joined(pairs: Sequence[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    left, right = ([part[side] for part in pairs] for side in (0, 1))
    return np.concatenate([numbers(), *left]), np.concatenate([numbers(), *right])


@dataclass(frozen=True, eq=False)
class _Part:
    docket: Docket
    world: World
    division: Division
    number: int
    claimed: PartProof

    def read(self, today: int) -> tuple[Numbers, Numbers] | None:
        """Give the pairs by number, if members and pairs are in order."""
        docket, whose = self.docket, part_text(self.number)
        cadres, households = self.division.cadres.at(self.number), self.division.households.at(self.number)
        docket.same(whose, text("number of pairings today"), self.claimed.pairings_today, today)
        known = [
            docket.listed(whose, text("list of cadres"), self.claimed.cadres, self.world.cadres.ids_of(cadres)),
            docket.listed(
                whose, text("list of households"), self.claimed.households, self.world.households.ids_of(households)
            ),
        ]
        pairs = self._pairs((len(cadres), len(households)))
        if pairs is None or not all(known):
            return None
        return cadres[pairs[0]], households[pairs[1]]

    def _pairs(self, sizes: tuple[int, int]) -> tuple[Numbers, Numbers] | None:
        flat = whole_numbers(chain.from_iterable(self.claimed.pairs))
        pairs = None if flat is None else (flat[::2], flat[1::2])
        fits = pairs is not None and all(_inside(pairs[side], sizes[side]) for side in (0, 1))
        if not self.docket.claim(fits, lambda: _said(self.number, text("a pair names a position that is not there"))):
            return None
        assert pairs is not None  # noqa: S101 - it fits
        ordered = bool((np.diff(pairs[0] * max(1, sizes[1]) + pairs[1]) > 0).all())
        said = text("the pairs are not in the order of cadres, then households, each once")
        return pairs if self.docket.claim(ordered, lambda: _said(self.number, said)) else None


def whole_numbers(values: Iterable[int], count: int = -1) -> Numbers | None:
    """Put whole numbers into an array; None if one is beyond 64 bits."""
    try:
        return numbers(values, count)
    except OverflowError:
        return None


def _inside(positions: Numbers, whole: int) -> bool:
    return bool(((positions >= 0) & (positions < whole)).all())


def _said(number: int, said: Text) -> Text:
    return text("{whose}: {said}.", whose=part_text(number), said=said)


def check_legal(docket: Docket, assignment: Assignment, *, most: int | None = None) -> bool:
    """Check that the pairs are allowed, that pinned ones are among them, and that no household has too many.

    With ``most`` changes, where it takes more of them to keep these rules, what breaks them today may stay.
    """
    world, pairs = assignment.world, assignment.pairs
    allowed = assignment.in_villages | pairs.within(world.single)
    missing = ~world.pinned.within(pairs)
    crowded = assignment.helpers > world.room
    if most is not None and most < _fewest(world):
        allowed |= pairs.within(world.today)
        missing &= world.pinned.within(world.today)
        crowded &= assignment.helpers > world.helpers_today
    held = [
        docket.each(~allowed, lambda at: pair_text(world, pairs, at, text("is no pair that the rules allow"))),
        docket.each(
            missing, lambda at: pair_text(world, world.pinned, at, text("is pinned, and not in the assignment"))
        ),
        docket.each(
            crowded,
            lambda at: text(
                "Household {household} has {helpers} helpers in the assignment; it has room for {room}.",
                household=world.households.ids[at],
                helpers=int(assignment.helpers[at]),
                room=int(world.room[at]),
            ),
        ),
    ]
    return all(held)


def _fewest(world: World) -> int:
    """Count the changes that the rules alone ask for: excluded pairs end, as do those beyond the limit; pins begin."""
    whole = len(world.households)
    barred = np.bincount(world.today.right[world.barred], minlength=whole)
    begin = np.bincount(world.pinned.right[~world.pinned.within(world.today)], minlength=whole)
    end = barred + np.maximum(0, world.helpers_today - barred + begin - world.room)
    return int(np.maximum(begin, end).sum())


def pair_text(world: World, pairs: Ties, at: int, said: Text) -> Text:
    """Say something of a pair."""
    return text(
        "The pair of cadre {cadre} and household {household} {said}.",
        cadre=world.cadres.ids[int(pairs.left[at])],
        household=world.households.ids[int(pairs.right[at])],
        said=said,
    )
