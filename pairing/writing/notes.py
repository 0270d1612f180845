"""The note on each header: whether the cell must be filled in, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.cell import (
    Amount,
    Choice,
    Count,
    Day,
    Flag,
    Identifier,
    Kind,
    Name,
    Phone,
    Rank,
    Reference,
    Term,
    Words,
)
from pairing.text import Language, Text, text
from pairing.writing.wording import choices, sheet_name

if TYPE_CHECKING:
    from pairing.model.table import Table


def column_note(table: Table, name: str, language: Language) -> str:
    """Say in a sentence or two how to fill in a column."""
    must = text("Must be filled in.") if name in table.required else text("May be left blank.")
    sentences = [must, *_default(table, name), _expected(table, name, language)]
    return " ".join(sentence.render(language) for sentence in sentences)


def _default(table: Table, name: str) -> list[Text]:
    default = table.record.model_fields[name].get_default()
    if name in table.required or default is None or isinstance(default, bool):
        return []
    return [text("Blank means {default}.", default=default)]


def _expected(table: Table, name: str, language: Language) -> Text:
    column = table.columns[name]
    labels = ", ".join(choices(column, language))
    return _of_kind(column.kind, labels, language)


def _of_kind(kind: Kind, labels: str, language: Language) -> Text:  # noqa: C901, PLR0911 - one line a kind
    match kind:
        case Identifier():
            return text("A code of your own; no two rows may share it.")
        case Reference(table):
            return text(
                "The code from the sheet {sheet}, or a name that only one row there has.",
                sheet=sheet_name(table, language),
            )
        case Count():
            return text("A whole number.")
        case Amount():
            return text("A number; decimals are allowed.")
        case Day(edge):
            return _of_day(edge)
        case Choice():
            return text("One of: {labels}.", labels=labels)
        case Term():
            return text("Usually one of: {labels}.", labels=labels)
        case Rank():
            return text("A rank such as 正处, 副科, 三级警长; not a post (处长) nor a police title (一级警督).")
        case Flag():
            return text("是 or 否 (yes or no).")
        case Phone():
            return text("A work phone.")
        case Name() | Words():
            return text("Text.")


def _of_day(edge: str) -> Text:
    if edge == "start":
        return text("A date such as 2016-03-01; a month or year alone means its first day.")
    return text("The last day that counts, such as 2016-12-31; a month or year alone means its last day.")
