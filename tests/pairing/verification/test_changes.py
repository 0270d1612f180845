"""Changes by hand: what can be written in another way and still be true, and what cannot."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

import pytest

import pairing
from pairing.model.labels import Participation
from pairing.model.plan import LevelValue
from tests.cypher.small import TODAY
from tests.pairing.verification.small import exclusion, pin, records

if TYPE_CHECKING:
    from pairing.model.plan import Change, Plan
    from pairing.roster import Roster
    from tests.cypher.small import Records

LATER: Final = TODAY + datetime.timedelta(30)
TWO: Final = records({"C1": "U1", "C2": "U1"}, {"H1": "V1"}, "U1-V1")
"""Two cadres who are to take part, and a household nobody helps."""
FOUR: Final = records(
    {"C1": "U1", "C2": "U1", "C3": "U2", "C4": "U2"}, {"H1": "V1", "H2": "V2"}, "U2-V1 U1-V2", "C3-H2 C4-H2"
)
"""H2 is helped by two who may not help there, and H1 by nobody."""


def faults(roster: Roster, plan: Plan) -> list[str]:
    return [fault.render("en") for fault in pairing.verify(roster, plan).faults]


def with_changes(plan: Plan, *changes: Change) -> Plan:
    return plan.model_copy(update={"changes": changes, "accepted": tuple(change.id for change in changes)})


def changed(plan: Plan, at: int, **cells: object) -> Plan:
    """Write cells into one change."""
    changes = list(plan.changes)
    changes[at] = changes[at].model_copy(update=cells)
    return with_changes(plan, *changes)


# How long -------------------------------------------------------------------------------------------------------------


def coming(some: Records = TWO) -> Roster:
    """Both cadres begin to help the household later."""
    rows = ({"cadre": who, "household": "H1", "start_date": LATER} for who in ("C1", "C2"))
    return some.adding("pairings", *rows).roster()


def test_what_begins_lasts_until_it_begins_again_whether_that_is_said_or_not() -> None:
    roster = coming()
    plan = pairing.repair(roster)
    assert {change.kind for change in plan.changes} == {"add"}
    eve = LATER - datetime.timedelta(1)
    assert faults(roster, changed(plan, 0, until=None)) == []
    assert faults(roster, changed(plan, 0, until=eve)) == []
    for until in (LATER, eve - datetime.timedelta(1), TODAY - datetime.timedelta(1)):
        assert faults(roster, changed(plan, 0, until=until)) == ["change 1: it cannot last until the day it names."]


def test_what_stays_in_another_order_lasts_as_long_as_it_did() -> None:
    roster = crowd(end_date=LATER)
    plan = pairing.repair(roster)
    assert faults(roster, changed(plan, 0, until=LATER)) == []
    assert faults(roster, changed(plan, 0, until=TODAY)) == ["change 1: it cannot last until the day it names."]


# In which order -------------------------------------------------------------------------------------------------------


def crowd(**cells: object) -> Roster:
    """A household with three helpers, all of whom are the first; each of another level."""
    some = records({"C1": "U1", "C2": "U1", "C3": "U1"}, {"H1": "V1"}, "U1-V1")
    rows = ({"cadre": who, "household": "H1", "ordinal": 1, **cells} for who in ("C1", "C2", "C3"))
    return some.adding("pairings", *rows).changing("cadres", {"id": "C2"}, rank="副处").roster()


def test_of_several_first_helpers_the_highest_stays_and_the_others_follow_in_any_order() -> None:
    roster = crowd()
    plan = pairing.repair(roster)
    assert [(change.kind, change.to, change.ordinal) for change in plan.changes] == [
        ("order", "cadre:C1", 2),
        ("order", "cadre:C3", 3),
    ]
    assert faults(roster, plan) == []
    assert faults(roster, changed(changed(plan, 0, ordinal=3), 1, ordinal=2)) == []


@pytest.mark.parametrize(("first", "second"), [(2, 2), (2, 4), (1, 2), (None, 2), (3, 4)])
def test_no_other_numbers_will_do(first: int | None, second: int) -> None:
    roster = crowd()
    plan = changed(changed(pairing.repair(roster), 0, ordinal=first), 1, ordinal=second)
    assert faults(roster, plan) == ["The order of the helpers of household H1 is not what it must be with the plan."]


def test_an_order_that_need_not_change_is_told() -> None:
    roster = records({"C1": "U1"}, {"H1": "V1"}, "U1-V1", "C1-H1").roster()
    order = pairing.repair(crowd()).changes[0]
    key = (order.keys[0], order.keys[1])
    helpers = ("cadre:C1",)
    plan = with_changes(pairing.repair(roster), order.model_copy(update={"helpers": helpers, "keys": key}))
    assert faults(roster, plan) == ["The order of the helpers of household H1 is not what it must be with the plan."]


# Who follows whom -----------------------------------------------------------------------------------------------------


def exchanged() -> tuple[Roster, Plan]:
    """Both helpers of a household are exchanged for two others."""
    limited = FOUR.dropping("households", id="H1").changing("cadres", {"id": "C3"}, quota=0)
    roster = limited.changing("cadres", {"id": "C4"}, quota=0).roster()
    plan = pairing.repair(roster)
    assert [change.kind for change in plan.changes] == ["move", "move"]
    return roster, plan


def test_those_who_end_and_begin_are_paired_up_in_any_way() -> None:
    roster, plan = exchanged()
    one, other = plan.changes
    crossed = one.model_copy(update={"to": other.to, "keys": (one.keys[0], one.keys[1], other.keys[2])})
    back = other.model_copy(update={"to": one.to, "keys": (one.keys[0], other.keys[1], one.keys[2])})
    assert faults(roster, plan) == []
    assert faults(roster, with_changes(plan, crossed, back)) == []
    assert faults(roster, with_changes(plan, other, one)) == []


def test_a_move_is_no_drop_and_add() -> None:
    roster, plan = exchanged()
    one, other = plan.changes
    drop = one.model_copy(update={"id": "x", "kind": "drop", "to": None, "keys": one.keys[:2]})
    add = one.model_copy(update={"kind": "add", "from_": None, "keys": (one.keys[0], one.keys[2])})
    said = faults(roster, with_changes(plan, drop, add, other))
    assert "changes: number is claimed to be 3; the roster gives 2." in said


def test_with_a_hash_and_a_day_of_others_it_is_another_roster() -> None:
    roster = FOUR.roster()
    plan = pairing.repair(roster)
    assert faults(roster, plan) == []
    assert faults(roster.at(LATER), plan) == [f"The plan is as of {TODAY}; the roster is as of {LATER}."]
    assert "The plan is of another roster" in faults(TWO.roster(), plan)[0]


# What hangs on one alone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("some", "forced"),
    [
        (TWO.under(participation=Participation.AS_NEEDED), [True]),
        (TWO, [True, True]),
        (TWO.adding("constraints", pin("C1", "H1")).under(participation=Participation.AS_NEEDED), [True]),
        (FOUR.adding("constraints", exclusion("C3", "H2")), None),
    ],
)
def test_forced_is_what_leaves_a_gap_or_an_error(some: Records, forced: list[bool] | None) -> None:
    roster = some.roster()
    plan = pairing.repair(roster)
    assert faults(roster, plan) == []
    assert forced is None or [change.forced for change in plan.changes] == forced
    for at, change in enumerate(plan.changes):
        (said,) = faults(roster, changed(plan, at, forced=not change.forced))
        assert said.startswith(f"change {change.id}: ")


# Undoing --------------------------------------------------------------------------------------------------------------


def undone() -> tuple[Roster, Plan]:
    applied = pairing.apply_plan(FOUR.roster(), pairing.repair(FOUR.roster()))
    return applied.roster, applied.undo


def test_an_undoing_claims_nothing_but_its_changes() -> None:
    roster, undo = undone()
    level = LevelValue(name="changes", today=0, value=0, proven="certificate")  # type: ignore[arg-type]
    assert faults(roster, undo) == []
    assert faults(roster, changed(undo, 0, forced=True, group="x")) == []
    for cells in ({"levels": (level,)}, {"status": "optimal"}, {"mode": "repair"}, {"max_changes": 3}):
        assert faults(roster, undo.model_copy(update=cells)) != []


def test_an_undoing_can_be_made() -> None:
    roster, undo = undone()
    assert faults(FOUR.roster(), undo) != []
    for cells in ({"date": LATER}, {"from_": "cadre:C9"}, {"subject": "household:H9"}, {"helpers": ()}, {"keys": ()}):
        assert faults(roster, changed(undo, 0, **cells)) != []
    first = undo.changes[0]
    assert faults(roster, with_changes(undo, first, *undo.changes))[0] == "Two changes of the plan have the same id."


def test_what_is_brought_back_may_have_a_last_day() -> None:
    some = FOUR.changing("pairings", {"cadre": "C3"}, end_date=LATER)
    applied = pairing.apply_plan(some.roster(), pairing.repair(some.roster()))
    assert LATER in {change.until for change in applied.undo.changes}
    assert faults(applied.roster, applied.undo) == []
