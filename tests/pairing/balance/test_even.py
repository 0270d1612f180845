"""Twinnings are spread evenly, and no more of them are moved than that takes."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random
from typing import Final

import numpy as np

from pairing.balance.even import even_twinnings
from pairing.eligibility import Pairs

Twinnings = set[tuple[int, int]]
CASES: Final = 300


def spread(twinned: Twinnings, villages: int) -> list[tuple[int, int]]:
    units, places = ([pair[at] for pair in sorted(twinned)] for at in (0, 1))
    even = even_twinnings(Pairs(np.array(units, np.int64), np.array(places, np.int64)), villages)
    return list(zip(even.cadre.tolist(), even.household.tolist(), strict=True))


def drawn(random: Random) -> tuple[Twinnings, int]:
    """Draw twinnings of up to 8 units with up to 7 villages, some of which are favoured."""
    units, villages = random.randint(1, 8), random.randint(1, 7)
    liking = [random.random() for _ in range(villages)]
    return {(u, v) for u, v in product(range(units), range(villages)) if random.random() < liking[v]}, villages


GIVEN: Final = [drawn(Random(seed)) for seed in range(CASES)]


def counts(twinned: Twinnings, villages: int) -> list[int]:
    found = Counter(village for _, village in twinned)
    return sorted((found[village] for village in range(villages)), reverse=True)


def test_villages_differ_by_one_unit_at_most() -> None:
    for twinned, villages in GIVEN:
        even = counts(set(spread(twinned, villages)), villages)
        assert even[0] - even[-1] <= 1


def test_units_keep_their_number_of_villages() -> None:
    for twinned, villages in GIVEN:
        assert Counter(u for u, _ in spread(twinned, villages)) == Counter(u for u, _ in twinned)


def test_no_pair_is_there_twice() -> None:
    for twinned, villages in GIVEN:
        even = spread(twinned, villages)
        assert even == sorted(set(even))


def test_no_more_are_moved_than_villages_have_too_many() -> None:
    """The villages with most units end with the larger number, where there are two."""
    for twinned, villages in GIVEN:
        low, rest = divmod(len(twinned), villages)
        wanted = [low + 1] * rest + [low] * (villages - rest)
        surplus = sum(max(0, had - want) for had, want in zip(counts(twinned, villages), wanted, strict=True))
        assert len(twinned - set(spread(twinned, villages))) == surplus, twinned


def test_what_is_even_stays() -> None:
    twinned = {(0, 0), (1, 1), (1, 2), (2, 0)}
    assert spread(twinned, 3) == sorted(twinned)


def test_one_unit_of_every_village_stays() -> None:
    assert spread({(0, 0), (0, 1), (0, 2)}, 3) == [(0, 0), (0, 1), (0, 2)]


def test_without_villages_there_is_nothing() -> None:
    assert spread(set(), 0) == []
