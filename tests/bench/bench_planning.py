"""Repair with its proof: the department beside the bare flow and CP-SAT, a province beside the bare solver.

Beside the table it prints what the department's repair comes to: by three greedy repairs, by a solve that minds no
changes, and by ours.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

import pairing
from pairing.assignment.best import first_guess
from pairing.assignment.network import Encoding
from pairing.flow.levels import groups_of
from pairing.generate import generate_roster
from pairing.planning.area import Area
from pairing.planning.orders import order_for
from pairing.sample import sample_roster
from tests.bench.measurement import Measurement, compare, measure, peak_memory
from tests.bench.peers import bare_flow, cp_sat
from tests.bench.peers.bare_flow import Problem
from tests.pairing.planning.greedy import GREEDY
from tests.pairing.planning.office import office_of
from tests.pairing.planning.outcome import pairs_after
from tests.pairing.planning.result import reached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pairing.roster import Roster
    from tests.pairing.balance.brute import Pair
    from tests.pairing.planning.office import WholeOffice

SEED: Final = 1
WORKERS: Final = 2
MOST_MEMORY: Final = 2e9
SOLVER_RANGE: Final = 2**63
CP_SAT_FASTER: Final = 100
"""So many times faster than CP-SAT ours is to be; it is given somewhat longer than that."""
SHORTEST_LIMIT: Final = 30.0
ALONE: Final = """
import pairing
from pairing.generate import generate_roster
assert pairing.repair(generate_roster("province", 1)).status == "optimal"
"""
IN_PROCESSES: Final = f"""
import multiprocessing, threading, time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
import pairing
from pairing.generate import generate_roster
taken = [0]
def size(process):
    with suppress(OSError):
        rows = Path(f"/proc/{{process}}/smaps_rollup").read_text().splitlines()
        return 1024 * sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return 0
def watch():
    while True:
        whole = ("self", *(child.pid for child in multiprocessing.active_children()))
        taken[0] = max(taken[0], sum(map(size, whole)))
        time.sleep(0.1)
roster = generate_roster("province", 1)
threading.Thread(target=watch, daemon=True).start()
with ProcessPoolExecutor({WORKERS}, multiprocessing.get_context("spawn")) as executor:
    assert pairing.repair(roster, executor=executor).status == "optimal"
print(taken[0])
"""
"""Prints the most that the process and its workers take together, what they share being counted once.

Looked at ten times a second, for the kernel's own peaks are of each process alone, and begin with what the process that
started it had.
"""


def run() -> list[Measurement]:
    """Measure the sample beside its peers, and a province beside the bare solver; say what each repair comes to."""
    sample = sample_roster()
    tell_counts(sample)
    tell_greedy(sample)
    return [*beside_peers(sample), beside_solver(generate_roster("province", SEED)), *beside_limits()]


def beside_peers(roster: Roster) -> list[Measurement]:
    """Time the whole repair, from the roster on; peers get the flow, an arc a pair, made before."""
    name = "repair of the department, both counts, proven"
    problems = list(pair_by_pair(roster))
    ours = partial(pairing.repair, roster)
    bare = partial(bare_flow.solve_each, problems)
    flow = compare(name, ours, "OR-Tools, the bare flow", bare, at_most=20)
    return [flow, beside_cp_sat(name, measure(ours), problems)]


def beside_cp_sat(name: str, ours: float, problems: Sequence[Problem]) -> Measurement:
    """Let CP-SAT have the same model, somewhat longer than it is allowed to take."""
    limit = max(SHORTEST_LIMIT, 1.1 * CP_SAT_FASTER * ours)
    smallest_first = sorted(problems, key=lambda problem: problem.nodes)
    found = cp_sat.solve_each(smallest_first, limit)
    for problem, one in zip(smallest_first, found, strict=True):
        least = problem.solve()
        missing = "nothing" if one.cost is None else f"{abs(one.cost - least) / max(1, abs(least)):.2%} off the optimum"
        reached_it = "optimal" if one.optimal else f"not optimal, {missing}"
        print(f"CP-SAT, {problem.nodes} nodes and {len(problem.cost):,} arcs: {reached_it}, {one.seconds:.1f} s")
    done = all(one.optimal for one in found)
    peer = "CP-SAT" if done else "CP-SAT, not done yet"
    return Measurement(name, ours, peer, sum(one.seconds for one in found), at_most=1 / CP_SAT_FASTER)


def beside_solver(roster: Roster) -> Measurement:
    """Time a province on two processes, and on one core the solver's calls alone that this takes."""
    with bare_flow.listening() as problems:
        plan = pairing.repair(roster)
    assert pairing.verify(roster, plan).holds
    print(f"Province: {plan.counts.gaps_only:,} changes for gaps alone, {plan.counts.full:,} with balance.")
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as executor:
        pairing.repair(sample_roster(), executor=executor)  # the workers are there, and have imported what they need
        return compare(
            "repair of a province, both counts, proven, on two processes",
            partial(pairing.repair, roster, executor=executor),
            "OR-Tools, the same calls on one core",
            partial(bare_flow.solve_each, problems),
            at_most=1,
            repeats=3,
        )


