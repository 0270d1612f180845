from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.counting import counting_pairings
from pairing.model.finding import Place
from pairing.model.settings import Settings
from pairing.model.table import EDGE_TABLES, NODE_TABLES, TABLES
from pairing.roster import Roster, Source, roster_from_tables, schema
from tests.oracle import Records, world_from_records
from tests.strategies.rosters import BASE, SmallRoster, days, small_rosters, to_roster

if TYPE_CHECKING:
    from random import Random

TWO: Records = {
    "units": [{"id": "U1", "name": "甲"}, {"id": "U2", "name": "乙"}],
    "cadres": [{"id": "C1", "name": "张一", "unit": "U2"}, {"id": "C2", "name": "张二", "unit": "U9"}],
}


def shuffled(small: SmallRoster, random: Random) -> SmallRoster:
    return SmallRoster({table: random.sample(list(rows), len(rows)) for table, rows in small.records.items()})


@given(small_rosters(), st.randoms(use_true_random=False))
def test_content_does_not_depend_on_the_order_of_rows(small: SmallRoster, random: Random) -> None:
    assert to_roster(small).same_content(to_roster(shuffled(small, random)))


@given(small_rosters(), small_rosters())
def test_same_content_means_the_same_rows(one: SmallRoster, other: SmallRoster) -> None:
    first, second = to_roster(one), to_roster(other)
    same = first.absent == second.absent and all(
        sorted(map(repr, _rows(first, table))) == sorted(map(repr, _rows(second, table))) for table in TABLES
    )
    assert first.same_content(second) is same


def _rows(roster: Roster, table: str) -> list[tuple[object, ...]]:
    name = next(each for each in TABLES if each == table)
    return roster.tables[name].select(list(TABLES[name].columns)).rows()


def test_content_is_told_apart_by_a_blank_and_by_settings() -> None:
    base = to_roster(SmallRoster(TWO))
    blank = to_roster(SmallRoster({**TWO, "units": [{"id": "U1", "name": "甲"}, {"id": "U2", "name": None}]}))
    nothing = to_roster(SmallRoster({**TWO, "pairings": []}))
    strict = base.with_settings(Settings(team_size=3))
    assert not any(base.same_content(other) for other in (blank, nothing, strict))


def test_content_does_not_depend_on_origin_or_date() -> None:
    base = to_roster(SmallRoster(TWO))
    elsewhere = roster_from_tables(
        {table: base.tables[table].select(list(TABLES[table].columns)) for table in ("units", "cadres")},
        sources=(Source("b.xlsx", "单位"),),
        on=BASE + dt.timedelta(9),
    )
    assert base.same_content(elsewhere)


@given(small_rosters(), days())
def test_at_sees_the_same_rows_on_another_day(small: SmallRoster, day: dt.date) -> None:
    roster = to_roster(small)
    there = roster.at(day)
    assert (there.on, roster.on) == (day, BASE)
    assert there.tables is roster.tables
    assert there.at(BASE).same_content(roster)
    assert counting_pairings(there).equals(counting_pairings(to_roster(small, on=day)))


def test_settings_bring_their_date() -> None:
    roster = to_roster(SmallRoster(TWO))
    day = dt.date(2020, 1, 1)
    assert roster.with_settings(Settings(as_of=day)).on == day
    assert roster.with_settings(Settings()).on == BASE


@given(small_rosters())
def test_what_the_input_holds_is_what_the_oracle_says(small: SmallRoster) -> None:
    roster = to_roster(small)
    world = world_from_records(small.records, Settings(), BASE)
    asked = [*TABLES, *(f"{name}.{column}" for name, table in TABLES.items() for column in table.columns)]
    assert {name: roster.has(name) for name in asked} == {name: world.has(name) for name in asked}


@given(small_rosters())
def test_frames_have_the_schema_and_dense_keys(small: SmallRoster) -> None:
    roster = to_roster(small)
    for name in TABLES:
        frame = roster.tables[name]
        assert dict(frame.schema) == schema(name)
        assert frame["key"].to_list() == list(range(frame.height))


def test_references_are_keys_and_unknown_ones_are_null() -> None:
    roster = to_roster(SmallRoster(TWO))
    assert roster.cadres["unit_key"].to_list() == [1, None]


@pytest.mark.parametrize("table", EDGE_TABLES)
def test_an_edge_without_an_end_is_the_callers_fault(table: str) -> None:
    name = next(each for each in EDGE_TABLES if each == table)
    lonely = pl.DataFrame({end: ["nobody"] for end in TABLES[name].key})
    with pytest.raises(ValueError, match=f"{table}: an end of an edge does not exist"):
        roster_from_tables({name: lonely})


def test_tables_that_are_not_given_are_absent_and_empty() -> None:
    roster = roster_from_tables({}, on=BASE)
    assert roster.absent == frozenset(TABLES)
    assert all(roster.tables[table].is_empty() for table in (*NODE_TABLES, *EDGE_TABLES))


def test_a_row_is_found_again_in_the_planners_file() -> None:
    columns = {"units.name": ("C", "单位名称")}
    roster = roster_from_tables(
        {"units": pl.DataFrame({"id": ["U1", "U2"], "name": ["甲", "乙"], "row": [4, 7], "source": [1, 1]})},
        sources=(Source("a.csv"), Source("b.xlsx", "单位", columns)),
        on=BASE,
    )
    assert roster.place("units", 1, "name") == Place(file="b.xlsx", sheet="单位", row=7, column="C", header="单位名称")
    assert str(roster.place("units", 1, "name")) == "单位!C7"
    assert roster.place("units", 0) == Place(file="b.xlsx", sheet="单位", row=4)
