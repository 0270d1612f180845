"""Where each node of a picture stands: computed, deterministic, and telling something by itself (DESIGN §9).

Coordinates are in the units of vis-network's canvas: x to the right, y downwards, whole numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the canvas."""

    x: int
    y: int


Positions = dict[str, Point]


# Layers: groups, their members, the ends they are tied to, what those belong to ------------------------------------

GROUP_X: Final = -390
MEMBER_X: Final = -110
END_X: Final = 250
FAR_X: Final = 520
COLUMN_WIDTH: Final = 128
ROW: Final = 26
ROWS_OF_A_COLUMN: Final = 34
"""Beyond this many, nodes of a layer stand in a further column, half a row lower."""
SWEEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Layers:
    """A picture in layers, left to right. Every order given is kept where nothing speaks for another."""

    groups: Sequence[tuple[str, Sequence[str]]]
    """Each group (a unit) and its members (its cadres)."""
    ends: Sequence[str]
    """What members are tied to (households)."""
    ties: Sequence[tuple[str, str]]
    """Member and end."""
    far: Sequence[tuple[str, Sequence[str]]] = ()
    """What ends belong to (villages), each with its ends, which then stay together."""


def layered(layers: Layers) -> Positions:
    """Place the layers so that ties cross little: each node near the middle of those it is tied to, the untied last.

    This is the barycentre method of Sugiyama, Tagawa and Toda (1981), a few sweeps of it.
    """
    ends_of, members_of = _neighbours(layers.ties)
    groups = [(group, list(members)) for group, members in layers.groups]
    far = [(whole, list(parts)) for whole, parts in layers.far] or [("", list(layers.ends))]
    for _ in range(SWEEPS):
        ranks = _ranks(member for _, members in groups for member in members)
        far = [(whole, by_barycentre(parts, members_of, ranks)) for whole, parts in far]
        far.sort(key=lambda entry: _mean_rank(entry[1], members_of, ranks))
        ranks = _ranks(end for _, parts in far for end in parts)
        groups = [(group, by_barycentre(members, ends_of, ranks)) for group, members in groups]
    members = [member for _, among in groups for member in among]
    ends = [end for _, parts in far for end in parts]
    height = max(_height(len(members)), _height(len(ends)), 2 * ROW * max(len(groups), len(far)))
    positions = _columns(members, MEMBER_X, height, leftwards=True) | _columns(ends, END_X, height)
    _place_wholes(positions, groups, GROUP_X, height)
    if layers.far:
        columns = _column_count(len(ends))
        _place_wholes(positions, far, FAR_X + COLUMN_WIDTH * (columns - 1), height)
    return positions


def by_barycentre(
    nodes: Sequence[str], neighbours: Mapping[str, Sequence[str]], ranks: Mapping[str, float]
) -> list[str]:
    """Order nodes by the mean rank of their neighbours; equal ones keep their order, those without come last."""
    return sorted(nodes, key=lambda node: _mean([ranks[other] for other in neighbours.get(node, ()) if other in ranks]))


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else float("inf")


def _mean_rank(parts: Iterable[str], neighbours: Mapping[str, Sequence[str]], ranks: Mapping[str, float]) -> float:
    return _mean([ranks[other] for part in parts for other in neighbours.get(part, ()) if other in ranks])


def _ranks(nodes: Iterable[str]) -> dict[str, float]:
    return {node: float(rank) for rank, node in enumerate(nodes)}


def _neighbours(ties: Iterable[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    forward: defaultdict[str, list[str]] = defaultdict(list)
    back: defaultdict[str, list[str]] = defaultdict(list)
    for tail, head in ties:
        forward[tail].append(head)
        back[head].append(tail)
    return dict(forward), dict(back)


def _column_count(nodes: int) -> int:
    return max(1, -(-nodes // ROWS_OF_A_COLUMN))


def _height(nodes: int) -> int:
    return ROW * -(-nodes // _column_count(nodes))


def _columns(nodes: Sequence[str], x: int, height: int, *, leftwards: bool = False) -> Positions:
    """Spread nodes evenly over a height, in columns by turns: no two share a y, so no tie runs through a node."""
    if not nodes:
        return {}
    columns, step = _column_count(len(nodes)), height / len(nodes)
    start = x - COLUMN_WIDTH * (columns - 1) if leftwards else x
    return {
        node: Point(start + COLUMN_WIDTH * (turn % columns), round((turn + 0.5) * step - height / 2))
        for turn, node in enumerate(nodes)
    }


def _place_wholes(positions: Positions, wholes: Sequence[tuple[str, Sequence[str]]], x: int, height: int) -> None:
    """Place each whole at the middle of its parts, and one without any below the others, none on another."""
    left = min((point.x for point in positions.values()), default=0)
    at = min(x, left - (MEMBER_X - GROUP_X)) if x < 0 else x
    wanted = [(_middle(positions, parts, height), name) for name, parts in wholes if name]
    for name, y in spread(wanted, 2 * ROW).items():
        positions[name] = Point(at, y)


def _middle(positions: Positions, parts: Sequence[str], height: int) -> float:
    found = [positions[part].y for part in parts]
    return fmean(found) if found else height / 2


def spread(wanted: Iterable[tuple[float, str]], pitch: float) -> dict[str, int]:
    """Give each name a y at least ``pitch`` from the next and, all together, as near as can be to what each wants.

    Nearness is the sum of squares; the order by what is wanted is kept. Neighbours that push each other become one
    block at the mean of its wishes (pool adjacent violators: Barlow et al., 1972).
    """
    ordered = sorted(wanted, key=lambda entry: entry[0])
    blocks: list[tuple[float, int]] = []  # mean of the wishes for the block's first place, and how many places
    for place, (y, _) in enumerate(ordered):
        mean, count = y - place * pitch, 1
        while blocks and blocks[-1][0] > mean:
            above, more = blocks.pop()
            mean, count = (above * more + mean * count) / (more + count), more + count
        blocks.append((mean, count))
    starts = [mean for mean, count in blocks for _ in range(count)]
    return {
        name: round(start + place * pitch) for place, (start, (_, name)) in enumerate(zip(starts, ordered, strict=True))
    }


# The 1+1 form: villages in the middle, lead units left, responsible units right, partners beyond --------------------

VILLAGE_PITCH: Final = 56
COUNTY_GAP: Final = 42
UNIT_PITCH: Final = 44
BEYOND: Final = 36
LEAD_X, RESPONSIBLE_X, PARTNER_X = -320, 320, 560


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


def one_plus_one(form: Form) -> Positions:
    """Place villages by county in the middle and each unit at the height of its villages, as DESIGN §9 says."""
    positions: Positions = {}
    y = 0
    for county, villages in form.counties:
        positions[county] = Point(0, y)
        y += COUNTY_GAP
        for village in villages:
            positions[village] = Point(0, y)
            y += VILLAGE_PITCH
        y += COUNTY_GAP // 2
    villages_of, _ = _neighbours(form.ties)
    for units, x in ((form.leads, LEAD_X), (form.responsibles, RESPONSIBLE_X), (form.partners, PARTNER_X)):
        # Partners stand a little lower, so that their ties pass below the responsible units.
        lower = BEYOND if x == PARTNER_X else 0
        wanted = [(_middle(positions, villages_of.get(unit, ()), y) + lower, unit) for unit in units]
        positions |= {unit: Point(x, at) for unit, at in spread(wanted, UNIT_PITCH).items()}
    return positions
