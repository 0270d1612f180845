"""Where everybody stands in one picture of a whole area: computed, the same each time, nobody on top of another.

A village stands in the middle of a cell, around it its units, then its households, then the cadres who help there.
Cells stand in rows by county. Whoever is of several villages stands at the first; whoever is of none, at his unit's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import asin, ceil, cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing import counting
from pairing.graph import node_name
from viz.export.looks import SIZES, by_role
from viz.ordering import places
from viz.villages import villages_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pairing.roster import Roster

UNIT_PITCH: Final = 36
PERSON_PITCH: Final = 12
GAP: Final = 24
"""Between two cells; counties stand three times as far apart."""
WIDE: Final = 1.4
"""How much wider than high the whole is to be, about."""

Place = tuple[float, float]
Home = int | None
"""The key of a village; None for who has none."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, with places in it that are counted from its upper left corner."""

    width: float
    height: float
    places: Mapping[str, Place]


def places_of(roster: Roster) -> dict[str, Place]:
    """Give the place of every node: x to the right, y downwards."""
    cells = _cells(roster)
    counties = [_packed([cells[home] for home in homes], GAP) for homes in _counties(roster, cells)]
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in _packed(counties, 3 * GAP).places.items()}


def _counties(roster: Roster, cells: Iterable[Home]) -> list[list[Home]]:
    """Group villages by county, in reading order; those without a village come last."""
    grouped: defaultdict[tuple[str | None, str | None], list[Home]] = defaultdict(list)
    for key, prefecture, county in villages_in_order(roster).select("key", "prefecture", "county").iter_rows():
        grouped[prefecture, county].append(key)
    nowhere: list[Home] = [None]
    return [*grouped.values(), *([nowhere] if None in cells else [])]


def _cells(roster: Roster) -> dict[Home, Box]:
    """Give each village its cell, in which everybody of it stands."""
    of_units = _homes_of_units(roster)
    units = _by_home(roster.units, of_units)
    households = _by_home(roster.households, dict(roster.households.select("key", "village_key").iter_rows()))
    cadres = _by_home(roster.cadres, _homes_of_cadres(roster, of_units))
    villages = {key: node_name("village", own) for key, own in roster.villages.select("key", "id").iter_rows()}
    homes: dict[Home, None] = {**dict.fromkeys(villages), **dict.fromkeys([*units, *households, *cadres])}
    return {
        home: _cell(
            villages.get(home) if home is not None else None,
            [node_name("unit", own) for own in units.get(home, ())],
            [node_name("household", own) for own in households.get(home, ())],
            [node_name("cadre", own) for own in cadres.get(home, ())],
        )
        for home in homes
    }


def _by_home(frame: pl.DataFrame, home_of: Mapping[int, Home]) -> dict[Home, list[str]]:
    """Group the ids of a table by home, in reading order."""
    ordered = frame.select("key", "id", place=places(frame["id"])).sort("place", "key")
    grouped: defaultdict[Home, list[str]] = defaultdict(list)
    for key, own in ordered.select("key", "id").iter_rows():
        grouped[home_of.get(key)].append(own)
    return grouped


def _homes_of_units(roster: Roster) -> dict[int, Home]:
    """Give each unit the first village it is twinned with, lead before responsible before partner."""
    return _first(by_role(roster).select("unit_key", "village_key").iter_rows())


def _homes_of_cadres(roster: Roster, of_units: Mapping[int, Home]) -> dict[int, Home]:
    """Give each cadre the village where he helps first, else where he is posted or linked to, else his unit's."""
    of_households = roster.households.select("village_key", household_key="key")
    helping = counting.counting_pairings(roster).sort("ordinal", "key", nulls_last=True)
    helped = helping.join(of_households, on="household_key", maintain_order="left")
    ties = (helped, counting.counting_postings(roster), counting.counting_liaisons(roster))
    rows = pl.concat([frame.select("cadre_key", "village_key") for frame in ties]).drop_nulls()
    own = ((cadre, of_units.get(unit)) for cadre, unit in roster.cadres.select("key", "unit_key").iter_rows())
    return {**dict(own), **_first(rows.iter_rows())}


def _first(pairs: Iterable[tuple[int, Home]]) -> dict[int, Home]:
    found: dict[int, Home] = {}
    for one, home in pairs:
        found.setdefault(one, home)
    return found


def _cell(village: str | None, units: Sequence[str], households: Sequence[str], cadres: Sequence[str]) -> Box:
    """Put rings of units, households and cadres around a village."""
    around: dict[str, Place] = {village: (0.0, 0.0)} if village else {}
    radius = float(SIZES["village"])
    for names, pitch in ((units, UNIT_PITCH), (households, PERSON_PITCH), (cadres, PERSON_PITCH)):
        rings, radius = _rings(names, radius, pitch)
        around |= rings
    return Box(2 * radius, 2 * radius, {name: (x + radius, y + radius) for name, (x, y) in around.items()})


def _rings(names: Sequence[str], inside: float, pitch: float) -> tuple[dict[str, Place], float]:
    """Put names on rings, each at least ``pitch`` from its neighbours; give how far out they reach, too."""
    found: dict[str, Place] = {}
    radius = inside
    while names:
        radius += pitch
        room = int(pi / asin(pitch / 2 / radius))
        ring, names = names[:room], names[room:]
        turns = ((name, 2 * pi * number / len(ring)) for number, name in enumerate(ring))
        found |= {name: (radius * sin(turn), -radius * cos(turn)) for name, turn in turns}
    return found, radius + pitch / 2 if found else inside


def _packed(boxes: Sequence[Box], gap: float) -> Box:
    """Put boxes in rows, in their order, the whole about ``WIDE`` times as wide as high."""
    area = sum((box.width + gap) * (box.height + gap) for box in boxes)
    width = max([ceil(sqrt(area * WIDE)), *(box.width for box in boxes)])
    found: dict[str, Place] = {}
    left = top = lowest = widest = 0.0
    for box in boxes:
        if left and left + box.width > width:
            left, top = 0.0, lowest + gap
        found |= {name: (left + x, top + y) for name, (x, y) in box.places.items()}
        left, lowest, widest = left + box.width + gap, max(lowest, top + box.height), max(widest, left + box.width)
    return Box(widest, lowest, found)
