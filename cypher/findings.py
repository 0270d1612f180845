"""From the rows a rule's query returns to findings: who it is about, where it stands, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, cast

import polars as pl

from cypher.rule import EDGE_COLUMNS, NODE_COLUMNS, Spot
from pairing.model.cell import Choice, TableName
from pairing.model.finding import Finding, Severity
from pairing.model.labels import LABELS
from pairing.model.table import TABLES
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cypher.rule import Rule
    from pairing.model.report import Coverage, Totals
    from pairing.roster import Roster

_KINDS: Final = tuple(NODE_COLUMNS.values())
_BLANK: Final = "—"
_BETWEEN: Final = "、"


@dataclass(frozen=True, slots=True)
class _Where:
    """Where one finding stands; the fields are those of a Finding."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None
    value: str | None = None


_NOWHERE: Final = _Where()


class Elsewhere(Protocol):
    """A roster whose rows are not here: what a check asks of it beside the answers to its rules."""

    def rows(self, table: TableName, marks: pl.Series) -> Roster:
        """Give the rows of a table that have these ids or, of edges, keys; the other rows need not be there."""
        ...

    def counted(self) -> tuple[Totals, Coverage]:
        """Count what counts on D."""
        ...


def findings_of(
    rule: Rule,
    rows: pl.DataFrame,
    roster: Roster,
    severity: Severity | None = None,
    elsewhere: Elsewhere | None = None,
) -> list[Finding]:
    """Make a finding of each row, in the order of the planner's rows; ``severity`` stands for the rule's own.

    ``elsewhere`` has the rows that the findings are about, if the roster itself does not.

    Raises RuleError when the query does not return what its header asks for, or returns a severity that is none.
    """
    _refuse_missing_columns(rule, rows)
    if rows.is_empty():
        return []
    spot = rule.at or _first_subject(rows)
    if elsewhere is not None and spot is not None:
        roster = elsewhere.rows(spot.table, rows[spot.column])
    placed = _placed(rows, spot, roster)
    parts = zip(
        _severities(rule, placed, severity),
        _messages(rule, placed),
        _subjects(placed),
        _places(placed, spot, roster),
        strict=True,
    )
    return [
        Finding(
            code=rule.code,
            severity=weight,
            title=rule.title,
            message=Text(rule.message.english, values, rule.message.chinese),
            hint=rule.hint,
            table=spot.table if spot else None,
            file=where.file,
            sheet=where.sheet,
            row=where.row,
            column=where.column,
            header=where.header,
            value=where.value,
            subjects=subjects,
        )
        for weight, values, subjects, where in parts
    ]


def _refuse_missing_columns(rule: Rule, rows: pl.DataFrame) -> None:
    asked = rule.named | ({rule.at.column} if rule.at else frozenset())
    missing = sorted(asked.difference(rows.columns))
    if missing:
        problem = text("the query returns no column {columns}", columns=", ".join(missing))
        raise rule.fault(problem, "at" if rule.at and missing == [rule.at.column] else "message")


def _first_subject(rows: pl.DataFrame) -> Spot | None:
    tables = {kind: table for table, kind in NODE_COLUMNS.items()}
    return next((Spot(tables[name]) for name in rows.columns if name in tables), None)


def _placed(rows: pl.DataFrame, spot: Spot | None, roster: Roster) -> pl.DataFrame:
    """Add where each row stands in the planner's files (``_key``, ``_source``, ``_row``), and sort by that."""
    if spot is None:
        return rows.sort([name for name in rows.columns if name in _KINDS])
    kept = roster.tables[spot.table].select(
        _at=pl.col("key").cast(pl.Int64) if spot.table in EDGE_COLUMNS else pl.col("id"),
        _key="key",
        _source="source",
        _row="row",
    )
    found = rows.with_columns(_at=pl.col(spot.column))
    places = kept.join(found, on="_at", how="semi")  # so that the join hashes the few rows found, not the whole table
    return found.join(places, on="_at", how="left").sort(
        ["_source", "_row", *(name for name in rows.columns if name in _KINDS)]
    )


