from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.classes import MOST_CLASSES, Runs, ValueClass, value_classes

VALUES = st.fractions(min_value=0, max_value=1000, max_denominator=60) | st.integers(0, 60).map(Fraction)
VECTORS = st.dictionaries(VALUES, st.integers(1, 500), min_size=1, max_size=60).map(lambda runs: sorted(runs.items()))


def runs_of(*values: str | int) -> Runs:
    return [(Fraction(value), 1) for value in values]


def told(classes: tuple[ValueClass, ...]) -> list[tuple[str, int, int]]:
    return [(one.label.render("en"), one.today, one.attainable) for one in classes]


def test_few_values_are_classes_of_their_own() -> None:
    assert told(value_classes(runs_of(0, "1/3", 1), runs_of("1/2", 1))) == [
        *(("0", 1, 0), ("0.333", 1, 0), ("0.5", 0, 1), ("1", 1, 1)),
    ]


def test_whole_numbers_close_together_stand_without_a_gap() -> None:
    assert told(value_classes(runs_of(0, 3), runs_of(2))) == [("0", 1, 0), ("1", 0, 0), ("2", 0, 1), ("3", 1, 0)]


def test_many_values_are_in_steps_that_take_their_upper_end() -> None:
    values = [Fraction(number, 20) for number in range(20, 41)]
    classes = value_classes([(value, 1) for value in values], runs_of("3/2"))
    assert told(classes)[:3] == [("0.9–1.0", 1, 0), ("1.0–1.1", 2, 0), ("1.1–1.2", 2, 0)]
    assert classes[-1].high == 2
    assert sum(one.attainable for one in classes) == 1


def test_nobody_at_all_is_not_the_same_as_little() -> None:
    classes = value_classes(runs_of(*range(31)), ())
    assert told(classes)[:3] == [("0", 1, 0), ("1–5", 5, 0), ("6–10", 5, 0)]
    assert classes[0].low is None


def test_one_that_is_far_off_does_not_press_all_others_together() -> None:
    values = [(Fraction(number, 20), 50) for number in range(1, 21)]
    classes = value_classes([*values, (Fraction(60), 1)], values)
    assert told(classes)[-2:] == [("0.9–1.0", 100, 100), ("above 1", 1, 0)]


def test_no_values_have_no_classes() -> None:
    assert value_classes((), ()) == ()


@given(VECTORS, VECTORS)
def test_every_value_is_in_exactly_one_class(today: Runs, attainable: Runs) -> None:
    classes = value_classes(today, attainable)
    assert 1 <= len(classes) <= MOST_CLASSES
    assert sum(one.today for one in classes) == sum(often for _, often in today)
    assert sum(one.attainable for one in classes) == sum(often for _, often in attainable)
    for value, _ in (*today, *attainable):
        assert sum(one.holds(value) for one in classes) == 1


@pytest.mark.parametrize("top", [13, 100, 1000])
def test_whole_numbers_never_have_steps_of_a_part(top: int) -> None:
    classes = value_classes([(Fraction(number), 1) for number in range(1, top + 1)], ())
    assert all(one.high is None or one.high.denominator == 1 for one in classes)
