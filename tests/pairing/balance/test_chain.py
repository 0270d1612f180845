"""The most even split is the one that trying every set of places finds, and its flows add up."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import chain, combinations
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from pairing.balance.chain import Block, Supply, even_split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CASES: Final = 300


def supply_of(amounts: Iterable[int], choices: Mapping[int, set[int]], weights: Iterable[int]) -> Supply:
    arcs = [(supplier, place) for supplier, places in choices.items() for place in sorted(places)]
    return Supply(
        amount=np.array(list(amounts), np.int64),
        supplier=np.array([supplier for supplier, _ in arcs], np.int64),
        place=np.array([place for _, place in arcs], np.int64),
        weight=np.array(list(weights), np.int64),
    )


def drawn(random: Random) -> Supply:
    """Draw up to 6 suppliers, each with a choice, and up to 6 places."""
    places, suppliers = random.randint(1, 6), random.randint(0, 6)
    most = random.choice([1, 3, 40])
    choices = {
        supplier: set(random.choices(range(places), k=random.randint(1, places))) for supplier in range(suppliers)
    }
    return supply_of(
        [random.randint(1, most) for _ in range(suppliers)], choices, [random.randint(1, most) for _ in range(places)]
    )


@cache
def splits() -> list[tuple[Supply, tuple[Block, ...]]]:
    supplies = [drawn(Random(seed)) for seed in range(CASES)]
    return [(supply, even_split(supply)) for supply in supplies]


def choices_of(supply: Supply) -> dict[int, set[int]]:
    arcs = list(zip(supply.supplier.tolist(), supply.place.tolist(), strict=True))
    return {supplier: {place for one, place in arcs if one == supplier} for supplier, _ in arcs}


def values_tried(supply: Supply) -> list[Fraction]:
    """Give each place its value by trying sets: the one whose places can have least, all of them, then the rest."""
    choices, left = choices_of(supply), set(range(len(supply.weight)))
    values = [Fraction(0)] * len(left)
    while left:
        least = {frozenset(some): share(supply, choices, set(some)) for some in subsets(left)}
        value = min(least.values())
        block = set().union(*(some for some, had in least.items() if had == value))
        for place in block:
            values[place] = value
        left -= block
        choices = {who: places for who, places in choices.items() if places.isdisjoint(block)}
    return values


def subsets(places: set[int]) -> Iterable[tuple[int, ...]]:
    return chain.from_iterable(combinations(sorted(places), size) for size in range(1, len(places) + 1))


def share(supply: Supply, choices: Mapping[int, set[int]], places: set[int]) -> Fraction:
    """Give what can arrive in some places at most ÷ their weight."""
    there = sum(int(supply.amount[who]) for who, choice in choices.items() if choice & places)
    return Fraction(there, sum(int(supply.weight[place]) for place in places))


def values_of(blocks: Iterable[Block]) -> dict[int, Fraction]:
    return {place: block.value for block in blocks for place in block.places.tolist()}


def flows_of(blocks: Iterable[Block]) -> list[tuple[int, Fraction]]:
    return [flow for block in blocks for flow in zip(block.arcs.tolist(), block.flows, strict=True)]


def test_values_are_those_that_trying_every_set_finds() -> None:
    for supply, blocks in splits():
        found = values_of(blocks)
        assert [found[place] for place in range(len(supply.weight))] == values_tried(supply), supply


def test_blocks_ascend_and_hold_each_place_once() -> None:
    for supply, blocks in splits():
        values = [block.value for block in blocks]
        assert values == sorted(set(values))
        places = sorted(place for block in blocks for place in block.places.tolist())
        assert places == list(range(len(supply.weight)))


def test_each_supplier_gives_all_it_has() -> None:
    for supply, blocks in splits():
        given = [Fraction(0)] * len(supply.amount)
        for arc, flow in flows_of(blocks):
            given[supply.supplier[arc]] += flow
        assert given == supply.amount.tolist()


def test_each_place_gets_its_value_times_its_weight() -> None:
    for supply, blocks in splits():
        arrived = [Fraction(0)] * len(supply.weight)
        for arc, flow in flows_of(blocks):
            arrived[supply.place[arc]] += flow
        values = values_of(blocks)
        assert arrived == [values[place] * int(weight) for place, weight in enumerate(supply.weight)]


def test_a_supplier_gives_only_to_the_lowest_block_it_can_reach() -> None:
    for supply, blocks in splits():
        choices = choices_of(supply)
        values = values_of(blocks)
        for arc, flow in flows_of(blocks):
            assert flow > 0
            lowest = min(values[place] for place in choices[int(supply.supplier[arc])])
            assert values[int(supply.place[arc])] == lowest


def test_nothing_goes_nowhere() -> None:
    assert even_split(supply_of([], {}, [])) == ()


@pytest.mark.parametrize("weights", [[1], [2, 3]])
def test_places_that_nobody_reaches_have_nothing(weights: list[int]) -> None:
    assert values_of(even_split(supply_of([], {}, weights))) == dict.fromkeys(range(len(weights)), Fraction(0))


def test_large_amounts_are_exact() -> None:
    """A province: 20 million households for a million cadres in 5,000 places, and one place with a cadre more."""
    weights = [4_000] * 5_000
    amounts = [200] * 4_999 + [201]
    blocks = even_split(supply_of(amounts, {place: {place} for place in range(5_000)}, weights))
    assert [(block.value, len(block.places)) for block in blocks] == [
        (Fraction(200, 4_000), 4_999),
        (Fraction(201, 4_000), 1),
    ]
