"""The rows of a list: one for each pairing that counts, one for each household or cadre that nobody is paired with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing import counting
from viz.ordering import places
from viz.villages import villages_in_order

if TYPE_CHECKING:
    from datetime import date

    from pairing.roster import Roster
    from viz.audience import Sight


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list, with all that any list shows; what is not known, or has no other end, is None."""

    group: int
    """Key of the village or unit whose sheet it stands on."""
    number: int
    """Of the household or cadre on its sheet, from 1; its further rows repeat it."""
    first: bool
    """Whether it is the first row of that household or cadre."""
    village: str | None
    head: str | None
    persons: int | None
    category: str | None
    cause: str | None
    ordinal: int | None
    cadre: str | None
    unit: str | None
    rank: str | None
    phone: str | None
    start_date: date | None
    household_id: str | None
    household_key: int | None
    cadre_key: int | None
    """Keys of the two, which tell namesakes apart."""

    @property
    def alone(self) -> bool:
        """Tell whether this household has no helper, or this cadre no household."""
        return self.cadre_key is None or self.household_key is None


UNKNOWN: Final = -1
"""The key under which those stand whose village or unit is blank or could not be read."""
_PERSON = ("cadre", "unit", "rank", "phone")
_HOME = ("village", "head", "persons", "category", "cause")


def lines_by_village(sight: Sight) -> dict[int, list[Line]]:
    """Give each village's rows by household, its helpers in order; a household without one has a row of its own.

    Households whose village is not known are under :data:`UNKNOWN`.
    """
    order = ["village_place", "household_place", "household_key"]
    return _grouped(all_lines(sight.roster), order, "village_key", "household_key")


def lines_by_unit(sight: Sight) -> dict[int, list[Line]]:
    """Give each unit's rows by cadre; one who is expected to help and has no household has a row of his own.

    Cadres whose unit is not known are under :data:`UNKNOWN`. Only those who plan see who is idle.
    """
    frame = all_lines(sight.roster).filter(pl.col("cadre_key").is_not_null())
    if sight.plans:
        frame = pl.concat([frame, _idle(sight.roster)], how="diagonal")
    return _grouped(frame, ["unit_place", "cadre_place", "cadre_key"], "unit_key", "cadre_key")


def all_lines(roster: Roster) -> pl.DataFrame:
    """Give every pairing that counts, and every household in scope that has none, with names in place of keys.

    Households come by village, then by code, or by the name of the head where codes were made by us; helpers by order.
    """
    paired = counting.counting_pairings(roster).select(
        "household_key", "cadre_key", "ordinal", "start_date", "end_date"
    )
    return (
        _homes(roster)
        .join(paired, on="household_key", how="left", maintain_order="left")
        .join(_people(roster), on="cadre_key", how="left", maintain_order="left")
        .sort(
            ["village_place", "household_place", "household_key", "ordinal", "start_date", "cadre_place", "cadre_key"],
            nulls_last=True,
        )
    )


def codes_are_made(roster: Roster) -> bool:
    """Tell whether the households' codes are ours, so that sorting by them would tell a reader nothing."""
    known = [source.columns for source in roster.sources if source.columns]
    return bool(known) and not any("households.id" in columns for columns in known)


def _homes(roster: Roster) -> pl.DataFrame:
    villages = villages_in_order(roster).with_row_index("village_place")
    households = counting.households_in_scope(roster)
    by = places(households["head"], person=True) if codes_are_made(roster) else places(households["id"])
    homes = households.with_columns(household_place=by).select(
        "village_key",
        "household_place",
        "head",
        "persons",
        "category",
        "cause",
        household_key="key",
        household_id="id",
    )
    named = villages.select(
        "village_place", "prefecture", "county", "township", village_key="key", village_id="id", village="name"
    )
    return homes.join(named, on="village_key", how="left", maintain_order="left")


def _people(roster: Roster) -> pl.DataFrame:
    units = roster.units.select(unit_key="key", unit="name", unit_id="id", unit_place=places(roster.units["id"]))
    people = roster.cadres.with_columns(cadre_place=places(roster.cadres["name"], person=True))
    return people.select("rank", "phone", "unit_key", "cadre_place", cadre_key="key", cadre_id="id", cadre="name").join(
        units, on="unit_key", how="left", maintain_order="left"
    )


def _idle(roster: Roster) -> pl.DataFrame:
    idle = idle_cadres(roster).select(cadre_key="key")
    return _people(roster).join(idle, on="cadre_key", how="semi", maintain_order="left")


def idle_cadres(roster: Roster) -> pl.DataFrame:
    """Give those who are expected to help and have no pairing that counts."""
    paired = counting.counting_pairings(roster)
    return counting.expected_cadres(roster).join(paired, left_on="key", right_on="cadre_key", how="anti")


def _grouped(frame: pl.DataFrame, order: list[str], group: str, whom: str) -> dict[int, list[Line]]:
    known = frame.with_columns(pl.col(group).cast(pl.Int64).fill_null(UNKNOWN))
    ordered = known.sort(order, nulls_last=True, maintain_order=True).with_columns(
        number=pl.col(whom).rle_id().over(group) + 1,
        first=pl.int_range(pl.len()).over(group, whom) == 0,
    )
    grouped: dict[int, list[Line]] = {}
    keys = ("household_key", "cadre_key")
    fields = ("number", "first", *_HOME, "ordinal", *_PERSON, "start_date", "household_id", *keys)
    for record in ordered.select(pl.col(group).alias("group"), *fields).iter_rows():
        grouped.setdefault(record[0], []).append(Line(*record))
    return grouped
