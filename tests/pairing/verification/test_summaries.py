"""Figures of vectors small enough to work out by hand."""

from __future__ import annotations

from fractions import Fraction
from math import log, nan, sqrt

import pytest

from pairing.model.balance import Summary
from pairing.text import text
from pairing.verification.summaries import Runs, check_summary, leximin
from pairing.verification.verdict import Docket


def runs(*values: str) -> Runs:
    return Runs.of((Fraction(value), 1) for value in values)


def summary(some: Runs) -> Summary:
    names = ("count", "min", "max", "mean", "spread", "cv", "gini", "jain", "theil")
    return Summary(vector=some.pairs, **{name: getattr(some, name) for name in names})


def test_the_figures_of_1_and_3() -> None:
    some = runs("1", "3")
    assert [some.count, some.min, some.max, some.mean, some.spread] == [2, 1, 3, 2, 2]
    assert some.cv == pytest.approx(1 / 2)
    assert some.gini == pytest.approx(1 / 4)
    assert some.jain == pytest.approx(16 / 20)
    assert some.theil == pytest.approx((0.5 * log(0.5) + 1.5 * log(1.5)) / 2)


def test_figures_do_not_depend_on_the_unit() -> None:
    one, other = runs("1", "2", "2", "5"), runs("1/7", "2/7", "2/7", "5/7")
    assert [one.cv, one.gini, one.jain, one.theil] == [other.cv, other.gini, other.jain, other.theil]
    assert one.cv == pytest.approx(sqrt(9 / 4) / 2.5)


def test_equal_values_are_perfectly_even() -> None:
    some = runs(*["1/3"] * 7)
    assert [some.cv, some.gini, some.jain, some.theil, some.spread] == [0, 0, 1, 0, 0]


def test_without_values_or_with_a_mean_of_0_there_are_no_indices() -> None:
    for some, least in ((runs(), None), (runs("0", "0"), Fraction(0))):
        assert (some.min, some.cv, some.gini, some.jain, some.theil) == (least, None, None, None, None)
    assert runs("0").mean == 0
    assert runs().mean is None


def test_a_true_summary_is_accepted_and_rounding_forgiven() -> None:
    some = runs("1", "3", "3", "0")
    docket = Docket()
    check_summary(docket, text("x"), summary(some), some)
    check_summary(docket, text("x"), summary(some).model_copy(update={"cv": (some.cv or 0) + 1e-12}), some)
    assert docket.verdict().faults == ()


@pytest.mark.parametrize(
    "changed", [{"cv": nan}, {"cv": None}, {"gini": 0.5}, {"count": 3}, {"min": None}, {"vector": ()}]
)
def test_a_false_figure_is_told_once(changed: dict[str, object]) -> None:
    some = runs("1", "3", "3", "0")
    docket = Docket()
    check_summary(docket, text("x"), summary(some).model_copy(update=changed), some)
    assert len(docket.verdict().faults) == 1


@pytest.mark.parametrize(
    ("one", "other", "largest_is_worst", "sign"),
    [
        ("1 2", "1 2", False, 0),
        ("1 2", "1 3", False, -1),
        ("1 1 5", "1 2 2", False, -1),
        ("2 2", "1 9", False, 1),
        ("1 2", "1 3", True, 1),
        ("0 3", "2 3", True, 1),
        ("3 3", "0 3", True, -1),
    ],
)
def test_leximin_begins_at_the_worst_end(one: str, other: str, largest_is_worst: bool, sign: int) -> None:
    assert leximin(runs(*one.split()), runs(*other.split()), largest_is_worst=largest_is_worst) == sign
