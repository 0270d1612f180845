"""What a cell of each kind may hold, and how the text in it is read.

A kind is declared once, beside the field it belongs to, and read in two ways: here one cell at a time, for pydantic;
and over whole columns in ``pairing.reading.columns``, by polars expressions derived from the same declaration. A
property test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic_core import core_schema

from pairing.model import spelling

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from enum import StrEnum

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

if TYPE_CHECKING:
    from enum import StrEnum


TableName = Literal[
    "units",
    "villages",
    "cadres",
    "households",
    "twinnings",
    "postings",
    "liaisons",
    "pairings",
    "constraints",
]


@dataclass(frozen=True, slots=True)
class Identifier:
    """The planner's own code of a node: any text, kept to the letter but for space around it."""

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.seen(cell)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person, unit or place: spaces inside Chinese names are dropped (张 三)."""

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.name(cell)


@dataclass(frozen=True, slots=True)
class Words:
    """Free text."""

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.words(cell)


@dataclass(frozen=True, slots=True)
class Phone:
    """A work phone: digits kept as text."""

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.phone(cell)


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of another table, by its code or by a name that only one row has."""

    table: TableName

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.seen(cell)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number; full-width digits and a counter behind it (5人) are read. Bounds are pydantic's."""

    def read(self, cell: str) -> int:
        """Read one cell."""
        return spelling.count(cell)


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal number, read exactly. Bounds and decimal places are pydantic's."""

    def read(self, cell: str) -> Decimal:
        """Read one cell."""
        return spelling.amount(cell)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in any of the office's spellings; a month or year alone is its first day as a start, last as an end."""

    edge: Literal["start", "end"]

    def read(self, cell: str) -> date:
        """Read one cell."""
        return spelling.day(cell, self.edge)


@dataclass(frozen=True, slots=True)
class Choice:
    """One label of a closed set (``pairing.model.labels.LABELS``)."""

    labels: type[StrEnum]

    def read(self, cell: str) -> StrEnum:
        """Read one cell."""
        return spelling.choice(cell, self.labels)


@dataclass(frozen=True, slots=True)
class Term:
    """A label of an open vocabulary (``OPEN_LABELS``); an unknown one is reported and kept."""

    vocabulary: Literal["cadre_state", "household_state", "category", "cause"]

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.term(cell, self.vocabulary)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank label; which level and quota it has is for the settings to say."""

    def read(self, cell: str) -> str:
        """Read one cell."""
        return spelling.rank(cell)


@dataclass(frozen=True, slots=True)
class Flag:
    """是 or 否; a blank means no."""

    def read(self, cell: str) -> bool:
        """Read one cell."""
        return spelling.flag(cell)


Kind = Identifier | Name | Words | Phone | Reference | Count | Amount | Day | Choice | Term | Rank | Flag


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its headers in both languages, other headers it is known by, and its kind."""

    chinese: str
    kind: Kind
    synonyms: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Have the record read text as this column's kind, before its own type and bounds are checked."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def read(self, cell: object) -> object:
        """Read the text of one cell; a value that is not text is passed on as it is.

        Raises an error of pydantic's whose type is the code of the finding: D104 for what is not of the kind, D117 for
        an error value or more text than such a cell can have.
        """
        return self.kind.read(spelling.readable(cell)) if isinstance(cell, str) else cell
