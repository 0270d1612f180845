"""The server as a store: the same rules and queries, answered by Neo4j."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Self

import polars as pl
from neo4j import READ_ACCESS
from neo4j.exceptions import ClientError
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from cypher.server.faults import code_of, said
from cypher.server.plan import refuse_more_than_reading
from cypher.server.sync import sync
from cypher.store import QueryError
from pairing.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from neo4j import ManagedTransaction, ResultSummary

    from cypher.server.connection import Connection
    from cypher.store import Value
    from pairing.roster import Roster

_AT_ONCE: Final = 4
"""Rules that are asked at a time: a server has processors of its own, which we cannot count."""
_LINE: Final = re.compile(r"\(?line (\d+), column \d+ \(offset: \d+\)\)?")


class ServerStore:
    """The graph on a server. What is asked of it only reads; ``load`` alone writes."""

    def __init__(self, connection: Connection) -> None:
        """Ask over a connection, which is closed with the store."""
        self._connection = connection

    @property
    def at_once(self) -> int:
        """A few: the server decides how many of them it works on."""
        return _AT_ONCE

    def load(self, roster: Roster) -> None:
        """Put a roster in the place of whatever graph of ours is there."""
        sync(roster, self._connection, replace=True)

    def run(self, query: str, parameters: Mapping[str, Value] | None = None) -> pl.DataFrame:
        """Answer a query; see :meth:`cypher.store.Store.run`."""
        names, rows, _ = self._answer(query, dict(parameters or {}))
        return pl.DataFrame({name: _column([row[index] for row in rows]) for index, name in enumerate(names)})

    def vet(self, query: str, parameters: Mapping[str, Value] | None = None) -> None:
        """Let the server plan a query; refuse one that it cannot run, or that does more than read the graph."""
        _, _, summary = self._answer(f"EXPLAIN {query}", dict(parameters or {}))
        refuse_more_than_reading(summary)

    def close(self) -> None:
        """Hang up; the graph stays."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _answer(self, query: str, parameters: dict[str, Any]) -> tuple[list[str], list[list[Any]], ResultSummary]:
        def ask(transaction: ManagedTransaction) -> tuple[list[str], list[list[Any]], ResultSummary]:
            result = transaction.run(query, parameters)
            return list(result.keys()), [list(map(_plain, record.values())) for record in result], result.consume()

        with self._connection.session(READ_ACCESS) as session:
            try:
                return session.execute_read(ask)
            except ClientError as error:
                if ".Statement." not in code_of(error):
                    raise
                raise _query_error(error) from error


def _column(values: list[Any]) -> pl.Series:
    """Make a column of what a server gave; one of nulls only is of text, as a store of fixed types would have it."""
    made = pl.Series(values, strict=False)
    return made.cast(pl.String) if made.dtype == pl.Null else made


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query returns
    match value:
        case Date() | DateTime() | Time():
            return value.to_native()
        case Duration() | Path():
            return str(value)
        case Node() | Relationship():
            return {name: _plain(held) for name, held in value.items()}
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {name: _plain(held) for name, held in value.items()}
        case _:
            return value


def _query_error(error: ClientError) -> QueryError:
    """Keep the sentence of what the server says, and the line it names."""
    found = _LINE.search(error.message or "")
    problem = _LINE.sub("", said(error)).strip(" .")
    return QueryError(
        Text("{problem}", {"problem": problem}, chinese="{problem}"), int(found.group(1)) if found else None
    )
