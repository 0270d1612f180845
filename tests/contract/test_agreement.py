"""The rules on every store against the oracle: finding for finding, and what became of each rule.

A load costs far more than the rows of a small roster, so many rosters are united, side by side, into one graph, and
looked at on several days under several settings. What differs is brought back to the one small roster it comes from
and cut down until nothing can be taken away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cypher import ServerStore, check
from cypher.embedded import EmbeddedStore
from tests.oracle import RULES, Answer, World, answers, seen_otherwise, world_from_records
from tests.strategies.rosters import (
    BASE,
    SmallRoster,
    batch,
    day,
    fewest,
    settings,
    smallest,
    to_roster,
    union,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cypher.store import Store
    from pairing.model.report import Status
    from pairing.model.settings import Settings
    from pairing.roster import Roster
    from tests.oracle import Violation

VIEWS = 2
"""How many days and settings each graph is looked at on: another graph shows more than another view of one."""

IN_CI = hypothesis_settings.default is not None and hypothesis_settings.default.derandomize
BATCHES = 36 if IN_CI else 8
SIZES = (1, 1, 3, 40, 100, 150)
"""Rosters in a batch. One alone, for what becomes of each rule; and several sizes, since the store plans by size."""
LOADS = ((1, 150), (2, 120), (3, 40), (4, 3), (5, 1), (6, 1)) if IN_CI else ((1, 20), (5, 1))
"""Seeds and sizes for a store whose loads take long: in CI 315 rosters on each, by the plans of many and of few."""
FEWER = 4
"""A server plans its queries anew when there are so many times fewer rows than it has planned for."""


def told_by_store(roster: Roster, store: Store | None = None) -> dict[str, Answer]:
    """Answer every S and C rule by the product's check."""
    report = check(roster, only=("S", "C"), store=store)
    found: dict[str, Counter[Violation]] = defaultdict(Counter)
    for finding in report.findings:
        assert len(set(finding.subjects)) == len(finding.subjects)
        found[finding.code][frozenset(finding.subjects), finding.severity] += 1
    statuses: dict[str, Status] = {rule.code: rule.status for rule in report.rules}
    return {code: Answer(statuses[code], found[code]) for code in RULES}


def differing(told: dict[str, Answer], world: World) -> dict[str, tuple[Answer, Answer]]:
    """Give the rules on which store and oracle disagree, the store's answer first."""
    expected = answers(world)
    return {code: (told[code], expected[code]) for code in RULES if told[code] != expected[code]}


def differing_alone(
    small: SmallRoster, chosen: Settings, on: dt.date, store: Store | None = None
) -> dict[str, tuple[Answer, Answer]]:
    """Give the rules on which they disagree over one small roster."""
    roster = to_roster(small, chosen, on)
    if store is not None:
        store.load(roster)
    return differing(told_by_store(roster, store), world_from_records(small.records, chosen, on))


def explained(parts: Sequence[SmallRoster], chosen: Settings, on: dt.date, code: str, store: Store) -> str:
    """Describe a disagreement by the fewest rows that show it."""

    def differs(small: SmallRoster) -> bool:
        return code in differing_alone(small, chosen, on, store)

    least = smallest(union(fewest(parts, lambda some: differs(union(some)))), differs)
    told, oracle = differing_alone(least, chosen, on, store)[code]
    return "\n".join(
        [
            f"{code} on {on}, settings {chosen.model_dump(exclude_defaults=True)}",
            f"store:  {told.status}, only there: {list(map(str, told.violations - oracle.violations))}",
            f"oracle: {oracle.status}, only there: {list(map(str, oracle.violations - told.violations))}",
            repr(least),
        ]
    )


def disagreement(parts: list[SmallRoster], random: Random, store: Store) -> str | None:
    """Look at one graph of many small rosters on several days under several settings; describe the first quarrel."""
    roster = to_roster(union(parts))
    world = world_from_records(union(parts).records, roster.settings, BASE)
    store.load(roster)
    for _ in range(VIEWS):
        chosen, on = settings(random), day(random)
        told = told_by_store(roster.with_settings(chosen).at(on), store)
        for code in differing(told, seen_otherwise(world, chosen, on)):
            return explained(parts, chosen, on, code, store)
    return None


@hypothesis_settings(max_examples=BATCHES, phases=(Phase.explicit, Phase.generate))  # we shrink better ourselves
@given(st.integers(0, 2**32 - 1), st.sampled_from(SIZES))
@example(1, 60)
def test_the_embedded_store_and_the_oracle_agree_over_thousands_of_small_rosters(seed: int, size: int) -> None:
    with EmbeddedStore() as store:
        quarrel = disagreement(batch(seed, size), Random(seed), store)
    if quarrel is not None:
        pytest.fail(quarrel, pytrace=False)


def test_every_store_and_the_oracle_agree_over_many_small_rosters(store: Store) -> None:
    planned = LOADS[0][1]
    for seed, size in LOADS:
        if isinstance(store, ServerStore) and size * FEWER < planned:
            planned = size
            store.run("CALL db.clearQueryCaches()")
        quarrel = disagreement(batch(seed, size), Random(seed), store)
        if quarrel is not None:
            pytest.fail(quarrel, pytrace=False)


@pytest.mark.parametrize("absent", [(), ("twinnings", "postings", "liaisons", "constraints")])
def test_store_and_oracle_agree_over_no_rows(absent: tuple[str, ...], store: Store) -> None:
    empty = SmallRoster({table: [] for table in to_roster(SmallRoster()).tables if table not in absent})
    assert differing_alone(empty, to_roster(empty).settings, BASE, store) == {}


def test_every_rule_of_the_store_has_its_oracle() -> None:
    report = check(to_roster(SmallRoster()), only=("S", "C"))
    asked = {rule.code for rule in report.rules if rule.code[0] in "SC"}
    assert asked == set(RULES)
