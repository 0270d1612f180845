"""A peer that solved less would be faster for nothing: each finds what the planner's own solver finds."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import pairing
from pairing.assignment.best import first_guess
from pairing.assignment.network import Encoding
from pairing.flow import solve
from pairing.flow.levels import groups_of
from pairing.planning.area import Area
from pairing.planning.orders import order_for
from tests.bench.bench_planning import SOLVER_RANGE, pair_by_pair
from tests.bench.peers import bare_flow, cp_sat
from tests.pairing.balance.brute import roster_of
from tests.pairing.planning.areas import areas

ROSTER = roster_of(areas(Random(5), 6))


def least_costs() -> list[int]:
    """Give the cost of the best flow of each part by all levels, as the first levels together count it."""
    area = Area.of(ROSTER)
    policy = area.policy.ordered(order_for("repair", "balance"))
    found = []
    for part in area.parts:
        network = Encoding(part, policy, first_guess(part, policy), by_blocks=False).network
        group, *_ = groups_of(network, SOLVER_RANGE // (2 * (network.nodes + 3)))
        found.append(int(group.pack(network.costs) @ solve(network).flow))
    return found


def test_the_bare_flow_is_as_good() -> None:
    assert [problem.solve() for problem in pair_by_pair(ROSTER)] == least_costs()


def test_cp_sat_is_as_good_where_it_comes_to_an_end() -> None:
    found = cp_sat.solve_each(list(pair_by_pair(ROSTER)), limit=60)
    assert [one.cost for one in found if one.optimal] == least_costs()


def test_the_calls_heard_are_those_that_were_made() -> None:
    with bare_flow.listening() as heard:
        plan = pairing.repair(ROSTER)
    assert pairing.repair(ROSTER).to_json() == plan.to_json()
    assert len(heard) >= 2 * len(list(pair_by_pair(ROSTER)))  # one a part and goal at least
    bare_flow.solve_each(heard)


def test_nobody_listens_afterwards() -> None:
    with bare_flow.listening() as heard:
        pass
    pairing.repair(ROSTER)
    assert not heard


@pytest.mark.parametrize("limit", [0.1])
def test_cp_sat_says_when_its_time_is_up(limit: float) -> None:
    hard = bare_flow.Problem(
        tail=np.array([0, 0], np.int32),
        head=np.array([1, 1], np.int32),
        capacity=np.array([1, 1]),
        cost=np.array([2, 1]),
        supply=np.array([1, -1]),
    )
    assert cp_sat.solve(hard, 60).cost == 1
    assert cp_sat.solve(hard, limit).seconds < 60
