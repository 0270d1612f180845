"""Whose worth can go where: cadres by the villages they may help in, households by the units that may help them.

A *candidate* of a household is a cadre who may help it or is pinned to it; where there is none, one who helps it today
though he may not, since that ends only when somebody who may takes over (DESIGN §7, level 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pairing.balance.chain import Supply
from pairing.eligibility import NONE, Pairs, distinct
from pairing.model.labels import Participation

if TYPE_CHECKING:
    from pairing.balance.lenses import Today
    from pairing.eligibility import Eligibility, Flags, Numbers


@dataclass(frozen=True, eq=False)
class Choices:
    """Suppliers with the same choice of places, as one; and the supply they make."""

    supply: Supply
    places: Numbers
    """The number of each place of the supply: a village or unit."""
    lists: tuple[tuple[int, ...], ...]
    """The places each supplier chooses from, by position in ``places``."""
    who: Numbers
    """Everybody who has a choice, by number: cadres or households."""
    supplier: Numbers
    """Which supplier each of them belongs to."""

    def who_choose(self, places: set[int]) -> Numbers:
        """Give those who can choose one of some places."""
        return self._of([not places.isdisjoint(choice) for choice in self.lists])

    def who_choose_only(self, places: set[int]) -> Numbers:
        """Give those who can choose no other place."""
        return self._of([places.issuperset(choice) for choice in self.lists])

    def _of(self, chosen: list[bool]) -> Numbers:
        return self.who[np.array(chosen, np.bool_)[self.supplier]]


def candidates(allowed: Eligibility) -> Flags:
    """Tell which of the single pairs are candidates; pairs in blocks all are."""
    single = allowed.single
    good = ~allowed.ineligible | single.within(allowed.pinned)
    has = np.isin(allowed.village, allowed.blocks.household)
    has[single.household[good]] = True
    return good | ~has[single.household]


def villages_of_cadres(today: Today, weight: Numbers) -> Choices:
    """Give cadres with the villages where they are a candidate; ``weight`` of each village, 0 for one left out.

    Expected cadres have worth, under 按需 those who help today; so has an exempt one where he helps today.
    """
    allowed = today.allowed
    single = allowed.single.where(candidates(allowed))
    alone = _known(Pairs(single.cadre, allowed.village[single.household])).sorted()
    return _choices(np.flatnonzero(_has_worth(today)), allowed.group, allowed.blocks, alone, weight)


def _has_worth(today: Today) -> Flags:
    allowed = today.allowed
    helping = np.zeros(len(allowed.quota), np.bool_)
    helping[allowed.today.cadre] = True
    counting = today.households_of_cadre > 0
    everyone = today.roster.settings.participation is Participation.ALL
    return np.where(allowed.expected, everyone | counting, helping)


def units_of_households(today: Today) -> Choices:
    """Give households with the units of their candidates who are expected to help."""
    allowed = today.allowed
    expected = allowed.expected & (allowed.unit != NONE)
    single = allowed.single.where(candidates(allowed))
    single = single.where(expected[single.cadre])
    grouped = np.flatnonzero((allowed.group != NONE) & expected)
    units = Pairs(allowed.group[grouped], allowed.unit[grouped]).sorted()
    by_group = pl.DataFrame({"group": units.cadre, "unit": units.household})
    blocks = pl.DataFrame({"group": allowed.blocks.cadre, "village": allowed.blocks.household})
    served = blocks.join(by_group, on="group").select("village", "unit").unique()
    serving = Pairs(served["village"].to_numpy(), served["unit"].to_numpy()).sorted()
    alone = Pairs(single.household, allowed.unit[single.cadre])
    new = ~Pairs(allowed.village[alone.cadre], alone.household).within(serving)
    return _choices(
        np.arange(len(allowed.village)), allowed.village, serving, alone.where(new).sorted(), today.expected_in_unit
    )


def _known(pairs: Pairs) -> Pairs:
    return pairs.where(pairs.household != NONE)


def _choices(who: Numbers, label: Numbers, shared: Pairs, alone: Pairs, weight: Numbers) -> Choices:
    """Put those together who reach the same places.

    Everybody of one ``label`` reaches the places it has in ``shared`` (label and place); ``alone`` (who and place) has
    what somebody reaches beside. So only those in ``alone`` are looked at one by one.
    """
    places = np.flatnonzero(weight > 0)
    position = np.full(len(weight), NONE, np.int64)
    position[places] = np.arange(len(places))
    labels = int(label.max(initial=NONE)) + 1
    apart = distinct(alone.cadre)
    kind = label.copy()
    kind[apart] = labels + np.arange(len(apart))
    lists = _lists(_reached(label, labels, shared, alone, apart), position)
    of_kind = np.full(labels + len(apart) + 1, NONE, np.int64)  # the last entry is that of no label
    of_kind[lists["kind"].to_numpy()] = lists["order"].rank("dense").cast(pl.Int64).to_numpy() - 1
    supplier = of_kind[kind[who]]
    who, supplier = who[supplier != NONE], supplier[supplier != NONE]
    # Choices that nobody has who counts are left out, and the others numbered anew.
    used, supplier = np.unique(supplier, return_inverse=True)
    choice = tuple(map(tuple, lists.unique("order").sort("order")["places"].gather(used).to_list()))
    supply = Supply(
        amount=np.bincount(supplier, minlength=len(choice)),
        supplier=np.repeat(np.arange(len(choice)), [len(each) for each in choice]),
        place=np.array([place for each in choice for place in each], np.int64),
        weight=weight[places],
    )
    return Choices(supply, places, choice, who, supplier)


def _reached(label: Numbers, labels: int, shared: Pairs, alone: Pairs, apart: Numbers) -> pl.DataFrame:
    """Give kinds of people, labels and after them those apart, with each place they reach."""
    both = pl.DataFrame({"kind": shared.cadre, "place": shared.household})
    own = pl.DataFrame({"kind": labels + np.searchsorted(apart, alone.cadre), "place": alone.household})
    theirs = pl.DataFrame({"own": labels + np.arange(len(apart)), "kind": label[apart]})
    taken = theirs.join(both, on="kind").select(kind="own", place="place")
    return pl.concat([both, own, taken]).unique()


def _lists(reached: pl.DataFrame, position: Numbers) -> pl.DataFrame:
    """Give the places of each kind, those of no weight left out, and what orders one list among others."""
    known = reached.with_columns(place=pl.Series(position[reached["place"].to_numpy()])).filter(pl.col("place") != NONE)
    return (
        known.group_by("kind")
        .agg(places=pl.col("place").sort())
        .with_columns(order=pl.col("places").list.eval(pl.element().cast(pl.String).str.zfill(9)).list.join(" "))
        .sort("kind")
    )
