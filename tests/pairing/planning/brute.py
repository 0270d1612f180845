"""The best repair of a tiny area, found by trying every legal choice of helpers, household by household.

Shares nothing with the product: who may help whom, the parts, the levels and the changes are written out again.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from tests.pairing.planning.result import changes_of, inside, reached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from tests.pairing.balance.brute import Pair
    from tests.pairing.planning.areas import Desk
    from tests.pairing.planning.result import Reached

    Numbers = NDArray[np.int64]

Goal = Literal["balance", "gaps"]
GOALS: Final[tuple[Goal, ...]] = ("balance", "gaps")
_EVEN: Final = ("overload", "distance", "load", "support")
_ORDERS: Final[dict[Goal, tuple[str, ...]]] = {
    "balance": ("uncovered", "ineligible", "idle", *_EVEN, "changes", "first", "preference"),
    "gaps": ("uncovered", "ineligible", "idle", "changes", *_EVEN, "first", "preference"),
}
DIGIT: Final = 8
"""Bits for each cadre's households, and for each part's pairs, where these are packed into one number."""


def order_of(goal: Goal, *, anew: bool = False, changes: bool = True) -> tuple[str, ...]:
    """Give the levels of a goal; a plan made from nothing is not held to as many pairs as today."""
    without = {name for name, out in (("distance", anew), ("changes", not changes)) if out}
    return tuple(name for name in _ORDERS[goal] if name not in without)


class Tried:
    """Every legal set of pairs of an area, and each level of each."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.choices = [_choices(desk, household) for household in desk.scope]

    def best(self, goal: Goal, *, anew: bool = False) -> Reached:
        """Give the best of all."""
        return self._judged(self.all_best(order_of(goal, anew=anew)))

    def best_within(self, goal: Goal, changes: int) -> Reached | None:
        """Give the best with so few changes, and of these one with the fewest; None where no set is so near."""
        near = np.flatnonzero(self.levels["changes"] <= changes)
        order = (*order_of(goal, changes=False), "changes")
        return self._judged(self.all_best(order, near)) if len(near) else None

    @cached_property
    def levels(self) -> dict[str, Numbers]:
        """Each level of every set, an integer each; of the load, one that orders as its vector does."""
        desk, loads = self.desk, self._loads
        quota = np.array([desk.quota(who) for who in desk.active], np.int64)
        idle = ((loads == 0) & (quota >= 1)).sum(axis=1)
        return {
            "uncovered": self._summed(lambda _, chosen: not chosen),
            "ineligible": self._by_pair(lambda pair: pair not in desk.eligible),
            "idle": idle * desk.everyone,
            "overload": np.maximum(0, loads - quota).sum(axis=1),
            "distance": self._distance(),
            "load": _vector_codes(loads[:, quota >= 1], quota[quota >= 1]),
            "support": self._summed(lambda _, chosen: len(chosen) ** 2),
            "changes": self._summed(lambda household, chosen: changes_of(desk.before(household), set(chosen))),
            "first": -self._by_pair(lambda pair: pair in desk.firsts),
            "preference": -self._by_pair(desk.worth),
        }

    @property
    def count(self) -> int:
        """How many sets there are."""
        return int(np.prod([len(choice) for choice in self.choices], dtype=np.int64))

    @cached_property
    def _loads(self) -> Numbers:
        """How many households each cadre helps, one row a set."""
        cadres = self.desk.active
        packed = self._by_pair(lambda pair: 1 << DIGIT * cadres.index(pair[0]))
        return _unpacked(packed, len(cadres))

    def _distance(self) -> Numbers:
        parts = self.desk.parts()
        part_of = {household: at for at, part in enumerate(parts) for household in part}
        packed = self._by_pair(lambda pair: 1 << DIGIT * part_of[pair[1]])
        today = [inside(part, self.desk.counting) for part in parts]
        distance: Numbers = np.abs(_unpacked(packed, len(parts)) - np.array(today, np.int64)).sum(axis=1)
        return distance

    def _by_pair(self, worth: Callable[[Pair], int]) -> Numbers:
        return self._summed(lambda household, chosen: sum(worth((cadre, household)) for cadre in chosen))

    def _summed(self, worth: Callable[[str, tuple[str, ...]], int]) -> Numbers:
        """Add up over the households what each choice of theirs is worth, for every set."""
        total = np.zeros(1, np.int64)
        for household, choice in zip(self.desk.scope, self.choices, strict=True):
            values = np.array([worth(household, chosen) for chosen in choice], np.int64)
            total = np.add.outer(total, values).ravel()
        return total

    def all_best(self, order: Iterable[str], left: Numbers | None = None) -> list[int]:
        """Give the numbers of the sets that are best in an order of levels, among all or some."""
        left = np.arange(self.count) if left is None else left
        for name in order:
            values = self.levels[name][left]
            left = left[values == values.min()]
        numbers: list[int] = left.tolist()
        return numbers

    def _judged(self, numbers: list[int]) -> Reached:
        return reached(self.desk, self.pairs(numbers[0]))

    def pairs(self, number: int) -> list[Pair]:
        """Give a set by its number."""
        chosen = np.unravel_index(number, [len(choice) for choice in self.choices])
        return [
            (cadre, household)
            for household, choice, at in zip(self.desk.scope, self.choices, chosen, strict=True)
            for cadre in choice[int(at)]
        ]


def _choices(desk: Desk, household: str) -> list[tuple[str, ...]]:
    """Give every legal choice of helpers of a household."""
    pinned = {c for c, h in desk.pins if h == household}
    others = [c for c, h in desk.allowed if h == household and c not in pinned]
    spare = desk.room(household) - len(pinned)
    return [(*sorted(pinned), *some) for count in range(spare + 1) for some in combinations(others, count)]


def _unpacked(packed: Numbers, count: int) -> Numbers:
    return packed[:, None] >> DIGIT * np.arange(count) & 2**DIGIT - 1


def _vector_codes(loads: Numbers, quota: Numbers) -> Numbers:
    """Give each row of loads a number; the smaller it is, the smaller the largest load, then the next, and so on.

    Its digits say how many cadres have each load, the largest first.
    """
    households = range(int(loads.max(initial=0)) + 1)
    values = sorted({Fraction(load, q) for q in quota.tolist() for load in households})
    base = loads.shape[1] + 1
    assert base ** len(values) < 2**63, "too many different loads for one number"
    codes = np.zeros(len(loads), np.int64)
    for column, q in zip(loads.T, quota.tolist(), strict=True):
        digits = [base ** values.index(Fraction(load, q)) for load in households]
        codes += np.array(digits, np.int64)[column]
    return codes
