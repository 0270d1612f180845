"""Certificates made by hand: accepted as they are, rejected with any number changed, and for any worse assignment."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from pairing.model.balance import PartProof
from pairing.verification.assignment import read_assignment
from pairing.verification.costs import LARGEST
from pairing.verification.division import division_of
from pairing.verification.potentials import check_potentials
from pairing.verification.verdict import Docket
from pairing.verification.world import world_of
from tests.pairing.verification.small import pin, records

if TYPE_CHECKING:
    from pairing.roster import Roster

TWO_AND_TWO = records({"C1": "U1", "C2": "U1"}, {"H1": "V1", "H2": "V1"}, "U1-V1", "C1-H1 C2-H2").roster()
"""Two cadres of quota 1, either of whom may help either household, as they do today."""
NOTHING = (0, 0, 0, 0, 0, 0)
PROOF = PartProof(
    cadres=("C1", "C2"),
    households=("H1", "H2"),
    pairings_today=2,
    pairs=((0, 0), (1, 1)),
    repeatable=True,
    potentials=(NOTHING,) * 7,  # every step costs something: overload, a gap, idleness or one pairing too many
)
ONE_FOR_TWO = records({"C1": "U1", "C2": "U1"}, {"H1": "V1"}, "U1-V1", "C1-H1").under(helpers_per_household=1).roster()
"""Two cadres and one household that may have one helper."""
IDLE = PartProof(
    cadres=("C1", "C2"),
    households=("H1",),
    pairings_today=1,
    pairs=((0, 0),),
    repeatable=True,
    # C2 would come in for idle − 1 and load + 1, and go on through H1 to C1, who would have to leave for the reverse.
    potentials=((0,) * 5, (0,) * 5, (0, 0, -1, -1, -1), (0,) * 5, (0,) * 5, (0, 0, 1, 1, 1), (0,) * 5),
)


def faults(proof: PartProof, roster: Roster = TWO_AND_TWO) -> list[str]:
    world = world_of(roster)
    division, docket = division_of(world), Docket()
    assignment = read_assignment(docket, world, division, (proof,))
    if assignment is not None:
        check_potentials(docket, assignment, (proof,))
    return [fault.render("en") for fault in docket.verdict().faults]


def changed(proof: PartProof = PROOF, **fields: object) -> PartProof:
    return PartProof.model_validate(proof.model_dump() | fields)


BOTH = pytest.mark.parametrize(("proof", "roster"), [(PROOF, TWO_AND_TWO), (IDLE, ONE_FOR_TWO)], ids=["even", "idle"])


@BOTH
def test_a_certificate_is_accepted(proof: PartProof, roster: Roster) -> None:
    assert faults(proof, roster) == []
    assert faults(changed(proof, repeatable=False), roster) == []


@BOTH
def test_any_number_beside_it_is_found(proof: PartProof, roster: Roster) -> None:
    for level, column, by in product(range(7), range(len(proof.potentials[0])), (-1, 1)):
        rows = [list(row) for row in proof.potentials]
        rows[level][column] += by
        assert faults(changed(proof, potentials=rows), roster) != []


@pytest.mark.parametrize("pairs", [(), ((0, 0),), ((0, 0), (0, 1)), ((0, 0), (1, 0)), ((0, 0), (0, 1), (1, 1))])
def test_it_proves_no_worse_assignment(pairs: tuple[tuple[int, int], ...]) -> None:
    assert faults(changed(pairs=pairs)) != []


def test_it_proves_one_that_is_as_good() -> None:
    assert faults(changed(pairs=((0, 1), (1, 0)))) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cadres": ("C1", "C3")}, "part 1: list of cadres, entry 2 is claimed to be C3; the roster gives C2."),
        ({"households": ("H1",)}, "part 1: list of households, entry 2 is claimed to be nothing; the roster gives H2."),
        ({"pairings_today": 1}, "part 1: number of pairings today is claimed to be 1; the roster gives 2."),
        ({"pairs": ((0, 0), (1, 2))}, "part 1: a pair names a position that is not there."),
        ({"pairs": ((0, 0), (2**70, 1))}, "part 1: a pair names a position that is not there."),
        ({"pairs": ((1, 1), (0, 0))}, "part 1: the pairs are not in the order of cadres, then households, each once."),
        ({"potentials": ((2**70,) * 6,) * 7}, "part 1: a potential is beyond all bounds."),
        ({"potentials": ((-LARGEST,) * 6,) * 7}, "part 1: a potential is beyond all bounds."),
        ({"potentials": ((-(2**63),) * 6,) * 7}, "part 1: a potential is beyond all bounds."),
    ],
)
def test_what_is_out_of_shape_is_told(fields: dict[str, object], said: str) -> None:
    assert faults(changed(PROOF, **fields)) == [said]


@pytest.mark.parametrize("rows", [(), (NOTHING,), (NOTHING,) * 6 + ((0,) * 5,), (NOTHING,) * 8])
def test_potentials_have_a_row_a_level_and_a_column_a_node(rows: tuple[tuple[int, ...], ...]) -> None:
    (said,) = faults(changed(potentials=rows))
    assert said.startswith("part 1: size of the potentials is claimed to be")


def test_a_pair_that_is_not_allowed_or_not_pinned_is_told() -> None:
    apart = records({"C1": "U1", "C2": "U2"}, {"H1": "V1", "H2": "V1"}, "U1-V1", "C1-H1 C2-H2")
    assert "The pair of cadre C2 and household H1 is no pair that the rules allow." in faults(
        changed(pairs=((0, 0), (1, 0))), apart.roster()
    )
    pinned = records({"C1": "U1", "C2": "U1"}, {"H1": "V1", "H2": "V1"}, "U1-V1").adding("constraints", pin("C1", "H2"))
    assert "The pair of cadre C1 and household H2 is pinned, and not in the assignment." in faults(
        PROOF, pinned.roster()
    )


def test_a_household_with_too_many_helpers_is_told() -> None:
    narrow = records({"C1": "U1", "C2": "U1"}, {"H1": "V1", "H2": "V1"}, "U1-V1", "C1-H1 C2-H2")
    assert faults(changed(pairs=((0, 0), (1, 0))), narrow.under(helpers_per_household=1).roster()) == [
        "Household H1 has 2 helpers in the assignment; it has room for 1."
    ]
