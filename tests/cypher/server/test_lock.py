"""Two syncs of one graph: one at a time, whatever ends the other."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from cypher.server.constraints import make_schema
from cypher.server.lock import BusyError, Lock
from cypher.server.reading import reading_from_server
from cypher.server.sync import Synced, sync
from tests.cypher.server.graphs import (
    Watched,
    clear,
    connected,
    graph_of,
    killed_inside,
    terminate_others,
)
from tests.cypher.small import HEALTHY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cypher.server.connection import Connection
    from tests.neo4j.beside import Lent

BUSY = (
    r"bolt://\S+: another sync is at work there \(\S+@\S*, since [-0-9T:+]+\); wait for it with --wait SECONDS, or run "
    r"this again later\."
)
TAKEN_OVER = r"bolt://\S+: another sync has taken over; this one has stopped\. Run it again when that is done\."
OTHER = HEALTHY.changing("cadres", {"id": "C1"}, name="另名").changing("households", {"id": "H1"}, persons=5)
"""The same planning area, as somebody else has it."""


@pytest.fixture
def there(neo4j_server: Lent) -> Iterator[Connection]:
    """A connection to a database that has the constraints without which there is no lock, and nothing else."""
    with connected(neo4j_server.address) as connection:
        make_schema(connection)
        yield connection


def test_the_second_is_told_who_is_at_work_and_writes_nothing(there: Connection, neo4j_server: Lent) -> None:
    sync(HEALTHY.roster(), there)
    before = graph_of(there)

    with connected(neo4j_server.address) as first, Lock(first):
        started = time.monotonic()
        with pytest.raises(BusyError) as told:
            sync(OTHER.roster(), there)
        assert time.monotonic() - started < 20

    assert re.fullmatch(BUSY, str(told.value))
    assert graph_of(there) == before
    assert sync(OTHER.roster(), there).changed == 2


def test_one_that_is_refused_says_so_while_the_first_is_half_way(there: Connection, neo4j_server: Lent) -> None:
    refused: list[str] = []

    def listen(_kind: str, done: int, _all: int) -> None:
        if done == 8:
            with pytest.raises(BusyError) as told, connected(neo4j_server.address) as second:
                sync(OTHER.roster(), second)
            refused.append(str(told.value))

    sync(HEALTHY.roster(), there, progress=listen)

    assert [bool(re.fullmatch(BUSY, line)) for line in refused] == [True]
    assert reading_from_server(there).roster.sha256 == HEALTHY.roster().sha256


def test_the_second_waits_if_it_is_told_to_and_says_that_it_does(there: Connection, neo4j_server: Lent) -> None:
    waits = threading.Event()
    told: list[bool] = []

    def wait() -> None:
        told.append(True)
        waits.set()

    with ThreadPoolExecutor(1) as pool, connected(neo4j_server.address) as first:
        with Lock(first):
            second = pool.submit(lambda: sync(OTHER.roster(), there, wait=60, on_wait=wait))
            assert waits.wait(30)
            time.sleep(1.5)  # long enough for it to ask twice
            assert not second.done()
        assert second.result(30).new == 25

    assert told == [True]


def test_waiting_has_an_end(there: Connection, neo4j_server: Lent) -> None:
    with connected(neo4j_server.address) as first, Lock(first):
        started = time.monotonic()
        with pytest.raises(BusyError), Lock(there, wait=2):
            pytest.fail("two have the lock")

    assert 2 <= time.monotonic() - started < 20


@pytest.mark.usefixtures("there")
def test_of_many_that_come_at_once_one_at_a_time_has_the_lock(neo4j_server: Lent) -> None:
    inside = 0
    had: list[int] = []

    def work(who: int) -> None:
        nonlocal inside
        with connected(neo4j_server.address) as connection, Lock(connection, wait=90):
            inside += 1
            assert inside == 1
            time.sleep(0.1)
            had.append(who)
            assert inside == 1
            inside -= 1

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    assert sorted(had) == [0, 1, 2, 3]


@pytest.mark.usefixtures("there")
def test_of_many_that_do_not_wait_none_hangs(neo4j_server: Lent) -> None:
    everybody = threading.Barrier(4)

    def work(_who: int) -> bool:
        with connected(neo4j_server.address) as connection:
            everybody.wait()
            try:
                with Lock(connection):
                    everybody.wait(60)
            except BusyError:
                everybody.wait(60)
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 1


def test_the_lock_of_a_killed_process_is_free_within_moments(there: Connection, neo4j_server: Lent) -> None:
    assert killed_inside(neo4j_server.address, HEALTHY, 5)
    started = time.monotonic()

    with Lock(there, wait=30):
        assert time.monotonic() - started < 10


def test_a_holder_whom_the_server_put_out_takes_the_lock_again(there: Connection, neo4j_server: Lent) -> None:
    def put_out(_kind: str, done: int, _all: int) -> None:
        if done in {8, 20}:
            terminate_others(there)

    with connected(neo4j_server.address) as ours:
        sync(HEALTHY.roster(), ours, batch=3, progress=put_out)
        assert sync(HEALTHY.roster(), there).counters == {}


def test_a_holder_whose_place_another_took_stops_and_writes_nothing_more(there: Connection, neo4j_server: Lent) -> None:
    after_the_other: list[Any] = []

    def put_out(_kind: str, done: int, _all: int) -> None:
        if done == 8:
            terminate_others(there)
            sync(OTHER.roster(), there)
            after_the_other.append(graph_of(there))

    with connected(neo4j_server.address) as ours:
        with pytest.raises(BusyError) as told:
            sync(HEALTHY.roster(), ours, batch=3, progress=put_out)

        assert re.fullmatch(TAKEN_OVER, str(told.value))
        assert [graph_of(there)] == after_the_other
        assert reading_from_server(there).roster.sha256 == OTHER.roster().sha256


@pytest.mark.parametrize("cut_off_at", [None, 1, 4])
def test_what_was_read_before_another_wrote_is_not_written_over_it(
    there: Connection, neo4j_server: Lent, cut_off_at: int | None
) -> None:
    """Ours has compared, and is put out just before its first batch; another comes, and ends or is killed."""
    sync(HEALTHY.changing("cadres", {"id": "C2"}, name="旧名").roster(), there)

    class Late(Watched):
        """Lets another one sync between comparing and claiming."""

        def write(self, work: Any) -> Any:  # noqa: ANN401 - as the connection's own
            if self._number == 0:
                terminate_others(there)
                if cut_off_at is None:
                    sync(OTHER.roster(), there)
                else:
                    assert killed_inside(neo4j_server.address, OTHER, cut_off_at)
            return super().write(work)

    with Late(neo4j_server.address, lambda _number: None) as ours:
        if cut_off_at == 1:  # the other had not claimed the graph, so it is ours
            sync(HEALTHY.roster(), ours)
            assert reading_from_server(there).roster.sha256 == HEALTHY.roster().sha256
            return
        with pytest.raises(BusyError) as told:
            sync(HEALTHY.roster(), ours)

    assert re.fullmatch(TAKEN_OVER, str(told.value))
    sync(OTHER.roster(), there, wait=30)
    assert reading_from_server(there).roster.sha256 == OTHER.roster().sha256


def test_one_that_finds_half_a_graph_takes_it_over_before_it_compares(there: Connection, neo4j_server: Lent) -> None:
    """The first has lost its lock and does not know it yet: its next batch must not get through."""
    done: list[Synced] = []
    sync(HEALTHY.changing("villages", {}, county="县").roster(), there)

    def put_out(_kind: str, number: int, _all: int) -> None:
        if not done and number >= 3:
            terminate_others(there)
            done.append(sync(OTHER.roster(), there))

    with connected(neo4j_server.address) as ours, pytest.raises(BusyError, match="has taken over"):
        sync(HEALTHY.changing("cadres", {}, phone="1").roster(), ours, batch=1, progress=put_out)

    assert len(done) == 1
    fresh = graph_of(there)
    clear(there)
    sync(OTHER.roster(), there)
    assert graph_of(there) == fresh
