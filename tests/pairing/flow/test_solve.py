"""A flow is the best there is, level by level, and its potentials prove it."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from pairing.flow import Network, Solution, solve
from pairing.flow.levels import LARGEST_SUM, groups_of, halves
from pairing.flow.solve import InfeasibleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Arc = tuple[int, int, int, tuple[int, ...]]
"""Tail, head, capacity, and the cost in each level."""
LEVELS: Final = 3
ROOMY: Final = 2**40
WAYS: Final[dict[str, int | None]] = {"all levels at once": None, "level by level": 1}


def network(nodes: int, arcs: Sequence[Arc], supply: list[int]) -> Network:
    """Make a network."""
    tail, head, capacity = (np.array([arc[at] for arc in arcs], np.int64) for at in range(3))
    costs = np.array([arc[3] for arc in arcs], np.int64).T
    return Network(nodes, tail, head, capacity, costs, np.array(supply, np.int64))


def drawn(random: Random, capacity: int, count: int) -> Network:
    """Draw a network with a flow: what a random flow leaves at each node is its supply."""
    nodes = random.randint(2, 6)
    levels = random.randint(1, LEVELS)
    arcs = []
    supply = [0] * nodes
    for _ in range(random.randint(1, count)):
        tail, head = random.sample(range(nodes), 2)
        room = random.randint(1, capacity)
        some = random.randint(0, room)
        supply[tail] += some
        supply[head] -= some
        arcs.append((tail, head, room, tuple(random.randint(-3, 3) for _ in range(levels))))
    return network(nodes, arcs, supply)


def total(given: Network, flow: Iterable[int]) -> tuple[int, ...]:
    return tuple((given.costs @ np.array(list(flow), np.int64)).tolist())


def left_over(given: Network, solution: Solution) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give the head and the reduced cost, level by level, of every residual arc."""
    potentials = solution.potentials.T
    for at, flow in enumerate(solution.flow.tolist()):
        tail, head, cost = int(given.tail[at]), int(given.head[at]), given.costs[:, at]
        if flow < given.capacity[at]:
            yield head, tuple((cost + potentials[tail] - potentials[head]).tolist())
        if flow > 0:
            yield tail, tuple((-cost + potentials[head] - potentials[tail]).tolist())


SMALL: Final = [drawn(Random(seed), capacity=2, count=6) for seed in range(60)]
LARGER: Final = [drawn(Random(seed), capacity=9, count=25) for seed in range(150)]


@pytest.mark.parametrize("way", WAYS)
def test_no_flow_is_better(way: str) -> None:
    for given in SMALL:
        assert total(given, solve(given, WAYS[way]).flow.tolist()) == least(given)


def least(given: Network) -> tuple[int, ...]:
    """Try every flow."""
    flows = np.array(list(product(*(range(most + 1) for most in given.capacity.tolist()))), np.int64)
    into = np.zeros((len(given.tail), given.nodes), np.int64)
    np.add.at(into, (np.arange(len(given.tail)), given.tail), 1)
    np.subtract.at(into, (np.arange(len(given.tail)), given.head), 1)
    allowed = flows[(flows @ into == given.supply).all(axis=1)]
    return min(map(tuple, (allowed @ given.costs.T).tolist()))


@pytest.mark.parametrize("way", WAYS)
def test_flows_obey_capacities_and_supplies(way: str) -> None:
    for given in LARGER:
        flow = solve(given, WAYS[way]).flow
        assert ((flow >= 0) & (flow <= given.capacity)).all()
        given_away = np.bincount(given.tail, flow, given.nodes) - np.bincount(given.head, flow, given.nodes)
        assert given_away.tolist() == given.supply.tolist()


@pytest.mark.parametrize("way", WAYS)
def test_no_residual_arc_costs_less_than_nothing(way: str) -> None:
    for given in LARGER:
        nothing = (0,) * given.levels
        assert all(cost >= nothing for _, cost in left_over(given, solve(given, WAYS[way])))


@pytest.mark.parametrize("way", WAYS)
def test_each_potential_is_nothing_or_reached_by_an_arc_that_costs_nothing(way: str) -> None:
    for given in LARGER:
        solution, nothing = solve(given, WAYS[way]), (0,) * given.levels
        reached = {head for head, cost in left_over(given, solution) if cost == nothing}
        potentials = [tuple(column) for column in solution.potentials.T.tolist()]
        assert max(potentials) <= nothing
        assert all(potential == nothing or node in reached for node, potential in enumerate(potentials))


def test_potentials_do_not_depend_on_the_way() -> None:
    for given in LARGER:
        ways = [solve(given, most).potentials.tolist() for most in (None, 1, 20)]
        assert ways[0] == ways[1] == ways[2]


