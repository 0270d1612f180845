"""Random rosters of a few dozen people, too many to try every set of pairs, with whole villages to choose from."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tests.pairing.balance.brute import Tiny

if TYPE_CHECKING:
    from random import Random


def area(random: Random, *, everyone: bool, helpers: int) -> Tiny:
    """Draw up to 25 cadres and 30 households in up to 5 villages."""
    units = tuple(f"U{at}" for at in range(random.randint(1, 4)))
    villages = tuple(f"V{at}" for at in range(random.randint(1, 5)))
    cadres = {
        f"C{at:02}": (random.choice(units), random.choice([0, 1, 1, 2, 3]), "在岗")
        for at in range(random.randint(1, 25))
    }
    households = {f"H{at:02}": (random.choice(villages), "在册") for at in range(random.randint(1, 30))}
    pairs, places = list(product(cadres, households)), list(product(cadres, villages))
    return Tiny(
        units=units,
        villages=villages,
        cadres=cadres,
        households=households,
        twinned=_few(random, list(product(units, villages)), 0.5),
        posted=_few(random, places, 0.05),
        linked=_few(random, places, 0.05),
        paired=_few(random, pairs, 0.06),
        pins=_few(random, pairs, 0.01),
        exclusions=_few(random, pairs, 0.01),
        everyone=everyone,
        helpers=helpers,
    )


def _few(random: Random, items: list[tuple[str, str]], share: float) -> frozenset[tuple[str, str]]:
    return frozenset(item for item in items if random.random() < share)
