"""What a query may do on a server: our gate stands in front, and behind it the plan is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cypher import Connection, QueryError, ServerError, ServerStore, query
from pairing.errors import RuleError
from tests.cypher.server.graphs import connected, graph_of
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.neo4j.beside import Lent

WRITING = [
    "CREATE (:Unit {id: 'U9'})",
    "MERGE (u:Unit {id: 'U9'}) RETURN u.id",
    "MATCH (u:Unit) SET u.name = 'x'",
    "MATCH (u:Unit) SET u:Star",
    "MATCH (u:Unit) REMOVE u.name",
    "MATCH (u:Unit) DETACH DELETE u",
    "MATCH (u:Unit) FOREACH (x IN [1] | SET u.name = 'x')",
    "MATCH (u:Unit) CALL (u) { SET u.name = 'x' } RETURN count(*)",
    "MATCH (u:Unit) CALL (u) { SET u.name = 'x' } IN TRANSACTIONS RETURN count(*)",
    "LOAD CSV FROM $file AS row RETURN row",
    "CALL db.labels() YIELD label RETURN label",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db.createLabel('X')",
    "CREATE INDEX x FOR (u:Unit) ON (u.name)",
    "CREATE CONSTRAINT x FOR (u:Unit) REQUIRE u.name IS UNIQUE",
    "DROP CONSTRAINT pairing_Unit_id",
    "SHOW CONSTRAINTS",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'x'",
    "CREATE USER eve SET PASSWORD 'longer than it need be'",
    "SHOW USERS",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "STOP DATABASE neo4j",
    "MATCH (u:Unit) RETURN u.id; MATCH (u:Unit) DETACH DELETE u",
]


@pytest.fixture
def there(neo4j_server: Lent) -> Iterator[Connection]:
    """A connection to a database of each generation that holds the healthy roster."""
    with connected(neo4j_server.address) as connection:
        ServerStore(connection).load(HEALTHY.roster())
        yield connection


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """A file of the server's machine, as LOAD CSV names it."""
    path = tmp_path / "secret.csv"
    path.write_text("hidden\n", encoding="utf-8")
    return path.as_uri()


def test_reading_access_alone_reads_files(there: Connection, secret: str) -> None:
    """Why there is a gate: a driver's session for reading lets a query do this."""
    assert there.read("LOAD CSV FROM $file AS row RETURN row", {"file": secret}) == [(["hidden"],)]


def test_behind_the_gate_the_plan_is_refused_of_whatever_does_more_than_read(there: Connection, secret: str) -> None:
    before = graph_of(there)

    for statement in WRITING:
        with pytest.raises((QueryError, ServerError)) as refusal:
            ServerStore(there).vet(statement, {"file": secret})
        assert "\n" not in str(refusal.value), statement
        assert "hidden" not in str(refusal.value), statement
    assert graph_of(there) == before


def test_the_gate_refuses_them_before_a_server_sees_them(there: Connection, secret: str) -> None:
    class Unasked(ServerStore):
        def vet(self, query: str, parameters: object = None) -> None:  # noqa: ARG002 - as the store's own
            pytest.fail(f"the server was asked: {query}")

    for statement in WRITING:
        with pytest.raises(RuleError):
            query(HEALTHY.roster(), statement, {"file": secret}, store=Unasked(there))


def test_what_reads_passes(there: Connection) -> None:
    asked = "MATCH (u:Unit) RETURN u.id AS id, toString(u.key) AS key ORDER BY id"

    assert query(HEALTHY.roster(), asked, store=ServerStore(there)).rows() == [("U1", "0"), ("U2", "1")]


def test_what_the_server_cannot_run_is_one_line_with_its_place(there: Connection) -> None:
    with pytest.raises(QueryError) as refusal:
        query(HEALTHY.roster(), "MATCH (u:Unit)\nRETURN tail(u.id, 2) AS x", store=ServerStore(there))

    assert refusal.value.line == 2
    assert "\n" not in str(refusal.value)
