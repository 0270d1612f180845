"""What goes wrong with a server: one clear line, exit code 2, and nothing half-believed."""

from __future__ import annotations

import re
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest
from neo4j import WRITE_ACCESS
from neo4j.exceptions import SessionExpired

from cypher import Connection, ServerError, ServerStore, check_there, reading_from_server, sync
from tests.cli.lines import said
from tests.cypher.server.graphs import Watched, connected, graph_of
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import ManagedTransaction

    from tests.neo4j.server import Server

    Spare = Callable[..., Server]

ROSTER = HEALTHY.roster()
CHANGED = HEALTHY.changing("cadres", {}, phone="0971").roster()
AWAY = r"{address}: the server cannot be reached\. Is it running, and are host and port right \(Bolt, usually 7687\)\?"
FEW = (*(f"S{number}" for number in range(101, 109)), "B301")
"""Enough to be cut off between, and one that needs every row: a server that has just started plans all for seconds."""
pytestmark = [pytest.mark.neo4j, pytest.mark.usefixtures("nobody")]


@pytest.fixture(scope="module")
def spare(spare_neo4j: Spare) -> Server:
    """A server that tests stop, kill and start again."""
    return spare_neo4j()


def running(spare: Server) -> Server:
    """Start it if the test before has left it stopped."""
    return spare if spare.is_running else spare.start()


@pytest.fixture
def empty(spare: Server) -> Iterator[Connection]:
    """A connection to it, and nothing there."""
    with connected(running(spare).address) as connection:
        connection.change("MATCH (n) DETACH DELETE n")
        yield connection


# Not there ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_where_no_server_is_that_is_said_soon(capsys: pytest.CaptureFixture[str], scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    address = f"{scheme}://127.0.0.1:{port}"
    started = time.monotonic()

    line = said(capsys, "check", address, "--time-limit", "2")

    assert re.fullmatch(AWAY.format(address=f"{address}/neo4j"), line)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("host", ["no-such-host.invalid", "主机.invalid", "x" * 70])
def test_a_host_that_nobody_knows_is_that_line_too(capsys: pytest.CaptureFixture[str], host: str) -> None:
    line = said(capsys, "check", f"bolt://{host}", "--time-limit", "2")

    assert re.fullmatch(AWAY.format(address=rf"bolt://{host}/neo4j"), line)


def test_what_listens_and_is_no_neo4j_is_told_soon(capsys: pytest.CaptureFixture[str]) -> None:
    def answer(server: socket.socket) -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            line.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer, args=(server,), daemon=True).start()
        line = said(capsys, "check", f"bolt://127.0.0.1:{server.getsockname()[1]}", "--time-limit", "2")

    assert re.match(r"bolt://127\.0\.0\.1:\d+/neo4j: ", line)


