"""Verify a plan: every claim in it, against the roster alone (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairing.model.plan import PlanProof, levels_of
from pairing.text import text
from pairing.verification.assignment import Assignment, check_legal, pair_text, read_assignment
from pairing.verification.changes import Changes, check_application, read_changes
from pairing.verification.costs import Costs
from pairing.verification.curve import check_curve
from pairing.verification.division import division_of
from pairing.verification.facts import check_facts, check_forced, check_groups
from pairing.verification.orders import check_orders
from pairing.verification.outcome import Outcome, check_counts, check_levels_of_plan
from pairing.verification.potentials import check_potentials
from pairing.verification.proven import Walk
from pairing.verification.rows import Rows
from pairing.verification.unmet import check_unmet
from pairing.verification.vectors import check_vectors
from pairing.verification.world import world_of

if TYPE_CHECKING:
    from pairing.model.plan import Plan, PlanLevel
    from pairing.roster import Roster
    from pairing.verification.verdict import Docket


def check_plan(docket: Docket, roster: Roster, plan: Plan) -> None:
    """Check every claim of a plan; what it does not claim, as the undoing of another one, is not asked for."""
    _same_kind(docket, plan)
    changes = read_changes(docket, world_of(roster.at(plan.effective)), plan)
    known = {change.id for change in plan.changes}
    docket.claim(
        len(set(plan.accepted)) == len(plan.accepted) and known.issuperset(plan.accepted),
        lambda: text("What is accepted are no changes of the plan, each once."),
    )
    docket.claim(
        plan.what_if is None or known.issuperset(plan.what_if.because),
        lambda: text("What is because of the supposition are no changes of the plan."),
    )
    if changes is None:
        return
    check_application(docket, changes, plan)
    check_facts(docket, changes)
    if plan.mode != "undo":
        _Claims(docket, changes, plan).check()


def _same_kind(docket: Docket, plan: Plan) -> None:
    """Check that an undoing claims nothing, and that only a plan with a limit is bounded."""
    undoing, bounded = plan.mode == "undo", plan.status == "bounded"
    limited = plan.max_changes is not None
    docket.claim(
        undoing == (plan.status == "inverse") and not (undoing and limited) and (limited or not bounded),
        lambda: text("The mode, the status and the limit of the plan do not go together."),
    )
    claims = plan.levels, plan.proof.rows, plan.proof.parts, plan.curve, plan.unmet
    docket.claim(
        not undoing or not any(claims), lambda: text("The plan undoes another one, and claims more than its changes.")
    )


@dataclass(frozen=True, eq=False)
class _Claims:
    """What a plan claims beyond its changes."""

    docket: Docket
    changes: Changes
    plan: Plan

    def check(self) -> None:
        """Check all of it."""
        docket, changes, plan = self.docket, self.changes, self.plan
        check_forced(docket, changes)
        check_groups(docket, changes)
        check_orders(docket, changes)
        outcome = Outcome(changes)
        check_counts(docket, outcome, plan)
        check_levels_of_plan(docket, outcome, plan, self._proven())
        check_vectors(docket, changes, plan)
        check_curve(docket, outcome, plan)
        check_unmet(docket, changes, plan)

    def _proven(self) -> frozenset[PlanLevel] | None:
        """Give the levels that the proof proves; None where it is none, which is told already."""
        world, plan = self.changes.world, self.plan
        division, rows = division_of(world), Rows(plan.proof.rows)
        if plan.status == "bounded" and plan.proof == PlanProof():
            check_legal(self.docket, Assignment(world, division, self.changes.result), most=plan.max_changes)
            return frozenset()
        assignment = read_assignment(self.docket, world, division, plan.proof.parts)
        if assignment is None or not self._same_pairs(assignment) or not self._same_rows(rows):
            return None
        costs = Costs(world, division, rows, self.changes.standing.first)
        if not (costs.usable(self.docket) and check_potentials(self.docket, assignment, plan.proof.parts, costs)):
            return None
        levels, spent = levels_of(plan.mode, plan.goal), len(plan.counted) == plan.max_changes
        return frozenset() if plan.status == "bounded" else Walk(levels, costs.ranks, spent).through(rows.terms)

    def _same_pairs(self, assignment: Assignment) -> bool:
        """Check that the changes lead to the pairs of the proof."""
        claimed, found = self.changes.result, assignment.pairs
        world = self.changes.world
        held = [
            self.docket.each(
                ~some.within(others),
                lambda at, some=some, said=said: pair_text(world, some, at, said),  # type: ignore[misc]
            )
            for some, others, said in (
                (claimed, found, text("is not in the proof, and the changes lead to it")),
                (found, claimed, text("is in the proof, and the changes do not lead to it")),
            )
        ]
        return all(held)

    def _same_rows(self, rows: Rows) -> bool:
        """Check that the proof of a plan without a limit goes by its levels, one a row."""
        levels = levels_of(self.plan.mode, self.plan.goal)
        return self.docket.claim(
            self.plan.max_changes is not None or rows == Rows.of(levels),
            lambda: text("The rows of the proof are not the levels of the plan, in their order."),
        )