def test_potentials_do_not_depend_on_the_order_of_arcs() -> None:
    for seed, given in enumerate(LARGER):
        order = np.random.default_rng(seed).permutation(len(given.tail))
        arcs = given.tail[order], given.head[order], given.capacity[order], given.costs[:, order]
        mixed = Network(given.nodes, *arcs, given.supply)
        assert solve(mixed).potentials.tolist() == solve(given).potentials.tolist()


def test_an_earlier_level_outweighs_all_later_ones() -> None:
    """Of two ways from 0 to 1 the first costs 1 more in the second level, and is a billion better in the third."""
    given = network(2, [(0, 1, 1, (0, 1, -(10**9))), (0, 1, 1, (0, 0, 0))], [1, -1])
    assert solve(given).flow.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("arcs", "supply"),
    [
        ([(0, 1, 1, (0,))], [2, -2]),
        ([(1, 0, 5, (0,))], [1, -1]),
        ([(0, 1, 5, (0,))], [1, 0]),
    ],
    ids=["too narrow", "the wrong way", "nowhere to go"],
)
def test_where_there_is_no_flow_it_says_so(arcs: list[Arc], supply: list[int]) -> None:
    with pytest.raises(InfeasibleError):
        solve(network(2, arcs, supply))


def test_without_arcs_nothing_flows() -> None:
    empty = np.zeros(0, np.int64)
    given = Network(3, empty, empty, empty, np.zeros((2, 0), np.int64), np.zeros(3, np.int64))
    assert solve(given).potentials.tolist() == [[0, 0, 0], [0, 0, 0]]


def test_potentials_add_up_along_a_long_chain() -> None:
    """Each of 2,000 nodes hands over to the next at a gain, and nothing has come in: 2,000 rounds, of one arc each."""
    length = 2_000
    solution = solve(network(length, [(at, at + 1, 1, (-1, 1)) for at in range(length - 1)], [0] * length))
    assert solution.potentials.tolist() == [list(range(0, -length, -1)), list(range(length))]


def test_of_arcs_side_by_side_along_a_chain_the_best_counts() -> None:
    length = 100
    arcs: list[Arc] = [(at, at + 1, 1, (cost,)) for at in range(length - 1) for cost in (-1, -2, -1)]
    assert solve(network(length, arcs, [0] * length)).potentials.tolist() == [list(range(0, -2 * length, -2))]


# Levels ---------------------------------------------------------------------------------------------------------------


def sums(random: Random, given: Network) -> np.ndarray:
    """Draw what paths may cost in each level, as far below and above nothing as any can, and many in between."""
    swings = np.array(given.swings(), np.int64)[:, None]
    ends = np.array([[-1, 1, -1, 0], [-1, 1, 1, -1], [-1, 1, -1, 1]], np.int64)[: given.levels]
    some = [[random.randint(-int(swing), int(swing)) for _ in range(50)] for (swing,) in swings.tolist()]
    return np.concatenate([swings * ends, np.array(some, np.int64)], axis=1)


@pytest.mark.parametrize("largest", [ROOMY, 20, 1])
def test_packed_sums_are_taken_apart_again(largest: int) -> None:
    for seed, given in enumerate(LARGER):
        paths = sums(Random(seed), given)
        for group in groups_of(given, largest):
            packed = np.array(group.weights, np.int64) @ paths[group.rows]
            assert group.unpack(packed).tolist() == paths[group.rows].tolist()


def test_the_sign_of_a_packed_sum_is_that_of_its_first_level() -> None:
    for seed, given in enumerate(LARGER):
        paths = sums(Random(seed), given)
        (group,) = groups_of(given, ROOMY)
        packed = np.array(group.weights, np.int64) @ paths
        first = [next((value for value in path if value), 0) for path in paths.T.tolist()]
        assert np.sign(packed).tolist() == np.sign(first).tolist()


@pytest.mark.parametrize(("largest", "groups"), [(ROOMY, 1), (1, LEVELS)])
def test_adjacent_levels_are_packed_into_as_few_groups_as_fit(largest: int, groups: int) -> None:
    given = network(2, [(0, 1, 1, (2, -2, 2))], [0, 0])
    found = groups_of(given, largest)
    assert len(found) == groups
    assert [level for group in found for level in range(LEVELS)[group.rows]] == list(range(LEVELS))


def test_levels_that_add_up_beyond_64_bits_are_parted() -> None:
    given = network(2, [(0, 1, 1, (2**30, 2**30, 2**30))], [0, 0])
    assert len(groups_of(given, LARGEST_SUM)) > 1


def test_a_group_is_halved_until_one_level_is_left() -> None:
    given = network(2, [(0, 1, 1, (2, -2, 2))], [0, 0])
    (whole,) = groups_of(given, ROOMY)
    parts = halves(whole, given)
    assert [list(range(LEVELS)[part.rows]) for part in parts] == [[0], [1, 2]]
    assert halves(parts[0], given) == ()
