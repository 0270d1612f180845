"""The command ``query``: values for a query's parameters, and its answer as a table, CSV or JSON."""

from __future__ import annotations

import csv
import datetime
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TextIO

from pairing.cli.asking import pairs_of
from pairing.names import find_node, parts_of
from pairing.text import text

if TYPE_CHECKING:
    import polars as pl

    from cypher import Store
    from cypher.server.address import Address
    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Steps, Terminal
    from pairing.reading.reading import Reading
    from pairing.roster import Roster

Form = Literal["table", "csv", "json"]
Value = str | int | float | bool | datetime.date


def run_query(asked: Asked, statement: str, params: Sequence[str], form: Form, terminal: Terminal) -> int:
    """Ask the roster's graph, here or on its server; the answer goes to standard output."""
    pairs = pairs_of("--param", params)
    with terminal.progress(2) as steps:
        steps.step(text("Reading"))
        if isinstance(asked.place, Path):
            answer = _ask(asked.read(), statement, pairs, steps)
        else:
            answer = _ask_there(asked, asked.place, statement, pairs, steps)
    write_answer(answer, form, terminal)
    return 0


def _ask(
    reading: Reading, statement: str, pairs: Mapping[str, str], steps: Steps, store: Store | None = None
) -> pl.DataFrame:
    from cypher import query

    values = {name: value_of(written, reading.roster) for name, written in pairs.items()}
    steps.step(text("Asking the graph"))
    return query(reading, statement, values, store=store)


def _ask_there(asked: Asked, address: Address, statement: str, pairs: Mapping[str, str], steps: Steps) -> pl.DataFrame:
    """Ask on the server; the roster is read back only if somebody is asked for by name."""
    from cypher import Connection, ServerStore, outline_from_server, reading_from_server

    read = reading_from_server if any(parts_of(written)[0] for written in pairs.values()) else outline_from_server
    with Connection(address, asked.time_limit) as connection:
        reading = read(connection, settings=asked.settings, settings_file=asked.settings_file, as_of=asked.as_of)
        return _ask(reading, statement, pairs, steps, ServerStore(connection))


_FORMS: Final[tuple[tuple[str, Callable[[str], Value]], ...]] = (
    (r"(?s)'.*'|\".*\"", lambda written: written[1:-1]),
    (r"true|false", lambda written: written == "true"),
    (r"-?(0|[1-9]\d*)", int),
    (r"-?\d+\.\d+", float),
    (r"\d{4}-\d{2}-\d{2}", datetime.date.fromisoformat),
)
"""What a parameter looks like, and how it is then read; 007 is no number but somebody's code."""


def value_of(written: str, roster: Roster) -> Value:
    """Read a parameter: ``干部:张伟`` is his code; a number, a date or true/false is one; in quotes it is text."""
    if parts_of(written)[0]:
        return find_node(roster, written).id
    for form, read in _FORMS:
        if re.fullmatch(form, written):
            return read(written)
    return written


def write_answer(answer: pl.DataFrame, form: Form, terminal: Terminal) -> None:
    """Write an answer in one of the forms."""
    if form == "json":
        write_json(answer.rows(named=True), sys.stdout)
    elif form == "csv":
        write_csv(answer.columns, answer.rows(), sys.stdout)
    else:
        _show_table(answer.columns, answer.rows(), terminal)


def write_json(rows: Sequence[Mapping[str, object]], stream: TextIO) -> None:
    """Write rows as a JSON array of objects; dates in ISO form, exact decimals as strings."""
    json.dump(list(rows), stream, ensure_ascii=False, indent=2, default=str)
    stream.write("\n")


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[object]], stream: TextIO) -> None:
    """Write rows as CSV; a text a spreadsheet might take for a formula gets an apostrophe (DESIGN §10)."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_unformulaic(column) for column in columns])
    writer.writerows([_unformulaic(_plain(value)) for value in row] for row in rows)


def _show_table(columns: Sequence[str], rows: Sequence[Sequence[object]], terminal: Terminal) -> None:
    from rich.table import Table
    from rich.text import Text as Line

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(Line(name), overflow="fold")
    for row in rows:
        table.add_row(*(Line(_plain(value)) for value in row))
    terminal.show(lambda _width, _height: table)
    terminal.say(text("{count} rows", count=len(rows)))


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() | Decimal():
            return f"{value:g}" if isinstance(value, float) else str(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def _unformulaic(words: str) -> str:
    numeric = re.fullmatch(r"-?\d+(\.\d+)?", words)
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t", "\r"} and not numeric else words
