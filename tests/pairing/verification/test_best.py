"""A plan is accepted just if nothing is better, by proofs made without the product's code (:mod:`.reference`)."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final, cast

import pytest

import pairing
from pairing.model.plan import Counts, Term, levels_of
from tests.pairing.planning.areas import Desk, areas
from tests.pairing.planning.result import reached
from tests.pairing.verification.making import Making
from tests.pairing.verification.reference import Reference, legal_sets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.plan import Goal, Mode, PlanLevel
    from tests.pairing.planning.result import Office, Reached
    from tests.pairing.verification.reference import Pairs

    Rows = Sequence[tuple[Term, ...]]

KINDS: Final[tuple[tuple[Mode, Goal], ...]] = (("repair", "balance"), ("repair", "gaps"), ("propose", "balance"))
FEW: Final = 300
"""So many sets of pairs of an area are tried."""


@cache
def tiny(seed: int) -> tuple[Desk, dict[Pairs, Reached]]:
    """Draw an area that has something to choose, and judge every legal set of its pairs."""
    random = Random(seed)
    while True:
        (area,) = areas(random, 1)
        desk = Desk(area)
        sets = legal_sets(desk)
        if 1 < len(sets) <= FEW:
            return desk, {pairs: reached(cast("Office", desk), pairs) for pairs in sets}


def order(mode: Mode, goal: Goal) -> list[str]:
    return ["distance" if level == "pairings" else level for level in levels_of(mode, goal)]


def told(making: Making, *, bare: bool = False) -> list[str]:
    """Give what is wrong with a plan; of one written without its balances, only other things."""
    plan = making.bare if bare else making.plan
    said = [fault.render("en") for fault in pairing.verify(making.roster, plan).faults]
    return [fault for fault in said if not (bare and "lenses, in order" in fault)]


# Without a limit ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "goal"), KINDS)
def test_the_best_is_accepted_and_nothing_else(mode: Mode, goal: Goal) -> None:
    for seed in range(3):
        desk, judged = tiny(seed)
        best = min(some.by(order(mode, goal)) for some in judged.values())
        equal = [pairs for pairs, some in judged.items() if some.by(order(mode, goal)) == best]
        worse = [pairs for pairs in judged if pairs not in equal]
        assert told(Making(desk, equal[0], mode, goal)) == []
        for pairs in Random(seed).sample(worse, min(2, len(worse))):
            said = told(Making(desk, pairs, mode, goal))
            assert said
            assert all(fault.startswith("The proof ") for fault in said)


def test_by_whole_villages_only_the_best_is_accepted_too() -> None:
    accepted = 0
    for seed in range(12):
        desk, judged = tiny(seed)
        by = order("repair", "balance")
        best = min(some.by(by) for some in judged.values())
        pairs = Random(seed).choice([*judged, *(pairs for pairs, some in judged.items() if some.by(by) == best)])
        said = told(Making(desk, pairs, repeatable=True), bare=True)
        accepted += not said
        assert said or judged[pairs].by(by) == best
    assert accepted


# With a limit ---------------------------------------------------------------------------------------------------------


def drawn_rows(random: Random, levels: Sequence[PlanLevel], ranks: int) -> Rows:
    """Draw rows by which a plan with a limit might be proven, or not at all."""
    at = random.randrange(len(levels))
    before, here, rest = levels[:at], levels[at], levels[at:]
    further = random.choice(([], [(Term(level="changes"),)]))
    return [*map(row_of, before), *mixed(random, here, ranks), *further, *map(row_of, rest)]


def row_of(level: PlanLevel) -> tuple[Term, ...]:
    return (Term(level=level),)


def mixed(random: Random, level: PlanLevel, ranks: int) -> Iterator[tuple[Term, ...]]:
    """Give a level on its way, for some changes: of the load one rank, or, which proves nothing, all together."""
    price = Term(level="changes", weight=random.choice((1, 2, 3)))
    weight = random.choice((1, 1, 2))
    if level == "load" and ranks and random.random() < 0.8:
        rank = random.randint(max(1, ranks - 2), ranks)
        if rank < ranks:
            yield (Term(level="load", above=rank),)
        yield Term(level="load", at=rank, weight=weight), price
    elif level != "changes":
        yield Term(level=level, weight=weight), price


def test_with_a_limit_what_rows_prove_is_the_best_within_it() -> None:
    accepted = {True: 0, False: 0}
    for seed in range(24):
        random = Random(seed)
        desk, judged = tiny(seed % 20)
        mode, goal = random.choice(KINDS)
        rows = drawn_rows(random, levels_of(mode, goal), len(Reference(desk, ()).ranks))
        costs = {pairs: Reference(desk, rows).value(pairs) for pairs in judged}
        pairs = random.choice([pairs for pairs, cost in costs.items() if cost == min(costs.values())])
        limit = judged[pairs].changes + random.choice((0, 0, 0, 1))
        making = Making(desk, pairs, mode, goal, rows, limit, counts=Counts(gaps_only=0, full=99))
        best = min(some.by(order(mode, goal)) for some in judged.values() if some.changes <= limit)
        said = told(making, bare=True)
        accepted[not said] += 1
        assert said or judged[pairs].by(order(mode, goal)) == best
    assert min(accepted.values()) > 3