def beside_limits() -> Iterator[Measurement]:
    """Repair a province in a process of its own, and in several."""
    peak = peak_memory([sys.executable, "-c", ALONE])
    yield Measurement("peak memory: repair a province", peak, "limit", MOST_MEMORY, at_most=1, unit="B")
    done = subprocess.run([sys.executable, "-c", IN_PROCESSES], stdout=subprocess.PIPE, text=True, check=True)
    name = "peak memory: the same with two workers, all three at one time"
    yield Measurement(name, int(done.stdout), "limit", MOST_MEMORY, at_most=1, unit="B")


def pair_by_pair(roster: Roster) -> Iterator[Problem]:
    """Give the network of each part, an arc a pair, with as many levels in one cost as fit."""
    area = Area.of(roster)
    policy = area.policy.ordered(order_for("repair", "balance"))
    for part in area.parts:
        network = Encoding(part, policy, first_guess(part, policy), by_blocks=False).network
        group, *_ = groups_of(network, SOLVER_RANGE // (2 * (network.nodes + 3)))
        yield Problem(
            network.tail.astype(np.int32),
            network.head.astype(np.int32),
            network.capacity,
            group.pack(network.costs),
            network.supply,
        )


def tell_counts(roster: Roster) -> None:
    """Say how many changes our repairs have, and how many pairings another optimum would move."""
    plan, office = pairing.repair(roster), office_of(roster)
    fresh = pairs_of_balance(roster)
    print(
        f"Department: gaps alone {plan.counts.gaps_only} changes; with full balance {plan.counts.full}; "
        f"a fresh solve, as balanced, {reached(office, fresh).changes} (it ends {len(office.today - fresh)} of "
        f"{len(office.today)} pairings)."
    )


def pairs_of_balance(roster: Roster) -> set[Pair]:
    """Give the assignment that proves a balance: as good as a full repair's in all but the number of changes."""
    return {
        (part.cadres[cadre], part.households[household])
        for part in pairing.measure_balance(roster).parts
        for cadre, household in part.pairs
    }


def tell_greedy(roster: Roster) -> None:
    """Say what three greedy repairs come to, and ours: for each goal, and with as many changes as they have."""
    office = office_of(roster)
    print(f"{'':42} uncovered C203 idle overload pairings  worst load Σhelpers² changes")
    tell("today, without what is excluded", office, office.today)
    for goal in ("gaps", "balance"):
        tell(f"ours, for {goal}", office, pairs_after(office, pairing.repair(roster, goal=goal)))
    for name, repaired in GREEDY.items():
        pairs = repaired(office)
        tell(f"greedy, {name}", office, pairs)
        most = reached(office, pairs).changes
        plan = pairing.repair(roster, max_changes=most)
        tell(f"ours, with at most {most} changes", office, pairs_after(office, plan))


def tell(name: str, office: WholeOffice, pairs: Collection[Pair]) -> None:
    """Print a line; pairings is how many more or fewer than today there are."""
    found = reached(office, pairs)
    print(
        f"{name:42} {found.uncovered:9} {found.ineligible:4} {found.idle:4} {found.overload:8} {found.distance:8} "
        f"{max(found.load)!s:>11} {found.support:9,} {found.changes:7}"
    )
