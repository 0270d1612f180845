"""Plans with at most so many changes: proven at the corners of their curve, bounded between them; and the curve."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

import pairing
from pairing.model.plan import Plan, Point, Term
from tests.pairing.balance.brute import roster_of
from tests.pairing.planning.areas import areas
from tests.pairing.verification.small import exclusion, pin, records

if TYPE_CHECKING:
    from pairing.model.plan import Goal
    from pairing.roster import Roster

GOALS: Final[tuple[Goal, ...]] = ("balance", "gaps")
SEEDS: Final = range(2)
FEW: Final = 2
"""So many plans of a kind are tried of each curve."""


@cache
def roster(seed: int) -> Roster:
    return roster_of(areas(Random(seed), 4))


@cache
def full(seed: int, goal: Goal) -> Plan:
    return pairing.repair(roster(seed), goal=goal, curve=True)


@cache
def limited(seed: int, goal: Goal, most: int) -> Plan:
    return pairing.repair(roster(seed), goal=goal, max_changes=most)


def some(status: str) -> list[tuple[Roster, Plan]]:
    """Give plans of a status, each with its roster."""
    found = []
    for seed, goal in product(SEEDS, GOALS):
        points = [point.changes for point in full(seed, goal).curve[:-1] if point.exact == (status == "optimal")]
        found += [(roster(seed), limited(seed, goal, most)) for most in points[:: max(1, len(points) // FEW)]]
    return [(one, plan) for one, plan in found if plan.status == status]


def faults(whose: Roster, plan: Plan) -> list[str]:
    return [fault.render("en") for fault in pairing.verify(whose, plan).faults]


def but(plan: Plan, **fields: object) -> Plan:
    return plan.model_copy(update=fields)


# Accepted -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["optimal", "bounded"])
def test_plans_with_a_limit_are_accepted(status: str) -> None:
    found = some(status)
    assert len(found) > 1
    assert [said for whose, plan in found if (said := faults(whose, Plan.model_validate_json(plan.to_json())))] == []


@pytest.mark.parametrize("goal", GOALS)
def test_a_limit_that_is_none_changes_nothing(goal: Goal) -> None:
    plan = full(0, goal)
    for most in (len(plan.counted), len(plan.counted) + 1, 10**30):
        assert faults(roster(0), but(plan, max_changes=most)) == []


# Rejected -------------------------------------------------------------------------------------------------------------


def test_with_one_change_more_it_is_not_proven() -> None:
    for whose, plan in some("optimal"):
        said = faults(whose, but(plan, max_changes=len(plan.counted) + 1, curve=()))
        assert said
        assert all("proven by certificate" in fault for fault in said)


def test_fewer_rows_prove_less() -> None:
    for whose, plan in some("optimal"):
        parts = [part.model_copy(update={"potentials": part.potentials[:-1]}) for part in plan.proof.parts]
        less = but(plan, proof=but_proof(plan, rows=plan.proof.rows[:-1], parts=tuple(parts)))
        said = faults(whose, less)
        assert said
        assert all("proven by certificate" in fault for fault in said)


def but_proof(plan: Plan, **fields: object) -> object:
    return plan.proof.model_copy(update=fields)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((Term(level="load", at=0),), "The rows of the proof look at ranks that are none."),
        ((Term(level="load", above=-1),), "The rows of the proof look at ranks that are none."),
        ((Term(level="load", at=1, above=1),), "The rows of the proof look at ranks that are none."),
        ((Term(level="idle", at=1),), "The rows of the proof look at ranks that are none."),
        ((Term(level="first", weight=2**60),), "The rows of the proof weigh beyond all bounds."),
        ((Term(level="preference", weight=-(10**400)),), "The rows of the proof weigh beyond all bounds."),
        (
            (Term(level="support", weight=-1),),
            "By the rows of the proof a further household or helper costs less than the one before.",
        ),
        (
            (Term(level="load", at=1),),
            "By the rows of the proof a further household or helper costs less than the one before.",
        ),
    ],
)
def test_rows_that_mean_nothing_are_told(row: tuple[Term, ...], said: str) -> None:
    whose, plan = some("optimal")[0]
    rows = (row, *plan.proof.rows[1:])
    assert said in faults(whose, but(plan, proof=but_proof(plan, rows=rows)))


def test_ranks_beyond_all_cost_nothing() -> None:
    whose, plan = some("optimal")[0]
    nothing = tuple((0,) * len(part.potentials[0]) for part in plan.proof.parts)
    parts = tuple(
        part.model_copy(update={"potentials": (row, *part.potentials)})
        for part, row in zip(plan.proof.parts, nothing, strict=True)
    )
    for term in (Term(level="load", at=2**70), Term(level="load", above=2**70)):
        (further, *_) = faults(whose, but(plan, proof=but_proof(plan, rows=((term,), *plan.proof.rows), parts=parts)))
        assert "proven by certificate" in further


def test_a_proof_without_rows_is_told() -> None:
    whose, plan = some("optimal")[0]
    assert "The proof has no rows." in faults(whose, but(plan, proof=but_proof(plan, rows=())))


# Bounded --------------------------------------------------------------------------------------------------------------


def test_a_bounded_plan_certifies_nothing() -> None:
    for whose, plan in some("bounded")[:5]:
        levels = (plan.levels[0].model_copy(update={"proven": "certificate", "bound": None}), *plan.levels[1:])
        assert any("proven by certificate" in said for said in faults(whose, but(plan, levels=levels)))
        assert faults(whose, but(plan, status="optimal")) != []
        assert faults(whose, but(plan, max_changes=None)) != []
        assert faults(whose, but(plan, max_changes=len(plan.counted) - 1)) != []


def test_nothing_is_better_than_what_bounds_it() -> None:
    whose, plan = some("bounded")[0]
    for at, level in enumerate(plan.levels):
        better = level.name in {"first", "preference"}
        for by, holds in ((0, True), (-1, not better), (1, better)):
            bound = level.value + by
            levels = list(plan.levels)
            levels[at] = level.model_copy(update={"proven": "bound", "bound": bound})
            assert (not faults(whose, but(plan, levels=tuple(levels)))) == (holds or level.name == "pairings")


STRICT: Final = (
    records({"C1": "U1", "C2": "U1"}, {"H1": "V1", "H2": "V1"}, "U1-V1", "C1-H1 C2-H1")
    .adding("constraints", exclusion("C1", "H1"), pin("C1", "H2"))
    .roster()
)
"""It takes two changes to keep the rules: one pair is excluded, another pinned."""


def test_what_breaks_the_rules_may_stay_where_there_are_too_few_changes() -> None:
    for most in (0, 1):
        plan = pairing.repair(STRICT, max_changes=most)
        assert plan.status == "bounded"
        assert faults(STRICT, plan) == []


def test_and_no_longer_where_there_are_enough() -> None:
    plan = but(pairing.repair(STRICT, max_changes=1), max_changes=2, curve=())
    said = faults(STRICT, plan)
    assert any("pinned" in fault or "no pair that the rules allow" in fault for fault in said)


# The curve ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goal", GOALS)
def test_the_curve_is_accepted(goal: Goal) -> None:
    for seed in SEEDS:
        plan = full(seed, goal)
        assert len(plan.curve) == len(plan.counted) + 1
        assert faults(roster(seed), plan) == []


def point(at: Point, **fields: object) -> Point:
    return at.model_copy(update=fields)


def test_a_curve_that_does_not_begin_with_today_and_end_in_the_plan_is_told() -> None:
    plan, whose = full(1, "balance"), roster(1)
    first, *between, last = plan.curve
    for curve in (
        (point(first, uncovered=first.uncovered + 1), *between, last),
        (first, *between, point(last, worst_load=(last.worst_load or 0) + Fraction(1, 7))),
        (first, *between, point(last, idle=last.idle + 1)),
        (first, *between, point(last, exact=False)),
        (first, *between, point(last, bounded="load")),
        (first, *between, point(last, bound=Fraction(1))),
        (first, *between),
        (last, *between, first),
        (first, *between, last, last),
    ):
        assert faults(whose, but(plan, curve=curve)) != []


def test_a_curve_that_becomes_worse_is_told() -> None:
    plan, whose = full(1, "balance"), roster(1)
    at = next(n for n, one in enumerate(plan.curve) if one.exact)
    worse = point(plan.curve[at + 1], uncovered=plan.curve[at].uncovered + 1)
    curve = (*plan.curve[: at + 1], worse, *plan.curve[at + 2 :])
    assert any("worse than the one before" in said for said in faults(whose, but(plan, curve=curve)))
