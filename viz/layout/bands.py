"""A picture in layers, left to right: groups, their members, the ends these are tied to; in bands, one below the other.

A band is a group's, or a village's where there are villages. Within it, people who are tied to each other stand
together: knots first, then those whom several help, those who help several, pairs, and last those who have nobody. So
the forms of pairing are told apart by where they are, and hardly any ties cross.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING, Final

from viz.layout.positions import Again, Point, Positions, again_name, neighbours, reached, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from viz.layout.positions import Tie

ROW: Final = 26
PIECE_GAP: Final = 6
"""Below people who are tied to more than one."""
UNIT_HEAD: Final = 40
VILLAGE_HEAD: Final = 54
"""From the middle of a band's box to its first row; a village's box is the higher."""
BAND_GAP: Final = 30
COLUMN: Final = 328
MEMBER: Final = 124
END: Final = 198
"""From the left of a column to its members and to its ends; their names stand on the far sides."""
TRUNK: Final = 12
INDENT: Final = 36
COLUMNS: Final = ((22, 1), (60, 2))
"""So many rows at most, so many columns; three beyond."""
MOST_COLUMNS: Final = 3
SWEEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Layers:
    """What is drawn. Every order given is kept where nothing speaks for another."""

    groups: Sequence[tuple[str, Sequence[str]]]
    """Each group (a unit) and its members (its cadres)."""
    ends: Sequence[str]
    """What members are tied to (households)."""
    ties: Sequence[tuple[str, str]]
    """Member and end."""
    far: Sequence[tuple[str, Sequence[str]]] = ()
    """What ends belong to (villages), each with its ends, which then stay together."""

    @property
    def members(self) -> list[str]:
        """Everybody in a group."""
        return [member for _, members in self.groups for member in members]


def layered(layers: Layers) -> Positions:
    """Place layers in bands, in as many columns as their length asks for."""
    bands, again = _bands(layers)
    pieces = {band.name: _pieces(band) for band in bands}
    columns = _column_count(sum(piece.height for among in pieces.values() for piece in among) // ROW)
    sheet = _Sheet(head=VILLAGE_HEAD if layers.far else UNIT_HEAD)
    left = _place_roots(sheet, layers)
    for band in bands:
        _place_band(sheet, band.name, _filled(pieces[band.name], columns), left)
    seconds = {name for _, name in again.values()}
    return Positions(
        points={name: point for name, point in sheet.points.items() if name not in seconds},
        again={(*tie, ""): Again(node, name, sheet.points[name]) for tie, (node, name) in again.items()},
        bends=_threads(layers, sheet),
    )


# Bands: nothing leads out of one ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Band:
    """A group, or a village, with all it is tied to."""

    name: str
    members: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    ties: list[tuple[str, str]] = field(default_factory=list)


_Seconds = dict[tuple[str, str], tuple[str, str]]
"""For a tie: which of its ends stands again, and under which name."""


def _bands(layers: Layers) -> tuple[list[_Band], _Seconds]:
    """Part everybody by band; who is tied into another band stands there again."""
    wholes = layers.far or layers.groups
    band_of = _band_of(layers)
    bands = {name: _Band(name) for name, _ in wholes if name} | {"": _Band("")}
    for member in layers.members:
        bands[band_of[member]].members.append(member)
    for end in layers.ends:
        bands[band_of[end]].ends.append(end)
    again: _Seconds = {}
    for tie in dict.fromkeys(layers.ties):
        _add_tie(tie, bands, band_of, again, by_end=bool(layers.far))
    return [band for band in bands.values() if band.name or band.members or band.ends], again


def _band_of(layers: Layers) -> dict[str, str]:
    """Give the band of each: its group's or village's; for the others, the one that most of their ties lead to."""
    band_of = {part: whole for whole, parts in layers.far or layers.groups for part in parts}
    beside = neighbours(layers.ties)
    others = layers.members if layers.far else layers.ends
    led = {node: Counter(band_of[other] for other in beside.get(node, ())).most_common(1) for node in others}
    return band_of | {node: most[0][0] if most else "" for node, most in led.items()}


def _add_tie(
    tie: tuple[str, str], bands: Mapping[str, _Band], band_of: Mapping[str, str], again: _Seconds, *, by_end: bool
) -> None:
    member, end = tie
    if band_of[member] == band_of[end]:
        bands[band_of[end]].ties.append(tie)
        return
    stays, moves = (end, member) if by_end else (member, end)
    band = bands[band_of[stays]]
    name = again_name(moves, band.name)
    among = band.members if by_end else band.ends
    if name not in among:
        among.append(name)
    band.ties.append((name, end) if by_end else (member, name))
    again[tie] = moves, name


# Pieces of a band: those who are tied to each other -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """Members and ends with their y in the piece."""

    members: Mapping[str, int]
    ends: Mapping[str, int]
    height: int
    rank: int


def _pieces(band: _Band) -> list[_Piece]:
    beside = neighbours(band.ties)
    members = set(band.members)
    pieces: list[_Piece] = []
    seen: set[str] = set()
    for node in (*band.members, *band.ends):
        if node in seen:
            continue
        found = reached(node, beside)
        seen.update(found)
        among = [one for one in found if one in members]
        pieces.append(_piece(among, [one for one in found if one not in members], beside))
    return sorted(pieces, key=lambda piece: piece.rank)


def _piece(members: Sequence[str], ends: Sequence[str], beside: Mapping[str, Sequence[str]]) -> _Piece:
    """Order a piece so that ties cross little, by the barycentre method (Sugiyama, Tagawa and Toda, 1981)."""
    for _ in range(SWEEPS if len(members) > 1 and len(ends) > 1 else 0):  # a star has nothing to cross
        ends = by_barycentre(ends, beside, _ranks(members))
        members = by_barycentre(members, beside, _ranks(ends))
    swapped = len(members) > len(ends)
    few, many = (ends, members) if swapped else (members, ends)
    rows = {node: row * ROW for row, node in enumerate(many)}
    wanted = [(fmean(rows[other] for other in beside[node]), node) for node in few]
    placed = _within(spread(wanted, ROW), (len(many) - 1) * ROW)
    return _Piece(
        members=rows if swapped else placed,
        ends=placed if swapped else rows,
        height=len(many) * ROW + (PIECE_GAP if len(many) > 1 else 0),
        rank=_rank(len(members), len(ends)),
    )


def _rank(members: int, ends: int) -> int:
    """Tell a knot (0), many for one (1), one for many (2), one for one (3), and who has nobody (4)."""
    if not members or not ends:
        return 4
    return 2 * (members == 1) + (ends == 1)


def _within(placed: Mapping[str, int], last: int) -> dict[str, int]:
    """Move what stands out of a piece into it; order and distance stay."""
    names = sorted(placed, key=lambda name: placed[name])
    lower = {name: max(placed[name], number * ROW) for number, name in enumerate(names)}
    return {name: min(lower[name], last - number * ROW) for number, name in enumerate(reversed(names))}


def by_barycentre(nodes: Sequence[str], beside: Mapping[str, Sequence[str]], ranks: Mapping[str, float]) -> list[str]:
    """Order nodes by the mean rank of their neighbours; equal ones keep their order, those without come last."""
    return sorted(nodes, key=lambda node: _mean([ranks[other] for other in beside.get(node, ()) if other in ranks]))


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else float("inf")


def _ranks(nodes: Iterable[str]) -> dict[str, float]:
    return {node: float(rank) for rank, node in enumerate(nodes)}


# Columns of a band --------------------------------------------------------------------------------------------------

_Column = list[tuple[_Piece, int]]
"""Pieces, each with its y below the head of the band."""


def _column_count(rows: int) -> int:
    return next((columns for most, columns in COLUMNS if rows <= most), MOST_COLUMNS)


def _filled(pieces: Sequence[_Piece], columns: int) -> list[_Column]:
    """Fill columns one after the other, as low as so many allow."""
    height = max((piece.height for piece in pieces), default=0)
    height = max(height, sum(piece.height for piece in pieces) // columns)
    while len(filled := _fill(pieces, height)) > columns:
        height += ROW
    return filled


def _fill(pieces: Iterable[_Piece], height: int) -> list[_Column]:
    columns: list[_Column] = []
    y = 0
    for piece in pieces:
        if not columns or y + piece.height > height + PIECE_GAP:
            columns.append([])
            y = 0
        columns[-1].append((piece, y))
        y += piece.height
    return columns


# The sheet ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sheet:
    """A picture while it is drawn."""

    head: int
    points: dict[str, Point] = field(default_factory=dict)
    trunks: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    """For a member: the way from the head of its band down to its row."""
    y: int = 0


def _place_roots(sheet: _Sheet, layers: Layers) -> int:
    """Where bands are villages', the groups stand above them all; give the left of the bands."""
    if not layers.far:
        return 0
    for group, _ in layers.groups:
        if group:
            sheet.points[group] = Point(0, sheet.y, "left")
            sheet.y += sheet.head
    return INDENT


