"""What makes it sure that what a row is known by is unique; without that, no batch could be written twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cypher.schema import NodeTable
from cypher.server.faults import ServerError
from cypher.server.held import kind_of
from cypher.server.labels import Keeping
from cypher.server.rows import tables
from cypher.server.statements import statement
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cypher.server.connection import Connection


@dataclass(frozen=True, slots=True)
class Wanted:
    """An index: of a label or type, on one property."""

    kind: str
    on: str
    is_unique: bool
    query: str
    """Makes it, if it is not there."""

    @property
    def name(self) -> str:
        """What we call it."""
        return f"pairing_{self.kind}_{self.on}"


@dataclass(frozen=True, slots=True)
class Found:
    """An index that is there."""

    name: str
    kind: str
    on: list[str]
    is_unique: bool
    """Whether a constraint rests on it."""

    def is_of(self, wanted: Wanted) -> bool:
        """Tell whether it is on the same property of the same label or type."""
        return (self.kind, self.on) == (wanted.kind, [wanted.on])

    def serves(self, wanted: Wanted) -> bool:
        """Tell whether it does what is wanted, whatever it is called."""
        return self.is_of(wanted) and (self.is_unique or not wanted.is_unique)

    def is_in_the_way_of(self, wanted: Wanted) -> bool:
        """Tell whether a server would not make what is wanted beside it, or would do nothing and say nothing."""
        return not self.serves(wanted) and (self.is_of(wanted) or self.name == wanted.name)


def make_schema(connection: Connection) -> None:
    """Make the constraints and indexes that are not there.

    Raises ServerError for an index of another's that stands in the way.
    """
    found = [Found(*row) for row in connection.read(statement("indexes"))]
    lacking = [each for each in _wanted() if not any(index.serves(each) for index in found)]
    for each in lacking:
        for index in found:
            if index.is_in_the_way_of(each):
                raise _in_the_way(connection, index, each)
    for each in lacking:
        connection.change(each.query)


def _wanted() -> Iterator[Wanted]:
    for table in tables():
        if isinstance(table, NodeTable):
            yield Wanted(kind_of(table), "id", is_unique=True, query=statement("unique_node", label=table.label))
            yield Wanted(kind_of(table), "key", is_unique=False, query=statement("index_of_keys", label=table.label))
        else:
            yield Wanted(kind_of(table), "row_key", is_unique=True, query=statement("unique_edge", tie=table.tie))
    for keeping in Keeping:
        yield Wanted(str(keeping), "id", is_unique=True, query=statement("unique_node", label=keeping))


def _in_the_way(connection: Connection, index: Found, wanted: Wanted) -> ServerError:
    return ServerError(
        text(
            "{address}: {name} stands in the way of the index that {kind} needs on its {property}; drop it there first "
            "(DROP INDEX or DROP CONSTRAINT), or name another database.",
            address=connection.address,
            name=index.name,
            kind=wanted.kind,
            property=wanted.on,
        )
    )
