"""What the rows of today's pairings say beside who helps whom: in which order, since when, and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing import counting
from pairing.verification.arrays import Ties

if TYPE_CHECKING:
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.world import World

    Pair = tuple[int, int]
    """The numbers of a cadre and a household."""

FIRST: Final = 1
"""顺序 of a first helper (第一责任人)."""
SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Held:
    """A pairing that counts."""

    ordinal: int | None
    start: dt.date
    """The first day there is, where it is not known."""
    end: dt.date | None
    """The last day; none for one without end."""


@dataclass(frozen=True, eq=False)
class Standing:
    """The rows of the pairings that count."""

    world: World

    @cached_property
    def _rows(self) -> pl.DataFrame:
        """One row a pair, in the order of cadres and households."""
        rows = self._numbered(counting.counting_pairings(self.world.roster))
        endless = pl.col("end_date").is_null().any()
        return (
            rows.group_by("cadre", "household")
            .agg(
                pl.col("ordinal").min(),
                pl.col("start_date").fill_null(dt.date.min).min(),
                pl.when(~endless).then(pl.col("end_date").max()),
            )
            .sort("cadre", "household")
        )

    def _numbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        world = self.world
        return rows.select(
            pl.Series("cadre", world.cadres.at(rows["cadre_key"])),
            pl.Series("household", world.households.at(rows["household_key"])),
            "ordinal",
            "start_date",
            "end_date",
        )

    @cached_property
    def first(self) -> Ties:
        """The pairs that stay today with 顺序 1."""
        some = self._rows.filter(pl.col("ordinal") == FIRST)
        pairs = Ties(some["cadre"].to_numpy(), some["household"].to_numpy())
        return pairs.where(~pairs.within(self.world.excluded))

    @cached_property
    def ordered(self) -> bool:
        """Whether the roster says anything of the order of helpers."""
        return self.world.roster.has("pairings.ordinal")

    @cached_property
    def disordered(self) -> Flags:
        """Which households have several helpers and not exactly one first (C206)."""
        rows = self._rows.filter(pl.col("ordinal") == FIRST)
        firsts = np.bincount(rows["household"].to_numpy(), minlength=len(self.world.households))
        found: Flags = (self.world.helpers_today >= SEVERAL) & (firsts != 1) & self.ordered
        return found

    def of(self, households: Numbers) -> dict[int, dict[int, Held]]:
        """Give who helps some households today, and how."""
        wanted = pl.DataFrame({"household": households})
        found: dict[int, dict[int, Held]] = {household: {} for household in households.tolist()}
        rows = self._rows.join(wanted, on="household", how="semi", maintain_order="left")
        for cadre, household, *held in rows.iter_rows():
            found[household][cadre] = Held(*held)
        return found

    @cached_property
    def later(self) -> dict[Pair, dt.date]:
        """Give when a pairing begins that is to come, the next of each pair."""
        rows = self.world.roster.pairings
        coming = self._numbered(rows.filter(~pl.col("void") & (pl.col("start_date") > self.world.roster.on)))
        starts = coming.group_by("cadre", "household").agg(pl.col("start_date").min())
        return {(cadre, household): start for cadre, household, start in starts.iter_rows()}
