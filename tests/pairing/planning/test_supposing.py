"""Rosters without somebody: nothing of him counts any more, nothing is lost, and a repair stays small."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import pairing
from cypher import check
from pairing.assignment.levels import BALANCE
from pairing.counting import active_twinnings, counting_pairings, expected_cadres, households_in_scope
from pairing.model.labels import ConstraintKind
from pairing.names import find_node
from pairing.planning.area import Area
from pairing.planning.because import because
from pairing.planning.supposing import with_limit, with_quota, without, without_constraint
from pairing.planning.values import Held
from pairing.sample import sample_roster
from tests.cypher.small import HEALTHY, TODAY
from tests.cypher.small import pairing as helps

if TYPE_CHECKING:
    from pairing.model.plan import Plan
    from pairing.roster import Roster

YESTERDAY = TODAY - datetime.timedelta(1)
LATER = TODAY + datetime.timedelta(30)


def leaving(roster: Roster, *who: str, day: datetime.date | None = None) -> Roster:
    return without(roster, [find_node(roster, one) for one in who], day)


def cells(roster: Roster, table: str, column: str, **where: str) -> list[object]:
    rows = roster.tables[table].to_dicts()  # type: ignore[index]
    return [row[column] for row in rows if all(row[name] == value for name, value in where.items())]


def test_a_cadre_who_leaves_helps_nobody() -> None:
    roster = HEALTHY.roster()
    then = leaving(roster, "cadre:C1")
    assert cells(then, "cadres", "state", id="C1") == ["调离"]
    assert cells(then, "pairings", "end_date", cadre="C1") == [YESTERDAY]
    assert cells(then, "postings", "end_date", cadre="C1") == [YESTERDAY]
    assert "C1" not in counting_pairings(then)["cadre"].to_list()
    assert cells(then, "constraints", "cadre") == ["C2"]
    assert cells(then, "constraints", "key") == [0]
    assert {name: table.height for name, table in then.tables.items() if name != "constraints"} == {
        name: table.height for name, table in roster.tables.items() if name != "constraints"
    }


def test_a_unit_leaves_with_its_people() -> None:
    then = leaving(HEALTHY.roster(), "unit:U2")
    assert expected_cadres(then)["id"].to_list() == ["C1"]
    assert active_twinnings(then)["unit"].to_list() == ["U1"]
    assert counting_pairings(then)["cadre"].to_list() == ["C1"]


def test_a_household_leaves() -> None:
    then = leaving(HEALTHY.roster(), "household:H2", "户主H3")
    assert households_in_scope(then)["id"].to_list() == ["H1"]
    assert set(counting_pairings(then)["household"]) == {"H1"}
    assert cells(then, "households", "state", id="H2") == ["已迁出"]


def test_a_household_leaves_the_scope_whatever_that_is() -> None:
    wide = HEALTHY.under(in_scope=("在册", "已迁出", "已注销")).roster()
    assert "H2" not in households_in_scope(leaving(wide, "household:H2"))["id"]


def test_a_village_does_not_leave() -> None:
    roster = HEALTHY.roster()
    with pytest.raises(ValueError, match="village:V1 does not leave"):
        leaving(roster, "village:V1")


def test_whoever_leaves_later_is_there_until_then() -> None:
    then = leaving(HEALTHY.roster(), "cadre:C2", day=LATER)
    assert cells(then, "postings", "end_date", cadre="C2") == [LATER - datetime.timedelta(1)]


def test_what_has_not_begun_or_has_ended_already_keeps_its_dates() -> None:
    before, after = TODAY - datetime.timedelta(90), TODAY + datetime.timedelta(90)
    records = HEALTHY.adding(
        "pairings",
        helps("C4", "H2", end_date=before),
        helps("C4", "H3", start_date=after, end_date=LATER + datetime.timedelta(300)),
    )
    then = leaving(records.roster(), "cadre:C4")
    assert cells(then, "pairings", "end_date", cadre="C4") == [YESTERDAY, before, LATER + datetime.timedelta(300)]
    assert cells(then, "pairings", "void", cadre="C4") == [False, False, True]


def test_the_rules_find_no_half_departure() -> None:
    """Nobody who has left is still posted or paired, no pin hangs in the air."""
    then = leaving(HEALTHY.roster(), "cadre:C1", "household:H3")
    assert {finding.code for finding in check(then, only=["S114", "C208", "C210", "C211"]).findings} == set()


def test_what_the_planner_may_set_otherwise() -> None:
    roster = HEALTHY.roster()
    assert cells(without_constraint(roster, ConstraintKind.PIN, "C1", "H1"), "constraints", "kind") == ["exclusion"]
    assert cells(with_quota(roster, "C2", 7), "cadres", "quota", id="C2") == [7]
    assert with_limit(roster, 9).settings.helpers_per_household == 9


# How much changes -----------------------------------------------------------------------------------------------------

BUSY = "cadre:C0001"
"""One of those who help most."""


@pytest.fixture(scope="module")
def settled() -> Roster:
    """The sample after a repair: nothing is left to mend."""
    roster = sample_roster(clean=True)
    return pairing.apply_plan(roster, pairing.repair(roster)).roster


@pytest.fixture(scope="module")
def repaired(settled: Roster) -> Plan:
    """The repair after somebody busy has left."""
    return pairing.repair(leaving(settled, BUSY))


def test_after_one_busy_cadre_left_little_changes(settled: Roster, repaired: Plan) -> None:
    """A solve that does not count changes moves hundreds of people for the same result, a proposal still many."""
    then = leaving(settled, BUSY)
    area = Area.of(then)
    fresh = Held.of(area, area.solved([BALANCE])[0].pairs)
    assert repaired.counts.full <= 10
    assert pairing.propose(then).counts.full > 5 * repaired.counts.full
    assert fresh.changes > 50 * repaired.counts.full
    for level in ("uncovered", "ineligible", "idle", "overload", "pairings", "load", "support"):
        assert fresh.value(level) == next(one.value for one in repaired.levels if one.name == level)


def test_one_who_leaves_changes_no_component_but_his_own(settled: Roster, repaired: Plan) -> None:
    area = Area.of(settled)
    number = area.cadre_ids.to_list().index(BUSY.removeprefix("cadre:"))
    (his,) = [part for part in area.parts if number in part.cadres]
    households = {f"household:{area.household_ids[int(one)]}" for one in his.households}
    assert len(area.parts) > 1
    assert {change.subject for change in repaired.changes} <= households


def test_what_is_to_be_changed_elsewhere_is_changed_all_the_same() -> None:
    """Before the first repair there are changes in every component; those of the others stay the very same."""
    roster = sample_roster(clean=True)
    base, supposed = pairing.repair(roster), pairing.repair(leaving(roster, BUSY))
    what = because(base, supposed, [BUSY])
    area = Area.of(roster)
    number = area.cadre_ids.to_list().index(BUSY.removeprefix("cadre:"))
    (his,) = [part for part in area.parts if number in part.cadres]
    households = {f"household:{area.household_ids[int(one)]}" for one in his.households}
    assert what.base_changes == base.counts.full
    assert {supposed.change(one).subject for one in what.because} <= households
    elsewhere = [
        [
            change.model_copy(update={"id": "", "group": None})
            for change in plan.changes
            if change.subject not in households
        ]
        for plan in (base, supposed)
    ]
    assert elsewhere[0] == elsewhere[1] != []
