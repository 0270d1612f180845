"""Which cadres help which household: every household in one of the three published forms, and no knots.

In a cell, division heads help two households each (一帮多), the hardest households get a deputy and a colleague or two
(多帮一), the rest one cadre each (一帮一). A knot, where both have others, never comes about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.records import Cadre, Household
    from pairing.sample.department import Cell

OF_A_HEAD: Final = 2
"""Households that a division head helps."""
TRIPLES_EVERY: Final = 3
"""Each so-manieth cell has a household with three helpers."""
ACROSS_UNITS: Final = 2
"""How often in a village colleagues of different units share a household."""


@dataclass(frozen=True, slots=True)
class Match:
    """A household and its helpers, the first responsible first."""

    household: Household
    helpers: tuple[Cadre, ...]


def matches(cells: Sequence[Cell]) -> tuple[Match, ...]:
    """Match every cell's cadres with its households, then let units of a village share some households."""
    made: dict[int, list[list[Match]]] = {}
    for number, cell in enumerate(cells):
        triples = 1 if number % TRIPLES_EVERY == 0 else 0
        made.setdefault(cell.village, []).append(list(_within(cell, triples)))
    return tuple(match for village in sorted(made) for match in _across_units(made[village]))


def _within(cell: Cell, triples: int) -> Iterator[Match]:
    heads, others = cell.cadres[: cell.heads], cell.cadres[cell.heads :]
    of_heads = len(heads) * OF_A_HEAD
    hardest, rest = cell.households[: cell.deputies], cell.households[cell.deputies :]
    for place, household in enumerate(rest[:of_heads]):
        yield Match(household, (heads[place // OF_A_HEAD],))
    single = (*hardest, *rest[of_heads:])
    firsts, seconds = others[: len(single)], list(others[len(single) :])
    for place, (household, first) in enumerate(zip(single, firsts, strict=True)):
        helpers = [first]
        for _ in range(2 if place < triples and len(seconds) > 1 else 1):
            helpers += [seconds.pop(0)] if seconds else []
        yield Match(household, tuple(helpers))


def _across_units(cells: list[list[Match]]) -> Iterator[Match]:
    """Pass the second helper of one household in each cell on to the next cell, some times."""
    for turn in range(ACROSS_UNITS):
        shared = [(matches, places[turn]) for matches in cells if len(places := _shared_by_two(matches)) > turn]
        seconds = [matches[place].helpers[1] for matches, place in shared]
        for (matches, place), second in zip(shared, seconds[1:] + seconds[:1], strict=True):
            first = matches[place].helpers[0]
            matches[place] = replace(matches[place], helpers=(first, second))
    return (match for matches in cells for match in matches)


def _shared_by_two(matches: Sequence[Match]) -> list[int]:
    return [place for place, match in enumerate(matches) if len(match.helpers) == 2]  # noqa: PLR2004
