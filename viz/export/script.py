"""A Cypher script that brings a roster to any Neo4j: by ``cypher-shell``, or put into Neo4j Browser.

It gives the graph that ``pairing sync`` gives, but for what a sync keeps for itself: the nodes ``PairingRoster``,
``PairingPage`` and ``PairingLock``. So no command takes the graph for one that is whole, until a sync has looked it
through. It removes nothing, and says what it writes again each time.

Rows are lists, and their dates are texts: a server takes six to fifteen times as long to plan a statement with as many
maps, and no tool of both kinds knows parameters.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import polars as pl

from cypher.schema import NodeTable
from cypher.server.rows import rows_of, tables
from cypher.server.statements import statement
from pairing.text import text
from viz.audience import NAMES
from viz.export.disclosed import disclosed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cypher.schema import EdgeTable
    from cypher.server.rows import Rows
    from pairing.text import Language, Text
    from viz.audience import Sight

BATCH: Final = 200
"""Rows of a statement: with fewer, or with many more, each costs a server more time."""
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def script(seen: Sight, language: Language) -> Iterator[str]:
    """Write the statements, each with a semicolon behind it; to run them again changes nothing."""
    yield from (f"// {line.render(language)}\n" for line in _heading(seen))
    for table in tables():
        yield from (f"\n{query.rstrip()};\n" for query in _schema(table))
    for rows in rows_of(disclosed(seen)):
        frame = rows.frame.select(*_ends(rows), pl.exclude(_ends(rows)))
        query = _writing(rows, frame)
        for some in frame.iter_slices(BATCH):
            yield f"\n{query.replace('$rows', _listed(some))};\n"


def literal(value: object) -> str:
    """Spell a value out in Cypher; a text cannot end before its end, whatever stands in it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case dt.date():
            return f"'{value.isoformat()}'"
        case str():
            return f"'{''.join(map(_spelt, value))}'"
    raise TypeError(value)


@cache
def _spelt(sign: str) -> str:
    """Spell a character of a text; what nobody would see, or would end a line, by its number.

    A server reads such numbers before it knows where a text ends, so what ends one has a backslash and no number.
    """
    if sign in "'\\":
        return f"\\{sign}"
    if unicodedata.category(sign) in _INVISIBLE:
        units = sign.encode("utf-16-be")
        return "".join(f"\\u{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))
    return sign


def _listed(rows: pl.DataFrame) -> str:
    """Spell rows out, one a line."""
    lists = (f"[{', '.join(map(literal, row))}]" for row in rows.iter_rows())
    return "[\n  " + ",\n  ".join(lists) + "\n]"


def _heading(seen: Sight) -> tuple[Text, ...]:
    return (
        text("A roster of pairing, as a graph for Neo4j 5.7 or later. What it holds: docs/graph.md"),
        text("As of {day}. {audience}", day=seen.roster.on.isoformat(), audience=NAMES[seen.audience]),
        text(
            "Run it: cypher-shell -a neo4j://HOST:7687 -d DATABASE -u USER -f THIS_FILE; or open it in Neo4j Browser."
        ),
        text("Running it again changes nothing. It removes no rows: `pairing sync` does that, with --prune."),
    )


def _schema(table: NodeTable | EdgeTable) -> tuple[str, ...]:
    if isinstance(table, NodeTable):
        return statement("unique_node", label=table.label), statement("index_of_keys", label=table.label)
    return (statement("unique_edge", tie=table.tie),)


def _ends(rows: Rows) -> tuple[str, ...]:
    """Name the columns by which a row is found, as the statements count on them: first, in this order."""
    return ("id",) if isinstance(rows.table, NodeTable) else ("tail", "head", "row_key")


def _writing(rows: Rows, frame: pl.DataFrame) -> str:
    """Give the statement that writes rows; a membership may be of somebody who has moved since it was run last."""
    table = rows.table
    if isinstance(table, NodeTable):
        name, words = "nodes", {"label": str(table.label)}
    else:
        name = "memberships" if rows.is_membership else "edges"
        words = {"tail": str(table.tail), "head": str(table.head), "tie": str(table.tie)}
    query = files("viz.export.statements").joinpath(f"{name}.cypher").read_text(encoding="utf-8").rstrip()
    for placeholder, word in (words | {"properties": _properties(rows, frame)}).items():
        query = query.replace(f"`{placeholder}`", word)
    return query


def _properties(rows: Rows, frame: pl.DataFrame) -> str:
    """Name what is read from where in a row; a null takes a property away that an earlier run may have set."""
    values = {
        name: f"date(row[{place}])" if kind == pl.Date else f"row[{place}]"
        for place, (name, kind) in enumerate(frame.schema.items())
        if name not in _ends(rows)
    }
    return f"{{{', '.join(f'{name}: {value}' for name, value in values.items())}}}"
