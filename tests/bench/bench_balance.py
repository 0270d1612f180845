"""Balance with its proof: the department beside networkx and an LP solver, a province beside the bare solver."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from highspy import Highs, HighsLp, HighsStatus, MatrixFormat
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from pairing.assignment.best import first_guess, policy_of
from pairing.assignment.network import Encoding
from pairing.assignment.parts import parts_of
from pairing.balance import measure_balance
from pairing.eligibility import eligibility
from pairing.flow.levels import groups_of
from pairing.generate import generate_roster
from pairing.sample import sample_roster
from pairing.verification import verify
from tests.bench.measurement import Measurement, compare, measure, peak_memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.flow import Network
    from pairing.roster import Roster

SEED = 1
MOST_MEMORY = 1e9
WHOLE = """
from pairing.balance import measure_balance
from pairing.generate import generate_roster
from pairing.verification import verify
roster = generate_roster("province", 1)
assert verify(roster, measure_balance(roster)).holds
"""
Packed = tuple["Network", "np.ndarray[tuple[int], np.dtype[np.int64]]"]
"""A network and its levels packed into one cost an arc."""


def run() -> list[Measurement]:
    """Measure the sample beside two peers that solve the same networks, and a province beside the bare solver."""
    sample, province = sample_roster(), generate_roster("province", SEED)
    return [*beside_peers(sample), *beside_solver(province), beside_limit()]


def beside_peers(roster: Roster) -> list[Measurement]:
    """Time all six lenses with their proofs; the peers only solve the networks of load and support, made before."""
    packed = [*networks(roster)]
    assert {nx_cost(one) for one in packed} == {bare_cost(one) for one in packed}, "peers solve what we solve"
    ours = partial(measure_balance, roster)
    peers = (
        ("networkx, the bare flow", nx_cost, 1 / 30, 1),
        ("HiGHS, the bare LP", lp_cost, 1 / 100, 3),
    )
    return [
        compare("balance of the department, proven", ours, name, partial(each, solve, packed), at_most=most, repeats=n)
        for name, solve, most, n in peers
    ]


def beside_solver(roster: Roster) -> list[Measurement]:
    """Time the whole of a province, measured, proven and verified, and the verification by itself."""
    packed = [*networks(roster)]
    bare = measure(partial(each, bare_cost, packed), repeats=3)
    balance = measure_balance(roster)
    whole = measure(partial(measured_and_verified, roster), repeats=3)
    check = measure(partial(verify, roster, balance), repeats=3)
    return [
        Measurement("balance of a province, proven and verified", whole, "OR-Tools, the bare flow", bare, at_most=2),
        Measurement("verify a province", check, "OR-Tools, the bare flow", bare, at_most=1),
    ]


def beside_limit() -> Measurement:
    """Measure and verify a province in a process of its own."""
    peak = peak_memory([sys.executable, "-c", WHOLE])
    return Measurement("peak memory: measure and verify a province", peak, "limit", MOST_MEMORY, at_most=1, unit="B")


def measured_and_verified(roster: Roster) -> None:
    """Do both."""
    assert verify(roster, measure_balance(roster)).holds


def each(solve: object, packed: Iterable[Packed]) -> None:
    """Solve one network after the other."""
    for one in packed:
        solve(one)  # type: ignore[operator]


def networks(roster: Roster) -> Iterable[Packed]:
    """Give the network of each part as it is solved, with its levels in one cost."""
    parts = tuple(parts_of(eligibility(roster)))
    policy = policy_of(roster.settings, parts)
    for part in parts:
        network = Encoding(part, policy, first_guess(part, policy), by_blocks=True).network
        (group,) = groups_of(network, 2**62)
        yield network, group.pack(network.costs)


def bare_cost(packed: Packed) -> int:
    """Solve with OR-Tools alone."""
    network, cost = packed
    solver = SimpleMinCostFlow()
    ends = network.tail.astype(np.int32), network.head.astype(np.int32)
    solver.add_arcs_with_capacity_and_unit_cost(*ends, network.capacity, cost)
    solver.set_nodes_supplies(np.arange(network.nodes, dtype=np.int32), network.supply)
    assert solver.solve() == SimpleMinCostFlow.OPTIMAL
    return int(solver.optimal_cost())


def nx_cost(packed: Packed) -> int:
    """Solve with networkx alone."""
    network, cost = packed
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from((node, {"demand": -int(give)}) for node, give in enumerate(network.supply))
    arcs = zip(network.tail.tolist(), network.head.tolist(), network.capacity.tolist(), cost.tolist(), strict=True)
    graph.add_edges_from((tail, head, {"capacity": most, "weight": price}) for tail, head, most, price in arcs)
    found, _ = nx.network_simplex(graph)
    return int(found)


def lp_cost(packed: Packed) -> None:
    """Solve the linear program of the same flow."""
    network, cost = packed
    arcs = len(cost)
    program = HighsLp()
    program.num_col_, program.num_row_ = arcs, network.nodes
    program.col_cost_ = cost.astype(float)
    program.col_lower_, program.col_upper_ = np.zeros(arcs), network.capacity.astype(float)
    program.row_lower_ = program.row_upper_ = network.supply.astype(float)
    program.a_matrix_.format_ = MatrixFormat.kColwise
    program.a_matrix_.start_ = 2 * np.arange(arcs + 1, dtype=np.int32)
    program.a_matrix_.index_ = np.stack([network.tail, network.head], axis=1).astype(np.int32).ravel()
    program.a_matrix_.value_ = np.tile([1.0, -1.0], arcs)
    solver = Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    assert solver.passModel(program) == HighsStatus.kOk
    assert solver.run() == HighsStatus.kOk
