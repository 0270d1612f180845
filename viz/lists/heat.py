"""Units by villages: how many households the cadres of each unit help in each village, the twinned ones marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing import counting
from pairing.model.labels import Role
from pairing.text import text
from viz.lists.by_unit import units_in_order
from viz.lists.lines import UNKNOWN
from viz.villages import counties, village_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pairing.roster import Roster
    from pairing.text import Language

MOST_COLUMNS: Final = 200
"""More villages than these are counted by county, and more counties not at all: nobody could read the table."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A unit in a village or county."""

    households: int
    roles: tuple[Role, ...] = ()
    """Of its twinnings there; none in a table by county."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit."""

    name: str
    cells: tuple[HeatCell, ...]
    total: int
    """Distinct households that its cadres help."""


@dataclass(frozen=True, slots=True)
class Heat:
    """The table. A household that several units help counts in each of them, and once in every total."""

    places: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[int, ...]
    """Of each place."""
    total: int


def is_by_county(roster: Roster) -> bool:
    """Tell whether there are so many villages that counties stand for them."""
    return len(roster.villages) > MOST_COLUMNS


def heat(roster: Roster, language: Language) -> Heat | None:
    """Count the table; None when there are too many counties for one."""
    lines, by_county = village_lines(roster), is_by_county(roster)
    columns = list(counties(lines, language).items()) if by_county else [(line.name, [line.key]) for line in lines]
    if len(columns) > MOST_COLUMNS:
        return None
    place_of = {key: place for place, (_, keys) in enumerate(columns) for key in keys}
    return _heat(
        _helped(roster, place_of),
        units=units_in_order(roster) | {UNKNOWN: text("Unit not known").render(language)},
        places=dict(enumerate(name for name, _ in columns)) | {UNKNOWN: text("Village not known").render(language)},
        roles={} if by_county else _roles(roster, place_of),
    )


def _helped(roster: Roster, place_of: Mapping[int, int]) -> pl.DataFrame:
    """Give the households that each unit helps in each place, each once."""
    homes = roster.households.select("village_key", household="key")
    units = roster.cadres.select(unit="unit_key", cadre_key="key")
    place = pl.col("village_key").replace_strict(place_of, default=UNKNOWN, return_dtype=pl.Int64)
    return (
        counting.counting_pairings(roster)
        .select("cadre_key", household="household_key")
        .join(units, on="cadre_key")
        .join(homes, on="household")
        .select(pl.col("unit").cast(pl.Int64).fill_null(UNKNOWN), "household", place=place)
        .unique()
    )


def _roles(roster: Roster, place_of: Mapping[int, int]) -> dict[tuple[int, int], tuple[Role, ...]]:
    found: dict[tuple[int, int], set[Role]] = defaultdict(set)
    twinned = counting.active_twinnings(roster).select("unit_key", "village_key", "role").drop_nulls("village_key")
    for unit, village, role in twinned.iter_rows():
        found[unit, place_of[village]].add(Role(role or Role.UNDECIDED))
    return {where: tuple(role for role in Role if role in roles) for where, roles in found.items()}


def _heat(
    helped: pl.DataFrame,
    *,
    units: Mapping[int, str],
    places: Mapping[int, str],
    roles: Mapping[tuple[int, int], tuple[Role, ...]],
) -> Heat:
    """Lay the counts out; what is not known is left out where nobody is in it."""
    of_unit, of_place = (_distinct(helped, side) for side in ("unit", "place"))
    cells = {(unit, place): count for unit, place, count in helped.group_by("unit", "place").len().iter_rows()}
    columns = [place for place in places if place != UNKNOWN or place in of_place]
    return Heat(
        places=tuple(places[place] for place in columns),
        rows=tuple(
            HeatRow(name, _cells(unit, columns, cells, roles), of_unit.get(unit, 0))
            for unit, name in units.items()
            if unit != UNKNOWN or unit in of_unit
        ),
        totals=tuple(of_place.get(place, 0) for place in columns),
        total=helped["household"].n_unique(),
    )


def _cells(
    unit: int,
    columns: Sequence[int],
    cells: Mapping[tuple[int, int], int],
    roles: Mapping[tuple[int, int], tuple[Role, ...]],
) -> tuple[HeatCell, ...]:
    return tuple(HeatCell(cells.get((unit, place), 0), roles.get((unit, place), ())) for place in columns)


def _distinct(helped: pl.DataFrame, side: str) -> dict[int, int]:
    return dict(helped.group_by(side).agg(pl.col("household").n_unique()).iter_rows())
