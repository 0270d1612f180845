"""Who may help whom, rebuilt from the roster (DESIGN §2, §7).

Nothing is taken over from a balance, nor from the code that makes one. Everybody and everything is numbered in the
order of ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing import counting
from pairing.model.labels import ConstraintKind, Participation
from pairing.verification.arrays import NONE, Sheaf, Ties, marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.roster import Roster
    from pairing.verification.arrays import Flags, Numbers

HUNDREDTHS: Final = 100
"""A difficulty has at most two decimals."""


@dataclass(frozen=True, eq=False)
class Register:
    """Some rows of a table of people or places, numbered in the order of their ids."""

    rows: pl.DataFrame
    by_key: Numbers
    """The number of each row of the whole table, by its key; NONE if it is left out, and last for no row at all."""

    @classmethod
    def of(cls, rows: pl.DataFrame, whole: pl.DataFrame) -> Register:
        """Give rows of a whole table their numbers."""
        ordered = rows.sort("id")
        by_key = np.full(whole.height + 1, NONE, np.int64)
        by_key[ordered["key"].to_numpy()] = np.arange(ordered.height)
        return cls(ordered, by_key)

    def __len__(self) -> int:
        return self.rows.height

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids, ascending."""
        return tuple(self.rows["id"].to_list())

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each id."""
        return {identity: number for number, identity in enumerate(self.ids)}

    def at(self, keys: pl.Series) -> Numbers:
        """Give numbers by keys; NONE for null and for rows left out."""
        found: Numbers = self.by_key[keys.cast(pl.Int64).fill_null(NONE).to_numpy()]
        return found

    def ids_of(self, chosen: Numbers) -> tuple[str, ...]:
        """Give the ids of some."""
        ids = self.ids
        return tuple(ids[number] for number in chosen.tolist())

    def names_of(self, chosen: Iterable[str]) -> list[str]:
        """Give the names of places by their ids; the id where there is no name."""
        names = self._names
        return [names.get(identity) or identity for identity in chosen]

    @cached_property
    def _names(self) -> dict[str, str | None]:
        return dict(self.rows.select("id", "name").iter_rows())


@dataclass(frozen=True, eq=False)
class World:
    """The roster on D, and its allowed pairs: whole villages that cadres are offered, and single pairs beside these."""

    roster: Roster
    cadres: Register
    """The active ones."""
    households: Register
    """Those in scope."""
    villages: Register
    units: Register
    quota: Numbers
    unit: Numbers
    """The unit of each cadre; NONE where it is not known."""
    village: Numbers
    """The village of each household; NONE where it is not known."""
    today: Ties
    """Counting pairings: cadre and household."""
    excluded: Ties
    pinned: Ties
    twinned: Ties
    """Units and villages with an active twinning."""
    offers: Ties
    """Cadres without an exclusion, and the villages they are offered: they are allowed every household there."""
    single: Ties
    """Allowed pairs that are in no village offered so."""
    ineligible: Flags
    """Which of ``single``."""

    @property
    def everyone(self) -> bool:
        """Whether every expected cadre is to take part."""
        return self.roster.settings.participation is Participation.ALL

    @cached_property
    def expected(self) -> Flags:
        """Which cadres have a quota of 1 or more."""
        return self.quota >= 1

    @cached_property
    def barred(self) -> Flags:
        """Which of ``today`` an exclusion ends."""
        return self.today.within(self.excluded)

    @cached_property
    def kept(self) -> Ties:
        """Those of ``today`` that no exclusion ends."""
        return self.today.where(~self.barred)

    @cached_property
    def level(self) -> Numbers:
        """The level of each cadre's rank; 0 where it is not known."""
        return self.cadres.rows["level"].cast(pl.Int64).fill_null(0).to_numpy()

    @cached_property
    def difficulty(self) -> Numbers:
        """The difficulty of each household, in hundredths."""
        return (self.households.rows["difficulty"] * HUNDREDTHS).cast(pl.Int64).fill_null(HUNDREDTHS).to_numpy()

    @cached_property
    def homes(self) -> Sheaf:
        """The households of each village."""
        return Sheaf.by(self.village, len(self.villages))

    @cached_property
    def open_to(self) -> Sheaf:
        """The cadres who are offered each village."""
        return Sheaf.of(self.offers.turned(), len(self.villages))

    @cached_property
    def reach(self) -> Numbers:
        """How many households each cadre is allowed."""
        offered = np.bincount(self.offers.left, self.homes.counts[self.offers.right], len(self.cadres))
        return offered.astype(np.int64) + _count(self.single.left, len(self.cadres))

    @cached_property
    def choice(self) -> Numbers:
        """How many cadres each household is allowed."""
        return self._offered + _count(self.single.right, len(self.households))

    @cached_property
    def _offered(self) -> Numbers:
        known = self.village != NONE
        return np.where(known, self.open_to.counts[self.village], 0) if len(self.villages) else self.village * 0

    @cached_property
    def pins(self) -> Numbers:
        """How many cadres each household is pinned to."""
        return _count(self.pinned.right, len(self.households))

    @cached_property
    def limit(self) -> Numbers:
        """How many helpers each household may have by the policy, or by its pins."""
        return np.maximum(self.roster.settings.helpers_per_household, self.pins)

    @cached_property
    def room(self) -> Numbers:
        """How many helpers each household can have."""
        return np.minimum(self.choice, self.limit)

    @cached_property
    def candidates(self) -> Ties:
        """Single pairs that are candidates: not ineligible or pinned, or else ineligible where there is no other."""
        good = ~self.ineligible | self.single.within(self.pinned)
        has = self._offered > 0
        has[self.single.right[good]] = True
        return self.single.where(good | ~has[self.single.right])

    @cached_property
    def loads_today(self) -> Numbers:
        """How many households each cadre helps."""
        return _count(self.today.left, len(self.cadres))

    @cached_property
    def helpers_today(self) -> Numbers:
        """How many helpers each household has."""
        return _count(self.today.right, len(self.households))

    @cached_property
    def need(self) -> Numbers:
        """Σ persons × difficulty of each village, in hundredths; households of unknown size are left out."""
        need = self.households.rows["persons"].cast(pl.Int64).fill_null(0).to_numpy() * self.difficulty
        total = np.zeros(len(self.villages) + 1, np.int64)
        np.add.at(total, self.village, need)  # the last entry is that of unknown villages
        return total[:-1]

    def in_villages(self, cadre: Numbers, household: Numbers) -> Flags:
        """Tell which pairs are of a cadre and a household of a village he is offered."""
        return self.offers.has(cadre, self.village[household])


