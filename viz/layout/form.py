"""The 1+1 form: villages in the middle, lead units to the left, responsible units to the right, partners beyond.

A unit has one box. At a village further away, or in another role, it stands again, so that each village's row says by
itself who leads it, who is responsible and who helps besides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Final

from viz.layout.positions import Again, Align, Point, Positions, again_name, neighbours, reached, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from viz.layout.positions import Side, Tie

VILLAGE_PITCH: Final = 56
COUNTY_HEAD: Final = 44
COUNTY_GAP: Final = 6
UNIT_PITCH: Final = 32
UNIT_X: Final = 118
PARTNER_X: Final = 352
COUNTY_X: Final = -318
TURN: Final = 90
BYPASS: Final = 17
"""How far a partner's tie keeps from the middle of a responsible unit that it passes."""
ENTRY: Final = 15
"""How far from its middle a village is reached at most."""

SIDES: Final[tuple[tuple[Side, int, Align], ...]] = (
    ("lead", -UNIT_X, "right"),
    ("responsible", UNIT_X, "left"),
    ("partner", PARTNER_X, "left"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """The units of a planning area around its villages, each unit in the column of its first role."""

    counties: Sequence[tuple[str, Sequence[str]]]
    """Each county's node and its villages, in order."""
    leads: Sequence[str]
    responsibles: Sequence[str]
    partners: Sequence[str]
    ties: Sequence[tuple[str, str]]
    """Unit and village, in the role that the unit's column stands for."""
    further: Sequence[tuple[str, str, Side]] = ()
    """Unit, village and column, for a tie in another role than the unit's first."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """A box of a unit, at its villages, which stand one below the other."""

    unit: str
    side: Side
    villages: tuple[str, ...]
    name: str
    """The unit's own, or that of its second place."""


def one_plus_one(form: Form) -> Positions:
    """Place villages by county in the middle, each with its units beside it in the columns of their roles.

    Villages that share a unit in one role stand together where their county allows it.
    """
    ties = _ties(form)
    counties = [(county, _together(villages, ties)) for county, villages in form.counties]
    seats = _seats(ties, counties)
    points = _rows(counties, seats)
    boxes = _boxes(seats, points)
    ends = [(seat, village, boxes[seat.name]) for seat in seats for village in seat.villages]
    passed = [boxes[seat.name].y for seat in seats if seat.side == "responsible"]
    return Positions(
        points=points | {seat.unit: boxes[seat.unit] for seat in seats},
        again={
            (seat.unit, to, seat.side): Again(seat.unit, seat.name, at)
            for seat, to, at in ends
            if seat.name != seat.unit
        },
        bends={(seat.unit, to, seat.side): _way(seat.side, at, points[to], passed) for seat, to, at in ends},
    )


def _ties(form: Form) -> list[Tie]:
    columns: tuple[tuple[Side, Sequence[str]], ...] = (
        ("lead", form.leads),
        ("responsible", form.responsibles),
        ("partner", form.partners),
    )
    side_of = {unit: side for side, units in columns for unit in units}
    return [*((unit, village, side_of[unit]) for unit, village in form.ties), *form.further]


def _together(villages: Sequence[str], ties: Iterable[Tie]) -> list[str]:
    """Bring villages together that share a unit in one role; else they stay in their order."""
    place = {village: number for number, village in enumerate(villages)}
    sharing: defaultdict[tuple[str, Side], list[str]] = defaultdict(list)
    for unit, village, side in ties:
        if village in place:
            sharing[unit, side].append(village)
    beside = neighbours(pair for among in sharing.values() for pair in pairwise(sorted(among, key=lambda v: place[v])))
    ordered: dict[str, None] = {}
    for village in villages:
        ordered |= {} if village in ordered else dict.fromkeys(reached(village, beside))
    return list(ordered)


def _seats(ties: Iterable[Tie], counties: Iterable[tuple[str, Sequence[str]]]) -> list[_Seat]:
    """Give each unit a box at each run of its villages in a role; the longest run of the first role is its own."""
    place = {village: (county, number) for county, villages in counties for number, village in enumerate(villages)}
    villages_of: defaultdict[tuple[str, Side], list[str]] = defaultdict(list)
    for unit, village, side in ties:
        villages_of[unit, side].append(village)
    seats: list[_Seat] = []
    seated: set[str] = set()
    for (unit, side), villages in villages_of.items():
        for run in sorted(_runs(villages, place), key=len, reverse=True):
            name = again_name(unit, f"{side}:{run[0]}") if unit in seated else unit
            seated.add(unit)
            seats.append(_Seat(unit, side, run, name))
    return seats


def _runs(villages: Iterable[str], place: Mapping[str, tuple[str, int]]) -> list[tuple[str, ...]]:
    """Part villages into runs of neighbours."""
    runs: list[list[str]] = []
    last: tuple[str, int] | None = None
    for village in sorted(dict.fromkeys(villages), key=lambda village: place[village]):
        county, number = place[village]
        if last == (county, number - 1):
            runs[-1].append(village)
        else:
            runs.append([village])
        last = county, number
    return [tuple(run) for run in runs]


def _rows(counties: Iterable[tuple[str, Sequence[str]]], seats: Iterable[_Seat]) -> dict[str, Point]:
    """Place counties and villages, one below the other, with the room that the units beside them need."""
    most: Counter[str] = Counter()
    for (village, _), count in Counter((seat.villages[0], seat.side) for seat in seats).items():
        most[village] = max(most[village], count)
    points = {}
    y = 0
    for county, villages in counties:
        points[county] = Point(COUNTY_X, y, "left")
        y += COUNTY_HEAD
        for village in villages:
            more = max(0, most[village] - 1) * UNIT_PITCH
            points[village] = Point(0, y + more // 2)
            y += VILLAGE_PITCH + more
        y += COUNTY_GAP
    return points


def _boxes(seats: Sequence[_Seat], points: Mapping[str, Point]) -> dict[str, Point]:
    """Place the boxes of each column as near to their villages as they can be without touching."""
    boxes: dict[str, Point] = {}
    for side, x, align in SIDES:
        wanted = [(fmean(points[to].y for to in seat.villages), seat.name) for seat in seats if seat.side == side]
        boxes |= {name: Point(x, y, align) for name, y in spread(wanted, UNIT_PITCH).items()}
    return boxes


def _way(side: Side, unit: Point, village: Point, passed: Sequence[int]) -> tuple[Point, ...]:
    """Lead a tie from a unit to a village in right angles; a partner's passes between the responsible units."""
    if side == "partner":
        lane = _lane(unit.y, passed)
        entry = min(max(lane, village.y - ENTRY), village.y + ENTRY)
        return (
            *_corners(PARTNER_X - 14, unit.y, lane),
            *_corners(TURN, lane, entry),
            Point(village.x, entry),
        )
    return _corners(-TURN if side == "lead" else TURN, unit.y, village.y)


def _lane(y: int, passed: Sequence[int]) -> int:
    """Find the height nearest to a unit at which nothing is in the way."""
    near = [other for other in passed if abs(other - y) < 4 * BYPASS]
    lanes = (y, y - BYPASS, y + BYPASS, y - 2 * BYPASS, y + 2 * BYPASS)
    return next((lane for lane in lanes if all(abs(lane - other) >= BYPASS - 2 for other in near)), y)


def _corners(x: int, start: int, end: int) -> tuple[Point, ...]:
    return () if start == end else (Point(x, start), Point(x, end))
