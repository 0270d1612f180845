"""Who may help whom: every pair of a cadre and a household that the hard rules in force allow (DESIGN §2, §7).

An active cadre is *offered* the households in scope of the villages his unit is twinned with, or that he is linked to;
one who is posted, of his village of posting only; one who is exempt, none. Beside these, a pair is allowed when it
counts today or is pinned. An exclusion forbids a pair whatever else is true. Pairs that count today but that C203 finds
are allowed too, and marked *ineligible*.

Almost all allowed pairs are whole blocks, a class of cadres times a village. So they are kept as blocks, and single
pairs beside them: a province has 20 million pairs and 5,000 blocks. All are numbered in the order of ids, so that
nothing computed from here depends on the order of the planner's rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing.counting import (
    active_twinnings,
    cadres_with_quota,
    counting_liaisons,
    counting_pairings,
    counting_postings,
    households_in_scope,
)
from pairing.model.labels import ConstraintKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pairing.roster import Roster

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

HUNDREDTHS: Final = 100
NONE: Final = -1
"""Stands for no class, village or unit."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Some pairs: the number of a cadre and of a household each."""

    cadre: Numbers
    household: Numbers

    @classmethod
    def union(cls, *some: Pairs) -> Pairs:
        """Put pairs together, sorted, each once; none where there are none."""
        nothing = np.zeros(0, np.int64)
        cadre, household = (one.cadre for one in some), (one.household for one in some)
        return cls(np.concatenate([nothing, *cadre]), np.concatenate([nothing, *household])).sorted()

    def __len__(self) -> int:
        return len(self.cadre)

    def listed(self) -> list[tuple[int, int]]:
        """Give the pairs one by one, in their order."""
        return list(zip(self.cadre.tolist(), self.household.tolist(), strict=True))

    def within(self, others: Pairs) -> Flags:
        """Tell of each pair whether it is among others."""
        return np.isin(self._codes(), others._codes())

    def _codes(self) -> Numbers:
        return (self.cadre << 32) + self.household

    def where(self, chosen: Flags) -> Pairs:
        """Keep some."""
        return Pairs(self.cadre[chosen], self.household[chosen])

    def sorted(self) -> Pairs:
        """Order by cadre, then household, each pair once."""
        codes = distinct(self._codes())
        return Pairs(codes >> 32, codes & 0xFFFFFFFF)

    def and_also(self, others: Pairs) -> Pairs:
        """Give the union, sorted."""
        return Pairs.union(self, others)


def distinct(numbers: Numbers) -> Numbers:
    """Sort numbers, each once; np.unique goes by hashing, which takes many times as long."""
    ordered = np.sort(numbers)
    once: Numbers = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return once


@dataclass(frozen=True, eq=False)
class Eligibility:
    """The allowed pairs of a roster on D.

    Numbers are positions in these frames, which are in the order of ids; an array has one entry a cadre or household.
    """

    cadres: pl.DataFrame
    """The active ones: key, id, unit_key, quota, level."""
    households: pl.DataFrame
    """Those in scope: key, id, village_key, persons, difficulty."""
    units: pl.Series
    """Ids."""
    villages: pl.Series
    """Ids."""
    quota: Numbers
    unit: Numbers
    """The unit of each cadre; NONE where it is not known."""
    village: Numbers
    """The village of each household; NONE where it is not known."""
    group: Numbers
    """The class of each cadre; NONE for one who is offered no whole village."""
    blocks: Pairs
    """Class and village: each cadre of the class may help each household of the village."""
    single: Pairs
    """Allowed pairs that are in no block."""
    ineligible: Flags
    """Which of ``single`` C203 finds: kept only until somebody who may help takes over."""
    pinned: Pairs
    today: Pairs
    """Counting pairings that no exclusion ends."""
    ended: Pairs
    """Counting pairings that an exclusion ends."""
    first: Pairs
    """Those of today whose cadre is the first helper (第一责任人)."""

    @property
    def expected(self) -> Flags:
        """Which cadres are expected to help: the quota is at least 1."""
        return self.quota >= 1

    @property
    def level(self) -> Numbers:
        """The level of each cadre's rank; 0 where it is not known."""
        return self.cadres["level"].cast(pl.Int64).fill_null(0).to_numpy()

    @property
    def difficulty(self) -> Numbers:
        """The difficulty of each household, in hundredths; 1 where it is not known."""
        hundredths = (self.households["difficulty"] * HUNDREDTHS).cast(pl.Int64)
        return hundredths.fill_null(HUNDREDTHS).to_numpy()

    @property
    def before(self) -> Numbers:
        """How many helpers each household has today, those included whom an exclusion ends."""
        counting = np.concatenate([self.today.household, self.ended.household])
        return np.bincount(counting, minlength=len(self.village))


