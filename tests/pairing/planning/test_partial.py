"""What a part of a plan leaves open that the whole would close, and which changes it takes apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pairing.model.labels import CadreList, Participation
from pairing.planning.applying import apply_plan
from pairing.planning.applying.partial import Gaps, gaps_of, partial_of, splits_of
from tests.cypher.small import pairing
from tests.pairing.planning.plans import Drafting
from tests.pairing.verification.small import exclusion, pin, records

if TYPE_CHECKING:
    from pairing.planning.applying.partial import Partial
    from tests.cypher.small import Records

E = dt.date(2017, 1, 1)
SMALL = records({"C1": "U1", "C2": "U1", "C3": "U1"}, {"H1": "V1", "H2": "V1"}, "U1-V1", "C1-H1 C2-H1").at(E)


def gaps(some: Records) -> Gaps:
    return gaps_of(some.roster())


def test_a_household_without_helper_and_a_cadre_without_household_are_gaps() -> None:
    assert gaps(SMALL) == Gaps(uncovered=frozenset({"household:H2"}), idle=frozenset({"cadre:C3"}))
    assert gaps(SMALL)
    assert not gaps(SMALL.adding("pairings", pairing("C3", "H2")))


def test_nobody_is_idle_who_need_not_help() -> None:
    for settings in ({"participation": Participation.AS_NEEDED}, {"cadre_list": CadreList.HELPERS_ONLY}):
        assert gaps(SMALL.under(**settings)).idle == frozenset()
    assert gaps(SMALL.changing("cadres", {"id": "C3"}, quota=0)).idle == frozenset()


def test_an_exclusion_in_force_and_a_pin_that_is_not_are_gaps() -> None:
    some = SMALL.adding("constraints", exclusion("C1", "H1"), pin("C2", "H1"), pin("C3", "H2"))
    assert gaps(some).excluded == {("cadre:C1", "household:H1")}
    assert gaps(some).unpinned == {("cadre:C3", "household:H2")}


def test_neither_holds_for_a_household_out_of_scope_or_what_contradicts_itself() -> None:
    some = SMALL.adding("constraints", exclusion("C3", "H2"), pin("C3", "H2"))
    assert gaps(some).unpinned == frozenset()
    gone = some.adding("constraints", pin("C3", "H1")).changing("households", {"id": "H1"}, state="已迁出")
    assert gaps(gone) == Gaps(
        uncovered=frozenset({"household:H2"}), idle=frozenset({"cadre:C1", "cadre:C2", "cadre:C3"})
    )


def test_more_helpers_than_the_policy_are_a_gap_unless_they_are_pinned() -> None:
    strict = SMALL.under(helpers_per_household=1)
    assert gaps(strict).crowded == {"household:H1"}
    assert gaps(strict.adding("constraints", pin("C1", "H1"), pin("C2", "H1"))).crowded == frozenset()


def part(some: Records, *accepted: str) -> Partial:
    """C3 is to help H2, then C2 to leave H1 and help H2 too; the last two belong together."""
    roster = some.roster()
    drafting = Drafting(roster)
    drafting.change("add", "H2", None, "C3")
    drafting.change("drop", "H1", "C2", group="g1")
    drafting.change("add", "H2", None, "C2", group="g1")
    plan = drafting.plan().model_copy(update={"accepted": accepted})
    return partial_of(roster, plan, apply_plan(roster, plan).roster, accepted)


def test_the_whole_leaves_nothing() -> None:
    found = part(SMALL, "1", "2", "3")
    assert (found.is_whole, found.made, found.gaps, found.split) == (True, 3, Gaps(), ())


def test_a_part_leaves_what_the_whole_would_close() -> None:
    found = part(SMALL, "2")
    assert (found.is_whole, found.made, found.of) == (False, 1, 3)
    assert found.gaps.uncovered == {"household:H2"}
    assert found.gaps.idle == {"cadre:C2", "cadre:C3"}
    (split,) = found.split
    assert split.group == "g1"
    assert [change.id for change in split.made] == ["2"]
    assert [change.id for change in split.left] == ["3"]


def test_a_gap_that_the_whole_leaves_too_is_not_the_parts() -> None:
    pinned = SMALL.adding("constraints", pin("C3", "H1"))
    assert part(pinned, "1").gaps == Gaps()


def test_a_group_is_split_only_where_some_of_it_is_made() -> None:
    roster = SMALL.roster()
    drafting = Drafting(roster)
    drafting.change("drop", "H1", "C2", group="g1")
    drafting.change("add", "H2", None, "C2", group="g1")
    plan = drafting.plan()
    assert splits_of(plan, {"1", "2"}) == splits_of(plan, ()) == ()
