"""The sample beside three greedy repairs: each is legal, and none is as good with so few changes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

import pairing
from pairing.sample import sample_roster
from tests.pairing.planning.brute import GOALS, Goal, order_of
from tests.pairing.planning.greedy import GREEDY
from tests.pairing.planning.office import WholeOffice, office_of
from tests.pairing.planning.outcome import pairs_after
from tests.pairing.planning.result import Reached, broken_rules, reached

if TYPE_CHECKING:
    from tests.pairing.balance.brute import Pair

GAPS: Final = ("uncovered", "ineligible", "idle")


@cache
def office() -> WholeOffice:
    return office_of(sample_roster())


@cache
def greedy() -> dict[str, set[Pair]]:
    return {name: repaired(office()) for name, repaired in GREEDY.items()}


@cache
def ours(goal: Goal) -> Reached:
    return reached(office(), pairs_after(office(), pairing.repair(sample_roster(), goal=goal)))


@pytest.mark.parametrize("name", GREEDY)
def test_a_greedy_repair_keeps_the_same_hard_rules(name: str) -> None:
    assert not list(broken_rules(office(), greedy()[name]))


@pytest.mark.parametrize("name", GREEDY)
def test_a_greedy_repair_closes_gaps(name: str) -> None:
    theirs = reached(office(), greedy()[name])
    assert theirs.by(GAPS) < reached(office(), office().today).by(GAPS)


@pytest.mark.parametrize("name", GREEDY)
def test_ours_closes_as_many_gaps_with_fewer_changes(name: str) -> None:
    theirs = reached(office(), greedy()[name])
    assert ours("gaps").by(GAPS) <= theirs.by(GAPS)
    assert ours("gaps").changes < theirs.changes


@pytest.mark.parametrize("name", GREEDY)
def test_ours_is_better_balanced(name: str) -> None:
    """Nor do more changes help them: the balance ours reaches, none of them does."""
    theirs = reached(office(), greedy()[name])
    result = order_of("balance", changes=False)[:-2]
    assert ours("balance").by(result) < theirs.by(result)


@pytest.mark.parametrize("name", GREEDY)
def test_with_as_many_changes_as_theirs_ours_is_better(name: str) -> None:
    theirs = reached(office(), greedy()[name])
    plan = pairing.repair(sample_roster(), max_changes=theirs.changes)
    best = reached(office(), pairs_after(office(), plan))
    result = order_of("balance", changes=False)
    assert best.by(result) < theirs.by(result)
    assert best.changes <= theirs.changes


def test_neither_goal_is_worse_than_the_other_in_what_it_is_for() -> None:
    for goal in GOALS:
        assert ours(goal).by(order_of(goal)) == min(ours(other).by(order_of(goal)) for other in GOALS)