def test_another_database_is_not_there(empty: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    line = said(capsys, "check", f"{empty.address.uri}/county")

    assert line == f"{empty.address.uri}/county: there is no database county on this server."


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_tls_that_a_server_has_not_is_refused(
    empty: Connection, capsys: pytest.CaptureFixture[str], scheme: str
) -> None:
    address = empty.address.uri.replace("bolt", scheme, 1)

    line = said(capsys, "check", address, "--time-limit", "2")

    assert line == (
        f"{address}/neo4j: no encrypted connection could be made. If the server has no certificate, write bolt:// or "
        "neo4j:// without +s; if it made its own, write +ssc."
    )


def test_a_database_without_a_roster_says_how_to_bring_one(
    empty: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "check", empty.address.uri) == (
        f"{empty.address}: there is no roster in this database; bring one with `pairing sync ROSTER --to "
        f"{empty.address}`."
    )


# Cut off --------------------------------------------------------------------------------------------------------------


def test_a_server_that_is_shut_down_and_comes_back_does_not_stop_a_sync(empty: Connection, spare: Server) -> None:
    """Shut down, it sends a SUCCESS nobody asked for, which the driver takes for the answer to the commit it sends."""
    sync(ROSTER, empty)
    whole = graph_of(empty)
    empty.change("MATCH (n) DETACH DELETE n")
    again = threading.Thread(target=spare.start)

    def cut(number: int) -> None:
        if number == 1:
            spare.stop()
            again.start()

    with Watched(spare.address, cut, time_limit=120) as connection:
        sync(ROSTER, connection, batch=5)
    again.join()

    assert graph_of(empty) == whole
    assert sync(ROSTER, empty).counters == {}


def test_a_server_that_stays_away_ends_a_sync_with_one_line_and_the_next_completes_it(
    empty: Connection, spare: Server
) -> None:
    sync(ROSTER, empty)

    def cut(number: int) -> None:
        if number == 2:
            spare.kill()

    with Watched(spare.address, cut, time_limit=2) as connection, pytest.raises(ServerError) as refused:
        sync(CHANGED, connection, batch=2)
    assert re.fullmatch(AWAY.format(address=str(empty.address)), str(refused.value))

    spare.start()
    with pytest.raises(ServerError, match="the graph is not whole"):
        reading_from_server(empty)
    sync(CHANGED, empty, wait=10)
    assert reading_from_server(empty).roster.sha256 == CHANGED.sha256


def test_a_graph_that_is_written_while_it_is_checked_is_not_believed(empty: Connection) -> None:
    sync(ROSTER, empty)

    def write(_code: str, done: int, _all: int) -> None:
        if done == 3:
            sync(CHANGED, empty)

    with pytest.raises(ServerError) as refused:
        check_there(empty, only=FEW, progress=write)
    assert str(refused.value) == f"{empty.address}: the graph was written while it was read; do it again."


def test_what_was_changed_by_hand_is_not_believed(empty: Connection) -> None:
    sync(ROSTER, empty)
    empty.change("MATCH (h:Household {id: 'H1'}) SET h.persons = 9")
    with pytest.raises(ServerError, match=r"was changed by hand since it was synced \(Household: 1\)"):
        reading_from_server(empty)

    empty.change("MATCH (:Cadre {id: 'C3'})-[p:HELPS]->() DELETE p")
    with pytest.raises(ServerError, match=r"was changed by hand since it was synced \(HELPS: 1\)"):
        check_there(empty)

    sync(ROSTER, empty, replace=True)
    assert reading_from_server(empty).roster.sha256 == ROSTER.sha256


def test_what_passes_by_itself_is_tried_again_and_not_for_ever(empty: Connection) -> None:
    tries = 0

    def away(_transaction: object) -> None:
        nonlocal tries
        tries += 1
        raise SessionExpired

    started = time.monotonic()
    with connected(empty.address.uri, time_limit=2) as connection, pytest.raises(ServerError):
        connection.write(away)

    assert tries > 2
    assert 2 <= time.monotonic() - started < 10


def test_what_does_not_pass_by_itself_is_not_tried_again(empty: Connection) -> None:
    tries = 0

    def wrong(transaction: ManagedTransaction) -> None:
        nonlocal tries
        tries += 1
        transaction.run("RETURN nothing").consume()

    with pytest.raises(ServerError, match="the server says: "):
        empty.write(wrong)
    assert tries == 1


# Not enough of it -----------------------------------------------------------------------------------------------------


@pytest.fixture
def small(spare: Server) -> Iterator[Server]:
    """The server, while it has hardly any memory and no patience."""
    running(spare).change({"db.memory.transaction.max": "2m", "db.transaction.timeout": "6s"})
    yield spare
    spare.change({"db.memory.transaction.max": "0", "db.transaction.timeout": "0s"})


@pytest.mark.usefixtures("small")
def test_batches_shrink_to_what_the_servers_memory_holds(empty: Connection) -> None:
    many = HEALTHY.adding("households", *({"id": f"N{n}", "head": "户" * 50, "village": "V1"} for n in range(1500)))
    sync(many.roster(), empty)
    assert reading_from_server(empty).roster.sha256 == many.roster().sha256


def test_what_does_not_fit_into_the_servers_memory_is_said(small: Server) -> None:
    with connected(small.address) as connection, pytest.raises(ServerError) as refused:
        ServerStore(connection).run("UNWIND range(1, 1000000) AS n RETURN collect(n) AS all")

    assert str(refused.value) == (
        f"{small.address}/neo4j: the server has not enough memory for this; raise dbms.memory.transaction.total.max or "
        "its heap."
    )


def test_what_takes_too_long_is_said(small: Server) -> None:
    with connected(small.address, time_limit=1) as connection, connected(small.address) as other:
        connection.change("MERGE (:Held {id: 1})")
        with other.session(WRITE_ACCESS) as session, session.begin_transaction(timeout=60) as holding:
            holding.run("MATCH (n:Held) SET n.id = 1").consume()
            with pytest.raises(ServerError) as refused:
                connection.change("MATCH (n:Held) SET n.id = 2")

    assert str(refused.value) == (
        f"{small.address}/neo4j: the server ended this as it took too long; raise its db.transaction.timeout."
    )


@pytest.fixture(scope="module")
def read_only(spare: Server) -> Iterator[Server]:
    """The server with a roster, while it can only be read."""
    with connected(running(spare).address) as connection:
        sync(ROSTER, connection, replace=True)
    spare.change({"server.databases.read_only": "neo4j"})
    yield spare
    spare.kill()


def test_a_read_only_database_is_named_and_can_be_checked(read_only: Server) -> None:
    with connected(read_only.address, time_limit=5) as connection:
        _, report = check_there(connection, only=FEW)
        with pytest.raises(ServerError) as refused:
            sync(CHANGED, connection)

    assert report.totals.households == 3
    assert str(refused.value) == (
        f"{read_only.address}/neo4j: nothing can be written there: it is a read-only copy or database. Name the server "
        "that is written to, or use neo4j://, which finds it in a cluster."
    )


def test_a_server_that_goes_while_it_is_asked_ends_a_check_with_one_line(read_only: Server) -> None:
    """Last of all, on the server that has to go anyway: to start one costs seconds."""

    def cut(_code: str, done: int, _all: int) -> None:
        if done == 3:
            read_only.kill()

    with connected(read_only.address, time_limit=2) as connection, pytest.raises(ServerError) as refused:
        check_there(connection, only=("C", "B301"), progress=cut)  # which the server has not planned yet

    assert re.fullmatch(AWAY.format(address=f"{read_only.address}/neo4j"), str(refused.value))
