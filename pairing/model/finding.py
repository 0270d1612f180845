"""A finding: bad data or a broken rule, said so that a planner can find the cell and mend it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    InstanceOf,
    PlainSerializer,
    SerializationInfo,
    WithJsonSchema,
)

from pairing.model.cell import TableName
from pairing.text import Language, Text, text


class Severity(StrEnum):
    """How much a finding weighs: an error fails a check, a warning wants a look, an info is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        """Give 0 for the worst, so that sorting by it shows the worst first."""
        return _WEIGHTS[self]


_WEIGHTS: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
SEVERITIES: Final = {
    Severity.ERROR: text("Error"),
    Severity.WARNING: text("Warning"),
    Severity.INFO: text("Note"),
}
"""What a planner reads of them."""


def _in_language(value: Text, info: SerializationInfo[Any]) -> str:
    context = cast("dict[str, Language] | None", info.context)
    return value.render((context or {}).get("language", "zh"))


Said = Annotated[InstanceOf[Text], PlainSerializer(_in_language), WithJsonSchema({"type": "string"})]
"""A Text in a model: JSON holds it in the language of the serialisation context, Chinese unless one is named."""


class Place(BaseModel):
    """Where a cell is, counted as the planner's spreadsheet counts."""

    model_config = ConfigDict(frozen=True)

    file: str
    """The file's name, without its folder."""
    sheet: str | None = None
    row: int | None = None
    """1 is the first row of the sheet or file."""
    column: str | None = None
    """The column's letters: A is the first."""
    header: str | None = None
    """The column's header as it is written there."""

    def __str__(self) -> str:
        cell = f"{self.column or ''}{self.row or ''}"
        return "!".join(part for part in (self.sheet or self.file, cell) if part)


class Finding(BaseModel):
    """One thing to mend, with where it is, what was found, and what to do (DESIGN §5)."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    title: Said
    message: Said
    hint: Said
    table: TableName | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    """The column's letters in the sheet or file."""
    header: str | None = None
    value: str | None = None
    subjects: tuple[str, ...] = ()
    """Whom it is about: ``cadre:ID``, ``household:ID``, ``village:ID``, ``unit:ID``."""

    @property
    def rank(self) -> tuple[int, str]:
        """Give what sorts the worst first, then by code; those of one code stay as they are."""
        return self.severity.weight, self.code

    @property
    def place(self) -> Place | None:
        """Where to look, if the finding is about a cell or row."""
        if self.file is None:
            return None
        return Place(file=self.file, sheet=self.sheet, row=self.row, column=self.column, header=self.header)
