"""Writing to a graph that we hold the lock of: fenced transactions, counted, smaller ones where memory is short."""

from __future__ import annotations

import uuid
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cypher.schema import NodeTable
from cypher.server.faults import MemoryShortError, ServerError
from cypher.server.held import kind_of
from cypher.server.labels import Keeping
from cypher.server.lock import pass_fence, taken_over
from cypher.server.rows import tables
from cypher.server.seal import claim, put
from cypher.server.statements import statement
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    import polars as pl
    from neo4j import ManagedTransaction

    from cypher.server.connection import Connection
    from cypher.server.lock import Lock
    from cypher.server.seal import Seal

    T = TypeVar("T")

BATCH: Final = 5_000
"""Rows a transaction writes: fewer cost more round trips, more of them memory on the server."""
_PAGES: Final = 5
"""The most pages of a letter a transaction removes: a page is as large as hundreds of rows."""


class Writing:
    """What one sync writes.

    Nothing is claimed, and nothing touched, before the first row is to be written. Whoever wrote last must then be who
    it was when the lock was taken: a sync that has lost its lock may have come first, and what is on the server may no
    longer be what was read there.
    """

    def __init__(self, connection: Connection, lock: Lock, before: Seal | None, batch: int = BATCH) -> None:
        """Begin; ``lock`` is held, and ``before`` was read since. ``batch`` is the most rows of a transaction."""
        self._connection = connection
        self._lock = lock
        self._before = before.writer if before else ""
        self._batch = batch
        self._writer = str(uuid.uuid4())
        self._claimed = False
        self.counters: Counter[str] = Counter()
        """What the server counted of the graph: ``nodes_created``, ``properties_set`` …"""
        self.untied = 0
        """Relationships that went with nodes: not ours, for ours are removed before."""

    def take_over(self, *, replacing: bool = False) -> None:
        """Claim the graph at once, whoever wrote last; to be done before anything of it is read."""
        self._claim(None, replacing=replacing)

    def write(self, query: str, rows: pl.DataFrame, told: Callable[[int], None] | None = None) -> None:
        """Write rows, a batch a transaction; ``told`` how many it was after each.

        Raises ServerError when a row finds no place, as its ends are not there.
        """
        missing = len(rows) - self._put(query, rows, told)
        if missing:
            raise ServerError(
                text(
                    "{address}: {missing} rows found no place: nodes were removed there while this was writing. "
                    "Run it again.",
                    address=self._connection.address,
                    missing=missing,
                )
            )

    def remove(self, query: str, rows: pl.DataFrame, told: Callable[[int], None] | None = None) -> None:
        """Remove rows, a batch a transaction; those already gone are fine."""
        self._put(query, rows, told)

    def wipe(self, told: Callable[[str, int], None]) -> None:
        """Remove all nodes and relationships that are ours, relationships first; ``told`` as it goes on."""
        for table in reversed(tables()):
            if isinstance(table, NodeTable):
                query = statement("wipe_nodes", label=table.label)
            else:
                query = statement("wipe_edges", tie=table.tie)
            while number := self._fitting(partial(self._wipe_some, query), self._batch):
                told(kind_of(table), number)
        self._run(_wiped)

    def finish(self, pages: Sequence[str]) -> None:
        """Put the letter beside the graph, then the seal on it."""
        query = statement("write_pages", page=Keeping.PAGE)
        for number, page in enumerate(pages, 1):  # a transaction each: a page is as large as hundreds of rows
            self._run(partial(_answered, query=query, values={"rows": [{"id": number, "text": page}]}))
        while self._fitting(partial(self._remove_pages, len(pages)), _PAGES):
            pass
        self._run(partial(put, pages=pages))

    def _put(self, query: str, rows: pl.DataFrame, told: Callable[[int], None] | None) -> int:
        """Write batch after batch; give how many rows found their place."""
        placed = start = 0
        while start < len(rows):
            number, found = self._fitting(partial(self._put_some, query, rows, start), len(rows) - start)
            start, placed = start + number, placed + found
            if told is not None:
                told(number)
        return placed

    def _fitting(self, work: Callable[[int], T], rows: int) -> T:
        """Do work on a batch of ``rows``: on fewer, from now on, where the server has not the memory for it."""
        size = min(self._batch, rows)
        while True:
            try:
                return work(size)
            except MemoryShortError:
                if size <= 1:
                    raise
                self._batch = size = size // 2

    def _put_some(self, query: str, rows: pl.DataFrame, start: int, size: int) -> tuple[int, int]:
        some = rows[start : start + size].to_dicts()
        return len(some), self._counted(query, {"rows": some})

    def _remove_pages(self, last: int, size: int) -> int:
        query = statement("remove_pages", page=Keeping.PAGE)
        return self._run(partial(_answered, query=query, values={"last": last, "page": size}))[0]

    def _wipe_some(self, query: str, size: int) -> int:
        return self._counted(query, {"page": size})

    def _counted(self, query: str, values: dict[str, Any]) -> int:
        """Run a statement that gives a number; give that, and add up what the server counted."""
        number, counters = self._run(partial(_answered, query=query, values=values))
        self.counters += counters
        if counters["nodes_deleted"]:
            self.untied += counters["relationships_deleted"]
        return number

    def _run(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do some work behind the fence, all of it or nothing."""

        def fenced(transaction: ManagedTransaction) -> T:
            pass_fence(transaction, self._writer, self._connection)
            return work(transaction)

        self._lock.keep()
        if not self._claimed:
            self._claim(self._before, replacing=False)
        return self._connection.write(fenced)

    def _claim(self, before: str | None, *, replacing: bool) -> None:
        def claiming(transaction: ManagedTransaction) -> None:
            if not claim(transaction, self._writer, before, replacing=replacing):
                raise taken_over(self._connection)

        self._connection.write(claiming)
        self._claimed = True


def _answered(transaction: ManagedTransaction, query: str, values: dict[str, Any]) -> tuple[int, Counter[str]]:
    result = transaction.run(query, values)
    ((number,),) = result.values()
    counted = vars(result.consume().counters)
    return number, Counter({name: value for name, value in counted.items() if value and not name.startswith("_")})


def _wiped(transaction: ManagedTransaction) -> None:
    transaction.run(statement("wiped", roster=Keeping.ROSTER)).consume()
