"""The villages, as published, and the households in them, invented: 539 in scope with 2,023 persons."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING, Final

from pairing.model.records import Household, Unit, Village
from pairing.sample import facts, invented

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

OUT_OF_POVERTY_PERCENT: Final = 17
GONE: Final = ("已迁出", "已注销", "已迁出", "已注销", "已迁出", "已注销", "已迁出")
"""Households that are still in the table and no longer in scope."""
NAMESAKES: Final = (20, 310)
"""Two households, of different villages, whose heads have the same name."""


def units() -> tuple[Unit, ...]:
    """Make the 27 units."""
    return tuple(Unit(id=unit_id(n), name=invented.unit_name(n)) for n in range(len(invented.UNIT_NAMES)))


def unit_id(index: int) -> str:
    """Give a unit's code by its place in the list."""
    return f"U{index + 1:02d}"


def village_id(index: int) -> str:
    """Give a village's code by its place in the list."""
    return f"V{index + 1:02d}"


def kick_off(village: str) -> date:
    """Tell when a village's pairings began: its first meeting, early in 2016."""
    month, day = invented.KICK_OFF[int(village[1:]) % len(invented.KICK_OFF)]
    return date(2016, month, day)


def villages() -> tuple[Village, ...]:
    """Make the 12 villages of the account."""
    return tuple(
        Village(
            id=village_id(n),
            name=place.name,
            prefecture=place.prefecture,
            county=place.county,
            township=place.township,
        )
        for n, place in enumerate(facts.VILLAGES)
    )


def households(names: Iterator[str]) -> tuple[Household, ...]:
    """Make the households in scope, village by village, then the few that are gone."""
    source = invented.chance("households")
    homes = [village_id(n) for n, count in enumerate(invented.HOUSEHOLDS_IN) for _ in range(count)]
    sizes = _sizes(source, len(homes))
    current = [
        _household(source, number, next(names), village, size)
        for number, (village, size) in enumerate(zip(homes, sizes, strict=True), start=1)
    ]
    gone = [
        _household(source, len(homes) + n + 1, next(names), village_id(n), 3).model_copy(
            update={"state": state, "left_poverty_in": None}
        )
        for n, state in enumerate(GONE)
    ]
    namesake = current[NAMESAKES[0]].model_copy(update={"head": current[NAMESAKES[1]].head})
    current[NAMESAKES[0]] = namesake
    return (*current, *gone)


def _sizes(source: Random, count: int) -> list[int]:
    """Draw the sizes, then change single persons until there are as many as published."""
    sizes = [invented.weighted(source, invented.SIZES) for _ in range(count)]
    for place in cycle(range(0, count, 7)):
        missing = facts.PERSONS - sum(sizes)
        if missing == 0:
            return sizes
        sizes[place] = max(1, sizes[place] + (1 if missing > 0 else -1))
    raise AssertionError  # cycle() never ends


def _household(source: Random, number: int, head: str, village: str, persons: int) -> Household:
    out = source.randrange(100) < OUT_OF_POVERTY_PERCENT
    return Household(
        id=f"H{number:04d}",
        head=head,
        village=village,
        persons=persons,
        category=invented.weighted(source, invented.CATEGORIES),
        cause=invented.weighted(source, invented.CAUSES),
        difficulty=invented.weighted(source, invented.DIFFICULTIES),
        state="已脱贫" if out else "在册",
        left_poverty_in=2016 if out else None,
    )
