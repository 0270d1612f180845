"""A plan applied: what ends and begins, what undoes it, and which rosters it is refused for."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

import pytest

from pairing.model.finding import Place
from pairing.model.plan import Plan, WhatIf
from pairing.model.table import TABLES
from pairing.planning.applying import apply_plan
from pairing.planning.applying.changed import PLAN_SOURCE, with_changes
from pairing.planning.applying.fitting import PlanError
from pairing.text import Text
from tests.cypher.small import pairing
from tests.pairing.planning.plans import Drafting, active, drawn_plan
from tests.pairing.verification.small import exclusion, pin, records
from tests.strategies.rosters import DAYS, batch, to_roster, union

if TYPE_CHECKING:
    from pairing.roster import Roster
    from tests.cypher.small import Records

EVE = dt.date(2016, 12, 31)
E = dt.date(2017, 1, 1)
LATER = dt.date(2017, 6, 1)
SMALL = records({"C1": "U1", "C2": "U1", "C3": "U1"}, {"H1": "V1", "H2": "V1"}, "U1-V1", "C1-H1").at(EVE)


def rows(roster: Roster) -> list[tuple[object, ...]]:
    """The pairings, as far as they are filled in."""
    fields = ("cadre", "household", "ordinal", "start_date", "end_date", "void")
    return [tuple(cell for cell in row if cell not in {None, False}) for row in roster.pairings.select(fields).rows()]


def moved(some: Records, household: str = "H1", old: str = "C1", new: str = "C2") -> Plan:
    drafting = Drafting(some.roster(), E)
    drafting.change("move", household, old, new)
    return drafting.plan()


def refused(some: Records, plan: Plan) -> list[str]:
    """What is said, line by line."""
    with pytest.raises(PlanError) as raised:
        apply_plan(some.roster(), plan)
    return str(raised.value).splitlines()


# What ends and begins -------------------------------------------------------------------------------------------------


def test_a_pairing_ends_the_day_before_and_another_begins() -> None:
    applied = apply_plan(SMALL.roster(), moved(SMALL))
    assert rows(applied.roster) == [("C1", "H1", EVE), ("C2", "H1", E)]
    assert applied.accepted == ("1",)
    assert applied.notes == ()


def test_the_roster_is_seen_on_the_same_day_as_before_and_is_whole() -> None:
    roster = SMALL.roster()
    applied = apply_plan(roster, moved(SMALL)).roster
    assert applied.on == EVE
    assert all(applied.tables[name].schema == roster.tables[name].schema for name in TABLES)
    assert applied.pairings["key"].to_list() == [0, 1]
    assert applied.place("pairings", 1) == Place(file=PLAN_SOURCE, row=1)


def test_one_that_would_have_begun_that_day_is_void() -> None:
    begun = SMALL.dropping("pairings").adding("pairings", pairing("C1", "H1", start_date=E))
    assert rows(apply_plan(begun.roster(), moved(begun)).roster) == [("C1", "H1", E, True), ("C2", "H1", E)]


def test_one_with_an_end_to_come_ends_earlier() -> None:
    ending = SMALL.dropping("pairings").adding("pairings", pairing("C1", "H1", end_date=LATER))
    assert rows(apply_plan(ending.roster(), moved(ending)).roster)[0] == ("C1", "H1", EVE)


def test_a_pairing_that_begins_ends_before_the_same_pair_begins_anew() -> None:
    again = SMALL.adding("pairings", pairing("C2", "H1", start_date=LATER))
    assert rows(apply_plan(again.roster(), moved(again)).roster)[-1] == ("C2", "H1", E, dt.date(2017, 5, 31))


def test_one_that_is_void_later_does_not_matter() -> None:
    again = SMALL.adding("pairings", pairing("C2", "H1", start_date=LATER, void=True))
    assert rows(apply_plan(again.roster(), moved(again)).roster)[-1] == ("C2", "H1", E)


def test_another_order_is_a_row_of_its_own_with_the_same_end() -> None:
    second = SMALL.dropping("pairings").adding("pairings", pairing("C1", "H1", ordinal=2, end_date=LATER))
    drafting = Drafting(second.roster(), E)
    drafting.change("order", "H1", None, "C1", 1)
    assert rows(apply_plan(second.roster(), drafting.plan()).roster) == [
        ("C1", "H1", 2, EVE),
        ("C1", "H1", 1, E, LATER),
    ]


def test_only_the_part_accepted_is_made() -> None:
    drafting = Drafting(SMALL.roster(), E)
    drafting.change("add", "H2", None, "C2")
    drafting.change("add", "H2", None, "C3")
    roster, plan = SMALL.roster(), drafting.plan()
    by_decision = apply_plan(roster, plan, decisions={"1": "no"})
    by_plan = apply_plan(roster, plan.model_copy(update={"accepted": ("2",)}))
    assert by_decision.accepted == by_plan.accepted == by_decision.undo.accepted == ("2",)
    assert rows(by_decision.roster) == rows(by_plan.roster) == [("C1", "H1"), ("C3", "H2", E)]


def test_nothing_accepted_changes_nothing() -> None:
    roster = SMALL.roster()
    assert apply_plan(roster, moved(SMALL), decisions={"1": "no"}).roster.same_content(roster)


def test_a_lock_makes_a_pin_with_the_reason() -> None:
    applied = apply_plan(SMALL.roster(), moved(SMALL), decisions={"1": "lock"}).roster
    assert applied.constraints.select("cadre", "household", "kind", "reason").rows() == [("C2", "H1", "pin", "因为")]
    assert applied.place("constraints", 0).file == PLAN_SOURCE
    assert "constraints" not in applied.absent


def test_a_lock_of_what_is_pinned_or_ends_adds_no_pin() -> None:
    pinned = SMALL.adding("constraints", pin("C2", "H1"))
    drafting = Drafting(pinned.roster(), E)
    drafting.change("move", "H1", "C1", "C2")
    drafting.change("add", "H2", None, "C3")
    applied = apply_plan(pinned.roster(), drafting.plan(), decisions={"1": "lock", "2": "yes"}).roster
    assert applied.constraints.height == 1
    drop = Drafting(SMALL.roster(), E)
    drop.change("drop", "H1", "C1")
    assert apply_plan(SMALL.roster(), drop.plan(), decisions={"1": "lock"}).roster.constraints.is_empty()


def test_an_id_that_there_is_not_is_said_with_those_there_are() -> None:
    with pytest.raises(PlanError, match=r"no change 7, 9; it has these 1: 1\."):
        apply_plan(SMALL.roster(), moved(SMALL), decisions={"9": "yes", "7": "no", "1": "yes"})


def test_somebody_unknown_cannot_change_a_roster() -> None:
    with pytest.raises(ValueError, match="cadre:C9 is not in the roster"):
        with_changes(SMALL.roster(), moved(SMALL, new="C9").changes, E)


def drawn(seed: int) -> tuple[Roster, dt.date, Plan]:
    """Many tiny rosters side by side, a day, and a plan that changes most of their households."""
    random = Random(seed)
    day = random.choice(DAYS)
    roster = to_roster(union(batch(seed, 60)), on=random.choice(DAYS))
    plan = drawn_plan(random, roster, day)
    assert {change.kind for change in plan.changes} == {"move", "add", "drop", "order"}
    return roster, day, plan


# Undoing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_inverse_brings_back_what_was_active(seed: int) -> None:
    roster, day, plan = drawn(seed)
    applied = apply_plan(roster, plan)
    undone = apply_plan(applied.roster, applied.undo)
    assert active(undone.roster, day) == active(roster, day)
    assert active(apply_plan(undone.roster, undone.undo).roster, day) == active(applied.roster, day)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_claimed_is_so_and_no_row_is_lost(seed: int) -> None:
    roster, day, plan = drawn(seed)
    applied = apply_plan(roster, plan).roster
    before, after = ({row[:2] for row in active(each, day)} for each in (roster, applied))
    ended = {(c.from_, c.subject) for c in plan.changes if c.from_}
    begun = {(c.to, c.subject) for c in plan.changes if c.to and c.kind != "order"}
    assert {(f"cadre:{c}", f"household:{h}") for c, h in before - after} == ended
    assert {(f"cadre:{c}", f"household:{h}") for c, h in after - before} == begun
    kept = ("cadre", "household", "ordinal", "start_date", "source", "row")
    assert applied.pairings.head(roster.pairings.height).select(kept).equals(roster.pairings.select(kept))


def test_an_inverse_is_a_plan_that_says_what_it_undoes() -> None:
    undo = apply_plan(SMALL.roster(), moved(SMALL)).undo
    assert Plan.model_validate_json(undo.to_json()).to_json() == undo.to_json()
    (change,) = undo.changes
    assert (undo.mode, undo.status, change.kind, change.from_, change.to) == (
        "undo", "inverse", "move", "cadre:C2", "cadre:C1",
    )  # fmt: skip
    assert change.reason.render("en") == "Undoes change 1: because"
    assert change.helpers == ("cadre:C2",)


def test_an_inverse_may_bring_back_what_an_exclusion_ended() -> None:
    barred = SMALL.adding("constraints", exclusion("C1", "H1"))
    applied = apply_plan(barred.roster(), moved(barred))
    assert active(apply_plan(applied.roster, applied.undo).roster, E) == active(barred.roster(), E)


# Rosters it is refused for --------------------------------------------------------------------------------------------


def test_a_roster_that_changed_elsewhere_will_do_and_that_is_said() -> None:
    more = SMALL.adding("pairings", pairing("C3", "H2"))
    applied = apply_plan(more.roster(), moved(SMALL))
    assert rows(applied.roster) == [("C1", "H1", EVE), ("C3", "H2"), ("C2", "H1", E)]
    (note,) = applied.notes
    assert str(note).startswith("The roster has changed since the plan was made, but not where the plan changes it")


def test_the_roster_of_others_is_told_apart() -> None:
    others = SMALL.changing("cadres", {}, name="别人").changing("households", {}, head="别家")
    (line,) = refused(others, moved(SMALL))
    assert line == (
        "The plan was made for another roster: of the 3 cadres and households in it, 3 are not in this one or have "
        "other names here. Give the roster it was made from, or make a plan for this one."
    )


def test_a_plan_of_what_was_only_supposed_needs_a_roster_that_is_so() -> None:
    supposed = WhatIf(without=("cadre:C3",), settings={"每户最多帮扶人": "1"}, base_changes=0)
    plan = moved(SMALL).model_copy(update={"what_if": supposed})
    more = SMALL.adding("pairings", pairing("C3", "H2"))
    (line,) = refused(more, plan)
    assert line.startswith("The plan is of a roster that was only supposed (cadre:C3, 每户最多帮扶人=1)")
    assert apply_plan(SMALL.roster(), plan).accepted == ("1",)


def test_every_difference_is_told_with_its_place() -> None:
    drafting = Drafting(SMALL.roster(), E)
    drafting.change("move", "H1", "C1", "C2")
    drafting.change("add", "H2", None, "C2")
    drafting.change("add", "H2", None, "C3")
    changed = (
        SMALL.changing("pairings", {"cadre": "C1"}, end_date=dt.date(2016, 5, 1))
        .changing("cadres", {"id": "C2"}, state="调离")
        .changing("villages", {"id": "V1"}, name="新村")
        .adding("constraints", exclusion("C3", "H2"))
        .adding("pairings", pairing("C3", "H1"))
    )
    first, *differences = refused(changed, drafting.plan())
    assert first.startswith("The roster has changed since the plan was made, where the plan would change it.")
    assert [line.replace("(cadre:", "(").replace("(household:", "(") for line in differences] == [
        '贫困户!C2: "新村" stands here; in change 1 of the plan household:H1 has "村V1".',
        '干部!E3: the state of 干部C2 (C2) is "调离", and change 1 needs an active cadre or a household in scope.',
        '贫困户!C3: "新村" stands here; in change 2 of the plan household:H2 has "村V1".',
        "结对!E2: 干部C1 (C1) does not help 户主H1 (H1) on 2017-01-01; in change 1 of the plan he does.",
        "结对!A3: 干部C3 (C3) helps 户主H1 (H1) on 2017-01-01; in change 1 of the plan he does not yet.",
        "限制!C2: 干部C3 (C3) must not help 户主H2 (H2); change 3 would pair them.",
    ]


def test_who_is_gone_is_named_by_the_plan() -> None:
    gone = SMALL.dropping("cadres", id="C2")
    assert refused(gone, moved(SMALL))[1:] == ["Change 1: 干部C2 (cadre:C2) is not in the roster."]


def test_a_household_whose_only_row_is_gone_is_pointed_at() -> None:
    lost = SMALL.dropping("pairings")
    (_, line) = refused(lost, moved(SMALL))
    assert line.startswith("贫困户!B2: 干部C1 (cadre:C1) does not help")


def test_a_plan_without_names_cannot_be_brought_to_a_roster_that_changed() -> None:
    plan = moved(SMALL)
    nameless = plan.model_copy(update={"changes": (plan.changes[0].model_copy(update={"keys": ()}),)})
    more = SMALL.adding("pairings", pairing("C3", "H2"))
    assert refused(more, nameless)[1] == "Change 1: the plan does not say what household:H1 is called."
    assert apply_plan(SMALL.roster(), nameless).accepted == ("1",)


def test_a_plan_that_does_not_fit_its_own_roster_is_refused() -> None:
    drafting = Drafting(SMALL.roster(), E)
    drafting.change("move", "H2", "C1", "C2")
    drafting.change("add", "H1", None, "C1")
    first, *differences = refused(SMALL, drafting.plan())
    assert first == "The plan does not fit the roster, though it says it was made from it. Nothing was done:"
    assert len(differences) == 2


def test_a_difference_outside_the_part_accepted_is_none() -> None:
    drafting = Drafting(SMALL.roster(), E)
    drafting.change("move", "H1", "C1", "C2")
    drafting.change("add", "H2", None, "C3")
    changed = SMALL.changing("pairings", {"cadre": "C1"}, end_date=dt.date(2016, 5, 1))
    assert apply_plan(changed.roster(), drafting.plan(), decisions={"1": "no"}).accepted == ("2",)


def test_more_differences_than_can_be_read_are_counted() -> None:
    problems = [Text(str(number)) for number in range(70)]
    error = PlanError(Text("Much differs:"), problems)
    assert str(error).splitlines()[-1] == "and 20 more"
    assert error.problems == tuple(problems)
