"""A true plan is accepted; with any claim in it made false it is not; and nothing in it raises."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random
from typing import TYPE_CHECKING, Final, cast

import pytest
from pydantic import ValidationError

import pairing
from pairing.model.plan import Plan
from pairing.sample import sample_roster
from tests.pairing.balance.brute import TODAY, roster_of
from tests.pairing.planning.areas import LATER, areas
from tests.pairing.verification.plan_tampering import CHANGES
from tests.pairing.verification.tampering import HOSTILE, leaves, put
from tests.strategies.rosters import COMPLETE, day, settings, shape, small_roster, to_roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.model.plan import Goal
    from pairing.roster import Roster
    from tests.pairing.verification.tampering import Value

GOALS: Final[tuple[Goal, ...]] = ("balance", "gaps")
SMALL: Final = (1, 2, 5)


@dataclass(frozen=True, eq=False)
class Case:
    """A roster and a plan for it."""

    roster: Roster
    plan: Plan

    @cached_property
    def _json(self) -> str:
        return self.plan.to_json()

    def written(self) -> Value:
        """Give the plan as a JSON value."""
        return cast("Value", json.loads(self._json))

    def tampered(self, change: Callable[[Value, Random], bool], random: Random) -> Plan | None:
        """Make one claim false; None where that cannot be done, or the model refuses it, or it makes no difference."""
        value = self.written()
        if not change(value, random) or value == self.written():
            return None
        try:
            return Plan.model_validate(value)
        except (ValidationError, ArithmeticError):
            return None


@cache
def of_sample(goal: Goal) -> Case:
    return Case(sample_roster(), pairing.repair(sample_roster(), goal=goal))


@cache
def of_areas(seed: int) -> Case:
    """A few tiny areas, planned for today or for a later day."""
    on = (TODAY, LATER)[seed % 2]
    roster = roster_of(areas(Random(seed), 5, on))
    make = (pairing.repair, pairing.propose)[seed % 3 == 2]
    return Case(roster, make(roster, goal=GOALS[seed % 2], effective=on))


def faults(roster: Roster, plan: Plan) -> list[str]:
    return [fault.render("en") for fault in pairing.verify(roster, plan).faults]


# Accepted -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goal", GOALS)
def test_the_plan_of_the_sample_is_accepted(goal: Goal) -> None:
    case = of_sample(goal)
    verdict = pairing.verify(case.roster, Plan.model_validate_json(case.plan.to_json()))
    assert verdict.faults == ()
    assert verdict.claims > 10_000


@pytest.mark.parametrize("seed", range(2))
def test_plans_of_many_tiny_areas_are_accepted(seed: int) -> None:
    on = (TODAY, LATER)[seed % 2]
    roster = roster_of(areas(Random(seed), 10, on))
    for make in (pairing.repair, pairing.propose):
        for goal in GOALS:
            assert faults(roster, make(roster, goal=goal, effective=on)) == []


def test_plans_of_rosters_with_everything_missing_and_their_undoing_are_accepted() -> None:
    for seed in range(12):
        random = Random(seed)
        roster = to_roster(small_roster(random, shape(random) if seed % 2 else COMPLETE), settings(random), day(random))
        plan = pairing.repair(roster, goal=GOALS[seed % 2], effective=day(random))
        assert (seed, faults(roster, plan)) == (seed, [])
        applied = pairing.apply_plan(roster, plan)
        assert (seed, faults(applied.roster, Plan.model_validate_json(applied.undo.to_json()))) == (seed, [])


# Rejected -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_false_claim_is_found(change: Callable[[Value, Random], bool]) -> None:
    random = Random(change.__name__)
    cases = [of_sample("balance"), *map(of_areas, SMALL)]
    tried = [(case, plan) for case in cases if (plan := case.tampered(change, random)) is not None]
    assert tried
    assert [(case.plan, plan) for case, plan in tried if pairing.verify(case.roster, plan).holds] == []


@pytest.mark.parametrize("goal", GOALS)
def test_a_plan_of_another_roster_is_none_of_this_one(goal: Goal) -> None:
    case, stranger = of_areas(0), of_areas(3)
    assert faults(case.roster, stranger.plan) != []
    disguised = stranger.plan.model_copy(update={"roster_sha256": case.roster.sha256, "as_of": case.roster.on})
    assert faults(case.roster, disguised) != []
    assert faults(case.roster, pairing.repair(case.roster.at(LATER), goal=goal)) != []


def test_what_is_attainable_has_a_value_for_each_and_the_mean_it_must_have() -> None:
    case = of_sample("balance")
    at = next(n for n, lens in enumerate(case.plan.balance.attainable) if lens.name == "strength")
    lens = case.plan.balance.attainable[at]
    (value, count), *rest = lens.vector
    factor = 1 + int((lens.max or 0) / value)
    several = {name: factor * getattr(lens, name) for name in ("min", "max", "mean", "spread")}
    more = tuple((factor * one, times) for one, times in lens.vector)
    for cells in ({"vector": ((value, count + 1), *rest)}, {"vector": ()}, {"vector": more, **several}):
        lenses = list(case.plan.balance.attainable)
        lenses[at] = lens.model_copy(update=cells)
        balance = case.plan.balance.model_copy(update={"attainable": tuple(lenses)})
        (said,) = faults(case.roster, case.plan.model_copy(update={"balance": balance}))
        assert said.startswith("B303 Strength in a village, attainable")


# Never raises ---------------------------------------------------------------------------------------------------------

DATES: Final = ("0001-01-01", "9999-12-31")
WORDS: Final = ("undo", "propose", "gaps", "bounded", "inverse", "solver", "cadre:", "household:")


@pytest.mark.parametrize("seed", SMALL)
def test_whatever_stands_in_a_plan_raises_nothing(seed: int) -> None:
    case, random = of_areas(seed), Random(seed)
    ways = [way for way in leaves(case.written()) if "potentials" not in way]
    for _ in range(60):
        value = case.written()
        put(value, random.choice(ways), random.choice((*HOSTILE, *DATES, *WORDS)))
        with suppress(ValidationError, ArithmeticError):
            pairing.verify(case.roster, Plan.model_validate(value))


def test_a_plan_that_says_nothing_raises_nothing() -> None:
    case = of_sample("balance")
    bare = {name: case.written()[name] for name in ("roster_sha256", "as_of", "effective", "mode", "goal", "solver")}
    for status in ("optimal", "bounded", "inverse"):
        plan = Plan.model_validate({**bare, "status": status, "counts": {"gaps_only": 0, "full": 0}})
        assert len(faults(case.roster, plan)) >= 2
