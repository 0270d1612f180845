"""Verify a balance or a plan: every claim in it, against the roster alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.plan import Plan
from pairing.text import text
from pairing.verification.assignment import read_assignment
from pairing.verification.division import division_of
from pairing.verification.lenses import Lenses
from pairing.verification.levels import check_levels, levels_of
from pairing.verification.plan import check_plan
from pairing.verification.potentials import check_potentials
from pairing.verification.sentences import Sentences
from pairing.verification.verdict import Docket, Verdict
from pairing.verification.world import world_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.balance import Balance, PartProof
    from pairing.roster import Roster


def verify(roster: Roster, claimed: Balance | Plan) -> Verdict:
    """Check every claim of a balance or a plan against a roster on its date; however wrong, it raises nothing.

    Of a plan, all but the findings, which it takes the rules to count.
    """
    docket = Docket()
    _same_roster(docket, roster, claimed)
    if isinstance(claimed, Plan):
        check_plan(docket, roster, claimed)
    else:
        _check_balance(docket, roster, claimed)
    return docket.verdict()


def _check_balance(docket: Docket, roster: Roster, balance: Balance) -> None:
    world = world_of(roster)
    division = division_of(world)
    assignment = read_assignment(docket, world, division, balance.parts)
    if assignment is not None:
        check_potentials(docket, assignment, balance.parts)
    levels = levels_of(world, assignment)
    check_levels(docket, levels, balance.levels)
    sentences = Sentences(docket, world, division, assignment, levels)
    Lenses(docket, world, assignment, levels, sentences).check(balance.lenses)
    sentences.of_shortages(balance.shortages)


def verify_assignment(roster: Roster, parts: Sequence[PartProof]) -> Verdict:
    """Check the parts alone: that they are those of the roster, legal, and that nothing is better."""
    docket = Docket()
    world = world_of(roster)
    assignment = read_assignment(docket, world, division_of(world), parts)
    if assignment is not None:
        check_potentials(docket, assignment, parts)
    return docket.verdict()


def _same_roster(docket: Docket, roster: Roster, claimed: Balance | Plan) -> None:
    what = text("plan") if isinstance(claimed, Plan) else text("balance")
    docket.claim(
        claimed.roster_sha256 == roster.sha256,
        lambda: text("The {what} is of another roster, or the roster or its settings have changed since.", what=what),
    )
    docket.claim(
        claimed.as_of == roster.on,
        lambda: text(
            "The {what} is as of {claimed}; the roster is as of {found}.",
            what=what,
            claimed=claimed.as_of,
            found=roster.on,
        ),
    )
