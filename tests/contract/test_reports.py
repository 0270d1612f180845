"""One report, whichever store its rules ran on: the same findings in the same order, in both languages."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, get_args

import pytest

from cypher import Connection, EmbeddedStore, check, check_there, reading_from_server, sync
from pairing import read_roster
from pairing.errors import RuleError
from pairing.reading import Reading
from pairing.sample import write_sample
from pairing.text import Language
from tests.cypher.small import HEALTHY
from tests.strategies.rosters import batch, day, settings, to_roster, union

if TYPE_CHECKING:
    from pathlib import Path

    from cypher import Store
    from pairing.model.report import Report

VIEWS = 3
HEADER = """\
// code: {code}
// severity: warning
// title.zh: 自定义
// title.en: Of our own
// message.zh: {message}
// message.en: {message}
// hint: —
// over: {over}
// needs: villages
"""
RULES = {
    "X001": (
        "村 {village_name}: {unit_names} {first_day}",
        "(v:Village)",
        """
MATCH (u:Unit)-[t:TWINNED_WITH]->(v:Village)
WITH v, collect(DISTINCT u.id) AS units, collect(DISTINCT u.name) AS unit_names, min(t.start_date) AS first_day
RETURN v.id AS village, units, v.name AS village_name, unit_names, first_day
""",
    ),
    "X002": (
        "{head} {persons} {share}",
        "(h:Household)",
        """
MATCH (h:Household)
WHERE h.persons IS NULL OR h.persons > 4
OPTIONAL MATCH (h)-[:LIVES_IN]->(v:Village)
RETURN h.id AS household, v.id AS village, h.head AS head, h.persons AS persons,
  h.difficulty_hundredths / 100.0 AS share,
  CASE WHEN h.persons IS NULL THEN 'error' ELSE 'info' END AS severity
""",
    ),
    "X003": (
        "—",
        "(v:Village) WHERE v.id = 'nowhere'",
        "MATCH (v:Village) WHERE v.id = 'nowhere' RETURN v.id AS village",
    ),
}
"""Lists, dates, blanks, numbers, a severity of its own, and one that has nothing to check."""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of a planner's own rules."""
    folder = tmp_path / "own"
    folder.mkdir()
    for code, (message, over, query) in RULES.items():
        content = HEADER.format(code=code, message=message, over=over) + query
        (folder / f"{code}.cypher").write_text(content, encoding="utf-8")
    return folder


def written(report: Report) -> list[str]:
    return [report.to_json(language) for language in get_args(Language)]


def test_rules_of_ours_and_of_a_planner_give_one_report_on_every_store(store: Store, own: Path) -> None:
    random = Random(7)
    roster = to_roster(union(batch(7, 12)))
    store.load(roster)
    with EmbeddedStore() as reference:
        reference.load(roster)
        for _ in range(VIEWS):
            seen = roster.with_settings(settings(random)).at(day(random))
            expected = check(seen, rules=own, store=reference)

            assert written(check(seen, rules=own, store=store)) == written(expected)
            assert {"X001", "X002"} <= expected.counts.keys()


@pytest.mark.parametrize(
    ("query", "line", "problem"),
    [
        ("MATCH (v:Village) WHERE v.row_hash > 0\nRETURN v.id AS village", 11, "Cannot find property row_hash for v"),
        ("MATCH (v:Village)\nRETURN v.id AS village, 1 < 2 < 3 AS x", 12, "Non-binary comparison"),
        ("MATCH (v:Village)\nRETURN v.id AS village, date() AS x", 12, "write $as_of"),
        ("MATCH (v:Village)\nRETURN label(v) AS x, v.id AS village", 12, "Neo4j has no label"),
    ],
)
def test_a_rule_that_one_engine_cannot_run_is_refused_wherever_it_is_to_run(
    store: Store, tmp_path: Path, query: str, line: int, problem: str
) -> None:
    header = HEADER.format(code="X009", message="—", over="(v:Village)")
    (tmp_path / "X009.cypher").write_text(f"{header}\n{query}", encoding="utf-8")
    roster = HEALTHY.roster()
    store.load(roster)

    with pytest.raises(RuleError) as refusal:
        check(roster, rules=tmp_path, store=store)

    assert str(refusal.value).startswith(f"X009.cypher, line {line}: ")
    assert problem in str(refusal.value)


@pytest.mark.parametrize("ledger", [False, True], ids=["workbook", "ledger"])
def test_a_server_reports_what_the_file_reports(
    connection: Connection, tmp_path: Path, own: Path, ledger: bool
) -> None:
    path = tmp_path / "sample.xlsx"
    write_sample(path, ledger=ledger)
    reading = read_roster(path)
    sync(reading, connection)

    fetched, there = check_there(connection, rules=own, skip=["B"])
    back, whole = check_there(connection, rules=own)

    assert written(there) == written(check(reading, rules=own, skip=["B"]))
    assert written(whole) == written(check(reading, rules=own))
    assert back.roster.same_content(reading.roster), "balance needs every row"
    assert fetched.roster.households.height < reading.roster.households.height, "only the rows of findings come here"


def test_a_server_reports_what_is_read_back_of_it(connection: Connection) -> None:
    """Counted there or here, fetched row by row or all at once: over rosters that lack tables and columns too."""
    for seed in range(3):
        random = Random(seed)
        roster = to_roster(union(batch(seed, 12)), settings(random))
        sync(Reading(roster, form="workbook"), connection, replace=True)
        on = day(random)

        _, there = check_there(connection, as_of=on)

        assert written(there) == written(check(reading_from_server(connection, as_of=on)))
        assert written(there) == written(check(Reading(roster.at(on), form="workbook")))
