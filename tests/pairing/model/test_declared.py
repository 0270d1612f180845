from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.model.declared import Comparison, DeclaredTotal, declared_total

EXACTLY, MORE, LEAST, ABOUT = Comparison


@pytest.mark.parametrize(
    ("written", "number", "comparison"),
    [
        ("27", 27, EXACTLY),
        ("0", 0, EXACTLY),
        ("２７", 27, EXACTLY),
        (" 27 ", 27, EXACTLY),
        ("539户", 539, EXACTLY),
        ("2,023", 2023, EXACTLY),
        ("2，023人", 2023, EXACTLY),
        ("160,000", 160000, EXACTLY),
        ("700+", 700, MORE),
        ("７００＋", 700, MORE),
        ("700余", 700, MORE),
        ("700余人", 700, MORE),
        ("700多", 700, MORE),
        ("700多名", 700, MORE),
        (">700", 700, MORE),
        ("＞ 700", 700, MORE),
        ("超过700", 700, MORE),
        ("≥700", 700, LEAST),
        (">=700", 700, LEAST),
        ("不少于700", 700, LEAST),
        ("不少于2,000人", 2000, LEAST),
        ("700人以上", 700, LEAST),
        ("约700", 700, ABOUT),
        ("约７００人", 700, ABOUT),
        ("700左右", 700, ABOUT),
    ],
)
def test_each_form_is_read(written: str, number: int, comparison: Comparison) -> None:
    assert declared_total(written) == DeclaredTotal(written.strip(), number, comparison)


@pytest.mark.parametrize(
    "written",
    ["", "很多", "-3", "2.5", "2,02", "1,2345", "约700+", ">700余", "七百", "27 28", "700++", "九" * 10_000],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"not a declared total|says two things"):
        declared_total(written)


@pytest.mark.parametrize(
    ("written", "agreeing", "disagreeing"),
    [
        ("27", {27}, {26, 28}),
        ("700+", {701, 800}, {699, 700}),
        ("≥700", {700, 701}, {699}),
        ("约700", {665, 700, 735}, {664, 736}),
        ("约10", {10}, {9, 11}),
        ("约0", {0}, {1}),
    ],
)
def test_what_agrees_with_a_declared_total(written: str, agreeing: set[int], disagreeing: set[int]) -> None:
    total = declared_total(written)
    counted = agreeing | disagreeing
    assert {number for number in counted if total.agrees_with(number)} == agreeing


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2,023", "exactly 2023"),
        ("700余", "more than 700"),
        ("不少于700", "at least 700"),
        ("约700", "700, give or take 5 %"),
    ],
)
def test_a_declared_total_is_said_in_words(written: str, said: str) -> None:
    assert declared_total(written).sentence().render("en") == said


@given(st.integers(0, 10**11), st.sampled_from(["{}", "{:,}", " {}户", "约{}", "{}+"]))
def test_the_number_is_kept_whatever_the_form(number: int, form: str) -> None:
    assert declared_total(form.format(number)).number == number


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(written: str) -> None:
    try:
        total = declared_total(written)
    except ValueError:
        return
    assert total.number >= 0
