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
from pairing.balance.attainable import assigned
from pairing.balance.lenses import Today
from pairing.balance.measure import part_proofs
from pairing.eligibility import eligibility
from pairing.flow.levels import groups_of
from pairing.generate import generate_roster
from pairing.sample import sample_roster
from pairing.verification import verify, verify_assignment
from tests.bench.measurement import Measurement, compare, peak_memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.flow import Network
    from pairing.model.balance import PartProof
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
    """Time what is attainable and its proof, from the roster on; peers get the flow, an arc a pair, made before."""
    packed = [*networks(roster, by_blocks=False)]
    costs = [bare_cost(one) for one in networks(roster, by_blocks=True)]
    assert [nx_cost(one) for one in packed] == costs, "by blocks or by pairs, the best is the same"
    peers = (
        ("networkx, the bare flow", nx_cost, 1 / 30, 1),
        ("HiGHS, the bare LP", lp_cost, 1 / 5, 3),  # with levels packed by our weights it is fast, and exact
    )
    return [
        compare(
            "assignment of the department, proven",
            partial(proven, roster),
            name,
            partial(each, solve, packed),
            at_most=most,
            repeats=repeats,
        )
        for name, solve, most, repeats in peers
    ]


def beside_solver(roster: Roster) -> list[Measurement]:
    """Time a province: what is attainable, its potentials, and their verification; then all six lenses and theirs."""
    packed = [*networks(roster, by_blocks=True)]
    bare = partial(each, bare_cost, packed)
    balance = measure_balance(roster)
    assert verify(roster, balance).holds
    peer = "OR-Tools, the bare flow"
    return [
        compare(name, ours, peer, bare, at_most=most, repeats=3)
        for name, ours, most in (
            ("assignment of a province, with duals, verified", partial(assigned_and_verified, roster), 2),
            ("all lenses of a province, proven and verified", partial(measured_and_verified, roster), 3),
            ("verify a province", partial(verify, roster, balance), 1),
        )
    ]


def beside_limit() -> Measurement:
    """Measure and verify a province in a process of its own."""
    peak = peak_memory([sys.executable, "-c", WHOLE])
    return Measurement("peak memory: measure and verify a province", peak, "limit", MOST_MEMORY, at_most=1, unit="B")


def proven(roster: Roster) -> tuple[PartProof, ...]:
    """Find the best assignment with its potentials, from the roster on."""
    return part_proofs(assigned(Today(roster, eligibility(roster))))


def assigned_and_verified(roster: Roster) -> None:
    """Have that verified."""
    assert verify_assignment(roster, proven(roster)).holds


def measured_and_verified(roster: Roster) -> None:
    """Do both."""
    assert verify(roster, measure_balance(roster)).holds


def each(solve: object, packed: Iterable[Packed]) -> None:
    """Solve one network after the other."""
    for one in packed:
        solve(one)  # type: ignore[operator]


def networks(roster: Roster, *, by_blocks: bool) -> Iterable[Packed]:
    """Give the network of each part, with its levels in one cost."""
    parts = tuple(parts_of(eligibility(roster)))
    policy = policy_of(roster.settings, parts)
    for part in parts:
        network = Encoding(part, policy, first_guess(part, policy), by_blocks=by_blocks).network
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
    solver.setOptionValue("output_flag", False)
    assert solver.passModel(program) == HighsStatus.kOk
    assert solver.run() == HighsStatus.kOk