def _place_band(sheet: _Sheet, name: str, columns: Sequence[_Column], left: int) -> None:
    head = sheet.y
    if name:
        sheet.points[name] = Point(left, head, "left")
    sheet.y += sheet.head
    bottom = head + sheet.head
    for number, column in enumerate(columns):
        for piece, y in column:
            _place_piece(sheet, piece, left + TRUNK + COLUMN * number, head, sheet.y + y)
            bottom = max(bottom, sheet.y + y + piece.height)
    sheet.y = bottom - ROW // 2 + BAND_GAP


def _place_piece(sheet: _Sheet, piece: _Piece, trunk: int, head: int, top: int) -> None:
    for member, y in piece.members.items():
        sheet.points[member] = Point(trunk + MEMBER, top + y)
        sheet.trunks[member] = (Point(trunk, head), Point(trunk, top + y))
    for end, y in piece.ends.items():
        sheet.points[end] = Point(trunk + END, top + y)


def _threads(layers: Layers, sheet: _Sheet) -> dict[Tie, tuple[Point, ...]]:
    """Lead each group's threads along the head of the band and down the column to its members, as in a tree."""
    bends: dict[Tie, tuple[Point, ...]] = {}
    for group, members in layers.groups:
        for member in members if group else ():
            down = sheet.trunks[member]
            across = (Point(TRUNK, sheet.points[group].y), Point(TRUNK, down[0].y)) if layers.far else ()
            bends[group, member, ""] = (*across, *down)
    return bends
