"""A check on the server: its rules run there, and no row comes here but those that findings are about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cypher.checking import Progress, asks_for_balance, check
from cypher.server.outline import Outline, outline_from_server
from cypher.server.reading import reading_from_server, refuse_if_written, whole_seal
from cypher.server.store import ServerStore

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cypher.rule import Rule
    from cypher.server.connection import Connection
    from pairing.model.report import Report
    from pairing.reading.reading import Reading

_NAMED: Final = 200
"""Findings of each code whose people and places are fetched by name: more than any screen shows."""


def check_there(  # noqa: PLR0913 - all but the first are by name
    connection: Connection,
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: dt.date | None = None,
    rules: Path | Iterable[Rule] | None = None,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    progress: Progress | None = None,
    rows: bool = False,
) -> tuple[Reading, Report]:
    """Check the roster on a server, where its rules run.

    The report is that of :func:`cypher.check` on what :func:`cypher.reading_from_server` gives. The reading's roster
    has all ``rows``, if they are wanted or balance (B) is asked for, else only those that the findings name. Raises
    ServerError for a graph that cannot be believed, or was written meanwhile.
    """
    seal = whole_seal(connection)
    read = reading_from_server if rows or asks_for_balance(only, skip) else outline_from_server
    reading = read(connection, settings=settings, settings_file=settings_file, as_of=as_of)
    roster = reading.roster
    elsewhere = roster if isinstance(roster, Outline) else None
    store = ServerStore(connection)
    report = check(reading, rules=rules, only=only, skip=skip, store=store, elsewhere=elsewhere, progress=progress)
    if elsewhere is not None:
        reading = replace(reading, roster=elsewhere.naming(_subjects(report)))
    refuse_if_written(connection, seal)
    return reading, report


def _subjects(report: Report) -> set[str]:
    seen: dict[str, int] = defaultdict(int)
    named: set[str] = set()
    for finding in report.findings:
        seen[finding.code] += 1
        if seen[finding.code] <= _NAMED:
            named.update(finding.subjects)
    return named
