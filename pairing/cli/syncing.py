"""The command ``sync``: a roster onto a server, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cypher.server.address import Address, address_of, is_address
from pairing.cli.asking import CommandError
from pairing.text import Text, text

if TYPE_CHECKING:
    from cypher import Connection, Synced
    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Terminal
    from pairing.model.cell import TableName
    from pairing.reading.reading import Reading

NAMED: Final = 20
"""Rows that are no longer in the roster and are named on the screen; the others are counted."""
COUNTED: Final = ("Unit", "Village", "Cadre", "Household", "HELPS")
"""Labels and types whose rows are counted on the screen."""


@dataclass(frozen=True, slots=True)
class How:
    """How a roster is brought to a server."""

    prune: bool = False
    replace: bool = False
    wait: float = 0


def run_sync(asked: Asked, to: str, how: How, terminal: Terminal) -> int:
    """Bring a roster to a server; 0 when it is there, whole."""
    from cypher import Connection

    address = _target(to, asked)
    with Connection(address, asked.time_limit) as connection:  # a wrong password should not wait for a long reading
        with terminal.progress(1) as steps:
            steps.step(text("Reading"))
            reading = asked.read()
        synced = _brought(reading, connection, how, terminal)
    _show(reading, synced, address, terminal)
    return 0


def _target(to: str, asked: Asked) -> Address:
    if not is_address(to):
        raise CommandError(
            text(
                "--to: {written} is not the address of a server; write it as {example}.",
                written=to,
                example="neo4j://host:7687/database",
            )
        )
    address = address_of(to)
    if address == asked.place:
        raise CommandError(text("{address}: the roster is there already; name another server.", address=address))
    return address


def _brought(reading: Reading, connection: Connection, how: How, terminal: Terminal) -> Synced:
    from cypher import sync

    def waiting() -> None:
        terminal.say(text("Another sync is at work on {address}; waiting for it …", address=connection.address))

    tables = tables_of_kinds()
    with terminal.count(text("Bringing the roster to the server")) as tell:
        return sync(
            reading,
            connection,
            prune=how.prune,
            replace=how.replace,
            wait=how.wait,
            on_wait=waiting,
            progress=lambda kind, done, whole: tell(_named(tables[kind]), done, whole),
        )


def _show(reading: Reading, synced: Synced, address: Address, terminal: Terminal) -> None:
    """Say what is on the server now, what has changed there, and what to do next."""
    tables = tables_of_kinds()
    counts = [_counted(tables[kind], synced.counts[kind]) for kind in COUNTED]
    terminal.say(text("On {address}: {counts}.", address=address, counts=_joined(counts)))
    terminal.say(_changes(synced))
    show_gone(synced, terminal)
    if reading.findings:
        terminal.say(
            text("{count} problems of the files came along; `pairing check` lists them.", count=len(reading.findings))
        )
    terminal.say(text("Next: pairing check {address}", address=address))


def tables_of_kinds() -> dict[str, TableName]:
    """Name the table that each label and type comes from."""
    from cypher.schema import edge_tables, node_tables

    nodes = {str(each.label): each.table for each in node_tables()}
    return nodes | {str(each.tie): each.table for each in edge_tables()}


def _counted(table: TableName, number: int) -> Text:
    return text("{number} {what}", number=f"{number:,}", what=_named(table))


def _named(table: TableName) -> Text:
    from pairing.model.table import TABLES

    return Text(table, chinese=TABLES[table].chinese)


def _joined(parts: list[Text]) -> Text:
    first, *others = parts
    for other in others:
        first = text("{one}, {other}", one=first, other=other)
    return first


def _changes(synced: Synced) -> Text:
    if not synced.counters:
        return text("Nothing differed; nothing was written.")
    return text("Rows written: {new} new, {changed} changed.", new=f"{synced.new:,}", changed=f"{synced.changed:,}")


def show_gone(synced: Synced, terminal: Terminal) -> None:
    """Name the first of the rows that are no longer in the roster, and count the others."""
    if not synced.gone:
        return
    terminal.say(
        text("No longer in the roster, and removed:")
        if synced.pruned
        else text("No longer in the roster, and kept on the server (--prune removes them):")
    )
    tables = tables_of_kinds()
    for gone in synced.gone:
        named = gone.named[:NAMED]
        more = gone.number - len(named)
        what = _counted(tables[gone.kind], gone.number)
        line = text("  {what}: {names}", what=what, names=", ".join(named))
        if more:
            line = text("{line}, and {more} more", line=line, more=more)
        terminal.say(line)
