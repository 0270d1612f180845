"""Indices of inequality: their limits, published examples, tables counted by hand, and what must not matter to them."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations, combinations_with_replacement
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.balance.indices import Vector, cv, cv_exceeds, gini, jain, mean, relative_variance, theil
from pairing.balance.measure import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Index = Callable[[Vector], float | None]

INDICES: Final = (cv, gini, jain, theil)
SIZES: Final = (2, 3, 10, 1000)
TWENTIETH: Final = Fraction(1, 20)

values = st.fractions(min_value=0, max_value=50, max_denominator=12)
vectors = st.lists(values, max_size=12)


def said(numbers: Sequence[Fraction | int]) -> list[float | None]:
    """Give all four indices of some values."""
    return [index(Vector.listed(numbers)) for index in INDICES]


def near(expected: Sequence[float | None], within: float = 1e-12) -> object:
    return pytest.approx(expected, abs=within)


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("numbers", [[], [0], [0, 0, 0]], ids=["empty", "one zero", "all zero"])
def test_there_is_no_index_where_there_is_nothing(index: Index, numbers: list[int]) -> None:
    assert index(Vector.listed(numbers)) is None


def test_there_is_no_mean_of_nothing() -> None:
    assert mean(Vector.listed([])) is None


def test_the_mean_of_zeros_is_zero() -> None:
    assert mean(Vector.listed([0, 0])) == 0


@pytest.mark.parametrize("numbers", [[7], [Fraction(1, 3)], [4] * 9], ids=["one", "one third", "nine equal"])
def test_equal_values_are_perfectly_even(numbers: list[Fraction]) -> None:
    assert said(numbers) == [0, 0, 1, 0]


@pytest.mark.parametrize("size", SIZES)
def test_indices_reach_their_limits_where_one_has_everything(size: int) -> None:
    assert said([0] * (size - 1) + [5]) == near([math.sqrt(size - 1), (size - 1) / size, 1 / size, math.log(size)])


@given(vectors)
def test_indices_keep_within_their_limits(numbers: list[Fraction]) -> None:
    size, found = len(numbers), said(numbers)
    if found[0] is None:
        return
    limits = [(0, math.sqrt(size - 1)), (0, (size - 1) / size), (1 / size, 1), (0, math.log(size))]
    for value, (least, most) in zip(found, limits, strict=True):
        assert value is not None
        assert least - 1e-12 <= value <= most + 1e-12


# Published examples ---------------------------------------------------------------------------------------------------

INEQ: Final = (541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261)
"""The incomes of the manual of R's package ineq (A. Zeileis), which prints their indices."""


def test_gini_is_that_of_the_manual_of_ineq() -> None:
    assert gini(Vector.listed(INEQ)) == pytest.approx(0.462091130267624, abs=1e-15)


def test_theil_is_that_of_the_manual_of_ineq() -> None:
    assert theil(Vector.listed(INEQ)) == pytest.approx(0.3623412, abs=5e-8)


def test_cv_is_that_of_the_manual_of_ineq() -> None:
    assert cv(Vector.listed(INEQ)) == pytest.approx(0.9169582, abs=5e-8)


def test_jain_is_the_share_of_those_who_share_alike() -> None:
    """Jain, Chiu and Hawe (1984): 20 dollars among 100 people, a dollar to 20 of them: 20 % fair; two to 10: 10 %."""
    assert [jain(Vector.of([(Fraction(0), 100 - n), (Fraction(d), n)])) for d, n in ((1, 20), (2, 10))] == [0.2, 0.1]


def test_jain_is_that_of_the_example_of_throughputs() -> None:
    """Jain, Durresi and Babic (ATM Forum 99-0045): 50, 30, 50 where 50, 10, 10 were fair: 9² ÷ (3 × 35)."""
    shares = [Fraction(50, 50), Fraction(30, 10), Fraction(50, 10)]
    assert jain(Vector.listed(shares)) == pytest.approx(81 / 105, abs=1e-15)


def test_cv_is_of_the_population() -> None:
    """The textbook's 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and standard deviation 2."""
    assert cv(Vector.listed([2, 4, 4, 4, 5, 5, 7, 9])) == 0.4


