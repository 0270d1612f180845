"""What the code needs to know of each table, derived from its record: names, columns, which of them are required."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Final, get_args

from pydantic.fields import FieldInfo

from pairing.model.cell import Column, Reference, TableName
from pairing.model.records import RECORDS, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

SHEETS: Final[dict[TableName, str]] = {
    "units": "单位",
    "villages": "村",
    "cadres": "干部",
    "households": "贫困户",
    "twinnings": "单位结对",
    "postings": "驻村",
    "liaisons": "联点",
    "pairings": "结对",
    "constraints": "限制",
}
"""The Chinese name of each table, which is the name of its sheet or file."""

SETTINGS_SHEET: Final = "设置"
NODE_TABLES: Final[tuple[TableName, ...]] = ("units", "villages", "cadres", "households")
EDGE_TABLES: Final[tuple[TableName, ...]] = (
    "twinnings",
    "postings",
    "liaisons",
    "pairings",
    "constraints",
)
REQUIRED_TABLES: Final[frozenset[TableName]] = frozenset({*NODE_TABLES, "pairings"})
"""A workbook without one of these is reported (D101); without another, the rules that need it are skipped."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What pydantic checks of a field, for those who check whole columns; None is no bound."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    max_length: int | None = None
    decimal_places: int | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """One table, as its record defines it."""

    name: TableName
    record: type[Row]

    @property
    def chinese(self) -> str:
        """The Chinese name: that of its sheet."""
        return SHEETS[self.name]

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Each field's column, in the order of the record."""
        return {name: _column(info) for name, info in self.record.model_fields.items()}

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that may not be blank."""
        return frozenset(n for n, info in self.record.model_fields.items() if info.is_required())

    @cached_property
    def bounds(self) -> dict[str, Bounds]:
        """Each field's bounds, dug out of its declaration, also from inside ``X | None``."""
        return {name: _bounds(info) for name, info in self.record.model_fields.items()}

    @cached_property
    def defaults(self) -> dict[str, object]:
        """What a blank cell means, for each field that may be blank."""
        every = self.record.model_fields.items()
        return {name: info.get_default() for name, info in every if not info.is_required()}

    @property
    def key(self) -> tuple[str, ...]:
        """The fields without which a row is set aside."""
        return self.record.key

    @cached_property
    def references(self) -> dict[str, TableName]:
        """The fields that name a row of another table, and which."""
        return {name: column.kind.table for name, column in self.columns.items() if isinstance(column.kind, Reference)}


def _column(info: FieldInfo) -> Column:
    return next(mark for mark in info.metadata if isinstance(mark, Column))


def _bounds(info: FieldInfo) -> Bounds:
    marks = [*info.metadata, *_nested_marks(info.annotation)]
    return Bounds(
        **{
            bound.name: value
            for bound in fields(Bounds)
            for mark in marks
            if (value := getattr(mark, bound.name, None)) is not None
        }
    )


def _nested_marks(annotation: object) -> Iterator[object]:
    """Give the constraints on the members of a union: ``Code | None`` is ``Annotated[str, Field(...)] | None``."""
    for part in get_args(annotation):
        if isinstance(part, FieldInfo):
            yield from part.metadata
        else:
            yield part
            yield from _nested_marks(part)


TABLES: Final[dict[TableName, Table]] = {name: Table(name, record) for name, record in RECORDS.items()}
