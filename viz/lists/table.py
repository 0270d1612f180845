"""All pairings as one table: CSV as Excel and WPS expect it and safe from what they make of a text, or Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.text import text
from viz.lists.cells import FORMULA_START
from viz.lists.lines import all_lines
from viz.wording import term_text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.text import Language, Text
    from viz.audience import Sight

_COLUMNS: Final[tuple[tuple[str, str | None, Text], ...]] = (
    ("prefecture", "villages.prefecture", text("Prefecture")),
    ("county", "villages.county", text("County")),
    ("township", "villages.township", text("Township")),
    ("village_id", "villages.id", text("Village id")),
    ("village", None, text("Village")),
    ("household_id", "households.id", text("Household id")),
    ("head", None, text("Household head")),
    ("persons", None, text("Persons")),
    ("category", "households.category", text("Category")),
    ("cause", "households.cause", text("Main cause")),
    ("ordinal", None, text("Order")),
    ("cadre_id", "cadres.id", text("Cadre id")),
    ("cadre", None, text("Helper")),
    ("unit_id", "units.id", text("Unit id")),
    ("unit", None, text("Unit")),
    ("rank", "cadres.rank", text("Rank")),
    ("phone", "cadres.phone", text("Phone")),
    ("start_date", None, text("Since")),
    ("end_date", None, text("Until")),
)
"""Each column of the frame, the field an audience must see, and its header."""


CODES: Final = frozenset({"village_id", "household_id", "cadre_id", "unit_id", "phone"})
"""What is a code though it may consist of digits."""
_ALTERED: Final = r"^0\d+$|^\d{12,}$|^\d+(\.\d*)?[eE][+-]?\d+$|^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$"
"""Codes that a spreadsheet would read as another number or as a date: 007, 18 digits, 1E5, 1-2."""


def write_csv(sight: Sight, path: Path, language: Language) -> None:
    """Write every pairing that counts and every household without one, a row each, headed in ``language``.

    UTF-8 with a byte order mark. A text that a spreadsheet might take for a formula gets an apostrophe before it, and
    so does a code that it would alter.
    """
    frame = _worded(all_lines(sight.roster), language)
    safe = frame.select(_safe(frame, name).alias(header.render(language)) for name, header in _shown(sight))
    safe.write_csv(path, include_bom=True, line_terminator="\r\n")


def write_parquet(sight: Sight, path: Path) -> None:
    """Write the same rows for machines: typed, under the names of fields, with labels as they are stored."""
    all_lines(sight.roster).select(name for name, _ in _shown(sight)).write_parquet(path)


def _shown(sight: Sight) -> list[tuple[str, Text]]:
    return [(name, header) for name, needs, header in _COLUMNS if needs is None or sight.shows(needs)]


def _worded(frame: pl.DataFrame, language: Language) -> pl.DataFrame:
    words = {
        name: {term: term_text(name, term, language) for term in frame[name].drop_nulls().unique()}
        for name in ("category", "cause")
    }
    return frame.with_columns(pl.col(name).replace(known) for name, known in words.items() if known)


def _safe(frame: pl.DataFrame, name: str) -> pl.Expr:
    column = pl.col(name)
    if frame.schema[name] != pl.String:
        return column
    risky = f"{FORMULA_START}|{_ALTERED}" if name in CODES else FORMULA_START
    return pl.when(column.str.contains(risky)).then(pl.lit("'") + column).otherwise(column)
