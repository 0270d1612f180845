"""Findings of bad data (D): where the cell is, what is in it, what was expected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pairing.model.cell import Amount, Choice, Column, Count, Day, Flag
from pairing.model.codes import DATA_CODES
from pairing.model.finding import Finding
from pairing.model.labels import LABELS
from pairing.model.spelling import DAYS, ERROR_VALUES, LONGEST, MONTHS, TIME_OF_DAY, UNCALCULATED, narrow
from pairing.model.table import TABLES
from pairing.reading.sensitive import without_identity_numbers
from pairing.roster import NODE_KINDS
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.cell import TableName
    from pairing.model.finding import Severity
    from pairing.model.table import Bounds, Table
    from pairing.roster import Source

_KIND_OF_TABLE: Final = {table: kind for kind, table in NODE_KINDS.items()}
LONGEST_SHOWN: Final = 60
"""Characters of a cell that a finding repeats."""
_UNCALCULATED: Final = text("{header} holds a formula without a result: it was never calculated.")
_NO_SUCH_DAY: Final = text('{header} "{value}" is written as a date, but there is no such day.')
_HINTS: Final = {
    _UNCALCULATED.english: text("Open the file in Excel or WPS, let it calculate (F9), and save it."),
    _NO_SUCH_DAY.english: text("Correct the day, month or year."),
}
"""The remedy of messages that another one fits than their code's."""


def data_finding(  # noqa: PLR0913 - where a cell is takes this much to say
    code: str,
    message: Text,
    *,
    source: Source | None = None,
    table: TableName | None = None,
    row: int | None = None,
    field: str | None = None,
    column: tuple[str, str] | None = None,
    value: object = None,
    subjects: tuple[str, ...] = (),
    severity: Severity | None = None,
    hint: Text | None = None,
) -> Finding:
    """Make a finding of a D code; its title is the code's own, and so are severity and hint unless they are given.

    The column's letters and header are those that ``source`` has for ``table`` and ``field``, unless ``column`` gives
    them. Of a long value the beginning is kept; of what looks like an identity or bank number nothing.
    """
    of = DATA_CODES[code]
    known = source.columns.get(f"{table}.{field}") if source else None
    letters, header = column or known or (None, None)
    return Finding(
        code=code,
        severity=severity or of.severity,
        title=of.title,
        message=message,
        hint=hint or _HINTS.get(message.english, of.hint),
        table=table,
        file=source.file if source else None,
        sheet=source.sheet if source else None,
        row=row,
        column=letters,
        header=header,
        value=None if value is None else shown(value),
        subjects=subjects,
    )


def shown(value: object) -> str:
    """Write a cell's value into a message: on one line, cut short, and without identity or bank numbers."""
    beginning = " ".join(str(value)[: 4 * LONGEST_SHOWN].split())
    cleaned = without_identity_numbers(beginning)
    return cleaned if len(cleaned) <= LONGEST_SHOWN else cleaned[:LONGEST_SHOWN] + "…"


def node_subjects(table: TableName, identity: object) -> tuple[str, ...]:
    """Name the node that a row of a table is, if it is one and has an id."""
    kind = _KIND_OF_TABLE.get(table)
    return (f"{kind}:{str(identity).strip()}",) if kind and identity else ()


def tie_subjects(table: TableName, row: Mapping[str, object]) -> tuple[str, ...]:
    """Name the two nodes that a row of an edge table stands between."""
    ends = ((end, TABLES[table].references[end]) for end in TABLES[table].key)
    return tuple(f"{_KIND_OF_TABLE[target]}:{row[end]}" for end, target in ends if row[end] is not None)


def in_order_of_place(findings: Iterable[Finding], sources: tuple[Source, ...]) -> tuple[Finding, ...]:
    """Sort findings as a planner would come across them: whole files first, then sheet by sheet, row by row.

    What is said twice of one cell, as of a cell that several pairings share, is listed once.
    """
    order = {(source.file, source.sheet): number for number, source in enumerate(sources)}

    def place(finding: Finding) -> tuple[int, int, int, str, str]:
        letters = finding.column or ""
        at = order.get((finding.file or "", finding.sheet), -1)
        return at, finding.row or 0, len(letters), letters, finding.code

    first: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(findings, key=place):
        first.setdefault(_said(finding), finding)
    return tuple(first.values())


def _said(finding: Finding) -> tuple[object, ...]:
    """Give what makes two findings the same: code, place and value; without a cell, what they say in full."""
    of = finding.code, finding.file, finding.sheet, finding.row, finding.column, finding.value
    return of if finding.row and finding.column else (*of, finding.table, str(finding.message), finding.subjects)


def cell_message(code: str, table: Table, field: str, value: object) -> Text:
    """Say what is wrong with one cell and what was expected."""
    column, bounds = table.columns[field], table.bounds[field]
    header = heading(table, field)
    if code == "D103":
        return text("{header} is blank.", header=header)
    if value == UNCALCULATED:
        return Text(_UNCALCULATED.english, {"header": header})
    if str(value) in ERROR_VALUES:
        return text('{header} holds the error value "{value}".', header=header, value=shown(value))
    if code == "D117":
        return text(
            "{header} holds {length} characters; at most {most} can be right.",
            header=header,
            length=len(str(value)),
            most=bounds.max_length or LONGEST,
        )
    if isinstance(column.kind, Day) and _has_form_of_a_date(str(value)):
        return Text(_NO_SUCH_DAY.english, {"header": header, "value": shown(value)})
    return text(
        '{header} "{value}" is not {expected}.',
        header=header,
        value=shown(value),
        expected=expected(column, bounds),
    )


def _has_form_of_a_date(value: str) -> bool:
    """Tell whether a cell that was not read as a date is one in form: 2016-02-30, 2016年13月."""
    written = narrow(re.sub(TIME_OF_DAY, "", value))
    return any(re.match(pattern, written) for pattern in (*DAYS, *MONTHS))


def heading(table: Table, field: str) -> Text:
    """Name a column as a message does, in the reader's language."""
    return Text(field, chinese=table.columns[field].chinese)


def expected(column: Column, bounds: Bounds) -> Text:  # noqa: PLR0911 - one return a kind
    """Say what a column's cells should look like."""
    match column.kind:
        case Count():
            return text("a whole number from {least} to {most}", least=_plain(bounds.ge), most=_plain(bounds.le))
        case Amount() if bounds.gt is not None:
            return text(
                "a number above {least}, up to {most}, with at most {places} decimals",
                least=_plain(bounds.gt),
                most=_plain(bounds.le),
                places=bounds.decimal_places,
            )
        case Amount():
            return text("a number from {least} to {most}", least=_plain(bounds.ge), most=_plain(bounds.le))
        case Day():
            return text("a date such as 2016-03-01, 2016/3/1, 2016年3月1日 or 2016.3")
        case Choice(labels):
            chinese = "、".join(written[0] for written in LABELS[labels].values())
            english = ", ".join(written[1] for written in LABELS[labels].values())
            return Text(f"one of: {english}", chinese=f"以下之一：{chinese}")
        case Flag():
            return text("是 (yes) or 否 (no)")
        case _:
            return text("text of at most {most} characters", most=bounds.max_length or LONGEST)


def _plain(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
