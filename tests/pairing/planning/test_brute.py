"""Every plan is what trying everything finds: all levels, all hard rules, and as few changes as that takes."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

import pairing
from tests.pairing.balance.brute import TODAY, roster_of
from tests.pairing.planning.areas import LATER, Desk, areas
from tests.pairing.planning.brute import GOALS, Goal, Tried, order_of
from tests.pairing.planning.outcome import misordered, misshapen, of_area, pairs_after
from tests.pairing.planning.result import Reached, broken_rules, reached

if TYPE_CHECKING:
    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from tests.pairing.balance.brute import Pair

pytestmark = pytest.mark.usefixtures("nothing_tried")
AREAS: Final = int(os.environ.get("PAIRING_BRUTE", "200"))
"""So many tiny areas are tried for each goal; PAIRING_BRUTE=10000 tries as many as the issue asks."""
TOGETHER: Final = 50
"""So many are put into one roster, since most of the time goes into making one."""
SEEDS: Final = range(AREAS // TOGETHER)


class Planned:
    """A plan for several areas at once, and each area's own changes."""

    def __init__(self, seed: int, goal: Goal, *, anew: bool = False) -> None:
        self.goal = goal
        self.order = order_of(goal, anew=anew)
        on = LATER if seed % 3 == 0 else TODAY
        self.desks = [Desk(area) for area in areas(Random(seed), TOGETHER, on)]
        self.roster: Roster = roster_of([desk.area for desk in self.desks])
        plan = pairing.propose if anew else pairing.repair
        self.plan: Plan = plan(self.roster, goal=goal, effective=on)
        self.pairs = [pairs_after(desk, of_area(self.plan, desk)) for desk in self.desks]
        self.reached = [reached(desk, pairs) for desk, pairs in zip(self.desks, self.pairs, strict=True)]

    @property
    def everyone_everywhere(self) -> set[Pair]:
        """All pairs after the plan."""
        return set().union(*self.pairs)


@cache
def planned_for(seed: int, goal: Goal, anew: bool) -> Planned:
    """Plan once for all tests."""
    return Planned(seed, goal, anew=anew)


@pytest.mark.parametrize("anew", [False, True], ids=["repair", "propose"])
@pytest.mark.parametrize("goal", GOALS)
def test_a_plan_is_what_trying_everything_finds(goal: Goal, anew: bool) -> None:
    for seed in SEEDS:
        planned = planned_for(seed, goal, anew)
        check_areas(planned, seed, anew=anew)
        check_values(planned)
        check_proof(planned)


def check_areas(planned: Planned, seed: int, *, anew: bool) -> None:
    """Each area is the best there is, is legal, and its changes are well formed."""
    for desk, pairs, mine in zip(planned.desks, planned.pairs, planned.reached, strict=True):
        best = Tried(desk).best(planned.goal, anew=anew)
        assert mine.by(planned.order) == best.by(planned.order), (seed, desk.area, sorted(pairs))
        assert not list(broken_rules(desk, pairs)), (seed, desk.area)
        own = of_area(planned.plan, desk)
        assert not [*misshapen(desk, own), *misordered(desk, own)], (seed, desk.area)


def check_values(planned: Planned) -> None:
    """What the plan says of its levels, before and after, is what counting finds."""
    before = values([today(desk) for desk in planned.desks], sum(len(desk.counting) for desk in planned.desks))
    after = values(planned.reached, len(planned.everyone_everywhere))
    assert [level.name for level in planned.plan.levels] == [NAMES.get(name, name) for name in planned.order]
    for level in planned.plan.levels:
        assert level.value == after[level.name], level
        assert level.today == before[level.name], level
        assert level.proven == "certificate"
        assert level.bound is None
    assert planned.plan.status == "optimal"
    assert len(planned.plan.counted) == after["changes"]


def today(desk: Desk) -> Reached:
    """Judge what counts today; of what an exclusion ends, C203 has no more to say."""
    return replace(reached(desk, desk.counting), ineligible=reached(desk, desk.today).ineligible)


