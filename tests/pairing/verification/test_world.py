"""Who may help whom, on rosters small enough to see it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pairing.verification.arrays import NONE
from pairing.verification.division import division_of
from pairing.verification.world import World, world_of
from tests.pairing.verification.small import exclusion, pin, records

if TYPE_CHECKING:
    from pairing.verification.arrays import Ties
    from tests.cypher.small import Records

TWO = records({"C1": "U1", "C2": "U2"}, {"H1": "V1", "H2": "V1", "H3": "V2"}, "U1-V1 U2-V2")


def pairs(world: World, ties: Ties) -> list[str]:
    return [f"{world.cadres.ids[c]}-{world.households.ids[h]}" for c, h in ties]


def offers(world: World) -> list[str]:
    return [f"{world.cadres.ids[c]}-{world.villages.ids[v]}" for c, v in world.offers]


def seen(some: Records) -> World:
    return world_of(some.roster())


def test_a_cadre_is_offered_the_villages_of_his_unit() -> None:
    world = seen(TWO)
    assert offers(world) == ["C1-V1", "C2-V2"]
    assert (world.reach.tolist(), world.choice.tolist()) == ([2, 1], [1, 1, 1])
    assert pairs(world, world.single) == []


def test_one_who_is_posted_is_offered_his_village_of_posting_only() -> None:
    posted = TWO.adding("postings", {"cadre": "C1", "village": "V2", "role": "member"})
    assert offers(seen(posted)) == ["C1-V2", "C2-V2"]


def test_one_who_is_linked_is_offered_that_village_too() -> None:
    assert offers(seen(TWO.adding("liaisons", {"cadre": "C1", "village": "V2"}))) == ["C1-V1", "C1-V2", "C2-V2"]


def test_one_who_is_exempt_is_offered_nothing() -> None:
    assert offers(seen(TWO.changing("cadres", {"id": "C1"}, quota=0))) == ["C2-V2"]


def test_the_pairs_of_one_with_an_exclusion_are_spelled_out() -> None:
    world = seen(TWO.adding("constraints", exclusion("C1", "H2")))
    assert offers(world) == ["C2-V2"]
    assert pairs(world, world.single) == ["C1-H1"]
    assert world.ineligible.tolist() == [False]


def test_an_exclusion_beats_a_pin_and_a_pairing() -> None:
    world = seen(
        TWO.adding("constraints", exclusion("C2", "H1"), pin("C2", "H1")).adding(
            "pairings", {"cadre": "C2", "household": "H1"}
        )
    )
    assert pairs(world, world.single) == ["C2-H3"]
    assert pairs(world, world.pinned) == []
    assert world.barred.tolist() == [True]


def test_a_pairing_by_one_who_may_not_help_there_is_ineligible_and_no_candidate_where_others_are() -> None:
    world = seen(TWO.adding("pairings", {"cadre": "C2", "household": "H1"}))
    assert (pairs(world, world.single), world.ineligible.tolist()) == (["C2-H1"], [True])
    assert pairs(world, world.candidates) == []


def test_it_is_a_candidate_where_nobody_else_is_or_where_it_is_pinned() -> None:
    alone = TWO.dropping("twinnings", unit="U1").adding("pairings", {"cadre": "C2", "household": "H1"})
    assert pairs(seen(alone), seen(alone).candidates) == ["C2-H1"]
    pinned = TWO.adding("constraints", pin("C2", "H1"))
    assert pairs(seen(pinned), seen(pinned).candidates) == ["C2-H1"]


def test_what_is_not_known_is_not_held_against_a_pairing() -> None:
    world = seen(
        TWO.adding("pairings", {"cadre": "C2", "household": "H1"}).changing("households", {"id": "H1"}, village=None)
    )
    assert (pairs(world, world.single), world.ineligible.tolist()) == (["C2-H1"], [False])
    assert world.village.tolist() == [NONE, 0, 1]


def test_room_is_the_limit_unless_more_are_pinned_or_fewer_are_allowed() -> None:
    crowd = records({f"C{n}": "U1" for n in range(6)}, {"H1": "V1", "H2": "V1"}, "U1-V1")
    crowd = crowd.adding("constraints", *(pin(f"C{n}", "H2") for n in range(5)))
    assert seen(crowd).room.tolist() == [4, 5]
    assert seen(TWO).room.tolist() == [1, 1, 1]


def test_parts_are_in_the_order_of_their_first_household_and_leave_out_who_is_allowed_nobody() -> None:
    some = records(
        {"C1": "U3", "C2": "U2", "C3": "U1", "C4": "U4"},
        {"H1": "V1", "H2": "V2", "H3": "V3", "H4": "V1"},
        "U3-V2 U2-V1 U1-V1",
    )
    world = seen(some)
    division = division_of(world)
    assert division.count == 2
    assert [world.households.ids_of(division.households.at(n)) for n in (0, 1)] == [("H1", "H4"), ("H2",)]
    assert [world.cadres.ids_of(division.cadres.at(n)) for n in (0, 1)] == [("C2", "C3"), ("C1",)]
    assert (division.cadre.tolist(), division.household.tolist()) == ([1, 0, 0, NONE], [0, 1, NONE, 0])


def test_a_single_pair_joins_parts() -> None:
    assert division_of(seen(TWO)).count == 2
    assert division_of(seen(TWO.adding("constraints", pin("C2", "H1")))).count == 1


def test_need_is_persons_times_difficulty_exactly() -> None:
    needy = TWO.changing("households", {"id": "H1"}, persons=5, difficulty=Decimal("1.15"))
    needy = needy.changing("households", {"id": "H3"}, persons=None)
    assert seen(needy).need.tolist() == [575 + 300, 0]


def test_a_roster_without_anybody_has_no_parts() -> None:
    world = seen(records({}, {}, ""))
    assert (division_of(world).count, world.room.tolist(), world.need.tolist()) == (0, [], [])