def eligibility(roster: Roster) -> Eligibility:
    """Find every allowed pair on D."""
    people = _People.of(roster)
    excluded, pinned = _constrained(roster, people)
    rows = counting_pairings(roster)
    counting = people.pairs(rows)
    barred = counting.within(excluded)
    first = people.pairs(rows.filter(pl.col("ordinal") == 1))
    offers = _offers(roster, people)
    apart = np.isin(offers.cadre, excluded.cadre)
    group, blocks = _classes(offers.where(~apart), len(people.quota))
    explicit = _spelled_out(offers.where(apart), people.village)
    wanted = counting.where(~barred).and_also(pinned).and_also(explicit.where(~explicit.within(excluded)))
    single = wanted.where(~Pairs(group[wanted.cadre], people.village[wanted.household]).within(blocks))
    return Eligibility(
        cadres=people.cadres.rows,
        households=people.households.rows,
        units=people.units.ids,
        villages=people.villages.ids,
        quota=people.quota,
        unit=people.unit,
        village=people.village,
        group=group,
        blocks=blocks,
        single=single,
        ineligible=_ineligible(roster, people, single, explicit),
        pinned=pinned,
        today=counting.where(~barred),
        ended=counting.where(barred),
        first=first.where(~first.within(excluded)),
    )


@dataclass(frozen=True, eq=False)
class _Numbering:
    """Some rows of a table in the order of their ids, and the number of each by its key in the roster."""

    rows: pl.DataFrame
    by_key: Numbers
    """NONE for rows that are left out, and (the last entry) for no row at all."""

    @classmethod
    def of(cls, rows: pl.DataFrame, whole: pl.DataFrame) -> _Numbering:
        ordered = rows.sort("id")
        by_key = np.full(whole.height + 1, NONE, np.int64)
        by_key[ordered["key"].to_numpy()] = np.arange(ordered.height)
        return cls(ordered, by_key)

    @property
    def ids(self) -> pl.Series:
        return self.rows["id"]

    def of_keys(self, keys: pl.Series) -> Numbers:
        """Give the numbers of rows by their keys; NONE for null."""
        numbers: Numbers = self.by_key[keys.cast(pl.Int64).fill_null(NONE).to_numpy()]
        return numbers


@dataclass(frozen=True, eq=False)
class _People:
    """Active cadres and households in scope, units and villages, each with its number."""

    cadres: _Numbering
    households: _Numbering
    units: _Numbering
    villages: _Numbering

    @classmethod
    def of(cls, roster: Roster) -> _People:
        cadres = cadres_with_quota(roster).select("key", "id", "unit_key", "quota", "level")
        households = households_in_scope(roster).select("key", "id", "village_key", "persons", "difficulty")
        return cls(
            cadres=_Numbering.of(cadres, roster.cadres),
            households=_Numbering.of(households, roster.households),
            units=_Numbering.of(roster.units.select("key", "id"), roster.units),
            villages=_Numbering.of(roster.villages.select("key", "id"), roster.villages),
        )

    @property
    def quota(self) -> Numbers:
        return self.cadres.rows["quota"].cast(pl.Int64).to_numpy()

    @cached_property
    def unit(self) -> Numbers:
        return self.units.of_keys(self.cadres.rows["unit_key"])

    @cached_property
    def village(self) -> Numbers:
        return self.villages.of_keys(self.households.rows["village_key"])

    def pairs(self, edges: pl.DataFrame) -> Pairs:
        """Give edges between active cadres and households in scope as pairs, sorted."""
        cadre = self.cadres.of_keys(edges["cadre_key"])
        household = self.households.of_keys(edges["household_key"])
        return Pairs(cadre, household).where((cadre != NONE) & (household != NONE)).sorted()

    def at_villages(self, ties: pl.DataFrame) -> Pairs:
        """Give postings or liaisons of active cadres as pairs of cadre and village."""
        return Pairs(self.cadres.of_keys(ties["cadre_key"]), self.villages.of_keys(ties["village_key"]))


