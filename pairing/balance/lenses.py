"""The six lenses: over whom, and what is measured of each today (DESIGN §6).

A cadre is worth 1, split evenly over his counting pairings. A household weighs 1, split evenly over its helpers.

================  ===================================  ==========================================  =========
lens              over                                 value                                       worst end
================  ===================================  ==========================================  =========
load              expected cadres                      households helped ÷ quota                   largest
support           households in scope                  helpers                                     smallest
strength          villages with a household in scope   cadres' worth there ÷ households            smallest
strength_by_need  of these, villages with need         cadres' worth there ÷ need                  smallest
burden            units with an expected cadre         weight of households ÷ expected cadres      largest
units             all villages                         distinct units twinned                      smallest
================  ===================================  ==========================================  =========
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing.balance.values import Values
from pairing.counting import active_twinnings
from pairing.eligibility import HUNDREDTHS, NONE, Pairs

if TYPE_CHECKING:
    from pairing.eligibility import Eligibility, Numbers
    from pairing.model.balance import LensName
    from pairing.roster import NodeKind, Roster

CODES: Final[dict[LensName, str]] = {
    "load": "B301",
    "support": "B302",
    "strength": "B303",
    "strength_by_need": "B304",
    "burden": "B305",
    "units": "B306",
}
LARGEST_IS_WORST: Final[frozenset[LensName]] = frozenset({"load", "burden"})
NEEDS: Final[dict[LensName, tuple[tuple[str, ...], ...]]] = {
    "load": (("pairings",), ("twinnings",), ("cadres.rank", "cadres.quota")),
    "support": (("pairings",), ("twinnings",)),
    "strength": (("pairings",), ("twinnings",)),
    "strength_by_need": (("pairings",), ("twinnings",), ("households.persons",)),
    "burden": (("pairings",), ("twinnings",)),
    "units": (("twinnings",),),
}
"""Tables and columns without which a lens is skipped; of each group at least one."""


def lack(roster: Roster, name: LensName) -> tuple[str, ...] | None:
    """Give the tables or columns of which a lens needs one and the roster has none; None where it can be measured."""
    return next((group for group in NEEDS[name] if not any(map(roster.has, group))), None)


@dataclass(frozen=True, eq=False)
class Measured:
    """What a lens measures today."""

    kind: NodeKind
    members: Numbers
    """Numbers of cadres, households, villages or units, ascending."""
    ids: pl.Series
    """Of the members."""
    values: Values
    by_village: Pairs
    """Positions among the members, and the villages they belong to."""
    by_unit: Pairs

    @property
    def subjects(self) -> pl.Series:
        """The members as findings name them."""
        return (f"{self.kind}:" + self.ids).alias("subject")


@dataclass(frozen=True, eq=False)
class Today:
    """What counts today, by the numbers of an eligibility, and what each lens makes of it."""

    roster: Roster
    allowed: Eligibility

    @cached_property
    def pairs(self) -> Pairs:
        """The counting pairings, excluded ones too."""
        return self.allowed.today.and_also(self.allowed.ended)

    @cached_property
    def households_of_cadre(self) -> Numbers:
        """How many households each cadre helps."""
        return np.bincount(self.pairs.cadre, minlength=len(self.allowed.quota))

    @cached_property
    def helpers_of_household(self) -> Numbers:
        """How many helpers each household has."""
        return np.bincount(self.pairs.household, minlength=len(self.allowed.village))

    @cached_property
    def twinned(self) -> Pairs:
        """Units and villages twinned today, each pair once."""
        rows = active_twinnings(self.roster)
        units = pl.DataFrame({"unit": self.allowed.units}).with_row_index("u")
        villages = pl.DataFrame({"village": self.allowed.villages}).with_row_index("v")
        both = rows.select("unit", "village").join(units, on="unit").join(villages, on="village")
        return Pairs(both["u"].cast(pl.Int64).to_numpy(), both["v"].cast(pl.Int64).to_numpy()).sorted()

    @cached_property
    def homes(self) -> Numbers:
        """How many households in scope each village has."""
        return _tally(self.allowed.village, len(self.allowed.villages))

    @cached_property
    def need(self) -> Numbers:
        """The need of each village, in hundredths: Σ persons × difficulty; unknown persons are left out."""
        need = self.allowed.households["persons"].cast(pl.Int64).fill_null(0).to_numpy() * self.allowed.difficulty
        known = self.allowed.village != NONE
        totals = np.zeros(len(self.allowed.villages), np.int64)
        np.add.at(totals, self.allowed.village[known], need[known])
        return totals

    @cached_property
    def expected_in_unit(self) -> Numbers:
        """How many expected cadres each unit has."""
        return _tally(self.allowed.unit[self.allowed.expected], len(self.allowed.units))

    def measure(self, name: LensName) -> Measured:
        """Measure one lens."""
        measured: Measured = getattr(self, f"_{name}")()
        return measured

    def _load(self) -> Measured:
        members = np.flatnonzero(self.allowed.expected)
        position = _positions(members, len(self.allowed.quota))
        village = Pairs(position[self.pairs.cadre], self.allowed.village[self.pairs.household])
        return Measured(
            "cadre",
            members,
            self.allowed.cadres["id"].gather(members),
            Values.ratios(self.households_of_cadre[members], self.allowed.quota[members]),
            by_village=_known(village),
            by_unit=_known(Pairs(np.arange(len(members)), self.allowed.unit[members])),
        )

    def _support(self) -> Measured:
        count = len(self.allowed.village)
        members = np.arange(count)
        return Measured(
            "household",
            members,
            self.allowed.households["id"],
            Values.ratios(self.helpers_of_household, np.ones(count, np.int64)),
            by_village=_known(Pairs(members, self.allowed.village)),
            by_unit=_known(Pairs(self.pairs.household, self.allowed.unit[self.pairs.cadre])),
        )

    def _strength(self) -> Measured:
        return self._of_villages(self.homes, HUNDREDTHS * self.homes)

    def _strength_by_need(self) -> Measured:
        return self._of_villages(self.homes * (self.need > 0), self.need)

    def _of_villages(self, over: Numbers, hundredths: Numbers) -> Measured:
        """Measure the worth in each village where ``over`` is not 0, a unit of weight."""
        members = np.flatnonzero(over)
        worth = _sums(self.allowed.village[self.pairs.household], self.households_of_cadre[self.pairs.cadre])
        values = [Fraction(worth.get(v, 0)) * HUNDREDTHS / int(hundredths[v]) for v in members.tolist()]
        return self._places("village", members, values)

    def _burden(self) -> Measured:
        members = np.flatnonzero(self.expected_in_unit)
        carried = self.pairs.where(self.allowed.expected[self.pairs.cadre])
        weight = _sums(self.allowed.unit[carried.cadre], self.helpers_of_household[carried.household])
        values = [Fraction(weight.get(u, 0)) / int(self.expected_in_unit[u]) for u in members.tolist()]
        return self._places("unit", members, values)

    def _units(self) -> Measured:
        members = np.arange(len(self.allowed.villages))
        counts = np.bincount(self.twinned.household, minlength=len(members))
        return self._places("village", members, [Fraction(count) for count in counts.tolist()])

    def _places(self, kind: NodeKind, members: Numbers, values: list[Fraction]) -> Measured:
        """Measure villages or units: each is a group by itself, and belongs to what it is twinned with."""
        ids = self.allowed.villages if kind == "village" else self.allowed.units
        position = _positions(members, len(ids))
        own, other = self.twinned.household, self.twinned.cadre
        if kind == "unit":
            own, other = other, own
        itself, belongs = Pairs(np.arange(len(members)), members), _known(Pairs(position[own], other))
        by_village, by_unit = (itself, belongs) if kind == "village" else (belongs, itself)
        return Measured(kind, members, ids.gather(members), Values.listed(values), by_village, by_unit)


def _sums(place: Numbers, parts: Numbers) -> dict[int, Fraction]:
    """Add up 1 ÷ ``parts`` at each place; NONE is no place."""
    width = int(parts.max(initial=0)) + 1
    packed, counts = np.unique((place * width + parts)[place != NONE], return_counts=True)
    sums: dict[int, Fraction] = {}
    for at, count in zip(packed.tolist(), counts.tolist(), strict=True):
        where, part = divmod(at, width)
        sums[where] = sums.get(where, Fraction(0)) + Fraction(count, part)
    return sums


def _tally(places: Numbers, whole: int) -> Numbers:
    return np.bincount(places[places != NONE], minlength=whole)


def _positions(members: Numbers, whole: int) -> Numbers:
    positions = np.full(whole, NONE, np.int64)
    positions[members] = np.arange(len(members))
    return positions


def _known(pairs: Pairs) -> Pairs:
    return pairs.where((pairs.cadre != NONE) & (pairs.household != NONE)).sorted()
