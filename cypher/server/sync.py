"""A roster onto a server: what differs is written, in batches, by one at a time, and again until it is whole.

Everything that a sync writes can be written twice: nodes are known by their ids, edges by lasting keys, and a row whose
hash is the same on the server is left alone. So a sync that was cut off is continued by running it again. Nodes,
relationships and properties that are not ours stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from cypher.schema import NodeTable
from cypher.server.constraints import make_schema
from cypher.server.difference import Difference, difference
from cypher.server.faults import ServerError
from cypher.server.held import counts_held, held, kind_of
from cypher.server.letter import Letter
from cypher.server.lock import Lock
from cypher.server.rows import membership_keys, rows_of
from cypher.server.seal import hash_of, read_seal
from cypher.server.statements import statement
from cypher.server.writing import BATCH, Writing
from pairing.graph import Label
from pairing.reading.reading import Reading
from pairing.roster import Source
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cypher.server.connection import Connection
    from cypher.server.rows import Rows
    from cypher.server.seal import Seal
    from pairing.roster import Roster

Progress = Callable[[str, int, int], None]
"""Told after each batch: the label or type at work, rows written and removed so far, rows to write and remove."""

_NAMED: Final = 50
"""How many rows of each kind that are no longer in the roster are named; all of them are counted."""
KEPT: Final = Source("—")
"""Where rows come from that are on the server alone, being no longer in the roster."""
_SAME: Final = 0.5
"""The share of villages by which two rosters are known to be of one planning area."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows of one label or type that are on the server and no longer in the roster."""

    kind: str
    number: int
    named: tuple[str, ...]
    """The first of them, as a person knows them."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did."""

    counts: dict[str, int]
    """How many nodes or edges of each label and type the graph holds now."""
    new: int
    changed: int
    gone: tuple[Gone, ...]
    pruned: bool
    """Whether those gone have been removed; else they are kept, at the end of their tables."""
    untied: int = 0
    """Relationships that are not ours and went with the nodes that were removed, by ``prune`` or ``replace``."""
    counters: dict[str, int] = field(default_factory=dict)
    """What the server counted of the graph: ``nodes_created``, ``properties_set`` …; empty when it stayed as it was."""


def sync(  # noqa: PLR0913 - all but the first two are by name
    given: Reading | Roster,
    connection: Connection,
    *,
    prune: bool = False,
    replace: bool = False,
    wait: float = 0,
    on_wait: Callable[[], None] | None = None,
    progress: Progress | None = None,
    batch: int = BATCH,
) -> Synced:
    """Make the graph on a server hold this roster.

    Rows that are on the server and no longer in the roster are removed only with ``prune``. A graph of another planning
    area is refused unless ``replace`` is said, which removes all that is ours first. ``wait`` is how many seconds to
    wait for another sync to end; ``batch`` is the most rows of a transaction.

    Raises BusyError when another sync is at work; ServerError for whatever else the server cannot or must not do.
    """
    reading = given if isinstance(given, Reading) else Reading(given)
    counts_held(connection)  # before the constraints: what is not ours is named more clearly here
    make_schema(connection)
    with Lock(connection, wait=wait, on_wait=on_wait) as lock:
        seal = None if replace else read_seal(connection)
        if not replace:
            refuse_another_area(reading.roster, connection)
        writing = Writing(connection, lock, seal, batch)
        rows = tuple(rows_of(reading.roster))
        tally = _Tally(progress or _nobody, sum(each.frame.height for each in rows))
        if replace or (seal is not None and seal.replacing):
            _wipe(connection, writing, tally)
        elif seal is not None and not seal.is_whole:
            writing.take_over()
        return _Bringing(reading, _compared(connection, rows), prune, writing, tally).done(connection, seal)


def _wipe(connection: Connection, writing: Writing, tally: _Tally) -> None:
    """Remove what is ours; a removal that was cut off is brought to its end, too, for half a graph is no use."""
    writing.take_over(replacing=True)
    tally.all += sum(counts_held(connection).values())
    writing.wipe(tally.more)


def _compared(connection: Connection, rows: Sequence[Rows]) -> tuple[Difference, ...]:
    counts = counts_held(connection)
    return tuple(difference(each, held(connection, each.table, counts[kind_of(each.table)])) for each in rows)


