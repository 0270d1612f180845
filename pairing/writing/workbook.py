"""A roster as a workbook: a sheet per table with drop-downs and notes, for planners to go on working in."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import TYPE_CHECKING

import xlsxwriter

from pairing.errors import OutputError
from pairing.model.settings import setting_rows, settings_to_pairs
from pairing.model.table import TABLES
from pairing.text import text
from pairing.writing.atomic import replacing
from pairing.writing.sheets import SHEET_ROWS, TableSheet, styles_of, write_words
from pairing.writing.wording import SETTINGS_HEADERS, settings_name, sheet_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from pairing.model.cell import TableName
    from pairing.model.settings import Settings
    from pairing.roster import Roster
    from pairing.text import Language

    Words = Sequence[Sequence[str]]

PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
}
"""Text in a cell is itself, in the office's font. xlsxwriter adds to what it is given, so each book gets its own."""


def write_workbook(
    roster: Roster,
    path: Path,
    *,
    language: Language = "zh",
    extra_sheets: Mapping[str, Words] | None = None,
) -> Path:
    """Write a sheet per table that the roster has, its settings, and in front ``extra_sheets`` of plain text by name.

    Raises OutputError when a table has more rows than a sheet can hold: a folder has no such limit.
    """
    tables = {name: roster.tables[name] for name in TABLES if name not in roster.absent}
    for name, frame in tables.items():
        _check_fits(path, sheet_name(name, language), frame.height)
    settings = _settings_words(roster.settings, language)
    _write(path, tables, settings, language, roster.on, extra_sheets or {})
    return path


def write_empty_workbook(path: Path, examples: Roster, language: Language) -> Path:
    """Write every table with the example rows, and every setting with its default and meaning."""
    _write(path, examples.tables, _all_settings_words(language), language, examples.on, {})
    return path


def _check_fits(path: Path, sheet: str, rows: int) -> None:
    if rows > SHEET_ROWS:
        raise OutputError(
            text(
                "{path}: the table {table} has {rows} rows, a sheet holds {most}. "
                "Write a folder instead: --to a name without .xlsx.",
                path=path,
                table=sheet,
                rows=rows,
                most=SHEET_ROWS,
            )
        )


def _write(  # noqa: PLR0913, PLR0917 - the parts of a workbook
    path: Path,
    tables: Mapping[TableName, pl.DataFrame],
    settings: Words,
    language: Language,
    on: dt.date,
    extra_sheets: Mapping[str, Words],
) -> None:
    with replacing(path) as draft, xlsxwriter.Workbook(draft, deepcopy(PLAIN)) as book:
        # The day of the roster, not of the clock: the same roster makes the same bytes.
        book.set_properties({"created": dt.datetime.combine(on, dt.time(), dt.UTC)})
        styles = styles_of(book)
        for title, rows in extra_sheets.items():
            write_words(book.add_worksheet(title), rows, styles)
        for name, frame in tables.items():
            sheet = book.add_worksheet(sheet_name(name, language))
            TableSheet(sheet, TABLES[name], language, styles).write(frame)
        write_words(book.add_worksheet(settings_name(language)), settings, styles)


def _settings_words(settings: Settings, language: Language) -> Words:
    meanings = {row.key: row.meaning.render(language) for row in setting_rows(language)}
    rows = [(key, value, meanings.get(key, "")) for key, value in settings_to_pairs(settings, language)]
    return [(*SETTINGS_HEADERS[language], text("meaning").render(language)), *rows]


def _all_settings_words(language: Language) -> Words:
    titles = (text("default").render(language), text("meaning").render(language))
    rows = [(row.key, "", row.default, row.meaning.render(language)) for row in setting_rows(language)]
    return [(*SETTINGS_HEADERS[language], *titles), *rows]
