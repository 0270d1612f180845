"""Tiny random rosters, and the best that can be made of them, found by trying every set of pairs.

Shares nothing with the product but the rows: who may help whom, the parts and the levels are written out again.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from pairing.model.labels import Participation
from pairing.model.settings import Settings
from tests.cypher.small import Records, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from numpy.typing import NDArray

    from pairing.roster import Roster

TODAY = datetime.date(2016, 6, 15)
MOST_PAIRS = 11
Pair = tuple[str, str]


@dataclass(frozen=True)
class Tiny:
    """A tiny planning area, as plain values."""

    units: tuple[str, ...]
    villages: tuple[str, ...]
    cadres: dict[str, tuple[str, int, str]]
    """Unit, quota, state."""
    households: dict[str, tuple[str, str]]
    """Village, state."""
    twinned: frozenset[Pair]
    posted: frozenset[Pair]
    linked: frozenset[Pair]
    paired: frozenset[Pair]
    pins: frozenset[Pair]
    exclusions: frozenset[Pair]
    everyone: bool
    helpers: int

    def tables(self) -> dict[str, tuple[Row, ...]]:
        """Give the rows."""
        return {
            "units": tuple({"id": u, "name": u} for u in self.units),
            "villages": tuple({"id": v, "name": v} for v in self.villages),
            "cadres": tuple(
                {"id": c, "name": c, "unit": u, "quota": q, "rank": "科员", "state": s}
                for c, (u, q, s) in self.cadres.items()
            ),
            "households": tuple(
                {"id": h, "head": h, "village": v, "persons": 2, "state": s} for h, (v, s) in self.households.items()
            ),
            "twinnings": tuple({"unit": u, "village": v, "role": "partner"} for u, v in sorted(self.twinned)),
            "postings": tuple({"cadre": c, "village": v, "role": "member"} for c, v in sorted(self.posted)),
            "liaisons": tuple({"cadre": c, "village": v} for c, v in sorted(self.linked)),
            "pairings": tuple({"cadre": c, "household": h} for c, h in sorted(self.paired)),
            "constraints": (
                *({"cadre": c, "household": h, "kind": "pin"} for c, h in sorted(self.pins)),
                *({"cadre": c, "household": h, "kind": "exclusion"} for c, h in sorted(self.exclusions)),
            ),
        }


def roster_of(some: Sequence[Tiny]) -> Roster:
    """Put tiny areas, which share their settings, into one roster, where they have nothing to do with each other."""
    rows: dict[str, tuple[Row, ...]] = {}
    for one in some:
        rows = {table: rows.get(table, ()) + more for table, more in one.tables().items()}
    settings = Settings(
        participation=Participation.ALL if some[0].everyone else Participation.AS_NEEDED,
        helpers_per_household=some[0].helpers,
    )
    return Records(rows, settings, TODAY).roster()  # type: ignore[arg-type]


def tinies(random: Random, count: int) -> list[Tiny]:
    """Draw areas small enough to try every set of pairs, all under the same settings."""
    everyone, helpers = random.random() < 0.7, random.choice([1, 2, 4])
    return [_tiny(random, f"{number:03}", everyone, helpers) for number in range(count)]


def _tiny(random: Random, name: str, everyone: bool, helpers: int) -> Tiny:
    while True:
        drawn = _drawn(random, name, everyone, helpers)
        if len(World(drawn).allowed) <= MOST_PAIRS:
            return drawn


def _drawn(random: Random, name: str, everyone: bool, helpers: int) -> Tiny:
    units = tuple(f"{name}U{i}" for i in range(random.randint(1, 3)))
    villages = tuple(f"{name}V{i}" for i in range(random.randint(1, 2)))
    cadres = {
        f"{name}C{i}": (
            random.choice(units),
            random.choice([0, 1, 1, 1, 2, 2, 3]),
            random.choice(["在岗"] * 6 + ["调离"]),
        )
        for i in range(random.randint(1, 4))
    }
    households = {
        f"{name}H{i}": (random.choice(villages), random.choice(["在册"] * 6 + ["已迁出"]))
        for i in range(random.randint(1, 5))
    }
    pairs = list(product(cadres, households))
    return Tiny(
        units=units,
        villages=villages,
        cadres=cadres,
        households=households,
        twinned=_some(random, list(product(units, villages)), 0.6),
        posted=_some(random, list(product(cadres, villages)), 0.08),
        linked=_some(random, list(product(cadres, villages)), 0.05),
        paired=_some(random, pairs, random.choice([0.0, 0.2, 0.4, 0.7])),
        pins=_some(random, pairs, random.choice([0.0, 0.1])),
        exclusions=_some(random, pairs, random.choice([0.0, 0.15])),
        everyone=everyone,
        helpers=helpers,
    )


def _some(random: Random, items: list[Pair], share: float) -> frozenset[Pair]:
    return frozenset(item for item in items if random.random() < share)


class World:
    """Who may help whom in a tiny roster, said once more."""

    def __init__(self, given: Tiny) -> None:
        self.given = given
        self.active = sorted(c for c, (_, _, state) in given.cadres.items() if state == "在岗")
        self.scope = sorted(h for h, (_, state) in given.households.items() if state == "在册")
        inside = set(product(self.active, self.scope))
        self.excluded = given.exclusions & inside
        self.pins = (given.pins & inside) - self.excluded
        self.counting = given.paired & inside
        self.eligible = {pair for pair in inside if self._eligible(*pair)} - self.excluded
        self.allowed = sorted(
            ({pair for pair in inside if self._offered(*pair)} | self.counting | self.pins) - self.excluded
        )

    def quota(self, cadre: str) -> int:
        return self.given.cadres[cadre][1]

    def _offered(self, cadre: str, household: str) -> bool:
        village = self.given.households[household][0]
        posted = {v for c, v in self.given.posted if c == cadre}
        if self.quota(cadre) == 0:
            return False
        if posted:
            return village in posted
        return self._eligible(cadre, household)

    def _eligible(self, cadre: str, household: str) -> bool:
        village, unit = self.given.households[household][0], self.given.cadres[cadre][0]
        return (
            (unit, village) in self.given.twinned
            or (cadre, village) in self.given.posted
            or (cadre, village) in self.given.linked
        )

    def parts(self) -> list[set[str]]:
        graph: nx.Graph[str] = nx.Graph(self.allowed)
        return [set(nodes) for nodes in nx.connected_components(graph)]


@dataclass(frozen=True)
class BestFound:
    """What trying everything found."""

    levels: tuple[int, ...]
    """Uncovered, ineligible, idle, overload, pairings."""
    load: tuple[Fraction, ...]
    support: tuple[int, ...]


def best_found(given: Tiny) -> BestFound:
    """Try every set of allowed pairs that keeps the pins and the limit, and judge it level by level."""
    world = World(given)
    sets = _sets(world)
    loads, helpers = _counts(world, sets)
    quota = np.array([world.quota(c) for c in world.active], np.int64)
    idle = ((loads == 0) & (quota >= 1)).sum(axis=1)
    levels = [
        (helpers == 0).sum(axis=1),
        sets[:, [pair not in world.eligible for pair in world.allowed]].sum(axis=1),
        idle * given.everyone,
        np.maximum(0, loads - quota).sum(axis=1),
        _distance(world, sets),
    ]
    left = np.arange(len(sets))
    for level in levels:
        left = left[level[left] == level[left].min()]
    vectors = {at: _load_vector(loads[at], quota) for at in left.tolist()}
    least = min(vectors.values())
    left = np.array([at for at, vector in vectors.items() if vector == least])
    squares = (helpers[left] ** 2).sum(axis=1)
    best = int(left[np.argmin(squares)])
    counts = [levels[0], levels[1], idle, levels[3], sets.sum(axis=1)]
    return BestFound(
        levels=tuple(int(count[best]) for count in counts),
        load=tuple(sorted(least)),
        support=tuple(sorted(helpers[best].tolist())),
    )


def _load_vector(loads: NDArray[np.int64], quota: NDArray[np.int64]) -> tuple[Fraction, ...]:
    pairs = zip(loads.tolist(), quota.tolist(), strict=True)
    return tuple(sorted((Fraction(load, q) for load, q in pairs if q), reverse=True))


def _sets(world: World) -> NDArray[np.int64]:
    """Every set of allowed pairs, one a row, that holds the pins and no household above its limit."""
    count = len(world.allowed)
    sets = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    for at, pair in enumerate(world.allowed):
        if pair in world.pins:
            sets = sets[sets[:, at] == 1]
    for household in world.scope:
        pinned = sum(h == household for _, h in world.pins)
        mine = [h == household for _, h in world.allowed]
        sets = sets[sets[:, mine].sum(axis=1) <= max(world.given.helpers, pinned)]
    return sets


def _counts(world: World, sets: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    cadre = [[c == who for c, _ in world.allowed] for who in world.active]
    household = [[h == who for _, h in world.allowed] for who in world.scope]
    who = (np.array(rows, np.int64).reshape(len(rows), len(world.allowed)) for rows in (cadre, household))
    loads, helpers = (sets @ rows.T for rows in who)
    return loads, helpers


def _distance(world: World, sets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each set is from as many pairings as count today, part by part."""
    total = np.zeros(len(sets), np.int64)
    for part in world.parts():
        today = sum(h in part for _, h in world.counting)
        total += np.abs(sets[:, [h in part for _, h in world.allowed]].sum(axis=1) - today)
    return total