@dataclass(frozen=True, slots=True)
class _Bringing:
    """Bringing a graph to what a roster says, given how they differ."""

    reading: Reading
    differences: Sequence[Difference]
    prune: bool
    writing: Writing
    tally: _Tally

    def done(self, connection: Connection, seal: Seal | None) -> Synced:
        """Write what differs, then the letter and the seal; nothing at all where nothing differs."""
        gone = tuple(_gone(connection, each) for each in self.differences if _tells_gone(each))
        letter = self._letter()
        pages = letter.pages()
        work = sum(map(self._work, self.differences))
        if work or seal is None or not seal.is_whole or seal.letter != hash_of(pages):
            self.tally.all = self.tally.done + work
            self._write()
            self.writing.finish(pages)
        return Synced(
            counts=letter.counts,
            new=sum(each.new.height for each in self.differences if not each.rows.is_membership),
            changed=sum(map(self._changed, self.differences)),
            gone=gone,
            pruned=self.prune,
            untied=self.writing.untied,
            counters=dict(self.writing.counters),
        )

    def _work(self, each: Difference) -> int:
        settling = each.gone if self.prune else each.unsettled
        return sum(frame.height for frame in (each.new, each.changed, each.left, settling))

    def _changed(self, each: Difference) -> int:
        """Count changed rows; that somebody moved is part of his row, of which nothing else may have changed."""
        if not each.rows.is_membership:
            return each.changed.height
        (own,) = (
            node
            for node in self.differences
            if node.rows.table.table == each.rows.table.table and not node.rows.is_membership
        )
        told = membership_keys(pl.concat([own.new["id"], own.changed["id"]]))
        moved = pl.concat([frame["row_key"] for frame in (each.new, each.changed, each.left)])
        return moved.filter(~moved.is_in(told.implode())).len()

    def _letter(self) -> Letter:
        staying = {str(each.rows.kind): 0 if self.prune else each.gone.height for each in self.differences}
        counts = {str(each.rows.kind): each.rows.frame.height for each in self.differences}
        sources = self.reading.roster.sources
        if any(staying.values()):
            sources = (*sources, KEPT)
        return Letter.of(self.reading, sources, {kind: counts[kind] + staying[kind] for kind in counts})

    def _write(self) -> None:
        for each in self.differences:
            self._write_rows(each, partial(self.tally.more, str(each.rows.kind)))
        for each in reversed(self.differences):  # edges before the nodes they are tied to
            self._settle_gone(each, partial(self.tally.more, str(each.rows.kind)))

    def _write_rows(self, each: Difference, told: Callable[[int], None]) -> None:
        rows = each.rows
        if rows.is_membership:  # somebody moved: the old unit or village goes first
            self.writing.remove(_statement("remove", rows), each.changed.select(rows.name))
            self.writing.remove(_statement("remove", rows), each.left.select(rows.name), told)
        for frame in (each.new, each.changed):
            self.writing.write(_statement("write", rows), rows.parameters(frame), told)

    def _settle_gone(self, each: Difference, told: Callable[[int], None]) -> None:
        if self.prune:
            self.writing.remove(_statement("remove", each.rows), each.gone.select(each.rows.name), told)
        elif not each.rows.is_membership:
            source = pl.lit(len(self.reading.roster.sources)).alias("source")
            kept = each.unsettled.select(each.rows.name, "key", source)
            self.writing.write(_statement("keep", each.rows), kept, told)


@dataclass(slots=True)
class _Tally:
    """How far the writing has come."""

    progress: Progress
    all: int
    done: int = 0

    def more(self, kind: str, number: int) -> None:
        """Count some more rows of a label or type."""
        self.done += number
        self.progress(kind, self.done, self.all)


def _statement(verb: str, rows: Rows) -> str:
    if isinstance(rows.table, NodeTable):
        return statement(f"{verb}_nodes", label=rows.table.label)
    return statement(f"{verb}_edges", tie=rows.table.tie, tail=rows.table.tail, head=rows.table.head)


def _tells_gone(each: Difference) -> bool:
    return each.gone.height > 0 and not each.rows.is_membership


def _gone(connection: Connection, each: Difference) -> Gone:
    """Name the first of the rows that are no longer in the roster."""
    first = each.gone[each.rows.name].head(_NAMED).to_list()
    if isinstance(each.rows.table, NodeTable):
        found = connection.read(statement("names_of_nodes", label=each.rows.table.label), {"ids": first})
        named = tuple(f"{name} ({identity})" for identity, name in found)
    else:
        found = connection.read(statement("names_of_edges", tie=each.rows.table.tie), {"keys": first})
        named = tuple(f"{a} ({a_id}) → {b} ({b_id})" for a_id, a, b_id, b in found)
    return Gone(str(each.rows.kind), each.gone.height, named)


def _nobody(_kind: str, _done: int, _all: int) -> None:
    pass


def refuse_another_area(roster: Roster, connection: Connection) -> None:
    """Raise ServerError when the graph is that of another planning area: one with other villages."""
    kept = set(connection.read(statement("areas", label=Label.VILLAGE)))
    ours = set(roster.villages.select("id", "name").iter_rows())
    if not kept or len(kept & ours) >= _SAME * min(len(kept), len(ours)) > 0:
        return
    raise ServerError(
        text(
            "{address}: the database holds another roster: of its {number} villages {shared} are in yours ({some} is "
            "one that is not). Name another database, or say --replace to put yours in its place.",
            address=connection.address,
            number=len(kept),
            shared=len(kept & ours),
            some=" ".join(part for part in min(kept - ours) if part),
        )
    )
