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
from pairing.eligibility import NONE, Pairs
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
    inside = np.flatnonzero(allowed.group != NONE)
    members = pl.DataFrame({"cadre": inside, "group": allowed.group[inside]})
    blocks = pl.DataFrame({"group": allowed.blocks.cadre, "village": allowed.blocks.household})
    offered = members.join(blocks, on="group")
    reached = Pairs(offered["cadre"].to_numpy(), offered["village"].to_numpy()).and_also(
        _known(Pairs(single.cadre, allowed.village[single.household]))
    )
    worth = _has_worth(today)[reached.cadre] & (weight[reached.household] > 0)
    return _choices(reached.where(worth), weight)


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
    homes = pl.DataFrame({"household": np.arange(len(allowed.village)), "village": allowed.village})
    served = blocks.join(by_group, on="group").select("village", "unit").unique()
    offered = homes.join(served, on="village")
    reached = Pairs(offered["household"].to_numpy(), offered["unit"].to_numpy()).and_also(
        Pairs(single.household, allowed.unit[single.cadre])
    )
    return _choices(reached, today.expected_in_unit)


def _known(pairs: Pairs) -> Pairs:
    return pairs.where(pairs.household != NONE)


def _choices(reached: Pairs, weight: Numbers) -> Choices:
    """Put those (``reached.cadre``) who reach the same places (``reached.household``) together."""
    places = np.flatnonzero(weight > 0)
    position = np.full(len(weight), NONE, np.int64)
    position[places] = np.arange(len(places))
    each = (
        pl.DataFrame({"who": reached.cadre, "place": position[reached.household]})
        .group_by("who")
        .agg(pl.col("place").sort())
        .with_columns(order=pl.col("place").list.eval(pl.element().cast(pl.String).str.zfill(9)).list.join(" "))
        .with_columns(supplier=pl.col("order").rank("dense").cast(pl.Int64) - 1)
        .sort("who")
    )
    lists = each.group_by("supplier").agg(pl.col("place").first(), amount=pl.len()).sort("supplier")
    choice = tuple(map(tuple, lists["place"].to_list()))
    supply = Supply(
        amount=lists["amount"].cast(pl.Int64).to_numpy(),
        supplier=np.repeat(np.arange(len(choice)), lists["place"].list.len().cast(pl.Int64).to_numpy()),
        place=np.array([place for places in choice for place in places], np.int64),
        weight=weight[places],
    )
    return Choices(supply, places, choice, each["who"].to_numpy(), each["supplier"].to_numpy())
