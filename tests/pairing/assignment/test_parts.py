"""The parts of an assignment are the connected components of who may help whom."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

from pairing.assignment.parts import Lists, Part, parts_of
from pairing.eligibility import Eligibility, eligibility
from tests.cypher.small import HEALTHY
from tests.pairing.assignment.rosters import area
from tests.pairing.balance.brute import Tiny, World, roster_of, tinies

if TYPE_CHECKING:
    from pairing.eligibility import Pairs

Named = set[tuple[str, str]]
TOGETHER: Final = 40


@cache
def given() -> list[tuple[list[Tiny], Eligibility, list[Part]]]:
    """Give rosters of many tiny areas that have nothing to do with each other, and some larger ones."""
    several = [tinies(Random(seed), TOGETHER) for seed in range(4)]
    several += [[area(Random(seed), everyone=True, helpers=4)] for seed in range(12)]
    found = []
    for some in several:
        allowed = eligibility(roster_of(some))
        found.append((some, allowed, list(parts_of(allowed))))
    return found


def ids(allowed: Eligibility, part: Part) -> tuple[list[str], list[str]]:
    return list(allowed.cadres["id"].gather(part.cadres)), list(allowed.households["id"].gather(part.households))


def named(allowed: Eligibility, part: Part, pairs: Pairs) -> list[tuple[str, str]]:
    cadres, households = ids(allowed, part)
    places = zip(pairs.cadre.tolist(), pairs.household.tolist(), strict=True)
    return [(cadres[cadre], households[household]) for cadre, household in places]


def test_parts_are_the_connected_components_in_the_order_of_their_first_households() -> None:
    for some, allowed, parts in given():
        graph: nx.Graph[str] = nx.Graph([pair for one in some for pair in World(one).allowed])
        whole = [sorted(nodes) for nodes in nx.connected_components(graph)]
        whole.sort(key=lambda nodes: next(node for node in nodes if "H" in node))
        assert [sorted(cadres + households) for cadres, households in (ids(allowed, part) for part in parts)] == whole


def test_people_of_a_part_are_in_the_order_of_their_ids() -> None:
    for _, allowed, parts in given():
        for part in parts:
            assert all(people == sorted(people) for people in ids(allowed, part))


def test_parts_spelled_out_are_the_allowed_pairs_each_once() -> None:
    for some, allowed, parts in given():
        pairs = [pair for part in parts for pair in named(allowed, part, part.spelled_out()[0])]
        assert sorted(pairs) == sorted(pair for one in some for pair in World(one).allowed)


def test_parts_spelled_out_tell_which_pairs_are_ineligible() -> None:
    for some, allowed, parts in given():
        marked: Named = set()
        for part in parts:
            pairs, ineligible = part.spelled_out()
            marked.update(named(allowed, part, pairs.where(ineligible)))
        worlds = map(World, some)
        assert marked == {pair for world in worlds for pair in world.allowed if pair not in world.eligible}


def test_reach_is_how_many_households_a_cadre_is_allowed() -> None:
    for _, _, parts in given():
        for part in parts:
            counts = Counter(part.spelled_out()[0].cadre.tolist())
            assert part.reach.tolist() == [counts[at] for at in range(len(part.cadres))]


def test_choice_is_how_many_cadres_a_household_is_allowed() -> None:
    for _, _, parts in given():
        for part in parts:
            counts = Counter(part.spelled_out()[0].household.tolist())
            assert part.choice.tolist() == [counts[at] for at in range(len(part.households))]


def test_every_pin_is_in_a_part() -> None:
    for some, allowed, parts in given():
        pins = {pair for part in parts for pair in named(allowed, part, part.pinned)}
        assert pins == {pair for one in some for pair in World(one).pins}


def test_pairings_of_a_part_are_those_of_its_households_also_when_excluded() -> None:
    for some, allowed, parts in given():
        counts = Counter(household for one in some for _, household in World(one).counting)
        assert [part.pairings for part in parts] == [
            sum(counts[household] for household in ids(allowed, part)[1]) for part in parts
        ]


def test_quotas_stay_with_their_cadres() -> None:
    for some, allowed, parts in given():
        quota = {cadre: row[1] for one in some for cadre, row in one.cadres.items()}
        for part in parts:
            assert part.quota.tolist() == [quota[cadre] for cadre in ids(allowed, part)[0]]


def test_who_is_allowed_nobody_is_in_no_part() -> None:
    alone = HEALTHY.adding("units", {"id": "U3", "name": "三处"}).changing("cadres", {"id": "C4"}, unit="U3")
    allowed = eligibility(alone.dropping("pairings", cadre="C4").roster())
    assert [ids(allowed, part) for part in parts_of(allowed)] == [(["C1", "C2", "C3"], ["H1", "H2", "H3"])]


def test_without_any_pair_there_is_no_part() -> None:
    nobody = HEALTHY.dropping("households").dropping("pairings").lacking("constraints")
    assert not list(parts_of(eligibility(nobody.roster())))


def test_lists_put_positions_of_a_label_together() -> None:
    lists = Lists.by(np.array([1, -1, 0, 1, 3, -1]))
    assert [lists.of(label).tolist() for label in range(5)] == [[2], [0, 3], [], [4], []]
    assert lists.counts.tolist() == [1, 2, 0, 1]
