"""Ranks, signs and ties, against Python's own tuples."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from pairing.verification.arrays import NONE, Sheaf, Ties, among, marked, numbers, once, ranks, runs, signs, spans


def columns(random: Random, wide: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    count = random.randint(1, 30)
    return np.array([[random.randint(-wide, wide) for _ in range(count)] for _ in range(7)], np.int64)


@pytest.mark.parametrize("wide", [0, 1, 3, 2**20, 2**60 - 1])
@pytest.mark.parametrize("seed", range(20))
def test_ranks_are_those_of_tuples(seed: int, wide: int) -> None:
    some = columns(Random(seed), wide)
    tuples = [tuple(column) for column in some.T.tolist()]
    order = sorted(set(tuples))
    assert ranks(some).tolist() == [order.index(column) for column in tuples]


@pytest.mark.parametrize("seed", range(20))
def test_a_sign_is_that_of_the_first_difference(seed: int) -> None:
    some = columns(Random(seed), 1)
    nothing = (0,) * len(some)
    found = [(column > nothing) - (column < nothing) for column in map(tuple, some.T.tolist())]
    assert signs(some).tolist() == found


def test_nothing_has_no_ranks() -> None:
    assert ranks(np.zeros((7, 0), np.int64)).tolist() == []
    assert spans(numbers()) == []


def test_ties_are_there_once_in_order_and_without_nobody() -> None:
    ties = Ties.of(numbers([3, 1, 3, NONE, 1, 2]), numbers([0, 5, 0, 1, 2, NONE]))
    assert list(ties) == [(1, 2), (1, 5), (3, 0)]
    assert list(ties.turned()) == [(0, 3), (2, 1), (5, 1)]
    assert list(ties.and_also(Ties.of(numbers([1]), numbers([3])))) == [(1, 2), (1, 3), (1, 5), (3, 0)]
    assert ties.has(numbers([1, 3, NONE]), numbers([5, 5, 1])).tolist() == [True, False, False]
    assert ties.has(numbers([1]), numbers([NONE])).tolist() == [False]


def test_a_sheaf_gives_the_right_ends_of_several() -> None:
    sheaf = Sheaf.of(Ties.of(numbers([0, 0, 2]), numbers([7, 8, 9])), 3)
    owner, right = sheaf.spread(numbers([2, 1, NONE, 0]))
    assert (owner.tolist(), right.tolist()) == ([0, 3, 3], [9, 7, 8])
    assert sheaf.counts.tolist() == [2, 0, 1]
    assert sheaf.at(0).tolist() == [7, 8]


def test_labels_are_gathered_without_nobody() -> None:
    sheaf = Sheaf.by(numbers([1, NONE, 0, 1]), 2)
    assert [sheaf.at(0).tolist(), sheaf.at(1).tolist()] == [[2], [0, 3]]


def test_values_and_how_often_they_are_there() -> None:
    values, counts = runs(numbers([1, 1, 4]))
    assert (values.tolist(), counts.tolist()) == ([1, 4], [2, 1])
    assert once(numbers([4, 1, 4])).tolist() == [1, 4]
    assert among(numbers([1, 2]), numbers()).tolist() == [False, False]
    assert marked(numbers([1]), 3).tolist() == [False, True, False]
