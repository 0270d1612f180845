"""A flow by blocks is told apart into pairs, none of them twice, and is as good as one pair by pair."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from pairing.assignment.best import Best, best_of, policy_of
from pairing.assignment.pairs import pairs_of_blocks
from pairing.assignment.parts import Part, parts_of
from pairing.balance import measure_balance
from pairing.eligibility import Pairs, eligibility
from pairing.verification import verify
from tests.cypher.small import Records, cadre, household, pairing
from tests.pairing.assignment.rosters import area
from tests.pairing.balance.brute import roster_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Set = set[tuple[int, int]]


def pairs_from(some: Iterable[tuple[int, int]]) -> Pairs:
    pairs = sorted(some)
    cadre, household = ([pair[at] for pair in pairs] for at in (0, 1))
    return Pairs(np.array(cadre, np.int64), np.array(household, np.int64))


def set_of(pairs: Pairs) -> Set:
    return set(zip(pairs.cadre.tolist(), pairs.household.tolist(), strict=True))


def part_of(group: list[int], village: list[int]) -> Part:
    """Make a part of classes, each of which may help every village."""
    nobody = pairs_from([])
    return Part(
        cadres=np.arange(len(group)),
        households=np.arange(len(village)),
        quota=np.ones(len(group), np.int64),
        group=np.array(group, np.int64),
        village=np.array(village, np.int64),
        blocks=pairs_from(product(set(group), set(village))),
        single=nobody,
        ineligible=np.zeros(0, np.bool_),
        pinned=nobody,
        pairings=0,
        today=nobody,
        first=nobody,
        before=np.zeros(len(village), np.int64),
        level=np.zeros(len(group), np.int64),
        difficulty=np.ones(len(village), np.int64),
    )


def told_apart(part: Part, pairs: Set, fixed: Set) -> Set | None:
    """Forget who of a class helps whom in a village, and tell it apart again, beside pairs that are fixed."""
    drawn = Counter(cadre for cadre, _ in pairs)
    helped = Counter(household for _, household in pairs)
    across = Counter((int(part.group[cadre]), int(part.village[household])) for cadre, household in pairs)
    found = pairs_of_blocks(
        part,
        np.array([drawn[at] for at in range(len(part.cadres))], np.int64),
        np.array([across[block] for block in sorted(set_of(part.blocks))], np.int64),
        np.array([helped[at] for at in range(len(part.households))], np.int64),
        pairs_from(fixed),
    )
    return None if found is None else set_of(found)


def drawn(random: Random) -> tuple[Part, Set, Set]:
    """Draw pairs of up to 8 cadres and 8 households, some of them fixed."""
    group, village = ([random.randrange(3) for _ in range(random.randint(1, 8))] for _ in range(2))
    group, village = _dense(group), _dense(village)
    share = random.choice([0.2, 0.5, 0.8])
    everybody = product(range(len(group)), range(len(village)))
    chosen = {pair for pair in everybody if random.random() < share}
    fixed = {pair for pair in sorted(chosen) if random.random() < 0.1}
    return part_of(group, village), chosen - fixed, fixed


def _dense(labels: list[int]) -> list[int]:
    known = sorted(set(labels))
    return [known.index(label) for label in labels]


GIVEN: Final = [drawn(Random(seed)) for seed in range(500)]


def test_each_gives_and_gets_as_much_as_flows_and_no_pair_is_there_twice() -> None:
    for part, pairs, fixed in GIVEN:
        whole = pairs | fixed
        found = told_apart(part, whole, set())
        if found is not None:
            for side in (0, 1):
                assert Counter(pair[side] for pair in found) == Counter(pair[side] for pair in whole)


def test_what_is_fixed_stays() -> None:
    for part, pairs, fixed in GIVEN:
        assert fixed <= (told_apart(part, pairs, fixed) or fixed)


def test_one_class_and_one_village_without_fixed_pairs_is_always_told_apart() -> None:
    for seed in range(300):
        random = Random(seed)
        cadres, households = random.randint(1, 7), random.randint(1, 7)
        pairs = {pair for pair in product(range(cadres), range(households)) if random.random() < 0.6}
        assert told_apart(part_of([0] * cadres, [0] * households), pairs, set()) is not None


def test_a_pair_that_is_fixed_is_not_given_again_but_swapped() -> None:
    """Laid out in turns 0 would help 0, as he does already."""
    assert told_apart(part_of([0, 0], [0, 0]), {(0, 1), (1, 0)}, {(0, 0)}) == {(0, 0), (0, 1), (1, 0)}


def test_no_pair_is_lost_beside_fixed_ones() -> None:
    for part, pairs, fixed in GIVEN:
        found = told_apart(part, pairs, fixed)
        if found is not None:
            for side in (0, 1):
                assert Counter(pair[side] for pair in found) == Counter(pair[side] for pair in pairs | fixed)


def test_one_who_was_mended_as_a_partner_is_not_mended_again() -> None:
    pairs, fixed = {(0, 2), (0, 3), (1, 0), (1, 1)}, {(0, 1), (1, 2)}
    found = told_apart(part_of([0, 0], [0, 0, 0, 0]), pairs, fixed)
    assert found is not None
    assert len(found) == 6


def test_today_is_attained_where_pins_and_rooms_leave_no_choice() -> None:
    pins = ["C0-H1", "C1-H2", "C2-H0", "C2-H3"]
    today = [*pins, "C0-H0", "C0-H2", "C1-H1", "C1-H3"]
    records = Records(
        {
            "units": ({"id": "U1", "name": "U1"},),
            "villages": ({"id": "V1", "name": "V1"},),
            "cadres": (cadre("C0", quota=3), cadre("C1", quota=3), cadre("C2", quota=0)),
            "households": tuple(household(f"H{at}") for at in range(4)),
            "twinnings": ({"unit": "U1", "village": "V1", "role": "lead"},),
            "pairings": tuple(pairing(*pair.split("-")) for pair in today),
            "constraints": tuple({"cadre": pair[:2], "household": pair[3:], "kind": "pin"} for pair in pins),
        }
    ).under(helpers_per_household=2)
    roster = records.roster()
    balance = measure_balance(roster)
    assert balance.lens("load").status == "attained"
    assert verify(roster, balance).holds


def test_what_cannot_be_told_apart_gives_nothing() -> None:
    """One cadre would have to help one household twice."""
    part = part_of([0], [0])
    twice = np.array([2], np.int64)
    assert pairs_of_blocks(part, twice, twice, twice, pairs_from([])) is None


def test_a_swap_that_would_make_another_pair_twice_is_none() -> None:
    """Both households of the village are helped by 0 already, who is to help one of them once more."""
    part = part_of([0, 0], [0, 0])
    once = np.array([1, 0], np.int64)
    assert pairs_of_blocks(part, once, np.array([1]), once, pairs_from({(0, 0), (0, 1)})) is None


# By blocks, and pair by pair ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("everyone", "helpers"), [(True, 4), (True, 1), (False, 2)])
def test_by_blocks_every_level_is_as_good_as_pair_by_pair(everyone: bool, helpers: int) -> None:
    for seed in range(12):
        roster = roster_of([area(Random(seed), everyone=everyone, helpers=helpers)])
        parts = list(parts_of(eligibility(roster)))
        policy = policy_of(roster.settings, parts)
        for part in parts:
            by_blocks, by_pairs = (best_of(part, policy, by_blocks=way) for way in (True, False))
            assert judged(by_blocks) == judged(by_pairs), seed


def judged(best: Best) -> tuple[object, ...]:
    part, loads, helpers = best.part, best.loads, best.helpers
    expected = part.quota >= 1
    pairs = zip(loads[expected].tolist(), part.quota[expected].tolist(), strict=True)
    return (
        int((helpers == 0).sum()),
        int(best.pairs.within(part.single.where(part.ineligible)).sum()),
        int((loads[expected] == 0).sum()),
        int(np.maximum(0, loads - part.quota).sum()),
        len(best.pairs),
        sorted(Fraction(load, quota) for load, quota in pairs),
        sorted(helpers.tolist()),
    )


def test_most_parts_are_solved_by_blocks() -> None:
    """Where a flow cannot be told apart a part is solved again pair by pair, which costs time and nothing else."""
    bests = [best for seed in range(20) for best in bests_of(Random(seed))]
    assert sum(best.by_blocks for best in bests) > len(bests) * 0.8


def test_an_assignment_is_of_allowed_pairs_with_all_pins_and_no_pair_twice() -> None:
    for seed in range(20):
        for best in bests_of(Random(seed)):
            pairs, part = set_of(best.pairs), best.part
            assert len(pairs) == len(best.pairs)
            assert set_of(part.pinned) <= pairs <= set_of(part.spelled_out()[0])


def bests_of(random: Random) -> list[Best]:
    roster = roster_of([area(random, everyone=True, helpers=3)])
    parts = list(parts_of(eligibility(roster)))
    policy = policy_of(roster.settings, parts)
    return [best_of(part, policy) for part in parts]
