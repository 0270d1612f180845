"""A roster as a folder: one CSV for people, or one Parquet for machines, per table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from pairing.model.settings import settings_to_pairs
from pairing.model.table import TABLES
from pairing.writing.atomic import replacing_folder
from pairing.writing.wording import SETTINGS_HEADERS, settings_name, sheet_name, worded

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from pairing.text import Language

FORMULA: Final = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"
"""How a text begins that a spreadsheet may take for a formula, full-width signs included."""
FORMULA_STARTS: Final = rf"^({FORMULA}|')"
"""The same, and the apostrophe itself, so that reading can undo what is put before."""


def write_folder(
    roster: Roster,
    path: Path,
    *,
    language: Language = "zh",
    files: Literal["csv", "parquet"] = "csv",
) -> Path:
    """Write a file per table that the roster has, and its settings; an old folder of that name is replaced whole.

    CSV is UTF-8 with a byte-order mark, headed and labelled in ``language``. Parquet keeps field names and types, and
    the labels as they are stored.
    """
    with replacing_folder(path) as folder:
        if files == "parquet":
            _write_parquet(roster, folder)
        else:
            _write_csv(roster, folder, language)
    return path


def _write_parquet(roster: Roster, folder: Path) -> None:
    for name, table in TABLES.items():
        if name not in roster.absent:
            roster.tables[name].select(list(table.columns)).write_parquet(folder / f"{name}.parquet")
    _settings_frame(roster, ("key", "value")).write_parquet(folder / "settings.parquet")


def _write_csv(roster: Roster, folder: Path, language: Language) -> None:
    for name, table in TABLES.items():
        if name not in roster.absent:
            frame = worded(roster.tables[name], table, language)
            _to_csv(frame, folder / f"{sheet_name(name, language)}.csv")
    settings = _settings_frame(roster, SETTINGS_HEADERS[language])
    _to_csv(settings, folder / f"{settings_name(language)}.csv")


def _settings_frame(roster: Roster, headers: tuple[str, str]) -> pl.DataFrame:
    pairs = settings_to_pairs(roster.settings)
    return pl.DataFrame(pairs, schema=dict.fromkeys(headers, pl.String), orient="row")


def _to_csv(frame: pl.DataFrame, path: Path) -> None:
    as_text = pl.col(pl.String).str.replace(FORMULA_STARTS, "'${1}")
    frame.with_columns(as_text).write_csv(path, include_bom=True, line_terminator="\r\n")
