"""Text broken into lines as Chinese is: between any two characters, but not before what closes a phrase.

rich breaks at spaces only, so that a Chinese sentence with a few numbers in it becomes lines of very unequal length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, chop_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING: Final = "，。；：、！？）》」』”’…"
_OPENING: Final = "（《「『“‘"
_PIECE: Final = re.compile(
    rf"[{_OPENING}]*(?:[\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*\s*"
)
"""A Chinese character, or a word or number of others, with what opens before and closes after it."""


def folded(words: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` cells; a word that is longer than a line is cut."""
    lines = [""]
    for piece in _pieces(words, width):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [*lines[:-1], lines[-1].rstrip()]


def _pieces(words: str, width: int) -> Iterator[str]:
    for found in _PIECE.finditer(words):
        if cell_len(found[0].rstrip()) <= width:
            yield found[0]
        else:
            yield from chop_cells(found[0], width)
