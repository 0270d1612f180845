"""Tiny random areas with all that a planner of changes looks at, and some that must make no difference to it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import comb, prod
from typing import TYPE_CHECKING, Final

from tests.pairing.balance.brute import TODAY, Pair, Tiny, World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from tests.cypher.small import Row

MOST_SETS: Final = 20_000
"""An area is small enough when there are no more ways to choose helpers, household by household."""
LATER: Final = TODAY + datetime.timedelta(30)
"""A day from which on a plan may be meant to be in force."""
HUNDRED: Final = 100
LEVELS: Final = {"正处": 5, "副处": 4, "正科": 3, "副科": 2, "科员": 1}
DIFFICULTIES: Final = (None, None, "1", "1.49", "1.5", "2", "0.5")
Interval = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True)
class Area(Tiny):
    """A tiny area; ``paired`` are the pairs that are active on the day from which a plan is meant to be in force."""

    ranks: Mapping[str, str | None]
    difficulties: Mapping[str, str | None]
    ordinals: Mapping[Pair, int | None]
    """顺序 of each of ``paired``."""
    dates: Mapping[Pair, Interval]
    """Of each of ``paired``."""
    beside: tuple[Row, ...]
    """Pairings that are not active on that day."""
    on: datetime.date = TODAY
    """The day."""

    def tables(self) -> dict[str, tuple[Row, ...]]:
        """Give the rows."""
        return {
            **super().tables(),
            "cadres": tuple(
                {"id": c, "name": c, "unit": u or None, "quota": q, "rank": self.ranks[c], "state": s}
                for c, (u, q, s) in self.cadres.items()
            ),
            "households": tuple(
                {"id": h, "head": h, "village": v or None, "persons": 2, "state": s, "difficulty": self.difficulty(h)}
                for h, (v, s) in self.households.items()
            ),
            "pairings": (*self.beside, *(self._pairing(*pair) for pair in sorted(self.paired))),
        }

    def difficulty(self, household: str) -> Decimal:
        """Give 困难系数; 1 where it is blank."""
        return Decimal(self.difficulties[household] or 1)

    def level(self, cadre: str) -> int:
        """Give the level of a cadre's rank; 0 where there is none."""
        return LEVELS.get(self.ranks[cadre] or "", 0)

    def _pairing(self, cadre: str, household: str) -> Row:
        pair = cadre, household
        start, end = self.dates[pair]
        return _row(pair, start, end, ordinal=self.ordinals[pair])


class Desk(World):
    """Who may help whom in an area, and what helps today."""

    def __init__(self, given: Area) -> None:
        super().__init__(given)
        self.area = given
        self.everyone = given.everyone
        self.ordered = True  # in some area there is a first helper
        self.today = self.counting - self.excluded
        self.firsts = {pair for pair in self.today if given.ordinals[pair] == 1}

    def before(self, household: str) -> set[str]:
        """Give who helps a household today, those whom an exclusion ends included."""
        return {c for c, h in self.counting if h == household}

    def worth(self, pair: Pair) -> int:
        """Give difficulty in hundredths × level."""
        cadre, household = pair
        return int(self.area.difficulty(household) * HUNDRED) * self.area.level(cadre)

    def ordinal(self, pair: Pair) -> int | None:
        """Give 顺序 of a pair of today."""
        return self.area.ordinals[pair]

    def standing(self, pair: Pair) -> tuple[object, ...]:
        """Tell, least first, who would be a household's first helper: level, start, id."""
        start, _ = self.area.dates.get(pair, (self.area.on, None))
        return -self.area.level(pair[0]), start or datetime.date.min, pair[0]

    def room(self, household: str) -> int:
        """Give how many helpers a household may have."""
        return max(self.given.helpers, sum(h == household for _, h in self.pins))

    def _eligible(self, cadre: str, household: str) -> bool:
        unknown = not self.given.cadres[cadre][0] or not self.given.households[household][0]
        return unknown or super()._eligible(cadre, household)

    def _offered(self, cadre: str, household: str) -> bool:
        return super()._eligible(cadre, household) and super()._offered(cadre, household)


def areas(random: Random, count: int, on: datetime.date = TODAY) -> list[Area]:
    """Draw areas small enough to try every set of pairs, all under the same settings."""
    everyone, helpers = random.random() < 0.7, random.choice([1, 2, 2, 3, 4])
    return [_area(random, f"{number:03}", on, everyone, helpers) for number in range(count)]


