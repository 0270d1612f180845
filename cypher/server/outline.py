"""A roster whose rows stay on the server: settings and day are here, rows are fetched as they are needed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, cast

from cypher.parameters import parameters_of
from cypher.schema import NodeTable
from cypher.server.assembly import asked, frame_of, tables_of
from cypher.server.held import kind_of
from cypher.server.reading import letter_of, reading_of, refuse_if_written, whole_seal
from cypher.server.rows import tables
from cypher.server.statements import statement
from pairing.model.labels import Role
from pairing.model.report import Coverage, Totals
from pairing.model.table import TABLES
from pairing.reading.opening import Given
from pairing.roster import NODE_KINDS, Roster, empty_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl

    from cypher.schema import EdgeTable
    from cypher.server.connection import Connection
    from cypher.server.letter import Letter
    from pairing.model.cell import TableName
    from pairing.reading.reading import Reading

_MARKS: Final = 10_000
"""Rows fetched at a time."""


@dataclass(frozen=True, eq=False)
class Outline(Roster):
    """A roster on a server: ``tables`` hold no rows, or those that were fetched, with the keys they have there."""

    connection: Connection = field(kw_only=True)
    letter: Letter = field(kw_only=True)

    def has(self, needed: str) -> bool:
        """Tell whether the input holds a table or a column of it at all; see :meth:`pairing.roster.Roster.has`."""
        name, _, column = needed.partition(".")
        table = cast("TableName", name)
        if table in self.absent:
            return False
        return not column or not self._number(table) or self._has_values(table, column)

    def rows(self, table: TableName, marks: pl.Series) -> Roster:
        """Fetch the rows of a table that have these ids or, of edges, keys."""
        return self._with({table: self._fetched(table, marks.drop_nulls().unique().sort().to_list())})

    def naming(self, subjects: Iterable[str]) -> Outline:
        """Fetch whom findings are about: ``household:H1``."""
        marks: dict[str, list[object]] = {kind: [] for kind in NODE_KINDS}
        for subject in sorted(set(subjects)):
            kind, _, identity = subject.partition(":")
            marks[kind].append(identity)
        return self._with({table: self._fetched(table, marks[kind]) for kind, table in NODE_KINDS.items()})

    def counted(self) -> tuple[Totals, Coverage]:
        """Count on the server what :func:`pairing.totals.totals` and ``coverage`` count here."""
        values = parameters_of(self).bind({"as_of", "active", "in_scope"})
        ((units, villages, cadres, paired, households, persons, pairings, covered),) = self.connection.read(
            statement("count"), values
        )
        found = Totals(
            units=units,
            villages=villages,
            cadres=cadres,
            paired_cadres=paired,
            households=households,
            persons=persons,
            pairings=pairings,
        )
        return found, Coverage(households=households, covered=covered)

    def _number(self, table: TableName) -> int:
        return self.letter.counts[kind_of(_own(table))]

    def _has_values(self, table: TableName, column: str) -> bool:
        own = _own(table)
        values = {"name": _PROPERTY.get(column, column), "nothing": Role.UNDECIDED.value if column == "role" else ""}
        memberships = [each for each in tables() if each.table == table and not each.properties]
        if memberships and column in TABLES[table].references:
            return self.letter.counts[kind_of(memberships[0])] > 0
        if column in TABLES[table].key:
            return True
        if isinstance(own, NodeTable):
            return bool(self.connection.read(statement("any_node", label=own.label), values))
        return bool(self.connection.read(statement("any_edge", tie=own.tie), values))

    def _with(self, frames: Mapping[TableName, pl.DataFrame]) -> Outline:
        return replace(self, tables={**self.tables, **frames})

    def _fetched(self, table: TableName, marks: list[object]) -> pl.DataFrame:
        read = {kind_of(each): frame_of(each, self._found(each, marks)) for each in tables() if each.table == table}
        return tables_of(read)[table]

    def _found(self, table: NodeTable | EdgeTable, marks: list[object]) -> Iterable[list[object]]:
        for start in range(0, len(marks), _MARKS):
            values = {"marks": marks[start : start + _MARKS], "names": list(asked(table))}
            ((page,),) = self.connection.read(_finding(table), values)
            yield from page


_PROPERTY: Final = {"difficulty": "difficulty_hundredths"}


def _own(table: TableName) -> NodeTable | EdgeTable:
    """Give the label or type of a table, not its memberships."""
    return next(each for each in tables() if each.table == table and each.properties)


def _finding(table: NodeTable | EdgeTable) -> str:
    if isinstance(table, NodeTable):
        return statement("find_nodes", label=table.label)
    if not table.properties:
        return statement("find_memberships", tail=table.tail, tie=table.tie)
    return statement("find_edges", tie=table.tie)


def outline_from_server(
    connection: Connection,
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: dt.date | None = None,
) -> Reading:
    """Read what a server says of its roster, and none of its rows; else as :func:`reading_from_server`."""
    seal = whole_seal(connection)
    letter = letter_of(connection)
    refuse_if_written(connection, seal)
    given = Given(settings or {}, settings_file, as_of)
    made = letter.settings_under(given)
    outline = Outline(
        tables={name: empty_table(name) for name in TABLES},
        settings=made,
        sources=letter.unfolded_sources,
        absent=frozenset(letter.absent),
        on=given.day(made),
        connection=connection,
        letter=letter,
    )
    return reading_of(letter, outline, given)
