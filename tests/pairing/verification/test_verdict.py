"""A docket counts claims, keeps some faults, and writes any value."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from pairing.text import Text, text
from pairing.verification.verdict import EACH, MOST, WIDE, Docket, shown


def said(value: object) -> str:
    return str(shown(value))


def test_what_holds_is_counted() -> None:
    docket = Docket()
    assert docket.claim(holds=True, fault=lambda: text("never"))
    assert docket.same(text("x"), text("y"), 1, 1)
    assert docket.listed(text("x"), text("y"), (1, 2), [1, 2])
    assert docket.each(np.zeros(3, np.bool_), lambda _: text("never"))
    verdict = docket.verdict()
    assert (verdict.holds, verdict.claims, verdict.faults) == (True, 7, ())


def test_the_first_difference_of_a_list_is_told() -> None:
    docket = Docket()
    docket.listed(text("who"), text("list"), ("a", "b"), ("a", "c"))
    docket.listed(text("who"), text("list"), ("a",), ("a", "c"))
    assert [fault.render("en") for fault in docket.verdict().faults] == [
        "who: list, entry 2 is claimed to be b; the roster gives c.",
        "who: list, entry 2 is claimed to be nothing; the roster gives c.",
    ]


def test_of_very_many_faults_some_are_told_and_the_others_counted() -> None:
    docket = Docket()
    for _ in range(MOST + 7):
        docket.claim(holds=False, fault=lambda: text("wrong"))
    docket.each(np.ones(100, np.bool_), lambda at: text("{at} is wrong", at=at))
    faults = docket.verdict().faults
    assert len(faults) == MOST + 1
    assert faults[-1].render("en") == "and 107 faults more"


def test_of_one_kind_a_few_are_told() -> None:
    docket = Docket()
    docket.each(np.ones(100, np.bool_), lambda at: text("{at} is wrong", at=at))
    faults = [fault.render("en") for fault in docket.verdict().faults]
    assert faults == [*(f"{at} is wrong" for at in range(EACH)), f"and {100 - EACH} faults more"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "nothing"),
        ((), "nothing"),
        (True, "True"),
        (3, "3"),
        (Fraction(3, 2), "3/2"),
        (0.5, "0.5"),
        (("a", Fraction(1, 2)), "a、1/2"),
        (text("a text"), "a text"),
        ("a\x1b[2J\nb", "a\ufffd[2J\ufffdb"),
        (np.int64(3), "3"),
    ],
)
def test_values_are_written(value: object, written: str) -> None:
    assert said(value) == written


def test_no_value_is_too_long_to_write() -> None:
    for value in (10**5000, -(10**5000), Fraction(1, 10**5000), "x" * 10**6, tuple(range(10**5))):
        assert len(said(value)) <= WIDE + 1


def test_a_sentence_stays_a_sentence() -> None:
    assert isinstance(shown(text("a text")), Text)
    assert said(-(10**5000)).startswith("≈-10^")
