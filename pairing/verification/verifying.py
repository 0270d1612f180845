"""Verify a balance: every claim in it, against the roster alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.text import text
from pairing.verification.assignment import read_assignment
from pairing.verification.division import division_of
from pairing.verification.lenses import Lenses
from pairing.verification.levels import check_levels, levels_of
from pairing.verification.potentials import check_potentials
from pairing.verification.sentences import Sentences
from pairing.verification.verdict import Docket, Verdict
from pairing.verification.world import world_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.balance import Balance, PartProof
    from pairing.roster import Roster


def verify(roster: Roster, balance: Balance) -> Verdict:
    """Check every claim of a balance against a roster on its date; a balance however wrong raises nothing."""
    docket = Docket()
    _same_roster(docket, roster, balance)
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
    return docket.verdict()


def verify_assignment(roster: Roster, parts: Sequence[PartProof]) -> Verdict:
    """Check the parts alone: that they are those of the roster, legal, and that nothing is better."""
    docket = Docket()
    world = world_of(roster)
    assignment = read_assignment(docket, world, division_of(world), parts)
    if assignment is not None:
        check_potentials(docket, assignment, parts)
    return docket.verdict()


def _same_roster(docket: Docket, roster: Roster, balance: Balance) -> None:
    docket.claim(
        balance.roster_sha256 == roster.sha256,
        lambda: text("The balance is of another roster, or the roster or its settings have changed since."),
    )
    docket.claim(
        balance.as_of == roster.on,
        lambda: text(
            "The balance is as of {claimed}; the roster is as of {found}.", claimed=balance.as_of, found=roster.on
        ),
    )
