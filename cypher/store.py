"""What a graph store can do; the embedded one and a server do the same."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

from pairing.errors import PairingError
from pairing.text import text

if TYPE_CHECKING:
    from types import TracebackType

    import polars as pl

    from pairing.roster import Roster
    from pairing.text import Text

Scalar: TypeAlias = str | int | float | bool | datetime.date
Value: TypeAlias = Scalar | Sequence["Value"] | Mapping[str, "Value"]
"""What a parameter may be. Never None: the embedded store reads an untyped null as text, and a rule then fails."""


class QueryError(PairingError):
    """The engine refuses a query: a syntax error, an unknown label or property; ``line`` is where, if it says so."""

    def __init__(self, problem: Text, line: int | None = None) -> None:
        """Keep what is wrong, in the engine's own words where it is the engine that says so, and the line."""
        self.problem = problem
        self.line = line
        if line is None:
            message = text("The query cannot be run: {problem}.", problem=problem)
        else:
            message = text("The query cannot be run, line {line}: {problem}.", line=line, problem=problem)
        super().__init__(message)


class Store(Protocol):
    """A graph of one roster that answers read-only queries. Use it as a context manager, or close it.

    Several threads may call :meth:`run` at a time; what ``load`` and ``close`` do stands outside of that.
    """

    @property
    def at_once(self) -> int:
        """How many queries it answers at a time; one more waits for one of them."""
        ...

    def load(self, roster: Roster) -> None:
        """Make the graph hold exactly this roster, with all its history; the date and settings are not part of it."""
        ...

    def run(self, query: str, parameters: Mapping[str, Value] | None = None) -> pl.DataFrame:
        """Answer a query, a column per name it returns; raises :class:`QueryError` when the engine refuses it.

        The query is trusted: one from outside must pass :func:`cypher.gate.admitted` and :meth:`vet` first.
        """
        ...

    def vet(self, query: str, parameters: Mapping[str, Value] | None = None) -> None:
        """Let the engine plan a query without running it; raises QueryError where it cannot, or must not, be run."""
        ...

    def close(self) -> None:
        """Let go of the graph; closing twice is fine."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
