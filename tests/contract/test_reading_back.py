"""What is read back from a server is what was brought there, to the row of the file it came from."""

from __future__ import annotations

import datetime
from random import Random
from typing import TYPE_CHECKING, get_args

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from cypher import Connection, reading_from_server, sync
from pairing import read_roster
from pairing.model.finding import Finding, Severity
from pairing.model.report import Input
from pairing.reading import Reading
from pairing.reading.reading import ColumnRead
from pairing.roster import Roster, Source, roster_from_tables
from pairing.sample import write_sample
from pairing.text import Language, Text, text
from tests.strategies.rosters import NAMES, batch, prefixed, settings, to_roster, union

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = (
    Source("花名册.xlsx", "贫困户", {"households.head": ("D", "户主姓名"), "cadres.name": ("AA", "干\n部")}),
    Source("a/b}) DETACH DELETE n //.csv"),
    Source("第三.xlsx", "</script>"),
)


def scattered(roster: Roster, random: Random) -> Roster:
    """Give the same rows as if they came from several sheets, far down in them."""
    tables = {
        name: frame.with_columns(
            source=pl.Series([random.randrange(len(SOURCES)) for _ in range(frame.height)], dtype=pl.UInt16),
            row=pl.Series([random.randrange(1, 2**31) for _ in range(frame.height)], dtype=pl.UInt32),
        ).select("source", "row", pl.exclude("source", "row", "key", "^.*_key$"))
        for name, frame in roster.tables.items()
        if name not in roster.absent
    }
    return roster_from_tables(tables, roster.settings, on=roster.on, sources=SOURCES)


def reading(roster: Roster, random: Random) -> Reading:
    """Give a reading with everything that travels along."""
    name = random.choice(NAMES)
    nasty = Finding(
        code="D104",
        severity=Severity.ERROR,
        title=text("Not a number"),
        message=Text(
            "{name}: {inner}", {"name": name, "inner": text("{count} rows", count=3)}, chinese="{name}：{inner}"
        ),
        hint=Text("", chinese=""),
        table="households",
        file="花名册.xlsx",
        row=random.randrange(1, 1000),
        value=name,
        subjects=("household:H1",),
    )
    return Reading(
        roster,
        findings=(nasty,) * random.randrange(3),
        inputs=(Input(path=f"/{name}", sha256="0" * 64),),
        rows_set_aside=random.randrange(9),
        form="folder",
        columns=(ColumnRead("花名册.xlsx", None, "B", name, None, "unknown"),),
    )


def assert_equal(back: Reading, brought: Reading) -> None:
    for name, frame in brought.roster.tables.items():
        assert_frame_equal(back.roster.tables[name], frame)
    assert back.roster.sources == brought.roster.sources
    assert back.roster.settings == brought.roster.settings
    assert back.roster.absent == brought.roster.absent
    assert back.roster.sha256 == brought.roster.sha256
    assert back.inputs == brought.inputs
    assert back.columns == brought.columns
    assert (back.form, back.rows_set_aside) == (brought.form, brought.rows_set_aside)
    for language in get_args(Language):
        context = {"language": language}
        told = [[finding.model_dump(context=context) for finding in each.findings] for each in (back, brought)]
        assert told[0] == told[1]


def test_what_is_read_back_is_what_was_brought(connection: Connection) -> None:
    for seed in range(6):
        random = Random(seed)
        roster = to_roster(union(batch(seed, random.choice((1, 2, 9, 40)))), settings(random))
        brought = reading(scattered(roster, random), random)

        sync(brought, connection, replace=True)

        assert_equal(reading_from_server(connection, as_of=brought.roster.on), brought)
        assert sync(brought, connection).counters == {}, "a second run changes nothing"


def changed(roster: Roster, random: Random) -> Roster:
    """Give the roster a month later: rows gone, shuffled, corrected, others new."""
    other = to_roster(prefixed(union(batch(random.randrange(1000), 5)), "new-"), roster.settings)
    tables = {}
    for name, frame in roster.tables.items():
        rows = pl.concat([frame, other.tables[name]]).select(pl.exclude("key", "^.*_key$"))
        tables[name] = rows.sample(fraction=1, shuffle=True, seed=random.randrange(1000))
    some = {
        name: rows.head(random.randrange(rows.height + 1)) if name in EDGES else rows for name, rows in tables.items()
    }
    return roster_from_tables(some, roster.settings, on=roster.on, sources=SOURCES)


EDGES = {"twinnings", "postings", "liaisons", "pairings", "constraints"}


def test_bringing_a_later_roster_equals_bringing_it_afresh(connection: Connection) -> None:
    for seed in range(4):
        random = Random(seed)
        first = to_roster(union(batch(seed, 6)))
        then = reading(changed(first, random), random)
        sync(first, connection, replace=True)

        sync(then, connection, prune=True)

        assert_equal(reading_from_server(connection, as_of=then.roster.on), then)
        assert sync(then, connection).counters == {}


def test_rows_no_longer_in_the_roster_stay_behind_the_others(connection: Connection) -> None:
    random = Random(3)
    first = to_roster(union(batch(3, 6)))
    then = changed(first, random)
    sync(first, connection)

    synced = sync(then, connection)
    back = reading_from_server(connection)

    for name, frame in then.tables.items():
        kept = back.roster.tables[name]
        assert_frame_equal(kept.head(frame.height), frame)
        assert kept.slice(frame.height)["source"].to_list() == [len(then.sources)] * (kept.height - frame.height)
    assert sum(gone.number for gone in synced.gone) == sum(
        back.roster.tables[name].height - frame.height for name, frame in then.tables.items()
    )
    assert sync(then, connection).counters == {}


@pytest.mark.parametrize("ledger", [False, True], ids=["workbook", "ledger"])
def test_the_sample_is_read_back_whole(connection: Connection, tmp_path: Path, ledger: bool) -> None:
    path = tmp_path / "sample.xlsx"
    write_sample(path, ledger=ledger)
    brought = read_roster(path)
    sync(brought, connection)

    assert_equal(reading_from_server(connection), brought)


def test_settings_and_the_day_given_now_come_first(connection: Connection, tmp_path: Path) -> None:
    path = tmp_path / "sample.xlsx"
    write_sample(path)
    sync(read_roster(path, settings={"工作队最少人数": "3", "每户最多帮扶人": "2"}), connection)

    on = datetime.date(2016, 6, 1)
    back = reading_from_server(connection, settings={"每户最多帮扶人": "1", "不认识": "x"}, as_of=on)

    assert back.roster.settings.team_size == 3
    assert back.roster.settings.helpers_per_household == 1
    assert back.roster.on == on
    assert [finding.code for finding in back.findings if "不认识" in finding.message.render("zh")]
