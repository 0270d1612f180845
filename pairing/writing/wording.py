"""How a table's values are written: headers and labels in a language, flags as words, the rest as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.cell import Choice, Column, Flag, Rank, Term
from pairing.model.labels import LABELS, OPEN_LABELS, RANKS_OFFERED, label_text
from pairing.model.table import SETTINGS_SHEET, SHEETS, Table

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from pairing.text import Language

YES_NO: Final[dict[Language, tuple[str, str]]] = {"zh": ("是", "否"), "en": ("yes", "no")}
SETTINGS_HEADERS: Final[dict[Language, tuple[str, str]]] = {"zh": ("键", "值"), "en": ("key", "value")}


def sheet_name(name: TableName, language: Language) -> str:
    """Name a table's sheet or file."""
    return SHEETS[name] if language == "zh" else name


def settings_name(language: Language) -> str:
    """Name the sheet or file of the settings."""
    return SETTINGS_SHEET if language == "zh" else "settings"


def header(name: str, column: Column, language: Language) -> str:
    """Head a column: its Chinese name, or its field's."""
    return column.chinese if language == "zh" else name


def choices(column: Column, language: Language) -> tuple[str, ...]:
    """Give the labels a drop-down offers: all of a closed set, the known ones of an open vocabulary."""
    match column.kind:
        case Choice(labels):
            return tuple(label_text(label, language) for label in LABELS[labels])
        case Term(vocabulary):
            return tuple(_term_text(vocabulary, term, language) for term in OPEN_LABELS[vocabulary])
        case Flag():
            return YES_NO[language]
        case Rank():
            return RANKS_OFFERED
        case _:
            return ()


def worded(frame: pl.DataFrame, table: Table, language: Language) -> pl.DataFrame:
    """Give a table's record fields, headed and labelled in a language; numbers and dates stay typed."""
    return frame.select(
        _worded(pl.col(name), column, language).alias(header(name, column, language))
        for name, column in table.columns.items()
    )


def _worded(values: pl.Expr, column: Column, language: Language) -> pl.Expr:
    match column.kind:
        case Choice(labels):
            return values.replace({label.value: label_text(label, language) for label in labels})
        case Term(vocabulary) if language == "en":
            return values.replace({term: _term_text(vocabulary, term, language) for term in OPEN_LABELS[vocabulary]})
        case Flag():
            yes, no = YES_NO[language]
            return pl.when(values).then(pl.lit(yes)).otherwise(pl.lit(no))
        case _:
            return values


def _term_text(vocabulary: str, term: str, language: Language) -> str:
    return term if language == "zh" else OPEN_LABELS[vocabulary][term][0]
