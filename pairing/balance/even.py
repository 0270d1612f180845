"""Twinnings spread evenly over the villages, with as few moved as that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pairing.eligibility import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable


def even_twinnings(twinned: Pairs, villages: int) -> Pairs:
    """Move twinnings from villages with most to villages with fewest until they differ by at most 1.

    Of two villages of which one has more units, one of its units is not in the other; so a move is always possible,
    and each unit keeps its number of villages. ``twinned`` holds unit and village; so does what is given, sorted.
    """
    units: list[set[int]] = [set() for _ in range(villages)]
    for unit, village in zip(twinned.cadre.tolist(), twinned.household.tolist(), strict=True):
        units[village].add(unit)
    low = len(twinned) // villages if villages else 0
    for poor in _below(units, low):
        _fill(units, poor, low)
    rich = [village for village, some in enumerate(units) if len(some) > low + 1]
    for village in rich:
        _empty(units, village, low)
    pairs = [(unit, village) for village, some in enumerate(units) for unit in some]
    return Pairs(np.array([u for u, _ in pairs], np.int64), np.array([v for _, v in pairs], np.int64)).sorted()


def _below(units: list[set[int]], low: int) -> Iterable[int]:
    return [village for village, some in enumerate(units) if len(some) < low]


def _fill(units: list[set[int]], poor: int, low: int) -> None:
    """Bring a village up to ``low``, from whichever has most."""
    while len(units[poor]) < low:
        rich = max(range(len(units)), key=lambda village: len(units[village]))
        _move(units, rich, poor)


def _empty(units: list[set[int]], rich: int, low: int) -> None:
    """Bring a village down to ``low + 1``, giving to whichever has fewest."""
    while len(units[rich]) > low + 1:
        poor = min(range(len(units)), key=lambda village: len(units[village]))
        _move(units, rich, poor)


def _move(units: list[set[int]], rich: int, poor: int) -> None:
    unit = min(units[rich] - units[poor])
    units[rich].discard(unit)
    units[poor].add(unit)