NAMES: Final = {"distance": "pairings"}


def values(areas: list[Reached], pairs: int) -> dict[str, Fraction]:
    """Add the levels up over areas, as a plan writes them."""
    summed = ("uncovered", "ineligible", "idle", "overload", "support", "changes")
    return {
        **{name: Fraction(sum(getattr(area, name) for area in areas)) for name in summed},
        **{name: Fraction(-sum(getattr(area, name) for area in areas)) for name in ("first", "preference")},
        "pairings": Fraction(pairs),
        "load": max((area.load[0] for area in areas if area.load), default=Fraction(0)),
    }


def check_proof(planned: Planned) -> None:
    """The pairs of the proof are those the changes lead to; the whole is accepted by verification."""
    plan = planned.plan
    proven = {
        (part.cadres[cadre], part.households[household]) for part in plan.proof.parts for cadre, household in part.pairs
    }
    assert proven == planned.everyone_everywhere
    assert pairing.verify(planned.roster, plan).holds


def test_both_counts_and_the_balance_are_of_the_same_roster() -> None:
    for seed in SEEDS:
        gaps, full = planned_for(seed, "gaps", False), planned_for(seed, "balance", False)
        counts = (len(gaps.plan.counted), len(full.plan.counted))
        for planned in (gaps, full):
            assert (planned.plan.counts.gaps_only, planned.plan.counts.full) == counts
            lens = {summary.name: Counter(dict(summary.vector)) for summary in planned.plan.balance.after}
            assert lens.get("load", Counter()) == Counter(load for one in planned.reached for load in one.load)
            assert lens.get("support", Counter()) == helpers_of(planned)
        assert load_and_support(full.plan, "after") == load_and_support(full.plan, "attainable")


def helpers_of(planned: Planned) -> Counter[Fraction]:
    helped = Counter(household for _, household in planned.everyone_everywhere)
    return Counter(Fraction(helped[household]) for desk in planned.desks for household in desk.scope)


def load_and_support(plan: Plan, when: str) -> dict[str, object]:
    summaries = getattr(plan.balance, when)
    return {summary.name: summary.vector for summary in summaries if summary.name in {"load", "support"}}


def test_what_no_plan_can_cover_is_listed() -> None:
    for seed in SEEDS:
        planned = planned_for(seed, "balance", False)
        told = {who for unmet in planned.plan.unmet if unmet.kind == "uncovered" for who in unmet.subjects}
        helped = {household for _, household in planned.everyone_everywhere}
        scope = {household for desk in planned.desks for household in desk.scope}
        assert told == {f"household:{household}" for household in scope - helped}


def test_a_first_helper_whom_an_exclusion_ends_is_no_first_of_anybody_else() -> None:
    """A is of another part than the household from which he is barred; there B stands at the place that A has here."""
    given = replace(
        areas(Random(0), 1)[0],
        units=("U", "X"),
        villages=("V",),
        cadres=dict.fromkeys("ABC", ("X", 1, "在岗")),
        households=dict.fromkeys("hi", ("V", "在册")),
        paired=frozenset({("A", "h"), ("B", "h"), ("C", "h"), ("A", "i")}),
        ordinals={("A", "h"): 1, ("B", "h"): None, ("C", "h"): 1, ("A", "i"): None},
        dates=dict.fromkeys([("A", "h"), ("B", "h"), ("C", "h"), ("A", "i")], (None, None)),
        **dict.fromkeys(("twinned", "posted", "linked", "pins"), frozenset[tuple[str, str]]()),  # type: ignore[arg-type]
        exclusions=frozenset({("A", "h")}),
        ranks={"A": "科员", "B": "正科", "C": "科员"},
        difficulties=dict.fromkeys("hi"),
        beside=(),
        everyone=True,
        helpers=2,
    )
    plan = pairing.repair(roster_of([given]))
    assert pairs_after(Desk(given), plan) == {("A", "i"), ("C", "h")}
