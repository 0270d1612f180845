"""What a sheet or a CSV must not do with a text, and how wide a text is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pairing.writing.folder import FORMULA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMULA_START: Final = rf"^(?:{FORMULA})"
"""The beginning of a text that a spreadsheet might take for a formula."""
MOST_CHARACTERS: Final = 32_767
"""The longest text a cell holds (Excel's limit)."""
SHEET_NAME_LENGTH: Final = 31
_FORMULA: Final = re.compile(FORMULA_START)
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def looks_like_formula(words: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula when it is opened or edited."""
    return _FORMULA.search(words) is not None


def fitting(words: str) -> str:
    """Cut a text to what a cell holds, so that it is never dropped whole."""
    return words if len(words) <= MOST_CHARACTERS else words[: MOST_CHARACTERS - 1] + "…"


@lru_cache(maxsize=1 << 16)  # the same names stand in row after row
def display_width(words: str) -> int:
    """Count the columns a text takes on screen: a Chinese character takes two."""
    return (
        len(words)
        if words.isascii()
        else sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words)
    )


def lines_needed(words: str, width: float) -> int:
    """Count the lines a text wraps to in a column of a width, so that its row can be made high enough."""
    if "\n" not in words:
        return max(1, -(-display_width(words) // int(width - 1)))
    return sum(max(1, -(-display_width(line) // int(width - 1))) for line in words.split("\n"))


def sheet_names(wanted: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """Make names that Excel accepts for sheets, in order, each once whatever its case; ``taken`` are used already."""
    used = {name.casefold() for name in taken} | {"history"}
    names = []
    for name in wanted:
        safe = _free_name(_FORBIDDEN.sub("·", name).strip("'").strip() or "—", used)
        used.add(safe.casefold())
        names.append(safe)
    return names


def _free_name(name: str, used: set[str]) -> str:
    candidate, number = _cut(name, SHEET_NAME_LENGTH), 1
    while candidate.casefold() in used:
        number += 1
        ending = f"({number})"
        candidate = _cut(name, SHEET_NAME_LENGTH - len(ending)) + ending
    return candidate


def _cut(name: str, length: int) -> str:
    """Cut to a number of UTF-16 units, which is what Excel counts, without an apostrophe at the end."""
    units = name.encode("utf-16-le")[: 2 * length]
    return units.decode("utf-16-le", errors="ignore").rstrip("'")
