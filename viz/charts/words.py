"""Words on a chart, in the page's two languages: how they are written, and the room they take."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from pairing.model.sentences import figure
from pairing.text import Text, text
from viz.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Say = Callable[[Text], Words]
"""Says a Text in both languages; ``Atlas.say`` is one."""

_WIDE: Final = frozenset("WFA")
_NARROW_EM: Final = 0.6
"""A digit is narrower in every font of the style sheet, a capital letter hardly wider."""


def both(words: Words) -> tuple[str, str]:
    """Give what is read in the page's language, and in the other one."""
    return (words, words) if isinstance(words, str) else words


def lines(*parts: Words) -> Words:
    """Put words below each other."""
    here, there = ("\n".join(said) for said in zip(*map(both, parts), strict=True))
    return here if here == there else (here, there)


def written(element: Element, words: Words) -> Element:
    """Write words into an element, so that the page's script finds the other language beside them."""
    here, there = both(words)
    element.text = here
    if there != here:
        element.set("data-other", there)
    return element


def attributed(element: Element, name: str, words: Words) -> Element:
    """Write words into an attribute; the other language stands in ``data-other-NAME``."""
    here, there = both(words)
    element.set(name, here)
    if there != here:
        element.set(f"data-other-{name}", there)
    return element


def counted(kind: Text, number: int | Fraction) -> Text:
    """Say how much there is of something."""
    return text("{kind}: {number}", kind=kind, number=figure(Fraction(number)))


def beside_table(sentence: Text) -> Text:
    """Add to what a chart says that a table says it too: for who cannot see it, the better way."""
    return text("{sentence} The table below says the same as this picture.", sentence=sentence)


def width(words: Words, size: int) -> int:
    """Give the pixels that words take at most, in either language.

    Nothing is measured with a font: the reader has others than the one who writes the page, and a page is to be the
    same whoever writes it. A Chinese character is as wide as it is high.
    """
    return max(math.ceil(size * sum(map(_ems, said))) for said in both(words))


def _ems(character: str) -> float:
    return 1 if east_asian_width(character) in _WIDE else _NARROW_EM


def shortened(words: Words, room: int, size: int) -> Words:
    """Cut words that take more than ``room`` pixels; an ellipsis stands for the rest."""
    here, there = (_cut(said, room, size) for said in both(words))
    return here if here == there else (here, there)


def _cut(said: str, room: int, size: int) -> str:
    if width(said, size) <= room:
        return said
    kept = next(count for count in range(len(said) - 1, -1, -1) if not count or width(f"{said[:count]}…", size) <= room)
    return f"{said[:kept]}…"
