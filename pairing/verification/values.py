"""What each lens measures today (DESIGN §6).

A cadre is worth 1, split evenly over his counting pairings. A household weighs 1, split evenly over its helpers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.verification.arrays import NONE, Ties, code, numbers, once, runs, spans
from pairing.verification.summaries import Runs
from pairing.verification.world import HUNDREDTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pairing.model.balance import LensName
    from pairing.roster import NodeKind
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.world import Register, World


@dataclass(frozen=True, eq=False)
class Values:
    """Exact values by position."""

    distinct: tuple[Fraction, ...]
    """Ascending."""
    level: Numbers
    """Where in ``distinct`` each value is."""

    @classmethod
    def ratios(cls, over: Numbers, under: Numbers) -> Values:
        """Divide whole numbers; none of ``under`` is 0."""
        shared = np.gcd(over, under)
        codes = code(over // shared, under // shared)
        kinds = once(codes)
        some = Ties.from_codes(kinds)
        values = [Fraction(a, b) for a, b in some]
        distinct = sorted(values)
        rank = {value: number for number, value in enumerate(distinct)}
        return cls(tuple(distinct), numbers(rank[value] for value in values)[np.searchsorted(kinds, codes)])

    @classmethod
    def of(cls, values: Sequence[Fraction]) -> Values:
        """Take values one by one."""
        distinct = sorted(set(values))
        rank = {value: number for number, value in enumerate(distinct)}
        return cls(tuple(distinct), numbers(rank[value] for value in values))

    @cached_property
    def runs(self) -> Runs:
        """Give all of them as a vector."""
        levels, counts = runs(np.sort(self.level))
        return self._vector(levels.tolist(), counts.tolist())

    def by(self, groups: Ties) -> Iterator[tuple[int, Runs]]:
        """Give the vector of each group; ties are from groups to positions."""
        codes, counts = runs(np.sort(code(groups.left, self.level[groups.right])))
        each, many = Ties.from_codes(codes), counts.tolist()
        levels = each.right.tolist()
        for start, end in spans(each.left):
            yield int(each.left[start]), self._vector(levels[start:end], many[start:end])

    def _vector(self, levels: Sequence[int], counts: Sequence[int]) -> Runs:
        return Runs(tuple((self.distinct[level], count) for level, count in zip(levels, counts, strict=True)))


@dataclass(frozen=True, eq=False)
class Measured:
    """What a lens measures, of whom, and to which villages and units these belong."""

    kind: NodeKind
    register: Register
    members: Numbers
    """Numbers in the register, ascending."""
    values: Values
    villages: Ties
    """Villages and positions among the members."""
    units: Ties

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the members."""
        return self.register.ids_of(self.members)


def load(world: World) -> Measured:
    """Measure households helped ÷ quota of the expected cadres."""
    members = np.flatnonzero(world.expected)
    at = _positions(members, len(world.cadres))
    return Measured(
        "cadre",
        world.cadres,
        members,
        Values.ratios(world.loads_today[members], world.quota[members]),
        villages=Ties.of(world.village[world.today.right], at[world.today.left]),
        units=Ties.of(world.unit[members], np.arange(len(members))),
    )


def support(world: World) -> Measured:
    """Measure the helpers of the households in scope."""
    members = np.arange(len(world.households))
    return Measured(
        "household",
        world.households,
        members,
        Values.ratios(world.helpers_today, np.ones(len(members), np.int64)),
        villages=Ties.of(world.village, members),
        units=Ties.of(world.unit[world.today.left], world.today.right),
    )


def strength(world: World) -> Measured:
    """Measure the cadres' worth in each village with a household in scope ÷ households."""
    return _strength(world, world.homes.counts > 0, HUNDREDTHS * world.homes.counts)


def strength_by_need(world: World) -> Measured:
    """Measure the same worth ÷ need."""
    return _strength(world, (world.homes.counts > 0) & (world.need > 0), world.need)


def _strength(world: World, some: Flags, hundredths: Numbers) -> Measured:
    worth = _parts(world.village[world.today.right], world.loads_today[world.today.left], len(world.villages))
    members = np.flatnonzero(some)
    values = [worth[v] * HUNDREDTHS / weight for v, weight in zip(members, hundredths[members].tolist(), strict=True)]
    return _of_villages(world, members, values)


def burden(world: World) -> Measured:
    """Measure the weight of the households that each unit's expected cadres carry ÷ their number."""
    counts = expected_in_units(world)
    ours = world.today.where(world.expected[world.today.left])
    carried = _parts(world.unit[ours.left], world.helpers_today[ours.right], len(world.units))
    members = np.flatnonzero(counts)
    values = [carried[u] / count for u, count in zip(members, counts[members].tolist(), strict=True)]
    at = _positions(members, len(world.units))
    villages = Ties.of(world.twinned.right, at[world.twinned.left])
    return Measured(
        "unit", world.units, members, Values.of(values), villages, Ties.of(members, np.arange(len(members)))
    )


def units(world: World) -> Measured:
    """Measure how many units each village is twinned with."""
    counts = np.bincount(world.twinned.right, minlength=len(world.villages))
    return _of_villages(world, np.arange(len(world.villages)), [Fraction(count) for count in counts.tolist()])


def expected_in_units(world: World) -> Numbers:
    """Count the expected cadres of each unit."""
    unit = world.unit[world.expected]
    return np.bincount(unit[unit != NONE], minlength=len(world.units))


def _of_villages(world: World, members: Numbers, values: Sequence[Fraction]) -> Measured:
    at = _positions(members, len(world.villages))
    itself = Ties.of(members, np.arange(len(members)))
    belongs = Ties.of(world.twinned.left, at[world.twinned.right])
    return Measured("village", world.villages, members, Values.of(values), itself, belongs)


def _parts(place: Numbers, shares: Numbers, whole: int) -> list[Fraction]:
    """Add up 1 ÷ ``shares`` at each place; NONE is no place."""
    totals = [Fraction(0)] * whole
    kinds, counts = runs(np.sort(code(place, shares)[place != NONE]))
    for (where, share), count in zip(Ties.from_codes(kinds), counts.tolist(), strict=True):
        totals[where] += Fraction(count, share)
    return totals


def _positions(members: Numbers, whole: int) -> Numbers:
    at = np.full(whole, NONE, np.int64)
    at[members] = np.arange(len(members))
    return at


MEASURES: Final[dict[LensName, Callable[[World], Measured]]] = {
    "load": load,
    "support": support,
    "strength": strength,
    "strength_by_need": strength_by_need,
    "burden": burden,
    "units": units,
}
"""How each lens is measured, in the order of the lenses."""