def _severities(rule: Rule, rows: pl.DataFrame, severity: Severity | None) -> Iterable[Severity]:
    if severity is not None or "severity" not in rows.columns:
        return [severity or rule.severity] * rows.height
    known: dict[str, Severity] = {each.value: each for each in Severity}
    strange = rows.filter(~pl.col("severity").is_in(list(known)))
    if strange.height:
        problem = text("the query returns the severity “{value}”", value=strange["severity"][0])
        raise rule.fault(problem, "severity")
    return (known[word] for word in rows["severity"].to_list())


def _messages(rule: Rule, rows: pl.DataFrame) -> Iterator[dict[str, object]]:
    names = sorted(rule.named)
    if not names:
        return iter([{} for _ in range(rows.height)])
    shown = rows.select(_shown(rows, name) for name in names)
    return (dict(zip(names, values, strict=True)) for values in shown.iter_rows())


def _shown(rows: pl.DataFrame, name: str) -> pl.Expr:
    """Write lists in order, and a blank as a dash: an answer must not depend on the order of rows."""
    if isinstance(rows.schema[name], pl.List):
        return pl.col(name).cast(pl.List(pl.String)).list.sort().list.join(_BETWEEN)
    return pl.col(name).cast(pl.String).fill_null(_BLANK)


def _subjects(rows: pl.DataFrame) -> Iterable[tuple[str, ...]]:
    """Name the nodes of each row as findings do."""
    single = [_names(rows, kind) for kind in rows.columns if kind in _KINDS]
    several = [_lists_of_names(rows, kind) for kind in _KINDS if isinstance(rows.schema.get(f"{kind}s"), pl.List)]
    if not several and all(names.null_count() == 0 for names in single):
        return zip(*(names.to_list() for names in single), strict=True) if single else [()] * rows.height
    listed = [*(names.reshape((-1, 1)).arr.to_list() for names in single), *several]
    parts = zip(*(names.list.drop_nulls().to_list() for names in listed), strict=True)
    return (tuple(name for names in row for name in names) for row in parts)


def _names(rows: pl.DataFrame, kind: str) -> pl.Series:
    return rows.select(pl.concat_str(pl.lit(f"{kind}:"), kind)).to_series()


def _lists_of_names(rows: pl.DataFrame, kind: str) -> pl.Series:
    named = pl.concat_str(pl.lit(f"{kind}:"), pl.element())
    return rows.select(pl.col(f"{kind}s").list.sort().list.eval(named)).to_series()


def _places(rows: pl.DataFrame, spot: Spot | None, roster: Roster) -> Iterable[_Where]:
    if spot is None:
        return [_NOWHERE] * rows.height
    columns = [
        (source.file, source.sheet, *source.columns.get(f"{spot.table}.{spot.field}", (None, None)))
        for source in roster.sources
    ]
    values = _values(rows, spot, roster)
    found = zip(rows["_source"].to_list(), rows["_row"].to_list(), values, strict=True)
    return (_where(columns[source], row, value) if source is not None else _NOWHERE for source, row, value in found)


def _where(source: tuple[str, str | None, str | None, str | None], row: int, value: str | None) -> _Where:
    file, sheet, letters, header = source
    return _Where(file, sheet, row, letters, header, value)


def _values(rows: pl.DataFrame, spot: Spot, roster: Roster) -> list[str | None]:
    """Give what the marked cells hold, as the office writes it."""
    if spot.field is None:
        return [None] * rows.height
    cells = roster.tables[spot.table].select(_key="key", _cell=spot.field)
    found = rows.select("_key").join(cells, on="_key", how="left", maintain_order="left")
    answer: list[str | None] = _as_written(found["_cell"], spot.table, spot.field).to_list()
    return answer


def _as_written(cells: pl.Series, table: TableName, field: str) -> pl.Series:
    written = cells.cast(pl.String)
    kind = TABLES[table].columns[field].kind
    if isinstance(kind, Choice):
        spellings = {label.value: names[0] for label, names in LABELS[kind.labels].items()}
        return written.replace(cast("dict[object, object]", spellings))
    return written
