"""A roster on a real server: the same graph whatever was there and however often a sync was cut off."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from neo4j import GraphDatabase

from cypher.server.faults import ServerError
from cypher.server.reading import reading_from_server
from cypher.server.seal import read_seal
from cypher.server.sync import Gone, sync
from tests.cypher.server.graphs import clear, connected, graph_of, killed_inside
from tests.cypher.small import HEALTHY, cadre, household, pairing
from tests.neo4j.beside import empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cypher.server.connection import Connection
    from tests.cypher.small import Records
    from tests.neo4j.beside import Lent

SMALL = 5
"""Rows of a batch, so that a small roster takes many."""
CHANGED = (
    HEALTHY.adding("cadres", cadre("C5", "U2"))
    .adding("pairings", pairing("C5", "H3", ordinal=2))
    .changing("cadres", {"id": "C2"}, name="改名")
    .changing("cadres", {"id": "C4"}, unit="U1")
    .changing("households", {"id": "H3"}, village=None)
    .dropping("pairings", cadre="C9")
    .dropping("cadres", id="C9")
    .dropping("constraints", kind="pin")
)
"""Somebody came, somebody went, was renamed, moved; a household lost its village; a pin was taken out."""
NOTHING = r"bolt://\S+: there is no roster in this database; bring one with `pairing sync ROSTER --to \S+`\."
NOT_WHOLE = (
    r"bolt://\S+: the graph is not whole: a sync is at work, or was cut off \(\S+@\S*, since [-0-9T:+]+\)\. "
    r"Run `pairing sync` again\."
)


@pytest.fixture
def there(neo4j_server: Lent) -> Iterator[Connection]:
    """A connection to an empty database of each generation."""
    with connected(neo4j_server.address) as connection:
        yield connection


@pytest.fixture
def lts(neo4j_lts: Lent) -> Iterator[Connection]:
    """A connection to an empty database of one generation: for how we keep our books, which is the same on each."""
    with connected(neo4j_lts.address) as connection:
        yield connection


@pytest.fixture
def bare(there: Connection, neo4j_server: Lent) -> Iterator[Connection]:
    """A connection to a database that has not even our constraints."""
    with GraphDatabase.driver(neo4j_server.address) as driver:
        empty(driver, keeping=())
        yield there
        empty(driver, keeping=())


def fresh(connection: Connection, records: Records) -> tuple[list[Any], list[Any]]:
    """Give the graph that a roster is, and leave it there."""
    clear(connection)
    sync(records.roster(), connection)
    return graph_of(connection)


def test_a_roster_comes_back_as_it_went(bare: Connection) -> None:
    roster = HEALTHY.roster()

    done = sync(roster, bare, batch=SMALL)
    back = reading_from_server(bare).roster

    assert back.sha256 == roster.sha256
    assert done.counts == {
        "Unit": 2,
        "Village": 1,
        "Cadre": 5,
        "Household": 4,
        "BELONGS_TO": 5,
        "LIVES_IN": 4,
        "TWINNED_WITH": 2,
        "POSTED_TO": 2,
        "LINKED_TO": 1,
        "HELPS": 6,
        "CONSTRAINED": 2,
    }
    assert (done.new, done.changed, done.gone, done.untied) == (25, 0, (), 0)
    assert (done.counters["nodes_created"], done.counters["relationships_created"]) == (12, 22)


def test_a_second_run_changes_nothing_at_all(there: Connection) -> None:
    sync(HEALTHY.roster(), there)
    before = graph_of(there), read_seal(there)

    again = sync(HEALTHY.roster(), there)

    assert (again.counters, again.new, again.changed) == ({}, 0, 0)
    assert (graph_of(there), read_seal(there)) == before


def test_killed_anywhere_in_the_first_sync_the_next_run_completes_it(neo4j_lts: Lent) -> None:
    # One generation: what is proved is the order of our own transactions, which is the same on each.
    with connected(neo4j_lts.address) as there:
        whole = fresh(there, HEALTHY)
        clear(there)
        at = 1
        while killed_inside(neo4j_lts.address, HEALTHY, at, batch=SMALL):
            with pytest.raises(ServerError) as refused:
                reading_from_server(there)
            nothing = (
                r"bolt://\S+: there is no roster in this database; bring one with `pairing sync ROSTER --to \S+`\."
            )
            assert re.fullmatch(nothing if at == 1 else NOT_WHOLE, str(refused.value)), at

            sync(HEALTHY.roster(), there, wait=10)

            assert graph_of(there) == whole, at
            assert sync(HEALTHY.roster(), there).counters == {}
            clear(there)
            at += 1

    assert at > 14  # who writes, 11 labels and types with one of them in two batches, the letter, the seal


def test_killed_anywhere_in_an_update_that_prunes_the_next_run_completes_it(neo4j_lts: Lent) -> None:
    with connected(neo4j_lts.address) as there:
        whole = fresh(there, CHANGED)
        at = 2
        while True:
            sync(HEALTHY.roster(), there, prune=True)
            if not killed_inside(neo4j_lts.address, CHANGED, at, batch=SMALL, prune=True):
                break
            with pytest.raises(ServerError) as refused:
                reading_from_server(there)
            assert re.fullmatch(NOT_WHOLE, str(refused.value)), at

            sync(CHANGED.roster(), there, prune=True, wait=10)

            assert graph_of(there) == whole, at
            at += 1

    assert at > 12


@pytest.mark.parametrize(
    ("says_it_again", "points"),
    [
        (True, (1, 9, 16, 21)),  # while villages are there, by which the other area is known
        (False, (22, 24, 25, 27)),  # when they are not
    ],
)
def test_killed_while_another_roster_was_removed_the_next_run_leaves_nothing_of_it(
    neo4j_lts: Lent, says_it_again: bool, points: tuple[int, ...]
) -> None:
    other = HEALTHY.changing("villages", {}, name="西村").adding("units", {"id": "U8", "name": "八处"})
    with connected(neo4j_lts.address) as there:
        whole = fresh(there, HEALTHY)
        for at in points:
            clear(there)
            sync(other.roster(), there)
            assert killed_inside(neo4j_lts.address, HEALTHY, at, batch=SMALL, replace=True)

            sync(HEALTHY.roster(), there, replace=says_it_again, wait=10)

            assert graph_of(there) == whole, at


def test_a_roster_half_removed_is_refused_to_a_third_one(neo4j_lts: Lent) -> None:
    third = HEALTHY.changing("villages", {}, name="南村")
    with connected(neo4j_lts.address) as there:
        sync(HEALTHY.roster(), there)
        other = HEALTHY.changing("villages", {}, name="西村")
        assert killed_inside(neo4j_lts.address, other, 5, replace=True)

        with pytest.raises(ServerError, match="the database holds another roster"):
            sync(
                third.lacking("households", "pairings", "constraints", "twinnings", "postings").roster(), there, wait=10
            )


def test_rows_that_are_gone_stay_behind_the_others_until_they_are_pruned(there: Connection) -> None:
    sync(HEALTHY.roster(), there)

    kept = sync(CHANGED.roster(), there)

    assert kept.gone == (
        Gone("Cadre", 1, ("干部C9 (C9)",)),
        Gone("HELPS", 1, ("干部C9 (C9) → 户主H2 (H2)",)),
        Gone("CONSTRAINED", 1, ("干部C1 (C1) → 户主H1 (H1)",)),
    )
    cadres = reading_from_server(there).roster.cadres.sort("key")
    assert cadres["id"].to_list() == ["C1", "C2", "C3", "C4", "C5", "C9"]
    assert cadres["key"].to_list() == [0, 1, 2, 3, 4, 5]
    assert sync(CHANGED.roster(), there).counters == {}

    pruned = sync(CHANGED.roster(), there, prune=True)

    assert (pruned.gone, pruned.pruned) == (kept.gone, True)
    assert (pruned.counters, pruned.counts["Cadre"]) == ({"nodes_deleted": 1, "relationships_deleted": 3}, 5)
    assert graph_of(there) == fresh(there, CHANGED)


def test_a_row_that_was_gone_and_comes_back_is_the_rosters_again(lts: Connection) -> None:
    whole = fresh(lts, HEALTHY)
    sync(CHANGED.roster(), lts)

    back = sync(HEALTHY.roster(), lts, prune=True)

    assert graph_of(lts) == whole
    assert {gone.kind for gone in back.gone} == {"Cadre", "HELPS"}


def test_what_changed_is_told_by_rows_and_moving_is_part_of_a_row(lts: Connection) -> None:
    sync(HEALTHY.roster(), lts)

    moved = sync(HEALTHY.changing("cadres", {"id": "C4"}, unit="U1").roster(), lts)
    both = sync(HEALTHY.changing("cadres", {"id": "C4"}, name="改名").roster(), lts)
    lost = sync(HEALTHY.changing("households", {"id": "H3"}, village=None).roster(), lts)

    assert (moved.new, moved.changed) == (0, 1)
    assert (both.new, both.changed) == (0, 1)  # renamed, and moved back
    assert (lost.new, lost.changed) == (0, 2)  # the name back, the village lost
    assert lts.read("MATCH (:Household {id: 'H3'})-[:LIVES_IN]->(v) RETURN v.id") == []


def test_a_pairing_whose_start_was_mended_is_a_new_row_and_the_old_one_is_listed(lts: Connection) -> None:
    sync(HEALTHY.roster(), lts)
    mended = HEALTHY.changing("pairings", {"cadre": "C3"}, start_date=datetime.date(2016, 1, 1)).roster()

    done = sync(mended, lts)

    assert (done.new, done.gone) == (1, (Gone("HELPS", 1, ("干部C3 (C3) → 户主H3 (H3)",)),))
    assert done.counts["HELPS"] == 7
    assert sync(mended, lts, prune=True).counts["HELPS"] == 6


def test_a_row_put_at_the_top_changes_where_every_row_stands_and_renames_nobody(lts: Connection) -> None:
    sync(HEALTHY.roster(), lts)
    top = (household("H0"), *HEALTHY.tables["households"])
    shifted = HEALTHY.dropping("households").adding("households", *top)

    done = sync(shifted.roster(), lts)

    assert (done.new, done.gone, done.counters["nodes_created"]) == (1, (), 1)
    assert "relationships_deleted" not in done.counters
    assert graph_of(lts) == fresh(lts, shifted)


def test_a_table_that_is_absent_now_is_gone_and_absent_when_read_back(lts: Connection) -> None:
    sync(HEALTHY.roster(), lts)
    without = HEALTHY.lacking("postings").roster()

    kept = sync(without, lts)
    assert [(gone.kind, gone.number) for gone in kept.gone] == [("POSTED_TO", 2)]

    sync(without, lts, prune=True)
    assert "postings" in reading_from_server(lts).roster.absent


def test_a_roster_of_nothing_is_taken_for_another_one(lts: Connection) -> None:
    whole = fresh(lts, HEALTHY)
    nothing = HEALTHY.lacking(*HEALTHY.tables).roster()

    with pytest.raises(ServerError, match="of its 1 villages 0 are in yours"):
        sync(nothing, lts, prune=True)
    assert graph_of(lts) == whole

    emptied = sync(nothing, lts, replace=True)
    assert set(emptied.counts.values()) == {0}
    assert reading_from_server(lts).roster.cadres.is_empty()


def test_what_is_not_ours_stays(there: Connection) -> None:
    sync(HEALTHY.roster(), there)
    there.change(
        "MATCH (c:Cadre {id: 'C4'})-[p:HELPS]->(h:Household {id: 'H1'}), (n:Cadre {id: 'C2'}) "
        "SET c:Star, c.note = '好', p.note = '勤', n.note = '新' "
        "CREATE (:Note {text: '记'})-[:ABOUT]->(c), (c)-[:KNOWS]->(h), (:Place {id: 'V1'})"
    )
    ours = (
        "MATCH (n:Note)-[:ABOUT]->(c:Star {note: '好'})-[:HELPS {note: '勤'}]->(h), (c)-[:KNOWS]->(h), "
        "(:Cadre {id: 'C2', note: '新'}), (:Place {id: 'V1'}) RETURN n.text"
    )

    sync(CHANGED.roster(), there)
    assert there.read(ours) == [("记",)]
    sync(CHANGED.roster(), there, prune=True)
    assert there.read(ours) == [("记",)]


def test_what_goes_with_a_node_that_is_removed_is_counted(there: Connection) -> None:
    sync(HEALTHY.roster(), there)
    there.change("MATCH (c:Cadre {id: 'C9'}) CREATE (:Note)-[:ABOUT]->(c), (:Note)-[:ABOUT]->(c)")

    assert sync(CHANGED.roster(), there).untied == 0
    assert sync(CHANGED.roster(), there, prune=True).untied == 2
    there.change("MATCH (c:Cadre {id: 'C5'}), (n:Note) CREATE (n)-[:ABOUT]->(c)")
    assert sync(CHANGED.roster(), there, replace=True).untied == 2
    assert there.read("MATCH (n:Note) RETURN count(n)") == [(2,)]


@pytest.mark.parametrize(
    ("theirs", "line"),
    [
        (
            "CREATE (:Village {id: 'V1'}), (:Village {id: 'V1'})",
            (
                "2 nodes with the label Village are there that no sync has written (V1, V1); rules would take them for "
                "the roster's. Give them another label, or name another database."
            ),
        ),
        (
            "CREATE (:Note)-[:HELPS]->(:Note)",
            (
                "1 relationships of the type HELPS are there that no sync has written; rules would take them for "
                "the roster's. Give them another type, or name another database."
            ),
        ),
    ],
)
def test_foreign_data_that_looks_like_ours_is_refused(bare: Connection, theirs: str, line: str) -> None:
    bare.change(theirs)
    before = graph_of(bare)

    for replace in (False, True):
        with pytest.raises(ServerError) as refused:
            sync(HEALTHY.roster(), bare, replace=replace)
        assert str(refused.value) == f"{bare.address}: {line}"
    assert graph_of(bare) == before
    assert bare.read("SHOW CONSTRAINTS YIELD name") == []


def test_a_constraint_of_the_teams_own_serves_as_ours(bare: Connection) -> None:
    bare.change("CREATE CONSTRAINT theirs FOR (c:Cadre) REQUIRE c.id IS UNIQUE")

    sync(HEALTHY.roster(), bare)

    names = {name for (name,) in bare.read("SHOW CONSTRAINTS YIELD name")}
    assert "theirs" in names
    assert "pairing_Cadre_id" not in names


@pytest.mark.parametrize(
    "made",
    [
        "CREATE INDEX theirs FOR (c:Cadre) ON (c.id)",
        "CREATE CONSTRAINT pairing_Cadre_id FOR (n:Note) REQUIRE n.id IS UNIQUE",
    ],
)
def test_an_index_in_the_place_of_a_constraint_is_named(bare: Connection, made: str) -> None:
    bare.change(made)

    with pytest.raises(ServerError) as refused:
        sync(HEALTHY.roster(), bare)

    name = "theirs" if "theirs" in made else "pairing_Cadre_id"
    assert str(refused.value) == (
        f"{bare.address}: {name} stands in the way of the index that Cadre needs on its id; drop it there first "
        "(DROP INDEX or DROP CONSTRAINT), or name another database."
    )
    assert bare.read("MATCH (n:Cadre) RETURN n") == []


def test_a_constraint_of_the_teams_that_rows_violate_ends_in_one_line_and_a_graph_that_is_refused(
    there: Connection,
) -> None:
    there.change("CREATE CONSTRAINT theirs FOR (c:Cadre) REQUIRE c.rank IS UNIQUE")

    with pytest.raises(ServerError) as refused:
        sync(HEALTHY.roster(), there)
    assert re.fullmatch(r"bolt://\S+: the server says: [^\n]*already exists with label[^\n]*\.", str(refused.value))
    with pytest.raises(ServerError, match="the graph is not whole"):
        reading_from_server(there)


def test_another_planning_area_is_refused_and_replaced_when_that_is_said(lts: Connection) -> None:
    sync(HEALTHY.roster(), lts)
    lts.change("MATCH (c:Cadre {id: 'C1'}) CREATE (:Note {text: '记'})-[:ABOUT]->(c)")
    before = graph_of(lts)
    elsewhere = HEALTHY.changing("villages", {}, name="西村")

    with pytest.raises(ServerError) as refused:
        sync(elsewhere.roster(), lts)
    assert str(refused.value) == (
        f"{lts.address}: the database holds another roster: of its 1 villages 0 are in yours (V1 东村 is one that is "
        "not). Name another database, or say --replace to put yours in its place."
    )
    assert graph_of(lts) == before

    sync(elsewhere.roster(), lts, replace=True)
    assert reading_from_server(lts).roster.sha256 == elsewhere.roster().sha256
    assert lts.read("MATCH (n:Note) RETURN n.text") == [("记",)]


def test_progress_adds_up(lts: Connection) -> None:
    told: list[tuple[str, int, int]] = []

    def listen(kind: str, done: int, every: int) -> None:
        told.append((kind, done, every))

    def steps() -> list[int]:
        done = [0, *(number for _, number, _ in told)]
        return [after - before for before, after in pairwise(done)]

    sync(HEALTHY.roster(), lts, batch=SMALL, progress=listen)
    assert {every for _, _, every in told} == {34}
    assert all(1 <= step <= SMALL for step in steps())
    assert told[-1] == ("CONSTRAINED", 34, 34)

    told.clear()
    sync(CHANGED.roster(), lts, batch=SMALL, prune=True, progress=listen)
    assert told[-1][1] == told[-1][2]
    assert {kind for kind, _, _ in told[-4:]} == {"CONSTRAINED", "HELPS", "BELONGS_TO", "Cadre"}

    told.clear()
    sync(HEALTHY.roster(), lts, batch=SMALL, replace=True, progress=listen)
    held = 12 - 1 + 1 + 22 - 1 - 1  # C9 went and C5 came; H3 has no village, and a pin is out
    assert told[-1] == ("CONSTRAINED", held + 34, held + 34)
    assert all(step >= 1 for step in steps())
