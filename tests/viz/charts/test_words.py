from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.charts.spec import stretched, ticks
from viz.charts.words import lines, shortened, width


def test_a_chinese_character_is_as_wide_as_it_is_high() -> None:
    assert width("白土庄", 10) == 30
    assert width("abc", 10) == 18
    assert width(("白土", "Baitu"), 10) == 30


@given(st.text(), st.integers(0, 200))
def test_a_name_is_cut_to_its_room(name: str, room: int) -> None:
    short = shortened(name, room, 13)
    assert width(short, 13) <= max(room, width("…", 13))
    assert short in {name, f"{name[: len(short) - 1]}…"}


def test_lines_are_joined_in_each_language() -> None:
    assert lines("1", ("Today", "现状")) == ("1\nToday", "1\n现状")
    assert lines("1", "2") == "1\n2"


@pytest.mark.parametrize(
    ("most", "whole", "expected"),
    [
        (Fraction(0), True, "0 1"),
        (Fraction(3), True, "0 1 2 3"),
        (Fraction(7, 3), False, "0 1 2 3"),
        (Fraction(1, 3), True, "0 1"),
        (Fraction(1, 3), False, "0 1/10 1/5 3/10 2/5"),
        (Fraction(14), True, "0 5 10 15"),
        (Fraction(12345), True, "0 5000 10000 15000"),
    ],
)
def test_an_axis_has_few_round_numbers(most: Fraction, whole: bool, expected: str) -> None:
    assert " ".join(map(str, ticks(most, 4, whole=whole))) == expected


@given(st.fractions(0, 10**6), st.integers(2, 8), st.booleans())
def test_an_axis_reaches_what_is_largest_and_not_much_more(most: Fraction, room: int, whole: bool) -> None:
    found = ticks(most, room, whole=whole)
    assert found[0] == 0
    assert len(found) <= room + 1
    assert found[-2] < (most or 1) <= found[-1] or found[-1] == 1


def test_nothing_has_no_bar_and_something_always_one() -> None:
    assert [stretched(value, 1000, 100) for value in (0, 1, 500)] == [0, 20, 500]