@pytest.mark.parametrize("size", SIZES)
def test_gini_of_one_to_n_has_a_closed_form(size: int) -> None:
    """(n² − 1) ÷ 3n ÷ (n + 1), since the mean difference of 1 … n is (n² − 1) ÷ 3n."""
    assert gini(Vector.listed(range(1, size + 1))) == pytest.approx((size - 1) / (3 * size), abs=1e-15)


# By hand --------------------------------------------------------------------------------------------------------------

BY_HAND: Final[dict[tuple[int | Fraction, ...], list[float]]] = {
    # Σ = 4, Σx² = 16: CV² = 2·16/16 − 1; Σ|xi−xj| = 2·4; Theil = 2 ln 2 ÷ 2
    (0, 4): [1, 1 / 2, 1 / 2, math.log(2)],
    # Σ = 4, Σx² = 10, n = 2: CV² = 20/16 − 1 = 1/4; Gini = 2·2 ÷ (2·4·2)
    (1, 3): [1 / 2, 1 / 4, 4 / 5, (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2],
    # Σ = 6, Σx² = 14, n = 3: CV² = 42/36 − 1 = 1/6; Gini = 2(1+2+1) ÷ (2·9·2) = 2/9
    (1, 2, 3): [math.sqrt(1 / 6), 2 / 9, 6 / 7, (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 3],
    # zeros among others: Σ = 6, Σx² = 20, n = 4: CV² = 80/36 − 1 = 11/9; Gini = 2(2+4+2+4+2) ÷ (2·16·3/2)
    (0, 0, 2, 4): [
        math.sqrt(11) / 3,
        28 / 48,
        36 / 80,
        (4 / 3 * math.log(4 / 3) + 8 / 3 * math.log(8 / 3)) / 4,
    ],
    # the same as (1, 3), in sixths
    (Fraction(1, 6), Fraction(1, 2)): [1 / 2, 1 / 4, 4 / 5, (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2],
}


@pytest.mark.parametrize("numbers", BY_HAND, ids=str)
def test_indices_are_those_counted_by_hand(numbers: tuple[Fraction, ...]) -> None:
    assert said(numbers) == near(BY_HAND[numbers])


@given(vectors)
def test_gini_is_its_definition(numbers: list[Fraction]) -> None:
    if sum(numbers):
        apart = sum(abs(one - other) for one in numbers for other in numbers)
        assert gini(Vector.listed(numbers)) == float(apart / (2 * len(numbers) * sum(numbers)))


@given(vectors)
def test_cv_and_jain_are_two_ways_to_say_one_thing(numbers: list[Fraction]) -> None:
    squared, index = relative_variance(Vector.listed(numbers)), jain(Vector.listed(numbers))
    assert (None if squared is None else float(1 / (1 + squared))) == index


# What does not matter -------------------------------------------------------------------------------------------------


@given(st.dictionaries(values, st.integers(0, 5), max_size=6))
def test_run_lengths_are_the_values_listed(counts: dict[Fraction, int]) -> None:
    listed = [value for value, count in counts.items() for _ in range(count)]
    assert Vector.of(sorted(counts.items())) == Vector.listed(listed)


@given(vectors, st.randoms(use_true_random=False))
def test_order_does_not_matter(numbers: list[Fraction], random: Random) -> None:
    assert said(random.sample(numbers, len(numbers))) == said(numbers)


@given(vectors, st.fractions(min_value=Fraction(1, 99), max_value=99, max_denominator=99))
def test_scale_does_not_matter(numbers: list[Fraction], factor: Fraction) -> None:
    assert said([value * factor for value in numbers]) == said(numbers)


@given(vectors)
def test_everybody_twice_does_not_matter(numbers: list[Fraction]) -> None:
    found = said(numbers)
    assert said(numbers * 2) == (near(found) if found[0] is not None else found)


# Beyond a tolerance ---------------------------------------------------------------------------------------------------


def with_cv(ratio: Fraction) -> Vector:
    """Give two values with a certain CV, from 0 to 1."""
    return Vector.listed([1 - ratio, 1 + ratio])


def test_a_cv_exactly_at_the_tolerance_does_not_exceed_it() -> None:
    """0.90 − 0.85 is 0.05, though floats make it more."""
    ours, theirs = with_cv(Fraction(9, 10)), with_cv(Fraction(17, 20))
    assert (cv(ours) or 0) - (cv(theirs) or 0) > float(TWENTIETH)
    assert not cv_exceeds(ours, theirs, TWENTIETH)


def test_a_cv_above_the_tolerance_by_next_to_nothing_exceeds_it() -> None:
    """0.3 + 10⁻²⁰ − 0.25 is more than 0.05, though floats make it less."""
    ours, theirs = with_cv(Fraction(3, 10) + Fraction(1, 10**20)), with_cv(Fraction(1, 4))
    assert (cv(ours) or 0) - (cv(theirs) or 0) <= float(TWENTIETH)
    assert cv_exceeds(ours, theirs, TWENTIETH)


@given(st.fractions(0, 1), st.fractions(0, 1), st.fractions(0, 1))
def test_a_cv_exceeds_another_as_fractions_do(ours: Fraction, theirs: Fraction, tolerance: Fraction) -> None:
    assert cv_exceeds(with_cv(ours), with_cv(theirs), tolerance) == (ours - theirs > tolerance)


@given(st.fractions(0, 1))
def test_irrational_cvs_are_told_apart_exactly(tolerance: Fraction) -> None:
    """0, 0, 1 has CV √2, and 0, 1 has 1."""
    assert cv_exceeds(Vector.listed([0, 0, 1]), Vector.listed([0, 1]), tolerance) == ((1 + tolerance) ** 2 < 2)


@pytest.mark.parametrize("pair", [([0], [1, 2]), ([1, 2], []), ([], [])])
def test_a_vector_without_a_cv_exceeds_nothing(pair: tuple[list[int], list[int]]) -> None:
    assert not cv_exceeds(Vector.listed(pair[0]), Vector.listed(pair[1]), Fraction(0))


# Why the vector comes first -------------------------------------------------------------------------------------------

EVEN_TOP: Final = (0, 3, 3)
HIGH_TOP: Final = (1, 1, 4)
"""Two vectors of loads that tie on all indices but Theil's, the smallest there are; in the second one carries 4."""
EVEN_BOTTOM: Final = (2, 2, 2, 7, 9)
LOW_BOTTOM: Final = (1, 3, 4, 4, 10)
"""Two that tie as well, for a lens whose worst end is the smallest."""


def tied(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Give what CV, Gini, Jain and the root of the sum of squares are made from."""
    apart = sum(abs(one - other) for one, other in combinations(numbers, 2))
    return len(numbers), sum(numbers), sum(number**2 for number in numbers), apart


@pytest.mark.parametrize(("one", "other"), [(EVEN_TOP, HIGH_TOP), (EVEN_BOTTOM, LOW_BOTTOM)])
def test_vectors_that_differ_tie_on_cv_gini_and_jain(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert tied(one) == tied(other)
    assert said(one)[:3] == said(other)[:3]


def test_no_smaller_vectors_tie() -> None:
    small = [some for size in (1, 2, 3) for some in combinations_with_replacement(range(7), size) if sum(some) <= 6]
    assert [pair for pair in combinations(small, 2) if tied(pair[0]) == tied(pair[1])] == [(EVEN_TOP, HIGH_TOP)]


def test_leximin_tells_loads_apart_that_indices_do_not() -> None:
    assert compared("load", Vector.listed(HIGH_TOP), Vector.listed(EVEN_TOP)) == "improvable"


def test_leximin_tells_support_apart_that_indices_do_not() -> None:
    assert compared("support", Vector.listed(LOW_BOTTOM), Vector.listed(EVEN_BOTTOM)) == "improvable"


@pytest.mark.parametrize(("better", "worse"), [(EVEN_TOP, HIGH_TOP), (EVEN_BOTTOM, LOW_BOTTOM)])
def test_theil_orders_them_the_other_way(better: tuple[int, ...], worse: tuple[int, ...]) -> None:
    assert (theil(Vector.listed(better)) or 0) > (theil(Vector.listed(worse)) or 0)
