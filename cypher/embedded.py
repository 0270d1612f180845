"""The embedded store: LadybugDB, in memory unless a folder is given, rebuilt from the roster each time (DESIGN §8)."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Self

import ladybug
import polars as pl

from cypher.plan import is_answered_wrongly
from cypher.schema import EdgeTable, NodeTable, Property, edge_tables, node_tables
from cypher.store import QueryError
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from cypher.store import Value
    from pairing.roster import Roster

_MOST_AT_ONCE: Final = 4
"""Each query that is answered at a time has its own intermediate results in memory."""
_LEAST_POOL: Final = 1 << 30
_MOST_POOL: Final = 4 << 30
_POOL_PER_ROW: Final = 2 << 10
"""Bytes. The check of a province asks for 0.8 KiB a row of its tables; a query that runs wild takes all there is."""

_LINE: Final = re.compile(r"\(line: (\d+), offset: \d+\)")
_EXPECTING: Final = re.compile(r" expecting \{.*")
_KIND: Final = re.compile(r"^(Parser|Binder|Runtime|Catalog|Conversion|Overflow)( exception)?: ")
_TWO_AT_ONCE: Final = text(
    "the embedded engine answers this wrongly: it follows two relationships at once, and both the first of them and "
    "its start are filtered; put WITH between: MATCH (a)-[r]->(b) WHERE … WITH r, b MATCH (b)-[s]->(c) …"
)


class EmbeddedStore:
    """A graph in this process. It is derived data: thrown away on close, never the only copy."""

    def __init__(self, folder: Path | None = None) -> None:
        """Make an empty store, in memory or, for a roster too large for it, in a disposable file below ``folder``."""
        self._room = None if folder is None else Path(tempfile.mkdtemp(prefix="graph-", dir=folder))
        self._database: ladybug.Database | None = None
        self._connections: list[ladybug.Connection] = []
        self._idle: SimpleQueue[ladybug.Connection] = SimpleQueue()

    @property
    def at_once(self) -> int:
        """As many as there are processors, up to a few; one each is quicker than all for one after another."""
        return min(_MOST_AT_ONCE, os.cpu_count() or 1)

    def load(self, roster: Roster) -> None:
        """Build the graph anew from a roster."""
        self._drop()
        path = ":memory:" if self._room is None else self._room / "graph.lbug"
        self._database = ladybug.Database(path, buffer_pool_size=_pool(roster))
        self._connect(self._database, queries=1, threads=0)
        for nodes in node_tables():
            self._fill(_node_ddl(nodes), nodes.label, nodes.frame(roster))
        for edges in edge_tables():
            self._fill(_edge_ddl(edges), edges.tie, edges.frame(roster))
        self._disconnect()
        self._connect(self._database, queries=self.at_once, threads=1)

    def run(self, query: str, parameters: Mapping[str, Value] | None = None) -> pl.DataFrame:
        """Answer a query; see :meth:`cypher.store.Store.run`."""
        return _plain(self._execute(query, dict(parameters or {})))

    def vet(self, query: str, parameters: Mapping[str, Value] | None = None) -> None:
        """Plan a query; refuse one that the engine cannot run, or would answer wrongly (:mod:`cypher.plan`)."""
        drawing: str = self._execute(f"EXPLAIN {query}", dict(parameters or {})).item(0, 0)
        if is_answered_wrongly(drawing):
            raise QueryError(_TWO_AT_ONCE)

    def close(self) -> None:
        """Let go of the graph, and delete its file if it has one."""
        self._drop()
        if self._room is not None:
            shutil.rmtree(self._room, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _fill(self, ddl: str, name: str, rows: pl.DataFrame) -> None:
        self._execute(ddl, {})
        if rows.height:
            self._execute(f"COPY {name} FROM $rows", {"rows": rows})

    def _execute(self, query: str, parameters: dict[str, Any]) -> pl.DataFrame:
        with self._connection() as connection:
            try:
                result = connection.execute(query, parameters)
            except RuntimeError as error:
                raise _query_error(str(error)) from error
            if isinstance(result, list):
                message = "a query is one statement"
                raise TypeError(message)
            with result:
                return result.get_as_pl()

    @contextmanager
    def _connection(self) -> Iterator[ladybug.Connection]:
        """Lend a connection, which answers one query at a time."""
        if not self._connections:
            message = "load a roster before asking the store"
            raise RuntimeError(message)
        lent = self._idle.get()
        try:
            yield lent
        finally:
            self._idle.put(lent)

    def _connect(self, database: ladybug.Database, *, queries: int, threads: int) -> None:
        """Be ready for several queries at a time, each worked on by ``threads``; 0 stands for all processors."""
        self._connections = [ladybug.Connection(database, num_threads=threads) for _ in range(queries)]
        for connection in self._connections:
            self._idle.put(connection)

    def _disconnect(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections = []
        self._idle = SimpleQueue()

    def _drop(self) -> None:
        self._disconnect()
        if self._database is not None:
            self._database.close()
        self._database = None
        if self._room is not None and self._room.is_dir():
            for file in self._room.iterdir():
                file.unlink()


def _pool(roster: Roster) -> int:
    """Give the bytes that the engine may take; 0, for a large roster, is its own bound: four fifths of the memory."""
    rows = sum(table.height for table in roster.tables.values())
    wanted = max(_LEAST_POOL, rows * _POOL_PER_ROW)
    return wanted if wanted <= _MOST_POOL else 0


def _node_ddl(table: NodeTable) -> str:
    return f"CREATE NODE TABLE {table.label}({_columns(table.properties)}, PRIMARY KEY(key))"


def _edge_ddl(table: EdgeTable) -> str:
    parts = [f"FROM {table.tail} TO {table.head}"]
    if table.properties:
        parts.append(_columns(table.properties))
    return f"CREATE REL TABLE {table.tie}({', '.join(parts)})"


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"{each.name} {each.type}" for each in properties)


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Give sums of integers as integers: the engine makes them 128-bit decimals without places."""
    sums = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Decimal) and kind.scale == 0]
    return rows.with_columns(pl.col(sums).cast(pl.Int64)) if sums else rows


def _query_error(said: str) -> QueryError:
    """Keep the sentence of what the engine says, and the line it names; no drawing, no list of all that could be."""
    sentence = said.split("\n", 1)[0]
    found = _LINE.search(said)
    problem = _EXPECTING.sub("", _LINE.sub("", _KIND.sub("", sentence))).strip(" .")
    return QueryError(
        Text("{problem}", {"problem": problem}, chinese="{problem}"), int(found.group(1)) if found else None
    )
