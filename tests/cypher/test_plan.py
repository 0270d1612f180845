"""Random paths over random rosters: whatever the engine answers wrongly is told from its plan."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

import pytest

from cypher import EmbeddedStore, QueryError
from tests.strategies.rosters import batch, to_roster, union

NODES: Final = {
    "Cadre": ["{x}.state = '在岗'", "{x}.rank = '科员'", "{x}.key < 60"],
    "Village": ["{x}.key > 10"],
    "Unit": ["{x}.key < 70"],
    "Household": ["{x}.state = '在册'", "{x}.persons > 2", "{x}.key > 30"],
}
EDGES: Final = [
    ("Unit", "TWINNED_WITH", "Village", ["{x}.role = 'lead'", "{x}.end_date IS NULL"]),
    ("Cadre", "POSTED_TO", "Village", ["{x}.role <> 'member'", "{x}.start_date IS NULL"]),
    ("Cadre", "LINKED_TO", "Village", ["{x}.end_date IS NULL"]),
    ("Cadre", "HELPS", "Household", ["NOT {x}.void", "{x}.ordinal = 1", "{x}.end_date IS NULL"]),
    ("Cadre", "CONSTRAINED", "Household", ["{x}.kind = 'pin'"]),
    ("Cadre", "BELONGS_TO", "Unit", []),
    ("Household", "LIVES_IN", "Village", []),
]


@dataclass(frozen=True)
class Path:
    """A path of some relationships: its steps in Cypher, its conditions, and the names in it."""

    start: str
    steps: tuple[str, ...]
    conditions: tuple[str, ...]

    @property
    def at_once(self) -> str:
        """The path in one MATCH."""
        return f"MATCH (n0:{self.start}){''.join(self.steps)} {self._tail}"

    @property
    def parted(self) -> str:
        """The path with WITH after each step, and the conditions last."""
        query = f"MATCH (n0:{self.start}){self.steps[0]}"
        for number, step in enumerate(self.steps[1:], start=1):
            query += f" WITH {self._names(number)} MATCH (n{number}){step}"
        return f"{query} WITH {self._names(len(self.steps))} {self._tail}"

    @property
    def _tail(self) -> str:
        keys = ", ".join(f"n{number}.key AS k{number}" for number in range(len(self.steps) + 1))
        where = f"WHERE {' AND '.join(self.conditions)} " if self.conditions else ""
        return f"{where}RETURN {keys}"

    @staticmethod
    def _names(steps: int) -> str:
        return ", ".join([*(f"n{number}" for number in range(steps + 1)), *(f"r{number}" for number in range(steps))])


def path(random: Random) -> Path:
    """Walk two or three relationships from anywhere, with a condition here and there."""
    start = here = random.choice(list(NODES))
    steps, conditions = [], _some(random, NODES[here], "n0")
    for number in range(random.choice([2, 2, 3])):
        tail, tie, head, filters = random.choice([edge for edge in EDGES if here in {edge[0], edge[2]}])
        onward = here == tail
        here = head if onward else tail
        arrow = ("-", "->") if onward else ("<-", "-")
        steps.append(f"{arrow[0]}[r{number}:{tie}]{arrow[1]}(n{number + 1}:{here})")
        conditions += _some(random, filters, f"r{number}") + _some(random, NODES[here], f"n{number + 1}")
    return Path(start, tuple(steps), tuple(conditions))


def _some(random: Random, conditions: list[str], name: str) -> list[str]:
    chosen = conditions and random.random() < 0.6
    return [random.choice(conditions).format(x=name)] if chosen else []


@pytest.mark.parametrize("seed", range(2))
def test_what_passes_is_answered_rightly_and_a_parted_path_always_passes(seed: int) -> None:
    random = Random(seed)
    refused = 0
    with EmbeddedStore() as store:
        store.load(to_roster(union(batch(seed, 80))))
        for _ in range(60):
            chosen = path(random)
            store.vet(chosen.parted)
            try:
                store.vet(chosen.at_once)
            except QueryError:
                refused += 1
                continue
            assert sorted(store.run(chosen.at_once).rows()) == sorted(store.run(chosen.parted).rows()), chosen.at_once
    assert 0 < refused < 60
