"""How the columns of an input were understood, as a table a planner can check at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text as Line

from pairing.model.table import SHEETS, TABLES
from pairing.text import Language, Text, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pairing.reading.reading import ColumnRead

REASONS: Final = {
    "name": text("by its name"),
    "synonym": text("by another name of it"),
    "setting": text("by the settings (表头)"),
    "unknown": text("not read: unknown; headers.<this header> in the settings can say what it is"),
    "sensitive": text("dropped: identity or bank numbers are never kept"),
    "duplicate": text("not read: another column has the same header"),
    "ignored": text("not needed"),
}
"""How a column was known, or why it was not read."""


def columns_table(columns: Sequence[ColumnRead], language: Language) -> RenderableType:
    """Draw a table per file and sheet: letters, header, what it was read as, and how that was known.

    Sheets of a file with the same columns share one table.
    """
    parts: list[RenderableType] = []
    for file, sheets, some in _alike(columns):
        parts.append(Line(" › ".join(part for part in (file, "、".join(sheets)) if part), style="bold"))
        parts.append(_table(some, language))
    return Stack(*parts)


def _alike(columns: Sequence[ColumnRead]) -> list[tuple[str, list[str], tuple[ColumnRead, ...]]]:
    """Give each set of columns once, with its file and the sheets that have it."""
    found: dict[tuple[object, ...], tuple[str, list[str], tuple[ColumnRead, ...]]] = {}
    for (file, sheet), each in groupby(columns, key=lambda column: (column.file, column.sheet)):
        some = tuple(each)
        content = (file, *((column.letters, column.header, column.field, column.why) for column in some))
        found.setdefault(content, (file, [], some))[1].extend([sheet] if sheet else [])
    return list(found.values())


def field_text(field: str, language: Language) -> str:
    """Name a field as planners know it: ``households.head`` is 贫困户·户主."""
    table, _, name = field.partition(".")
    for known in TABLES.values():
        if known.name == table and name in known.columns:
            if language == "zh":
                return f"{SHEETS[known.name]}·{known.columns[name].chinese}"
            return f"{table}.{name}"
    return field


def needed_text(need: str, language: Language) -> str:
    """Name a table or a column of it as planners know it: ``postings`` is 驻村."""
    if "." in need:
        return field_text(need, language)
    chinese = next((SHEETS[name] for name in SHEETS if name == need), need)
    return chinese if language == "zh" else need


def unread(columns: Sequence[ColumnRead]) -> tuple[ColumnRead, ...]:
    """Give the columns nobody knew."""
    return tuple(column for column in columns if column.why in {"unknown", "duplicate"})


def _table(columns: Sequence[ColumnRead], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in (text("column"), text("header"), text("read as"), text("how it was known")):
        table.add_column(title.render(language), overflow="fold")
    for column in columns:
        style = "" if column.field else "yellow"
        table.add_row(*_cells(column, language), style=style)
    return table


def _cells(column: ColumnRead, language: Language) -> tuple[Line, ...]:
    read_as = field_text(column.field, language) if column.field else "–"
    why: Text = REASONS[column.why]
    words = (column.letters, column.header, read_as, why.render(language))
    return tuple(Line(word) for word in words)
