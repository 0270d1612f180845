"""A line for each village: who is twinned with it, how many live there and how many of them are helped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from pairing import counting
from pairing.graph import node_name
from pairing.model.labels import PostingRole, Role
from pairing.text import text
from viz.ordering import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.roster import Roster
    from pairing.text import Language


@dataclass(frozen=True, slots=True)
class VillageLine:
    """One village as of D. Counts are of distinct people and places; households are those in scope."""

    key: int
    id: str
    name: str
    prefecture: str | None
    county: str | None
    township: str | None
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    partners: tuple[str, ...]
    """Units twinned as partner, or in a role not decided."""
    first_secretaries: tuple[str, ...]
    resident_officers: tuple[str, ...]
    leaders: tuple[str, ...]
    """Those linked to it."""
    units: int
    cadres: int
    """Distinct cadres who help somebody there."""
    households: int
    persons: int
    pairings: int
    covered: int

    @property
    def node(self) -> str:
        """Its name as findings have it."""
        return node_name("village", self.id)

    @property
    def uncovered(self) -> int:
        """Households in scope with no pairing that counts."""
        return self.households - self.covered

    @property
    def place(self) -> str:
        """Where it lies, from the prefecture down to the township."""
        return "".join(part for part in (self.prefecture, self.county, self.township) if part)

    @property
    def helpers_per_household(self) -> float | None:
        """Pairings ÷ households; None without households."""
        return self.pairings / self.households if self.households else None


def village_lines(roster: Roster) -> tuple[VillageLine, ...]:
    """Give every village of the table, by prefecture, county and township in reading order, then by code."""
    frame = _named_ties(roster, _counted(roster, villages_in_order(roster)))
    fields = ("key", "id", "name", "prefecture", "county", "township")
    filled = frame.with_columns(
        *(pl.col(name).fill_null(0) for name in _COUNTED), *(pl.col(name).fill_null([]) for name in _TIED)
    )
    return tuple(_line(*row) for row in filled.select(*fields, *_TIED, *_COUNTED).iter_rows())


def _line(*row: Any) -> VillageLine:  # noqa: ANN401 - a row of a frame, in the order of the dataclass
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return VillageLine(*values)


def villages_in_order(roster: Roster) -> pl.DataFrame:
    """Give the villages by prefecture, county and township in reading order, then by code; blanks come last."""
    columns = ("prefecture", "county", "township", "id")
    keyed = roster.villages.with_columns(places(roster.villages[column]).alias(f"by_{column}") for column in columns)
    return keyed.sort([f"by_{column}" for column in columns], nulls_last=True).drop(
        f"by_{column}" for column in columns
    )


def counties(villages: Sequence[VillageLine], language: Language) -> dict[str, list[int]]:
    """Group villages by prefecture and county, in their order."""
    grouped: dict[str, list[int]] = {}
    for village in villages:
        name = "".join(part for part in (village.prefecture, village.county) if part)
        grouped.setdefault(name or text("County not known").render(language), []).append(village.key)
    return grouped


_COUNTED = ("units", "cadres", "households", "persons", "pairings", "covered")
_TIED = ("lead", "responsible", "partners", "first_secretaries", "resident_officers", "leaders")


def _counted(roster: Roster, villages: pl.DataFrame) -> pl.DataFrame:
    homes = counting.households_in_scope(roster).select("village_key", "persons", household_key="key")
    helped = counting.counting_pairings(roster).join(homes, on="household_key")
    counts = (
        counting.active_twinnings(roster).group_by("village_key").agg(units=pl.col("unit_key").n_unique()),
        homes.group_by("village_key").agg(households=pl.len(), persons=pl.col("persons").sum()),
        helped.group_by("village_key").agg(
            cadres=pl.col("cadre_key").n_unique(), pairings=pl.len(), covered=pl.col("household_key").n_unique()
        ),
    )
    for count in counts:
        villages = villages.join(count, left_on="key", right_on="village_key", how="left", maintain_order="left")
    return villages


def _named_ties(roster: Roster, villages: pl.DataFrame) -> pl.DataFrame:
    units = roster.units.select(unit_key="key", who="name")
    cadres = roster.cadres.select(cadre_key="key", who="name")
    twinned = counting.active_twinnings(roster).join(units, on="unit_key", maintain_order="left")
    posted = counting.counting_postings(roster).join(cadres, on="cadre_key", maintain_order="left")
    linked = counting.counting_liaisons(roster).join(cadres, on="cadre_key", maintain_order="left")
    role = pl.col("role")
    ties = {
        "lead": twinned.filter(role == Role.LEAD),
        "responsible": twinned.filter(role == Role.RESPONSIBLE),
        "partners": twinned.filter(role.is_in([Role.PARTNER.value, Role.UNDECIDED.value]) | role.is_null()),
        "first_secretaries": posted.filter(role == PostingRole.FIRST_SECRETARY),
        "resident_officers": posted.filter(role == PostingRole.RESIDENT_OFFICER),
        "leaders": linked,
    }
    for name, frame in ties.items():
        named = frame.group_by("village_key", maintain_order=True).agg(pl.col("who").alias(name))
        villages = villages.join(named, left_on="key", right_on="village_key", how="left", maintain_order="left")
    return villages
