"""Sentences and lenses on rosters small enough to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.balance import measure_balance
from pairing.model.labels import Participation
from pairing.verification import verify
from tests.pairing.verification.small import exclusion, pin, records

if TYPE_CHECKING:
    from pairing.model.balance import Balance, Sentence
    from tests.cypher.small import Records

CROWDED = records({"C1": "U1"}, {"H1": "V1", "H2": "V1", "H3": "V1"}, "U1-V1", "C1-H1")
"""Three households, and one cadre of quota 1 for them."""
IDLE = records({"C1": "U1", "C2": "U1", "C3": "U2"}, {"H1": "V1"}, "U1-V1", "C1-H1").under(helpers_per_household=1)
"""One household that may have one helper, two cadres for it, and one who may help nobody."""
LOST = records({"C1": "U1"}, {"H1": "V1", "H2": "V2"}, "U1-V1", "C1-H1")
"""A household that nobody may help."""
TIED = (
    records({"C1": "U1", "C2": "U2", "C3": "U3"}, {"H1": "V1", "H2": "V2", "H3": "V3"}, "U1-V1 U2-V2", "C3-H1 C2-H2")
    .adding("constraints", pin("C3", "H3"), exclusion("C1", "H2"))
    .under(participation=Participation.AS_NEEDED)
)
"""A pin, an exclusion, a pairing that may not be, and nobody who must take part."""


def accepted(some: Records) -> Balance:
    roster = some.roster()
    balance = measure_balance(roster)
    assert [fault.render("en") for fault in verify(roster, balance).faults] == []
    return balance


def said(balance: Balance) -> list[Sentence]:
    return [
        *(sentence for lens in balance.lenses if lens.proof for sentence in lens.proof.sentences),
        *(shortage.sentence for shortage in balance.shortages),
    ]


@pytest.mark.parametrize("some", [CROWDED, IDLE, LOST, TIED], ids=["crowded", "idle", "lost", "tied"])
def test_what_is_measured_is_accepted(some: Records) -> None:
    accepted(some)


@pytest.mark.parametrize(
    ("some", "kinds"),
    [(CROWDED, {"coverage", "overload"}), (IDLE, {"idle", "unplaced"}), (LOST, {"unreachable"})],
    ids=["crowded", "idle", "lost"],
)
def test_kinds_of_sentences_are_met_with(some: Records, kinds: set[str]) -> None:
    assert kinds <= {sentence.kind for sentence in said(accepted(some))}


def test_a_roster_without_anything_has_nothing_to_verify() -> None:
    balance = accepted(records({}, {}, ""))
    assert {lens.status for lens in balance.lenses} == {"vacuous"}


def test_a_lens_without_what_it_needs_is_skipped() -> None:
    balance = accepted(CROWDED.lacking("twinnings"))
    assert {lens.status for lens in balance.lenses} == {"skipped"}


def test_a_sentence_about_the_wrong_set_does_not_follow() -> None:
    roster = CROWDED.roster()
    balance = measure_balance(roster)
    (shortage,) = [one for one in balance.shortages if one.sentence.kind == "overload"]
    fewer = shortage.sentence.model_copy(update={"households": ("H1",)})
    wrong = balance.model_copy(update={"shortages": (shortage.model_copy(update={"sentence": fewer}),)})
    assert [fault.render("en") for fault in verify(roster, wrong).faults] == [
        "shortage 1: what it says does not follow."
    ]


def test_a_lens_says_what_must_stand_there() -> None:
    roster = CROWDED.roster()
    balance = measure_balance(roster)
    load = balance.lens("load").model_copy(update={"max": None})
    wrong = balance.model_copy(update={"lenses": (load, *balance.lenses[1:])})
    assert [fault.render("en") for fault in verify(roster, wrong).faults] == [
        "B301 Load of a cadre: largest value is claimed to be nothing; the roster gives 1."
    ]
