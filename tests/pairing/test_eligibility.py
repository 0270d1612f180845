"""Who may help whom: offers, pins, exclusions, what stays only until somebody who may help takes over."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from cypher import check
from pairing.eligibility import NONE, Eligibility, Pairs, eligibility
from tests.cypher.small import Records, cadre, household, pairing
from tests.pairing.balance.brute import Tiny, World, roster_of, tinies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.roster import Roster

Named = set[tuple[str, str]]
AREA: Final = Records(
    {
        "units": ({"id": "U1", "name": "U1"}, {"id": "U2", "name": "U2"}),
        "villages": ({"id": "V1", "name": "V1"}, {"id": "V2", "name": "V2"}, {"id": "V3", "name": "V3"}),
        "cadres": (cadre("C1", "U1"), cadre("C2", "U2")),
        "households": (household("H1", "V1"), household("H2", "V2"), household("H3", "V3")),
        "twinnings": ({"unit": "U1", "village": "V1", "role": "lead"}, {"unit": "U2", "village": "V2", "role": "lead"}),
        "pairings": (),
        "postings": (),
        "liaisons": (),
        "constraints": (),
    }
)
"""Each unit may help one household; nobody may help H3."""
OWN: Final[Named] = {("C1", "H1"), ("C2", "H2")}
COUNTING: Final = pairing("C1", "H2")


def constraint(kind: str, cadre: str = "C1", household: str = "H2") -> dict[str, object]:
    return {"cadre": cadre, "household": household, "kind": kind}


def posting(village: str) -> dict[str, object]:
    return {"cadre": "C1", "village": village, "role": "member"}


def of(records: Records) -> Eligibility:
    return eligibility(records.roster())


def named(found: Eligibility, pairs: Pairs) -> Named:
    return set(zip(found.cadres["id"].gather(pairs.cadre), found.households["id"].gather(pairs.household), strict=True))


def allowed(found: Eligibility) -> Named:
    """Spell out blocks, and the single pairs beside them."""
    pairs = named(found, found.single)
    for group, village in zip(found.blocks.cadre, found.blocks.household, strict=True):
        members, homes = np.flatnonzero(found.group == group), np.flatnonzero(found.village == village)
        block = named(found, Pairs(np.repeat(members, len(homes)), np.tile(homes, len(members))))
        assert not block & pairs, "a single pair is in a block"
        pairs |= block
    return pairs


def ineligible(found: Eligibility) -> Named:
    return named(found, found.single.where(found.ineligible))


# Offers ---------------------------------------------------------------------------------------------------------------


def test_a_cadre_is_offered_the_villages_his_unit_is_twinned_with() -> None:
    assert allowed(of(AREA)) == OWN


def test_a_twinning_without_a_role_offers_too() -> None:
    undecided = {"unit": "U1", "village": "V3", "role": "undecided"}
    assert allowed(of(AREA.adding("twinnings", undecided))) == {*OWN, ("C1", "H3")}


def test_a_posted_cadre_is_offered_his_village_of_posting_only() -> None:
    assert allowed(of(AREA.adding("postings", posting("V3")))) == {("C1", "H3"), ("C2", "H2")}


def test_a_posted_cadre_is_not_offered_the_village_he_is_linked_to() -> None:
    linked = AREA.adding("postings", posting("V3")).adding("liaisons", {"cadre": "C1", "village": "V2"})
    assert allowed(of(linked)) == {("C1", "H3"), ("C2", "H2")}


def test_a_posted_cadre_may_still_help_where_his_unit_is_twinned() -> None:
    """He is not offered it; but what he helps there today is nothing that C203 finds."""
    posted = of(AREA.adding("postings", posting("V3")).adding("pairings", pairing("C1", "H1")))
    assert (allowed(posted), ineligible(posted)) == ({*OWN, ("C1", "H3")}, set())


def test_a_linked_cadre_is_offered_that_village_as_well() -> None:
    assert allowed(of(AREA.adding("liaisons", {"cadre": "C1", "village": "V3"}))) == {*OWN, ("C1", "H3")}


def test_a_village_without_a_household_in_scope_is_not_offered() -> None:
    gone = of(AREA.changing("households", {"id": "H1"}, state="已迁出"))
    assert (allowed(gone), gone.group.tolist()) == ({("C2", "H2")}, [NONE, 0])


def test_a_cadre_who_has_left_is_offered_nothing() -> None:
    assert allowed(of(AREA.changing("cadres", {"id": "C1"}, state="调离"))) == {("C2", "H2")}


def test_an_exempt_cadre_is_offered_nothing() -> None:
    assert allowed(of(AREA.changing("cadres", {"id": "C1"}, quota=0))) == {("C2", "H2")}


def test_an_exempt_cadre_keeps_what_he_helps_today() -> None:
    exempt = of(AREA.changing("cadres", {"id": "C1"}, quota=0).adding("pairings", pairing("C1", "H1")))
    assert (allowed(exempt), ineligible(exempt)) == (OWN, set())


def test_cadres_who_are_offered_the_same_are_one_class() -> None:
    three = of(AREA.adding("cadres", cadre("C3", "U1"), cadre("C4", "U2")))
    assert three.group.tolist() == [0, 1, 0, 1]
    assert set(zip(three.blocks.cadre.tolist(), three.blocks.household.tolist(), strict=True)) == {(0, 0), (1, 1)}


# Today ----------------------------------------------------------------------------------------------------------------


def test_what_counts_today_is_allowed_and_marked_if_he_may_not_help() -> None:
    today = of(AREA.adding("pairings", COUNTING))
    assert (allowed(today), ineligible(today)) == ({*OWN, ("C1", "H2")}, {("C1", "H2")})


@pytest.mark.parametrize(("table", "cells"), [("cadres", {"unit": None}), ("households", {"village": None})])
def test_where_unit_or_village_is_unknown_nobody_is_judged(table: str, cells: dict[str, None]) -> None:
    where = {"id": "C1" if table == "cadres" else "H2"}
    unknown = of(AREA.adding("pairings", COUNTING).changing(table, where, **cells))  # type: ignore[arg-type]
    assert ("C1", "H2") in allowed(unknown)
    assert not ineligible(unknown)


def test_an_exclusion_ends_a_pairing_of_today() -> None:
    excluded = of(AREA.adding("pairings", COUNTING).adding("constraints", constraint("exclusion")))
    assert allowed(excluded) == OWN
    assert (named(excluded, excluded.today), named(excluded, excluded.ended)) == (set(), {("C1", "H2")})


def test_an_exclusion_forbids_what_is_offered() -> None:
    excluded = of(AREA.adding("constraints", constraint("exclusion", "C1", "H1")))
    assert allowed(excluded) == {("C2", "H2")}


def test_one_with_an_exclusion_is_in_no_block_but_is_offered_the_rest() -> None:
    more = AREA.adding("households", household("H4", "V1")).adding("constraints", constraint("exclusion", "C1", "H4"))
    excluded = of(more)
    assert (allowed(excluded), excluded.group.tolist()) == (OWN, [NONE, 0])


# Pins -----------------------------------------------------------------------------------------------------------------


def test_a_pin_beats_eligibility() -> None:
    pinned = of(AREA.adding("constraints", constraint("pin")))
    assert (allowed(pinned), named(pinned, pinned.pinned)) == ({*OWN, ("C1", "H2")}, {("C1", "H2")})


def test_a_pin_beats_exemption() -> None:
    pinned = of(AREA.changing("cadres", {"id": "C1"}, quota=0).adding("constraints", constraint("pin", "C1", "H1")))
    assert allowed(pinned) == OWN


def test_an_exclusion_beats_a_pin() -> None:
    contradicted = of(AREA.adding("constraints", constraint("pin"), constraint("exclusion")))
    assert (allowed(contradicted), len(contradicted.pinned)) == (OWN, 0)


@pytest.mark.parametrize(("table", "cells"), [("cadres", {"state": "调离"}), ("households", {"state": "已迁出"})])
def test_a_pin_of_one_who_does_not_count_is_none(table: str, cells: dict[str, str]) -> None:
    where = {"id": "C1" if table == "cadres" else "H2"}
    gone = AREA.adding("constraints", constraint("pin")).changing(table, where, **cells)  # type: ignore[arg-type]
    assert len(of(gone).pinned) == 0


# Random rosters -------------------------------------------------------------------------------------------------------

TOGETHER: Final = 60


@cache
def given() -> list[tuple[list[Tiny], Roster]]:
    several = [tinies(Random(seed), TOGETHER) for seed in range(3)]
    return [(some, roster_of(some)) for some in several]


def every(some: Iterable[Tiny], attribute: str) -> Named:
    return {pair for one in some for pair in getattr(World(one), attribute)}


def test_allowed_pairs_are_those_said_once_more() -> None:
    for some, roster in given():
        assert allowed(eligibility(roster)) == every(some, "allowed")


def test_pins_in_force_are_those_said_once_more() -> None:
    for some, roster in given():
        found = eligibility(roster)
        assert named(found, found.pinned) == every(some, "pins")


def test_ineligible_today_is_what_c203_finds_but_for_exclusions() -> None:
    for some, roster in given():
        found = eligibility(roster)
        mine = named(found, found.today.where(found.today.within(found.single.where(found.ineligible))))
        assert mine == found_by_c203(roster) - every(some, "excluded")
        assert mine, "a test that finds nothing tests nothing"


def test_c203_finds_what_is_ineligible_or_ended() -> None:
    for _, roster in given():
        found = eligibility(roster)
        marked = named(found, found.today.where(found.today.within(found.single.where(found.ineligible))))
        assert found_by_c203(roster) == marked | named(found, found.ended)


@cache
def found_by_c203(roster: Roster) -> Named:
    subjects = [finding.subjects for finding in check(roster, only=["C203"]).findings]
    return {(who.removeprefix("cadre:"), whom.removeprefix("household:")) for who, whom, *_ in subjects}
