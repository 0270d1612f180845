"""What a plan says that no plan can do is so of those it names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

import pairing
from pairing.model.plan import Unmet
from pairing.text import Text
from tests.pairing.verification.small import exclusion, pin, records

if TYPE_CHECKING:
    from pairing.model.plan import Goal, Plan, UnmetKind

REASON: Final = Text("because", chinese="因为")
SOME: Final = (
    records(
        {"C1": "U1", "C2": "U1", "C3": "U1", "C4": "U1", "C5": "U2"},
        {"H1": "V1", "H2": "V2", "H3": "V2", "H4": "V2", "H5": "V2", "H6": "V2", "H7": "V9"},
        "U1-V1 U2-V2",
        "C1-H1",
    )
    .adding("constraints", pin("C1", "H1"), exclusion("C1", "H1"), pin("C2", "H1"))
    .under(helpers_per_household=2)
    .roster()
)
"""C5 alone is there for five households, H7 for nobody, and of the four of U1 two find no household."""


@cache
def repaired(goal: Goal) -> Plan:
    return pairing.repair(SOME, goal=goal)


def faults(*unmet: Unmet, goal: Goal = "balance") -> list[str]:
    plan = repaired(goal).model_copy(update={"unmet": unmet})
    return [fault.render("en") for fault in pairing.verify(SOME, plan).faults]


def told(kind: UnmetKind, *subjects: str, pins: tuple[tuple[str, str], ...] = (), reason: Text = REASON) -> Unmet:
    return Unmet(kind=kind, subjects=subjects, reason=reason, pins=pins)


def idle() -> list[str]:
    after = pairing.apply_plan(SOME, repaired("balance")).roster
    busy = set(after.pairings.filter(after.pairings["end_date"].is_null() & ~after.pairings["void"])["cadre"])
    return [f"cadre:{cadre}" for cadre in after.cadres["id"] if cadre not in busy]


def those_left() -> list[Unmet]:
    """Give what must be said."""
    return [told("uncovered", "household:H7"), told("idle", *idle())]


def test_what_is_so_is_accepted() -> None:
    pins = told("pins", "cadre:C1", "household:H1", pins=(("cadre:C1", "household:H1"),))
    said = [*those_left(), told("overload", "cadre:C5"), pins]
    assert len(idle()) == 2
    assert faults(*said) == []
    assert faults(*said, goal="gaps") == []


def test_nobody_is_left_out() -> None:
    uncovered, waiting = those_left()
    some = waiting.model_copy(update={"subjects": waiting.subjects[1:]})
    for said in ((waiting,), (uncovered,), (uncovered, some), ()):
        assert faults(*said) == ["What cannot be done leaves out somebody uncovered or idle."]
    assert faults(uncovered, goal="gaps") == []


@pytest.mark.parametrize(
    "unmet",
    [
        told("uncovered", "household:H2"),
        told("uncovered", "household:H7", "household:nowhere"),
        told("uncovered", "cadre:C5"),
        told("uncovered", "H7"),
        told("uncovered"),
        told("uncovered", "household:H7", reason=Text("", chinese="因为")),
        told("uncovered", "household:H7", pins=(("cadre:C1", "household:H1"),)),
        told("idle", "cadre:C5"),
        told("idle", "household:H7"),
        told("overload", "cadre:C1"),
        told("pins", "cadre:C1", "household:H1"),
        told("pins", "cadre:C1", pins=(("cadre:C1", "household:H1"),)),
        told("pins", "cadre:C5", "household:H2", pins=(("cadre:C5", "household:H2"),)),
        told("pins", "cadre:C9", "household:H1", pins=(("cadre:C9", "household:H1"),)),
    ],
)
def test_what_is_not_so_is_told(unmet: Unmet) -> None:
    said = "What cannot be done, entry 3: it is not so of all who are named."
    assert faults(*those_left(), unmet) == [said]
