"""The ready-made queries: each passes the gate, says how to set its parameters, and answers what polars counts."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from cypher import Connection, EmbeddedStore, QueryError, ServerStore, address_of, query, sync
from cypher.gate import admitted
from cypher.parameters import parameters_of
from cypher.server.seal import FORMAT
from pairing.counting import (
    active_pairings,
    active_twinnings,
    cadres_with_quota,
    counting_liaisons,
    counting_pairings,
    counting_postings,
    expected_cadres,
    households_in_scope,
)
from pairing.model.labels import ACTIVE
from pairing.sample import sample_roster
from tests.cypher.small import HEALTHY
from tests.docs.queries import Question, own_parameters, questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cypher.store import Store, Value
    from pairing.roster import Roster
    from tests.neo4j.beside import Lent

QUESTIONS: Final = questions()
PORTABLE: Final = [each for each in QUESTIONS if not each.needs_server]
FOR_A_SERVER: Final = [each for each in QUESTIONS if each.needs_server]
PICTURES: Final = {
    "village_picture": {"near": "id", "help": "key"},
    "unit_picture": {"c": "id", "help": "key", "v": "id"},
    "knots": {"c": "id", "p": "key", "h": "id"},
}
"""Of a picture, by which property each node or relationship is compared."""


@pytest.fixture(scope="module")
def roster() -> Roster:
    return sample_roster()


@pytest.fixture(scope="module")
def store(roster: Roster) -> Iterator[Store]:
    with EmbeddedStore() as loaded:
        loaded.load(roster)
        yield loaded


def own_values(roster: Roster) -> dict[str, Value]:
    """Ask about whoever has most rows, and the thirty days after D."""
    rows = {name: roster.pairings[name].mode().sort()[0] for name in ("cadre", "household")}
    until = roster.on + datetime.timedelta(days=30)
    return {**rows, "until": until, "village": roster.villages["id"][0], "unit": roster.units["id"][0]}


def answered(question: Question, roster: Roster, store: Store) -> pl.DataFrame:
    values = {name: value for name, value in own_values(roster).items() if name in question.parameters}
    return query(roster, question.text, values, store=store)


@pytest.fixture
def server(neo4j_server: Lent) -> Iterator[Connection]:
    with Connection(address_of(neo4j_server.address)) as connection:
        yield connection


# What each asks, once more without a graph ----------------------------------------------------------------------------


def _names(frame: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    """Put ids and names beside the keys of a cadre, household, village or unit."""
    for kind, name in (("cadre", "name"), ("household", "head"), ("village", "name"), ("unit", "name")):
        if f"{kind}_key" in frame.columns:
            table = roster.tables[f"{kind}s"]  # type: ignore[index] # a table of nodes
            named = table.select(pl.col("key").alias(f"{kind}_key"), pl.col(name).alias(f"{kind}_called"))
            frame = frame.join(named, on=f"{kind}_key", how="left")
    return frame


def uncovered_households(roster: Roster) -> pl.DataFrame:
    helped = counting_pairings(roster).select(key="household_key")
    rows = households_in_scope(roster).join(helped, on="key", how="anti")
    return _names(rows, roster).select(village="village_called", household="id", head="head", persons="persons")


def coverage_by_county(roster: Roster) -> pl.DataFrame:
    helped = counting_pairings(roster)["household_key"].unique().to_list()
    counties = roster.villages.select("county", village_key="key")
    rows = households_in_scope(roster).join(counties, on="village_key", how="left")
    grouped = rows.group_by(pl.col("county").fill_null("—")).agg(
        households=pl.len(), persons=pl.col("persons").sum(), covered=pl.col("key").is_in(helped).sum()
    )
    return grouped.with_columns(percent=(pl.col("covered") * 1000 // pl.col("households")) / 10)


def over_quota(roster: Roster) -> pl.DataFrame:
    carried = counting_pairings(roster).group_by(key="cadre_key").agg(households=pl.col("household_key").n_unique())
    rows = cadres_with_quota(roster).join(carried, on="key").filter(pl.col("households") > pl.col("quota"))
    return rows.select("households", "quota", cadre="id", beyond=pl.col("households") - pl.col("quota"))


def idle_cadres(roster: Roster) -> pl.DataFrame:
    helping = counting_pairings(roster).select(key="cadre_key")
    rows = expected_cadres(roster).join(helping, on="key", how="anti")
    return rows.group_by("unit").agg(idle=pl.len(), names=pl.col("name"))


def units_by_village(roster: Roster) -> pl.DataFrame:
    twinned = _names(active_twinnings(roster), roster)
    of_role = {
        role: pl.col("unit_called").filter(pl.col("role") == role)
        for role in ("lead", "responsible", "partner", "undecided")
    }
    rows = roster.villages.select("county", village="id").join(twinned, on="village", how="left")
    return rows.group_by("county", "village").agg(**of_role)


def work_teams(roster: Roster) -> pl.DataFrame:
    senders = roster.units.select(sent_by_key="key", sent_by="name")
    rows = counting_postings(roster).join(senders, on="sent_by_key", how="left")
    return rows.select("village", "cadre", "role", "sent_by", since="start_date")


def leaders_villages(roster: Roster) -> pl.DataFrame:
    return counting_liaisons(roster).select("cadre", "village", since="start_date")


def ending_soon(roster: Roster) -> pl.DataFrame:
    end = roster.on + datetime.timedelta(days=30)
    rows = counting_pairings(roster).filter(pl.col("end_date") <= end)
    return _names(rows, roster).select("cadre", "household", last_day="end_date", head="household_called")


def _history(roster: Roster, whose: str, other: str) -> pl.DataFrame:
    standing = (
        pl.when("void")
        .then(pl.lit("void"))
        .when(pl.col("start_date") > roster.on)
        .then(pl.lit("not begun"))
        .when(pl.col("end_date") < roster.on)
        .then(pl.lit("ended"))
        .otherwise(pl.lit("active"))
    )
    rows = roster.pairings.filter(pl.col(whose) == own_values(roster)[whose])
    return rows.select(other, "ordinal", first_day="start_date", last_day="end_date", standing=standing)


def cadre_households(roster: Roster) -> pl.DataFrame:
    return _history(roster, "cadre", "household")


def household_helpers(roster: Roster) -> pl.DataFrame:
    return _history(roster, "household", "cadre")


def village_picture(roster: Roster) -> pl.DataFrame:
    village = pl.col("village") == own_values(roster)["village"]
    near = [
        active_twinnings(roster).filter(village)["unit"],
        counting_postings(roster).filter(village)["cadre"],
        counting_liaisons(roster).filter(village)["cadre"],
        roster.households.filter(village)["id"],
    ]
    helps = active_pairings(roster).select(near="household", help="key")
    return pl.DataFrame({"near": pl.concat(near)}).join(helps, on="near", how="left").unique()


def unit_picture(roster: Roster) -> pl.DataFrame:
    own = pl.col("unit") == own_values(roster)["unit"]
    helps = active_pairings(roster).select("household", c="cadre", help="key")
    homes = roster.households.select(household="id", v="village")
    cadres = roster.cadres.filter(own, pl.col("state") == ACTIVE).select(c="id")
    return cadres.join(helps, on="c", how="left").join(homes, on="household", how="left").select("c", "help", "v")


def knots(roster: Roster) -> pl.DataFrame:
    several = (pl.len().over("cadre") > 1) & (pl.len().over("household") > 1)
    return counting_pairings(roster).filter(several).select(c="cadre", p="key", h="household")


EXPECTED: Final[dict[str, Callable[[Roster], pl.DataFrame]]] = {
    each.__name__: each
    for each in (
        uncovered_households,
        coverage_by_county,
        over_quota,
        idle_cadres,
        units_by_village,
        work_teams,
        leaders_villages,
        ending_soon,
        cadre_households,
        household_helpers,
        village_picture,
        unit_picture,
        knots,
    )
}


def seen(question: Question, answer: pl.DataFrame) -> pl.DataFrame:
    """Reduce a picture to what its nodes and relationships are known by."""
    if question.name not in PICTURES:
        return answer
    fields = (pl.col(name).struct.field(known).alias(name) for name, known in PICTURES[question.name].items())
    return answer.select(*fields).unique()


def in_order(frame: pl.DataFrame, columns: list[str]) -> list[str]:
    """Give the rows, lists in them too, in one order."""
    rows = ([sorted(cell) if isinstance(cell, list) else cell for cell in row] for row in frame.select(columns).rows())
    return sorted(map(repr, rows))


# The tests ------------------------------------------------------------------------------------------------------------


def test_each_portable_question_is_answered_here_too() -> None:
    assert {each.name for each in PORTABLE} == set(EXPECTED)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_gate_lets_each_pass_and_its_header_sets_all_its_parameters(question: Question) -> None:
    assert admitted(question.text, where=question.name) == set(question.parameters)
    assert re.search(r"[\u4e00-\u9fff]", question.chinese)
    assert question.english.isascii()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_what_the_settings_know_is_set_as_the_default_settings_have_it(question: Question) -> None:
    default = parameters_of(HEALTHY.roster())
    written = {name: literal(getattr(default, name)) for name in question.parameters.keys() - own_parameters(question)}
    assert {name: question.parameters[name] for name in written} == {
        name: "date()" if name == "as_of" else value for name, value in written.items()
    }


def literal(value: object) -> str:
    """Write a value as Cypher does."""
    match value:
        case str():
            return f"'{value}'"
        case dict():
            return "{" + ", ".join(f"{name}: {literal(each)}" for name, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case _:
            return str(value)


@pytest.mark.parametrize("question", PORTABLE, ids=lambda question: question.name)
def test_the_embedded_graph_answers_what_polars_counts(question: Question, roster: Roster, store: Store) -> None:
    expected = EXPECTED[question.name](roster)
    answer = seen(question, answered(question, roster, store))

    assert expected.height
    assert in_order(answer, expected.columns) == in_order(expected, expected.columns)


# On a server ----------------------------------------------------------------------------------------------------------


def test_a_server_answers_the_same(server: Connection, roster: Roster) -> None:
    sync(roster, server)
    store = ServerStore(server)

    different = []
    for question in PORTABLE:
        expected = EXPECTED[question.name](roster)
        answer = seen(question, answered(question, roster, store))
        if in_order(answer, expected.columns) != in_order(expected, expected.columns):
            different.append(question.name)
    assert different == []


def test_rows_that_a_server_keeps_are_named(server: Connection) -> None:
    sync(HEALTHY.roster(), server)
    assert asked_there("rows_kept", server) == []

    left = HEALTHY.dropping("pairings", cadre="C3").dropping("cadres", id="C4").dropping("pairings", cadre="C4")
    sync(left.roster(), server)

    assert sorted(asked_there("rows_kept", server)) == [
        ("Cadre", "C4", "干部C4", None, None),
        ("HELPS", "C3", "干部C3", "H3", "户主H3"),
        ("HELPS", "C4", "干部C4", "H1", "户主H1"),
    ]


def test_the_last_sync_is_told(server: Connection) -> None:
    sync(HEALTHY.roster(), server)
    ((state, holder, since, sealed, form),) = asked_there("last_sync", server)

    assert (state, form) == ("complete", FORMAT)
    assert "@" in holder
    assert since <= sealed


def test_what_only_a_server_keeps_is_marked_so(store: Store, roster: Roster) -> None:
    for question in FOR_A_SERVER:
        with pytest.raises(QueryError):
            query(roster, question.text, store=store)


def asked_there(name: str, server: Connection) -> list[tuple[Any, ...]]:
    (question,) = (each for each in FOR_A_SERVER if each.name == name)
    return query(HEALTHY.roster(), question.text, store=ServerStore(server)).rows()
