"""Who stands where: each village's cadres, unit by unit, as many as the village needs.

The department is staffed from the villages outwards: a village gets cadres in proportion to its need (Σ persons ×
difficulty), its units share them, and a unit is as large as its shares. So the whole is balanced from the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.records import Cadre, Household
from pairing.sample import invented
from pairing.sample.places import unit_id, village_id
from pairing.sample.shares import apportion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

RANK_SHARES: Final = (9, 13, 27, 25, 26)
"""Division heads, their deputies, section heads, their deputies, staff: of a hundred cadres."""
RANKS: Final = (
    invented.DIVISION_HEADS,
    invented.DIVISION_DEPUTIES,
    invented.SECTION_HEADS,
    invented.SECTION_DEPUTIES,
    invented.STAFF,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's cadres in one village, the senior first, and the households that are theirs, the hardest first."""

    village: int
    unit: int
    lead: bool
    responsible: bool
    heads: int
    """Cadres of division-head rank, who stand first."""
    deputies: int
    """Cadres of deputy rank, who stand next."""
    cadres: tuple[Cadre, ...]
    households: tuple[Household, ...]


@dataclass(frozen=True, slots=True)
class _Plot:
    """A cell before it is staffed."""

    village: int
    unit: int
    place: int
    size: int
    households: tuple[Household, ...]


def cells(households: Sequence[Household], names: Iterator[str]) -> tuple[Cell, ...]:
    """Staff every cell; ``households`` are those that the cells are to help."""
    needs = [_need(households, village) for village in range(len(invented.SHARES))]
    staff = apportion(invented.PAIRED_CADRES, needs)
    plots = [plot for village, size in enumerate(staff) for plot in _plots(village, size, households)]
    plots.sort(key=lambda plot: (plot.unit, plot.village))
    source = invented.chance("ranks")
    made: list[Cell] = []
    for plot in plots:
        first = 1 + sum(len(cell.cadres) for cell in made)
        made.append(_staffed(plot, first, names, source))
    return tuple(made)


def _need(households: Sequence[Household], village: int) -> int:
    here = (h for h in households if h.village == village_id(village))
    return int(sum(h.persons * h.difficulty for h in here) * 100)


def _plots(village: int, size: int, households: Sequence[Household]) -> list[_Plot]:
    shares = invented.SHARES[village]
    sizes = apportion(size, [share.weight for share in shares])
    here = [h for h in households if h.village == village_id(village)]
    hands = _dealt(sorted(here, key=lambda h: -h.difficulty), sizes)
    return [_Plot(village, share.unit, place, sizes[place], hands[place]) for place, share in enumerate(shares)]


def _dealt(households: Sequence[Household], sizes: Sequence[int]) -> list[tuple[Household, ...]]:
    """Deal households to cells in turn, so that each gets its part of the hard ones as of the easy ones."""
    targets = apportion(len(households), sizes)
    hands: list[list[Household]] = [[] for _ in sizes]
    for household in households:
        emptiest = min(range(len(hands)), key=lambda n: ((len(hands[n]) + 1) / targets[n], n))
        hands[emptiest].append(household)
    return [tuple(hand) for hand in hands]


def _staffed(plot: _Plot, first: int, names: Iterator[str], source: Random) -> Cell:
    counts = apportion(plot.size, RANK_SHARES)
    counts[0], counts[1] = max(1, counts[0]), max(1, counts[1])
    counts[-1] = plot.size - sum(counts[:-1])
    ranks = [source.choice(RANKS[step]) for step, count in enumerate(counts) for _ in range(count)]
    lead = plot.place == 0
    if lead and plot.village < len(invented.LEADERS):
        ranks[0] = invented.LEADERS[plot.village]
    cadres = tuple(
        Cadre(
            id=f"C{number:04d}",
            name=next(names),
            unit=unit_id(plot.unit),
            rank=rank,
            phone=invented.phone(number),
        )
        for number, rank in enumerate(ranks, start=first)
    )
    return Cell(
        village=plot.village,
        unit=plot.unit,
        lead=lead,
        responsible=plot.place == 1,
        heads=counts[0],
        deputies=counts[1],
        cadres=cadres,
        households=plot.households,
    )
