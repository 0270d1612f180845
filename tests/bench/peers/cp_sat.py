"""The same model in CP-SAT: an integer variable an arc, what flows in flows out, and one weighted cost for the levels.

As one weighted sum it is much faster than level by level, so that is what ours is compared with. CP-SAT is given eight
workers, even on two cores: with two its bounds are useless.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.peers.bare_flow import Problem

WORKERS = 8


@dataclass(frozen=True, slots=True)
class Reached:
    """How far it came."""

    seconds: float
    optimal: bool
    cost: int | None
    """The best found; None where nothing was."""
    bound: int | None


def solve_each(problems: Iterable[Problem], limit: float) -> list[Reached]:
    """Solve one after the other, as long as time is left."""
    found: list[Reached] = []
    for problem in problems:
        left = limit - sum(one.seconds for one in found)
        found.append(solve(problem, max(left, 0.1)))
    return found


def solve(problem: Problem, limit: float) -> Reached:
    """Solve to optimality, or until the time is up; making the model counts."""
    begin = perf_counter()
    model = model_of(problem)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    any_at_all = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Reached(
        seconds=perf_counter() - begin,
        optimal=status == cp_model.OPTIMAL,
        cost=round(solver.objective_value) if any_at_all else None,
        bound=round(solver.best_objective_bound) if any_at_all else None,
    )


def model_of(problem: Problem) -> cp_model.CpModel:
    """Say it in CP-SAT's words."""
    model = cp_model.CpModel()
    arcs = [model.new_int_var(0, int(most), "") for most in problem.capacity]
    out: list[list[int]] = [[] for _ in range(problem.nodes)]
    into: list[list[int]] = [[] for _ in range(problem.nodes)]
    for arc, (tail, head) in enumerate(zip(problem.tail.tolist(), problem.head.tolist(), strict=True)):
        out[tail].append(arc)
        into[head].append(arc)
    for node, supply in enumerate(problem.supply.tolist()):
        leaving, entering = sum(arcs[arc] for arc in out[node]), sum(arcs[arc] for arc in into[node])
        model.add(leaving - entering == supply)
    priced = np.flatnonzero(problem.cost)
    model.minimize(sum(int(problem.cost[arc]) * arcs[arc] for arc in priced))
    return model