def _constrained(roster: Roster, people: _People) -> tuple[Pairs, Pairs]:
    """Give the exclusions, and the pins that no exclusion contradicts."""
    kind = pl.col("kind")
    excluded = people.pairs(roster.constraints.filter(kind == ConstraintKind.EXCLUSION.value))
    pinned = people.pairs(roster.constraints.filter(kind == ConstraintKind.PIN.value))
    return excluded, pinned.where(~pinned.within(excluded))


def _offers(roster: Roster, people: _People) -> Pairs:
    """Give each cadre who is not exempt with each village he is offered that has a household in scope."""
    cadres = people.cadres.rows.select("unit_key", "quota", cadre_key="key").filter(pl.col("quota") >= 1)
    posted = counting_postings(roster).select("cadre_key", "village_key")
    linked = counting_liaisons(roster).select("cadre_key", "village_key")
    twinned = active_twinnings(roster).select("unit_key", "village_key").unique()
    free = cadres.join(posted, on="cadre_key", how="anti")
    offered = pl.concat(
        [
            posted.join(cadres, on="cadre_key", how="semi"),
            linked.join(free, on="cadre_key", how="semi"),
            free.join(twinned, on="unit_key").select("cadre_key", "village_key"),
        ]
    )
    offers = people.at_villages(offered)
    return offers.where(np.isin(offers.household, people.village)).sorted()


def _classes(offers: Pairs, cadres: int) -> tuple[Numbers, Pairs]:
    """Put cadres who are offered the same villages into one class; give each cadre's class, and the blocks."""
    lists = (
        pl.DataFrame({"cadre": offers.cadre, "village": offers.household})
        .group_by("cadre", maintain_order=True)
        .agg(villages=pl.col("village").sort().cast(pl.String).str.join(" "))
        .with_columns(group=pl.col("villages").rank("dense").cast(pl.Int64) - 1)
    )
    group = np.full(cadres, NONE, np.int64)
    group[lists["cadre"].to_numpy()] = lists["group"].to_numpy()
    return group, Pairs(group[offers.cadre], offers.household).sorted()


def _spelled_out(offers: Pairs, village: Numbers) -> Pairs:
    """Give the pairs of cadres and villages as pairs of cadres and households."""
    homes = pl.DataFrame({"household": np.arange(len(village)), "village": village})
    offered = pl.DataFrame({"cadre": offers.cadre, "village": offers.household})
    pairs = offered.join(homes, on="village")
    return Pairs(pairs["cadre"].to_numpy(), pairs["household"].to_numpy()).sorted()


def _ineligible(roster: Roster, people: _People, single: Pairs, offered: Pairs) -> Flags:
    """Tell which single pairs C203 finds; those that are offered it does not."""
    ineligible = ~single.within(offered)
    judged = np.flatnonzero(ineligible)
    ineligible[judged] = ~_may_help(roster, people, Pairs(single.cadre[judged], single.household[judged]))
    return ineligible


def _may_help(roster: Roster, people: _People, pairs: Pairs) -> Flags:
    """Tell of each pair whether the cadre may help the household; yes where his unit or its village is not known.

    The negation of C203, but for exclusions.
    """
    unit, village = people.unit[pairs.cadre], people.village[pairs.household]
    unknown = (unit == NONE) | (village == NONE)
    twinnings = active_twinnings(roster)
    twinned = Pairs(people.units.of_keys(twinnings["unit_key"]), people.villages.of_keys(twinnings["village_key"]))
    own = [people.at_villages(tie(roster)) for tie in (counting_postings, counting_liaisons)]
    there = Pairs(pairs.cadre, village)
    may: Flags = unknown | Pairs(unit, village).within(twinned) | there.within(own[0]) | there.within(own[1])
    return may
