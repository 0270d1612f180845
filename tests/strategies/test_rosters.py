"""The strategies keep what reading guarantees, and reach every answer of every rule: else agreement proves little."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given

from pairing.model.report import Status
from pairing.model.settings import Settings
from pairing.model.table import EDGE_TABLES, NODE_TABLES, TABLES
from tests.oracle import RULES, Answer, Violation, answers, world_from_records
from tests.strategies.rosters import (
    BASE,
    SmallRoster,
    batch,
    day,
    settings,
    small_rosters,
    smallest,
    to_roster,
    union,
)

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from tests.oracle import Record

UNREACHABLE = {("S114", "skipped")}  # who has left is in the table of cadres, which no shape lacks


@given(small_rosters())
def test_ids_are_unique_and_both_ends_exist(small: SmallRoster) -> None:
    ids = {table: [row["id"] for row in small.records.get(table, ())] for table in NODE_TABLES}
    assert all(len(set(each)) == len(each) for each in ids.values())
    for table in EDGE_TABLES:
        for end in TABLES[table].key:
            known = ids[TABLES[table].references[end]]
            assert all(row[end] in known for row in small.records.get(table, ()))


@given(small_rosters())
def test_rows_of_one_pair_do_not_overlap(small: SmallRoster) -> None:
    for table in ("twinnings", "postings", "liaisons", "pairings"):
        for rows in _rows_of_each_pair(small, table).values():
            spans = sorted((start, end) for start, end in map(_span, rows) if start <= end)
            assert all(before[1] < after[0] for before, after in pairwise(spans))


def _rows_of_each_pair(small: SmallRoster, table: TableName) -> dict[object, list[Record]]:
    found: dict[object, list[Record]] = defaultdict(list)
    for row in small.records.get(table, ()):
        role = row["role"] if table == "twinnings" else None
        found[(*(row[end] for end in TABLES[table].key), role)].append(row)
    return found


def _span(row: Record) -> tuple[dt.date, dt.date]:
    start, end = row["start_date"], row["end_date"]
    return (
        start if isinstance(start, dt.date) else dt.date.min,
        end if isinstance(end, dt.date) else dt.date.max,
    )


def test_every_rule_is_violated_passed_vacuous_and_skipped_somewhere() -> None:
    random = Random(0)
    seen: set[tuple[str, str]] = set()
    for seed in range(60):
        for small in batch(seed, 20):
            world = world_from_records(small.records, settings(random), day(random))
            seen.update((code, answer.status) for code, answer in answers(world).items())
    expected = {(code, status) for code in RULES for status in get_args(Status)}
    assert seen == expected - UNREACHABLE


@pytest.mark.parametrize("seed", range(5))
def test_a_union_has_every_violation_of_its_parts(seed: int) -> None:
    parts = batch(seed, 30)
    together = _violations(union(parts))
    skipped = {code for code, answer in _answers(union(parts)).items() if answer.status == "skipped"}
    apart = sum((_violations(part) for part in parts), Counter())
    # A column that is blank in the whole is not missed in a part without a row: only there does a part know more.
    assert {code for (code, _) in apart - together} <= skipped
    # A column may be blank in one part and filled in another: only there does the whole know more.
    assert {code for (code, _) in together - apart} <= {"S101", "S103", "S111", "C204", "C206", "C209"}


def _answers(small: SmallRoster) -> dict[str, Answer]:
    return answers(world_from_records(small.records, Settings(), BASE))


def _violations(small: SmallRoster) -> Counter[tuple[str, Violation]]:
    told = _answers(small)
    return Counter((code, violation) for code, answer in told.items() for violation in answer.violations.elements())


def test_a_batch_is_the_same_for_the_same_seed() -> None:
    assert batch(3, 5) == batch(3, 5)
    assert batch(3, 5) != batch(4, 5)


def test_what_fails_is_cut_down_to_what_matters() -> None:
    large = union(batch(8, 3))
    kept = smallest(large, lambda small: len(small.records.get("pairings", ())) > 0)
    assert {table: len(rows) for table, rows in kept.records.items() if rows} == {
        "cadres": 1,
        "households": 1,
        "pairings": 1,
    }
    assert to_roster(kept).pairings.height == 1
