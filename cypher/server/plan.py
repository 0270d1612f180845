"""What a server would do with a query, told from the plan it makes: whether it does more than read the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cypher.store import QueryError
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neo4j import ResultSummary

READING: Final = "r"
"""The server's own word for a query that only reads."""
_REACHING_OUT: Final = ("LoadCSV", "ProcedureCall", "Show", "Terminate")
"""How operators begin of queries that read, but not the graph: files, what a procedure does, the server itself."""


def refuse_more_than_reading(summary: ResultSummary) -> None:
    """Raise QueryError unless the plan of an EXPLAIN reads the graph and nothing else."""
    if summary.query_type != READING:
        raise QueryError(text("the server says that it does more than read"))
    for operator in _operators(summary.plan or {}):
        if operator.startswith(_REACHING_OUT):
            raise QueryError(text("the server would run {operator} for it, which is not allowed", operator=operator))


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan.get("operatorType", "")).partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)