def _area(random: Random, name: str, on: datetime.date, everyone: bool, helpers: int) -> Area:
    while True:
        drawn = _drawn(random, name, on, everyone, helpers)
        if _ways(Desk(drawn)) <= MOST_SETS:
            return drawn


def _ways(desk: Desk) -> int:
    """Bound in how many ways helpers can be chosen."""
    counts = [sum(h == household for _, h in desk.allowed) for household in desk.scope]
    rooms = [desk.room(household) for household in desk.scope]
    return prod(
        sum(comb(count, k) for k in range(min(room, count) + 1)) for count, room in zip(counts, rooms, strict=True)
    )


def _drawn(random: Random, name: str, on: datetime.date, everyone: bool, helpers: int) -> Area:
    units = tuple(f"{name}U{i}" for i in range(random.choice([1, 1, 2, 3])))
    villages = tuple(f"{name}V{i}" for i in range(random.randint(1, 2)))
    cadres = {f"{name}C{i}": _cadre(random, units) for i in range(random.choice([1, 2, 3, 3, 4, 4, 4]))}
    households = {f"{name}H{i}": _household(random, villages) for i in range(random.choice([1, 2, 3, 3, 4, 4, 4, 5]))}
    pairs = list(product(cadres, households))
    paired = _some(random, pairs, random.choice([0.0, 0.2, 0.4, 0.4, 0.7]))
    firsts = random.choice([(1, 2), (1, 1), (None, 2), (None, 1, 2, 3)])
    return Area(
        units=units,
        villages=villages,
        cadres=cadres,
        households=households,
        twinned=_some(random, list(product(units, villages)), random.choice([0.4, 0.8, 1.0, 1.0])),
        posted=_some(random, list(product(cadres, villages)), 0.08),
        linked=_some(random, list(product(cadres, villages)), 0.05),
        paired=paired,
        pins=_some(random, pairs, random.choice([0.0, 0.0, 0.1, 0.2])),
        exclusions=_some(random, pairs, random.choice([0.0, 0.0, 0.1, 0.2])),
        everyone=everyone,
        helpers=helpers,
        ranks={cadre: random.choice([*LEVELS, "科员", "无此职级", None]) for cadre in cadres},
        difficulties={household: random.choice(DIFFICULTIES) for household in households},
        ordinals={pair: random.choice(firsts) for pair in sorted(paired)},
        dates={pair: _around(random, on) for pair in sorted(paired)},
        beside=_beside(random, pairs, paired, on),
        on=on,
    )


def _cadre(random: Random, units: tuple[str, ...]) -> tuple[str, int, str]:
    unit = "" if random.random() < 0.03 else random.choice(units)
    return unit, random.choice([0, 1, 1, 1, 2, 2, 3, 5]), random.choice(["在岗"] * 8 + ["调离"])


def _household(random: Random, villages: tuple[str, ...]) -> tuple[str, str]:
    village = "" if random.random() < 0.03 else random.choice(villages)
    return village, random.choice(["在册"] * 6 + ["已迁出"])


def _around(random: Random, on: datetime.date) -> Interval:
    """Draw an interval with the day in it."""
    start, end = random.choice([None, -400, -20, 0]), random.choice([None, None, 0, 1, 400])
    return _day(on, start), _day(on, end)


def _beside(random: Random, pairs: list[Pair], paired: frozenset[Pair], on: datetime.date) -> tuple[Row, ...]:
    """Draw rows that are not active on the day: over, to come, or void."""
    others = sorted(_some(random, pairs, random.choice([0.0, 0.0, 0.3])) - paired)
    spans = ((-900, -500), (-25, -1), (None, -1), (1, None), (1, 9))
    void = sorted(_some(random, pairs, 0.02) - paired)
    drawn = ((pair, *random.choice(spans)) for pair in others)
    return (
        *(_row(pair, _day(on, start), _day(on, end), ordinal=1) for pair, start, end in drawn),
        *(_row(pair, None, None, void=True) for pair in void),
    )


def _row(
    pair: Pair, start: datetime.date | None, end: datetime.date | None, ordinal: int | None = None, void: bool = False
) -> Row:
    cadre, household = pair
    return {
        "cadre": cadre,
        "household": household,
        "ordinal": ordinal,
        "start_date": start,
        "end_date": end,
        "void": void,
    }


def _day(on: datetime.date, offset: int | None) -> datetime.date | None:
    return None if offset is None else on + datetime.timedelta(offset)


def _some(random: Random, items: list[Pair], share: float) -> frozenset[Pair]:
    return frozenset(item for item in items if random.random() < share)