def world_of(roster: Roster) -> World:
    """Rebuild who may help whom on D."""
    people = _People.of(roster)
    constraints = roster.constraints
    excluded = people.pairs(constraints.filter(pl.col("kind") == ConstraintKind.EXCLUSION.value))
    pins = people.pairs(constraints.filter(pl.col("kind") == ConstraintKind.PIN.value))
    pinned, today = pins.where(~pins.within(excluded)), people.pairs(counting.counting_pairings(roster))
    ties = _LocalTies.of(roster, people)
    offered = ties.offered(people)
    watched = marked(excluded.left, len(people.cadres))[offered.left]
    offers, spelled = offered.where(~watched), people.spelled(offered.where(watched))
    wanted = spelled.and_also(today, pinned)
    single = wanted.where(~wanted.within(excluded) & ~offers.has(wanted.left, people.village[wanted.right]))
    return World(
        roster=roster,
        cadres=people.cadres,
        households=people.households,
        villages=people.villages,
        units=people.units,
        quota=people.quota,
        unit=people.unit,
        village=people.village,
        today=today,
        excluded=excluded,
        pinned=pinned,
        twinned=ties.twinned,
        offers=offers,
        single=single,
        ineligible=ties.ineligible(people, single, offered),
    )


@dataclass(frozen=True, eq=False)
class _People:
    """Everybody and every place, numbered."""

    cadres: Register
    households: Register
    villages: Register
    units: Register

    @classmethod
    def of(cls, roster: Roster) -> _People:
        return cls(
            Register.of(counting.cadres_with_quota(roster), roster.cadres),
            Register.of(counting.households_in_scope(roster), roster.households),
            Register.of(roster.villages, roster.villages),
            Register.of(roster.units, roster.units),
        )

    @cached_property
    def quota(self) -> Numbers:
        return self.cadres.rows["quota"].cast(pl.Int64).to_numpy()

    @cached_property
    def unit(self) -> Numbers:
        return self.units.at(self.cadres.rows["unit_key"])

    @cached_property
    def village(self) -> Numbers:
        return self.villages.at(self.households.rows["village_key"])

    def pairs(self, rows: pl.DataFrame) -> Ties:
        """Give rows that name a cadre and a household; those who have left or are out of scope fall out."""
        return Ties.of(self.cadres.at(rows["cadre_key"]), self.households.at(rows["household_key"]))

    def stays(self, rows: pl.DataFrame) -> Ties:
        """Give rows that name a cadre and a village."""
        return Ties.of(self.cadres.at(rows["cadre_key"]), self.villages.at(rows["village_key"]))

    def spelled(self, offers: Ties) -> Ties:
        """Give cadres and villages as cadres and each household there."""
        owner, household = Sheaf.by(self.village, len(self.villages)).spread(offers.right)
        return Ties.of(offers.left[owner], household)


@dataclass(frozen=True, eq=False)
class _LocalTies:
    """What ties people to villages on D."""

    twinned: Ties
    posted: Ties
    linked: Ties

    @classmethod
    def of(cls, roster: Roster, people: _People) -> _LocalTies:
        twinnings = counting.active_twinnings(roster)
        return cls(
            Ties.of(people.units.at(twinnings["unit_key"]), people.villages.at(twinnings["village_key"])),
            people.stays(counting.counting_postings(roster)),
            people.stays(counting.counting_liaisons(roster)),
        )

    def offered(self, people: _People) -> Ties:
        """Give each cadre and the villages with a household in scope that he is offered."""
        expected, away = people.quota >= 1, marked(self.posted.left, len(people.cadres))
        free = np.flatnonzero(expected & ~away)
        owner, village = Sheaf.of(self.twinned, len(people.units)).spread(people.unit[free])
        by_unit = Ties.of(free[owner], village)
        linked = self.linked.where(~away[self.linked.left])
        offered = by_unit.and_also(linked, self.posted)
        inhabited = marked(people.village[people.village != NONE], len(people.villages))
        return offered.where(expected[offered.left] & inhabited[offered.right])

    def ineligible(self, people: _People, pairs: Ties, offered: Ties) -> Flags:
        """Tell which pairs are kept only until somebody who may help takes over."""
        unit, village = people.unit[pairs.left], people.village[pairs.right]
        known = (unit != NONE) & (village != NONE)
        tied = self.twinned.has(unit, village)
        for own in (self.posted, self.linked, offered):
            tied |= own.has(pairs.left, village)
        found: Flags = known & ~tied
        return found


def _count(places: Numbers, whole: int) -> Numbers:
    return np.bincount(places, minlength=whole)
