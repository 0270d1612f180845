"""What is said to be attainable is what trying everything finds."""

from __future__ import annotations

import os
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

from pairing.assignment.best import best_of, policy_of
from pairing.assignment.parts import parts_of
from pairing.eligibility import eligibility
from tests.pairing.balance.brute import BestFound, Tiny, World, best_found, roster_of, tinies

if TYPE_CHECKING:
    from pairing.roster import Roster

AREAS: Final = int(os.environ.get("PAIRING_BRUTE", "1500"))
"""So many tiny rosters are tried in each of three ways; PAIRING_BRUTE=10000 tries as many as the issue asks."""
TOGETHER: Final = 50
"""So many are put into one roster, since most of the time goes into making one."""
WAYS: Final[dict[str, dict[str, object]]] = {
    "by blocks": {},
    "pair by pair": {"by_blocks": False},
    "level by level": {"largest_cost": 1},
}


@pytest.mark.parametrize("way", WAYS)
def test_attainable_is_what_trying_everything_finds(way: str) -> None:
    for seed in range(AREAS // TOGETHER):
        given = tinies(Random(seed), TOGETHER)
        pairs = pairs_of(roster_of(given), WAYS[way])
        for one in given:
            assert judged(one, pairs) == best_found(one), (seed, one)


def pairs_of(roster: Roster, how: dict[str, object]) -> list[tuple[str, str]]:
    allowed = eligibility(roster)
    parts = list(parts_of(allowed))
    policy = policy_of(roster.settings, parts)
    cadres, households = allowed.cadres["id"], allowed.households["id"]
    found: list[tuple[str, str]] = []
    for part in parts:
        best = best_of(part, policy, **how)  # type: ignore[arg-type]
        ids = cadres.gather(part.cadres[best.pairs.cadre]), households.gather(part.households[best.pairs.household])
        found += zip(*ids, strict=True)
    return found


def judged(given: Tiny, pairs: list[tuple[str, str]]) -> BestFound:
    """Judge the pairs of one area by every level."""
    world = World(given)
    mine = [pair for pair in pairs if pair[0] in given.cadres]
    assert set(mine) <= set(world.allowed)
    assert world.pins <= set(mine)
    loads = {who: sum(c == who for c, _ in mine) for who in world.active}
    helpers = [sum(h == who for _, h in mine) for who in world.scope]
    expected = [who for who in world.active if world.quota(who)]
    return BestFound(
        levels=(
            helpers.count(0),
            sum(pair not in world.eligible for pair in mine),
            sum(not loads[who] for who in expected),
            sum(max(0, load - world.quota(who)) for who, load in loads.items()),
            len(mine),
        ),
        load=tuple(sorted(Fraction(loads[who], world.quota(who)) for who in expected)),
        support=tuple(sorted(helpers)),
    )
