"""A graph on a server as a Reading: the same roster, findings and inputs as were brought there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cypher.server.assembly import asked, frame_of, tables_of
from cypher.server.faults import ServerError
from cypher.server.held import counts_held, kind_of, pages
from cypher.server.rows import rows_of, tables
from cypher.server.seal import changed_by_hand, read_letter, read_seal
from pairing.model.table import TABLES
from pairing.reading.opening import Given
from pairing.reading.reading import Reading
from pairing.roster import roster_from_tables
from pairing.text import text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from cypher.schema import EdgeTable, NodeTable
    from cypher.server.connection import Connection
    from cypher.server.letter import Letter
    from cypher.server.seal import Seal
    from pairing.roster import Roster


def whole_seal(connection: Connection) -> Seal:
    """Read the seal of a graph that can be believed.

    Raises ServerError where there is none, and where a sync has not come to its end.
    """
    seal = read_seal(connection)
    if seal is None:
        raise ServerError(
            text(
                "{address}: there is no roster in this database; bring one with `pairing sync ROSTER --to {address}`.",
                address=connection.address,
            )
        )
    if not seal.is_whole:
        raise ServerError(
            text(
                "{address}: the graph is not whole: a sync is at work, or was cut off ({holder}, since {since}). "
                "Run `pairing sync` again.",
                address=connection.address,
                holder=seal.holder,
                since=seal.since,
            )
        )
    return seal


def refuse_if_written(connection: Connection, seal: Seal) -> None:
    """Raise ServerError when a sync has written to the graph since ``seal`` was read."""
    if whole_seal(connection).writer != seal.writer:
        raise ServerError(
            text("{address}: the graph was written while it was read; do it again.", address=connection.address)
        )


def letter_of(connection: Connection) -> Letter:
    """Read what travels along; raises ServerError when the graph does not hold what it says."""
    letter = read_letter(connection)
    counts = counts_held(connection)
    for kind, number in letter.counts.items():
        if counts.get(kind) != number:
            raise changed_by_hand(connection, text("{kind}: {number}", kind=kind, number=abs(number - counts[kind])))
    return letter


def reading_from_server(
    connection: Connection,
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: dt.date | None = None,
) -> Reading:
    """Read back what was brought to a server; settings and the day as :func:`pairing.read_roster` takes them.

    Raises ServerError for a graph that is not there, not whole, or not as the last sync left it.
    """
    seal = whole_seal(connection)
    letter = letter_of(connection)
    given = Given(settings or {}, settings_file, as_of)
    roster, hashes = _roster(connection, letter, given)
    _refuse_changed(connection, roster, hashes)
    refuse_if_written(connection, seal)
    return reading_of(letter, roster, given)


def reading_of(letter: Letter, roster: Roster, given: Given) -> Reading:
    """Put what travelled along beside a roster; settings given now may have findings of their own."""
    _, findings = given.over([])
    return Reading(
        roster,
        findings=(*(folded.unfold() for folded in letter.findings), *findings),
        inputs=(*letter.inputs, *given.inputs()),
        rows_set_aside=letter.rows_set_aside,
        form=letter.form,
        columns=letter.columns,
    )


def _roster(connection: Connection, letter: Letter, given: Given) -> tuple[Roster, dict[str, pl.DataFrame]]:
    """Give the roster, and of each label and type what its rows are known by and their hashes."""
    read = {kind_of(table): _frame(connection, table, letter.counts[kind_of(table)]) for table in tables()}
    made = letter.settings_under(given)
    found = tables_of(read)
    kept = {name: found[name].drop("key") for name in TABLES if name not in letter.absent}
    return roster_from_tables(kept, made, on=given.day(made), sources=letter.unfolded_sources), read


def _frame(connection: Connection, table: NodeTable | EdgeTable, number: int) -> pl.DataFrame:
    found = pages(connection, table, number, "read", names=list(asked(table)))
    return frame_of(table, (row for page in found for row in page))


def _refuse_changed(connection: Connection, roster: Roster, read: Mapping[str, pl.DataFrame]) -> None:
    """Raise ServerError when a row is not what its hash says; rows that are kept beside the roster have none."""
    for rows in rows_of(roster):
        found = read[str(rows.kind)]
        hashed = rows.frame.select(rows.name, hashed="row_hash")
        differing = (
            found.filter(pl.col("row_hash") != 0)
            .join(hashed, on=rows.name, how="left")
            .filter(pl.col("row_hash").ne_missing(pl.col("hashed")))
        )
        if differing.height:
            raise changed_by_hand(connection, text("{kind}: {number}", kind=str(rows.kind), number=differing.height))
