"""Graphs on the servers of the tests: brought there, looked at as they are, cut off in the middle."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cypher.server.address import address_of
from cypher.server.connection import Connection
from cypher.server.labels import Keeping
from cypher.server.statements import statement
from cypher.server.sync import sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection as Pipe
    from typing import TypeVar

    from neo4j import ManagedTransaction

    from tests.cypher.small import Records

    T = TypeVar("T")

PATIENCE: Final = 60.0
"""Seconds a process or a lock may take before a test fails."""
_OF_THE_GRAPH: Final = "NOT any(label IN labels(n) WHERE label IN $keeping)"
_PROCESSES: Final = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.cypher.server.graphs", "tests.cypher.small"])


@contextmanager
def connected(address: str, time_limit: float = PATIENCE) -> Iterator[Connection]:
    with Connection(address_of(address), time_limit) as connection:
        yield connection


def graph_of(connection: Connection) -> tuple[list[Any], list[Any]]:
    """Give all nodes and relationships of the graph as they are, but for what says who wrote it and when."""
    values = {"keeping": [Keeping.ROSTER, Keeping.LOCK]}
    nodes = connection.read(f"MATCH (n) WHERE {_OF_THE_GRAPH} RETURN labels(n), properties(n)", values)
    edges = connection.read(
        f"MATCH (n)-[x]->(m) WHERE {_OF_THE_GRAPH} RETURN n.id, type(x), m.id, properties(x)", values
    )
    return sorted(map(_written, nodes)), sorted(map(_written, edges))


def _written(row: tuple[Any, ...]) -> str:
    return repr([sorted(cell.items()) if isinstance(cell, dict) else cell for cell in row])


def clear(connection: Connection) -> None:
    """Remove everything but constraints and indexes, which take long to make."""
    connection.change("MATCH (n) DETACH DELETE n")


def terminate_others(connection: Connection) -> None:
    """End every transaction there is but the one that asks, as an administrator would: idle ones are locks."""
    every = "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW'"
    others = [name for name, _ in connection.read(every)]
    connection.read("TERMINATE TRANSACTIONS $others", {"others": others})


class Watched(Connection):
    """Calls ``inside`` in each transaction that a sync writes with, after its work and before its commit."""

    def __init__(self, address: str, inside: Callable[[int], None], time_limit: float = PATIENCE) -> None:
        super().__init__(address_of(address), time_limit)
        self._inside = inside
        self._number: int | None = None

    def change(self, query: str, parameters: Any = None) -> Any:  # noqa: ANN401 - as the connection's own
        summary = super().change(query, parameters)
        if query == statement("make_lock", lock=Keeping.LOCK):
            self._number = 0  # what comes now is the sync's; before it was the schema
        return summary

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        if self._number is None:
            return super().write(work)
        self._number += 1
        number = self._number
        is_first = True

        def watched(transaction: ManagedTransaction) -> T:
            nonlocal is_first
            done = work(transaction)
            if is_first:
                is_first = False
                self._inside(number)
            return done

        return super().write(watched)


def killed_inside(address: str, records: Records, at: int, **options: Any) -> bool:  # noqa: ANN401 - as sync takes them
    """Sync in a process that is killed inside the transaction of number ``at``; False if it has not as many."""
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_sync_until, args=(address, records, at, options, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(PATIENCE), "the process neither came so far nor ended"
        return bool(ours.recv())
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _sync_until(address: str, records: Records, at: int, options: dict[str, Any], told: Pipe) -> None:
    def inside(number: int) -> None:
        if number == at:
            told.send(True)
            time.sleep(PATIENCE)

    with Watched(address, inside) as connection:
        sync(records.roster(), connection, **options)
    told.send(False)
