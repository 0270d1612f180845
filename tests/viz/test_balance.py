from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from pairing.balance import measure_balance
from pairing.model.balance import Lens, Summary
from pairing.text import text
from tests.viz.areas import small, wide
from viz.audience import sight
from viz.balance import lens_views, told_apart

if TYPE_CHECKING:
    from pairing.model.balance import LensName, Status
    from viz.balance import LensView


def view_of(
    today: dict[int, int],
    attainable: dict[int, int] | None,
    *,
    status: Status = "improvable",
    name: LensName = "support",
) -> LensView:
    """Show one lens of a balance that is otherwise that of the small area."""
    lens = Lens(
        name=name,
        code="B302",
        over=text("households in scope"),
        status=status,
        reason=None if status in {"attained", "improvable"} else text("For a reason."),
        attainable=None if attainable is None else Summary(vector=runs_of(attainable)),
        vector=runs_of(today),
    )
    return lens_views(measure_balance(small()).model_copy(update={"lenses": (lens,)}))[0]


def runs_of(counts: dict[int, int]) -> tuple[tuple[Fraction, int], ...]:
    return tuple((Fraction(value), often) for value, often in sorted(counts.items()))


@pytest.mark.parametrize(
    ("today", "attainable", "verdict"),
    [
        ({0: 1, 2: 1}, {1: 2}, "The worst value is 0; 1 is attainable."),
        ({1: 3, 2: 1}, {1: 2, 2: 2}, "The worst value, 1, has to be, but not 3 times: 2 is attainable."),
        ({1: 1, 2: 2}, {1: 1, 2: 1, 3: 1}, "The worst value, 1, has to be; those after it could be better."),
    ],
)
def test_the_verdict_says_what_could_be_better(today: dict[int, int], attainable: dict[int, int], verdict: str) -> None:
    view = view_of(today, attainable)
    assert (view.mark, str(view.label), str(view.verdict)) == ("▲", "could be better", verdict)


@pytest.mark.parametrize(
    ("status", "mark", "verdict"),
    [
        ("attained", "✓", "As balanced as the rules allow."),
        ("not_comparable", "≠", "For a reason."),
        ("vacuous", "—", "For a reason."),
        ("skipped", "—", "For a reason."),
    ],
)
def test_the_verdict_of_what_needs_nothing(status: Status, mark: str, verdict: str) -> None:
    view = view_of({1: 1}, {1: 1}, status=status)
    assert (view.mark, str(view.verdict)) == (mark, verdict)


def test_the_worst_end_is_the_lens_own() -> None:
    assert view_of({0: 1, 3: 1}, {1: 2}, name="load").worst == 3
    assert view_of({0: 1, 3: 1}, {1: 2}, name="support").worst == 0


def test_what_was_not_measured_has_no_classes() -> None:
    view = view_of({}, None, status="skipped")
    assert (view.classes, view.worst, view.attainable_worst, view.at_worst, view.sentences) == ((), None, None, (), ())


def test_all_six_lenses_of_a_roster() -> None:
    views = lens_views(measure_balance(small()))
    assert [str(view.title) for view in views] == [
        *("Load of a cadre", "Helpers of a household", "Strength in a village", "Strength by need"),
        *("Burden of a unit", "Units of a village"),
    ]
    assert all(view.classes or view.lens.status in {"skipped", "vacuous"} for view in views)
    assert [one.subject for one in views[1].at_worst] == ["household:H1", "household:H2"]


@pytest.mark.parametrize(
    ("one", "other", "written"),
    [("1/3", 1, ("0.333", "1")), ("1/3", "3334/10000", ("0.3333", "0.3334")), ("1/3", "1/3", ("0.333", "0.333"))],
)
def test_two_values_are_told_apart(one: str, other: str, written: tuple[str, str]) -> None:
    assert told_apart(Fraction(one), Fraction(other)) == written


def test_values_that_no_decimals_tell_apart_are_fractions() -> None:
    one = Fraction(1, 3)
    other = one + Fraction(1, 10**12)
    assert told_apart(one, other) == (str(one), str(other))


def test_the_public_sight_has_no_balance() -> None:
    roster = wide(1)
    measured = measure_balance(roster)
    assert sight(roster, "internal", balance=measured).balance is measured
    assert sight(roster, "public", balance=measured).balance is None
