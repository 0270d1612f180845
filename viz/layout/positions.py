"""Places on the canvas, and what the layouts share.

Coordinates are in the units of vis-network's canvas: x to the right, y downwards, whole numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Align = Literal["", "left", "right"]
Side = Literal["", "lead", "responsible", "partner"]
Tie = tuple[str, str, Side]
"""Tail, head, and which of several ties between the two it is: a unit may be entered in two roles at one village."""


class Point(NamedTuple):
    """A place on the canvas: of a node's middle, or of the end of its box that ``align`` says."""

    x: int
    y: int
    align: Align = ""


@dataclass(frozen=True, slots=True)
class Again:
    """A second place of a node, for a tie that would be long."""

    node: str
    name: str
    at: Point


@dataclass(frozen=True, slots=True)
class Positions:
    """Where everything stands, and how it is joined."""

    points: Mapping[str, Point] = field(default_factory=dict)
    again: Mapping[Tie, Again] = field(default_factory=dict)
    """For a tie: the second place that it leads to instead of one of its ends."""
    bends: Mapping[Tie, tuple[Point, ...]] = field(default_factory=dict)
    """For an edge: where its line turns, from its tail to its head."""


def again_name(node: str, place: str) -> str:
    """Name the second place of a node; no node has such a name, whatever a planner's ids are."""
    return f"again:{node}\x1f{place}"


def neighbours(ties: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Give the other ends of each node's ties, in the order of the ties."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for tail, head in ties:
        found[tail].append(head)
        found[head].append(tail)
    return dict(found)


def reached(start: str, beside: Mapping[str, Sequence[str]]) -> list[str]:
    """Give everything that can be reached from a node, itself first, the nearer before the further."""
    found = {start: None}
    waiting = [start]
    for node in waiting:
        new = [other for other in beside.get(node, ()) if other not in found]
        found |= dict.fromkeys(new)
        waiting += dict.fromkeys(new)
    return list(found)


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
