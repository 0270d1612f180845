"""What there is to plan: the people of a roster on a day, who may help whom, and what counts today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from pairing.assignment.best import Best, best_of, policy_of
from pairing.assignment.parts import parts_of
from pairing.assignment.proofs import part_proof
from pairing.assignment.ties import Ties
from pairing.balance.lenses import Today
from pairing.eligibility import Pairs, eligibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    import polars as pl

    from pairing.assignment.levels import Order, Policy
    from pairing.assignment.parts import Part
    from pairing.eligibility import Eligibility, Numbers
    from pairing.model.balance import PartProof
    from pairing.roster import Roster

    Progress = Callable[[int, int], None]
    Job = tuple[Part, Policy, Ties]
    Asked = TypeVar("Asked")
    Given = TypeVar("Given")


@dataclass(frozen=True, eq=False)
class Area:
    """A roster on the day from which on a plan holds, in connected parts."""

    roster: Roster
    allowed: Eligibility
    parts: tuple[Part, ...]
    policy: Policy
    seed: int

    @classmethod
    def of(cls, roster: Roster, seed: int = 0) -> Area:
        """Look at a roster on its date."""
        allowed = eligibility(roster)
        parts = tuple(part.refined() for part in parts_of(allowed))
        return cls(roster, allowed, parts, policy_of(roster.settings, parts), seed)

    @cached_property
    def today(self) -> Today:
        """What counts today."""
        return Today(self.roster, self.allowed)

    @cached_property
    def cadre_ids(self) -> pl.Series:
        """The ids of the active cadres, in order."""
        return self.allowed.cadres["id"]

    @cached_property
    def household_ids(self) -> pl.Series:
        """The ids of the households in scope, in order."""
        return self.allowed.households["id"]

    @cached_property
    def cadre_list(self) -> list[str]:
        """The same as a list, from which one is quicker to take."""
        return self.cadre_ids.to_list()

    @cached_property
    def household_list(self) -> list[str]:
        """The same of the households."""
        return self.household_ids.to_list()

    @cached_property
    def ineligible(self) -> Pairs:
        """The allowed pairs that C203 finds."""
        return self.allowed.single.where(self.allowed.ineligible)

    @cached_property
    def most_helpers(self) -> Numbers:
        """How many helpers each household may have: 每户最多帮扶人, more where more are pinned."""
        pinned = np.bincount(self.allowed.pinned.household, minlength=len(self.allowed.village))
        return np.maximum(self.policy.helpers, pinned)

    def solved(
        self, orders: Sequence[Order], executor: Executor | None = None, progress: Progress | None = None
    ) -> tuple[Assignment, ...]:
        """Find the best assignment of every part by each order; the same whoever computes it, and where."""
        jobs = [
            (part, self.policy.ordered(order), ties)
            for part, ties in zip(self.parts, self.ties, strict=True)
            for order in orders
        ]
        bests = tuple(_told(worked(_best, jobs, executor), len(jobs), progress))
        return tuple(Assignment(self, order, bests[at :: len(orders)]) for at, order in enumerate(orders))

    @cached_property
    def ties(self) -> tuple[Ties, ...]:
        """What makes the best assignment of each part the only one."""
        return tuple(
            Ties.of_ids(self.cadre_ids.gather(part.cadres), self.household_ids.gather(part.households), self.seed)
            for part in self.parts
        )


def worked(function: Callable[[Asked], Given], jobs: Sequence[Asked], executor: Executor | None) -> Iterator[Given]:
    """Do jobs one by one, or by an executor; give what comes of each, in order.

    Unlike ``Executor.map`` it cancels nothing when it is broken off: a pool of processes whose workers are ended waits
    for good if what it still has for them is cancelled (CPython 3.11).
    """
    if executor is None:
        return map(function, jobs)
    futures = [executor.submit(function, job) for job in jobs]
    return (future.result() for future in futures)


def _told(bests: Iterator[Best], whole: int, progress: Progress | None) -> Iterator[Best]:
    for done in range(whole):
        if progress is not None:
            progress(done, whole)
        yield next(bests)


def _best(job: Job) -> Best:
    part, policy, ties = job
    return best_of(part, policy, ties=ties)


@dataclass(frozen=True, eq=False)
class Assignment:
    """Who is to help whom: the best by an order."""

    area: Area
    order: Order
    bests: tuple[Best, ...]

    @cached_property
    def pairs(self) -> Pairs:
        """All pairs, by the numbers of the area."""
        return Pairs.union(*(best.part.placed(best.pairs) for best in self.bests))

    def proofs(self) -> tuple[PartProof, ...]:
        """Write down the best assignment of every part, and the potentials that prove it."""
        return tuple(part_proof(best, self.area.cadre_ids, self.area.household_ids) for best in self.bests)
