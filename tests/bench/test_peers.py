"""A peer that found less would be faster for nothing: each finds exactly what the oracle finds."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.bench.peers.polars_rules import RULES, violations, violations_together
from tests.oracle import RULES as ORACLE
from tests.oracle import answers, world_from_records
from tests.strategies.rosters import batch, day, settings, to_roster, union

if TYPE_CHECKING:
    import polars as pl

SUBJECTS = {
    ("village",): "S101 S103 S106 S107 S108 S109 S110 S113",
    ("village", "units"): "S102 S104",
    ("village", "unit"): "S105",
    ("village", "cadre"): "S111",
    ("unit",): "S112 S115",
    ("cadre",): "S114 C202 C204",
    ("cadre", "villages"): "S116",
    ("household",): "C201 C205 C206 C209",
    ("cadre", "household"): "C203 C207 C208 C210 C211",
}
COLUMNS = {code: columns for columns, codes in SUBJECTS.items() for code in codes.split()}


def test_every_rule_has_its_joins() -> None:
    assert set(RULES) == set(ORACLE)


@pytest.mark.parametrize("seed", range(8))
def test_bare_polars_finds_what_the_oracle_finds(seed: int) -> None:
    small = union(batch(seed, 60))
    random = Random(seed)
    chosen, on = settings(random), day(random)
    expected = {
        code: {subjects for subjects, _ in answer.violations}
        for code, answer in answers(world_from_records(small.records, chosen, on)).items()
        if answer.status in {"passed", "violated"}
    }
    roster = to_roster(small, chosen, on)
    for found in (violations(roster), violations_together(roster)):
        assert {code: subjects(found[code], COLUMNS[code]) for code in expected} == expected


def subjects(rows: pl.DataFrame, columns: tuple[str, ...]) -> set[frozenset[str]]:
    """Name whom each row is about, as findings do."""
    return {
        frozenset(name for column, cell in zip(columns, row, strict=True) for name in _names(column, cell))
        for row in rows.select(columns).iter_rows()
    }


def _names(column: str, cell: object) -> list[str]:
    kind = column.removesuffix("s")
    return [f"{kind}:{each}" for each in (cell if isinstance(cell, list) else [cell])]
