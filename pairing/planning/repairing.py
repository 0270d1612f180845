"""Repair today's pairings, or propose others from nothing: the best assignment, and the changes that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from pairing.balance.attainable import Assigned, assigned
from pairing.model.plan import Counts, LevelValue, Plan, PlanProof, levels_of
from pairing.planning.area import Area
from pairing.planning.changes import Decoding
from pairing.planning.curve import Curve
from pairing.planning.curve.steps import Steps
from pairing.planning.orders import order_for, written
from pairing.planning.outlook import Outlook
from pairing.planning.unmet import unmet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from pairing.model.plan import Goal, Mode
    from pairing.planning.area import Assignment
    from pairing.roster import Roster

SOLVER: Final = f"OR-Tools {version('ortools')}, min-cost flow"


AFTERWARDS: Final = frozenset({"changes", "first", "preference"})
"""Levels that no number of changes is spent on."""


def repair(  # noqa: PLR0913 - each is something else that a planner may ask for
    roster: Roster,
    *,
    goal: Goal = "balance",
    max_changes: int | None = None,
    effective: dt.date | None = None,
    curve: bool = False,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Plan the fewest changes to today's pairings that close the gaps and, for ``balance``, balance them (DESIGN §7).

    The plan holds from ``effective`` on, else from the roster's date, and everything is counted as of that day. With
    ``max_changes`` it is the best with so many; ``curve`` asks for the best with every number. Parts are solved one by
    one, or by an ``executor``, with the same result. ``progress`` is told before each solving how many are done and how
    many there are.
    """
    return Planning(roster, "repair", goal, effective, max_changes, curve, executor, progress).plan()


def propose(
    roster: Roster,
    *,
    goal: Goal = "balance",
    effective: dt.date | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Plan pairings as if there were none: not as many as today, but as many as are best. The rest as in repair."""
    return Planning(roster, "propose", goal, effective, executor=executor, progress=progress).plan()


@dataclass(frozen=True, eq=False)
class Planning:
    """The making of one plan."""

    roster: Roster
    mode: Mode
    goal: Goal
    effective: dt.date | None = None
    max_changes: int | None = None
    wants_curve: bool = False
    executor: Executor | None = None
    progress: Callable[[int, int], None] | None = None

    @cached_property
    def day(self) -> dt.date:
        """From when on the plan holds."""
        return self.effective or self.roster.on

    @cached_property
    def area(self) -> Area:
        """The roster on that day."""
        return Area.of(self.roster.at(self.day))

    @cached_property
    def decodings(self) -> dict[Goal, Decoding]:
        """What leads to the best assignment by each goal."""
        return {goal: Decoding(self.area, found.pairs, self.day) for goal, found in self.assignments.items()}

    @cached_property
    def assignments(self) -> dict[Goal, Assignment]:
        """The best assignment by each goal."""
        goals: tuple[Goal, ...] = ("balance", "gaps")
        orders = [order_for(self.mode, goal) for goal in goals]
        return dict(zip(goals, self.area.solved(orders, self.executor, self.progress), strict=True))

    @cached_property
    def counts(self) -> Counts:
        """How many changes it takes by each goal."""
        return Counts(
            gaps_only=self.decodings["gaps"].plan.changes,
            full=self.decodings["balance"].plan.changes,
        )

    @cached_property
    def curve(self) -> Curve:
        """The best for every number of changes."""
        return Curve(Steps.of(self.area, self.goal, self.executor, self.progress))

    @cached_property
    def is_limited(self) -> bool:
        """Whether fewer changes are allowed than a full repair takes."""
        return self.max_changes is not None and self.max_changes < self.decodings[self.goal].plan.changes

    @cached_property
    def solved(self) -> Assignment | None:
        """The assignment that is proven to be the best; None where only bounds are known."""
        if not self.is_limited:
            return self.assignments[self.goal]
        order = self.curve.order(self.max_changes or 0)
        return None if order is None else self.area.solved([order], self.executor, self.progress)[0]

    @cached_property
    def decoding(self) -> Decoding:
        """What leads to the plan's pairings."""
        if not self.is_limited:
            return self.decodings[self.goal]
        found = self.curve.pairs(self.max_changes or 0) if self.solved is None else self.solved.pairs
        return Decoding(self.area, found, self.day)

    def plan(self) -> Plan:
        """Write the plan down."""
        changes, solved = self.decoding.changes, self.solved
        return Plan(
            roster_sha256=self.roster.sha256,
            as_of=self.roster.on,
            effective=self.day,
            mode=self.mode,
            goal=self.goal,
            seed=self.area.seed,
            solver=SOLVER,
            status="bounded" if solved is None else "optimal",
            max_changes=self.max_changes,
            changes=changes,
            accepted=tuple(change.id for change in changes),
            counts=self.counts,
            levels=self._levels(),
            balance=Outlook(self.area, self.decoding.result, self._attained).balance(),
            unmet=unmet(self.area, self.decodings["balance"].plan, self.progress, goal=self.goal),
            curve=self.curve.points() if self.wants_curve or self.is_limited else (),
            proof=PlanProof() if solved is None else PlanProof(rows=written(solved.order), parts=solved.proofs()),
        )

    def _levels(self) -> tuple[LevelValue, ...]:
        today, plan = self.decoding.today, self.decoding.plan
        values = (
            LevelValue(name=name, today=today.value(name), value=plan.value(name), proven="certificate")
            for name in levels_of(self.mode, self.goal)
        )
        return tuple(values) if self.solved is not None else tuple(self._bounded(values))

    def _bounded(self, values: Iterable[LevelValue]) -> Iterator[LevelValue]:
        """Say of each level of the best found whether it is known to be the best with so few changes."""
        found = self.curve.found(self.max_changes or 0)
        known = True
        for value in values:
            known = known and value.name != found.bounded and value.name not in AFTERWARDS
            bound = found.bound if value.name == found.bounded else None
            yield value.model_copy(update={"proven": "solver" if known else "bound", "bound": bound})

    @cached_property
    def _attained(self) -> Assigned:
        """What is attainable with as many pairings as today: what a full repair attains."""
        if self.mode == "repair":
            return Assigned(self.area.today, self.area.policy, self.assignments["balance"].bests)
        return assigned(self.area.today)
