"""A small roster on which every rule passes, and a grammar to break it: ``verify_that("S101").given(…).finds(…)``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Self

import polars as pl

from cypher import check
from pairing.model.finding import Severity
from pairing.model.settings import Settings
from pairing.model.table import TABLES
from pairing.roster import Roster, Source, roster_from_tables, schema

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from pairing.model.report import Report, RuleOutcome

TODAY: Final = datetime.date(2016, 6, 15)
Row = Mapping[str, object]


@dataclass(frozen=True)
class Records:
    """Rows by table; a table that is not there is absent."""

    tables: Mapping[TableName, tuple[Row, ...]]
    settings: Settings = field(default_factory=Settings)
    on: datetime.date = TODAY

    def adding(self, table: TableName, *rows: Row) -> Self:
        """Put rows behind those of a table."""
        return self._with(table, (*self.tables.get(table, ()), *rows))

    def dropping(self, table: TableName, **cells: object) -> Self:
        """Take out the rows with these cells: all of the table when none are named."""
        return self._with(table, tuple(row for row in self.tables[table] if not _matches(row, cells)))

    def changing(self, table: TableName, where: Row, **cells: object) -> Self:
        """Write cells into the rows that match."""
        rows = tuple({**row, **cells} if _matches(row, where) else row for row in self.tables[table])
        return self._with(table, rows)

    def lacking(self, *needs: str) -> Self:
        """Leave out tables (``postings``), or the values of columns (``cadres.rank``)."""
        changed = self
        for need in needs:
            table, _, column = need.partition(".")
            if column:
                changed = changed.changing(table, {}, **{column: None})  # type: ignore[arg-type]
            else:
                rest = {name: rows for name, rows in changed.tables.items() if name != table}
                changed = replace(changed, tables=rest)
        return changed

    def under(self, **settings: object) -> Self:
        """Change settings."""
        return replace(self, settings=self.settings.model_copy(update=settings))

    def at(self, on: datetime.date) -> Self:
        """Look at it on another day."""
        return replace(self, on=on)

    def roster(self) -> Roster:
        """Make the roster, each table a sheet of one workbook with its columns as the records name them."""
        names = list(self.tables)
        frames = {name: _frame(name, rows, names.index(name)) for name, rows in self.tables.items()}
        return roster_from_tables(frames, self.settings, on=self.on, sources=tuple(map(_source, names)))

    def _with(self, table: TableName, rows: tuple[Row, ...]) -> Self:
        return replace(self, tables={**self.tables, table: rows})


def _matches(row: Row, cells: Row) -> bool:
    return all(row.get(name) == value for name, value in cells.items())


def _frame(name: TableName, rows: tuple[Row, ...], source: int) -> pl.DataFrame:
    kinds = schema(name)
    columns = {column: kinds[column] for column in TABLES[name].columns}
    return pl.DataFrame(list(rows), schema=columns).with_columns(source=pl.lit(source))


def _source(name: TableName) -> Source:
    columns = TABLES[name].columns
    letters = {f"{name}.{field}": (chr(ord("A") + i), columns[field].chinese) for i, field in enumerate(columns)}
    return Source("花名册.xlsx", TABLES[name].chinese, letters)


def cadre(identity: str, unit: str | None = "U1", **cells: object) -> Row:
    """A cadre of rank 科员 in a unit."""
    return {"id": identity, "name": f"干部{identity}", "unit": unit, "rank": "科员", **cells}


def household(identity: str, village: str | None = "V1", **cells: object) -> Row:
    """A household of three in a village."""
    return {"id": identity, "head": f"户主{identity}", "village": village, "persons": 3, **cells}


def pairing(cadre: str, household: str, **cells: object) -> Row:
    """A pairing without dates."""
    return {"cadre": cadre, "household": household, **cells}


HEALTHY: Final = Records(
    {
        "units": ({"id": "U1", "name": "一处"}, {"id": "U2", "name": "二处"}),
        "villages": ({"id": "V1", "name": "东村"},),
        "cadres": (
            cadre("C1", rank="正处"),
            cadre("C2", "U2"),
            cadre("C3", "U2", rank="副处"),
            cadre("C4", "U2"),
            cadre("C9", state="退休"),
        ),
        "households": (
            household("H1", difficulty=2),
            household("H2"),
            household("H3"),
            household("H9", state="已迁出"),
        ),
        "twinnings": (
            {"unit": "U1", "village": "V1", "role": "lead"},
            {"unit": "U2", "village": "V1", "role": "responsible"},
        ),
        "postings": (
            {"cadre": "C1", "village": "V1", "role": "first_secretary"},
            {"cadre": "C2", "village": "V1", "role": "resident_officer"},
        ),
        "liaisons": ({"cadre": "C3", "village": "V1"},),
        "pairings": (
            pairing("C1", "H1", ordinal=1),
            pairing("C4", "H1", ordinal=2),
            pairing("C2", "H2"),
            pairing("C3", "H3"),
            pairing("C9", "H2", end_date=datetime.date(2015, 12, 31)),
            pairing("C2", "H9", void=True),
        ),
        "constraints": (
            {"cadre": "C1", "household": "H1", "kind": "pin"},
            {"cadre": "C2", "household": "H1", "kind": "exclusion"},
        ),
    },
    Settings(balance_tolerance=Decimal("0.3")),  # three households are not spread evenly over two units
)
"""On which every rule passes, and none is vacuous or skipped."""


@dataclass(frozen=True)
class Given:
    """A rule and some records it is run on."""

    code: str
    records: Records

    @property
    def report(self) -> Report:
        """Run this rule alone."""
        return check(self.records.roster(), only=[self.code])

    def finds(self, *subjects: str, severity: str | None = None) -> None:
        """Assert that there is one finding for each of ``subjects``: ``"cadre:C1 household:H1"``, in this order."""
        report = self.report
        assert [" ".join(finding.subjects) for finding in report.findings] == list(subjects)
        assert _outcome(report, self.code).status == "violated"
        assert severity is None or {finding.severity for finding in report.findings} == {Severity(severity)}

    def passes(self) -> None:
        """Assert that the rule had something to check and found nothing."""
        assert _status(self.report, self.code) == ("passed", 0)

    def is_vacuous(self) -> None:
        """Assert that there was nothing to check."""
        assert _status(self.report, self.code) == ("vacuous", 0)

    def is_skipped(self) -> None:
        """Assert that what the rule needs is not there, and that it says so."""
        report = self.report
        assert _status(report, self.code) == ("skipped", 0)
        assert _outcome(report, self.code).reason is not None


@dataclass(frozen=True)
class Verification:
    """A rule to be verified."""

    code: str

    def given(self, records: Records) -> Given:
        """Run the rule on records."""
        return Given(self.code, records)


def verify_that(code: str) -> Verification:
    """Begin a sentence about a rule."""
    return Verification(code)


def _outcome(report: Report, code: str) -> RuleOutcome:
    return next(outcome for outcome in report.rules if outcome.code == code)


def _status(report: Report, code: str) -> tuple[str, int]:
    return _outcome(report, code).status, len(report.findings)
