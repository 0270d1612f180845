"""The colours of marks, which also say what a cell looked like before.

Another program that saves the workbook numbers its styles anew and forgets what it does not know; colours it keeps. So
a mark is known by its colour, and the last bits of the colour say which fill it stands in the place of: fill n of those
that the sheet of findings keeps in hidden columns, 0 for none. Nobody can see these bits.
"""

from __future__ import annotations

import re
from typing import Final

from pairing.model.finding import Severity

LIGHT: Final = {Severity.ERROR: 0xF4A9A8, Severity.WARNING: 0xF8D880, Severity.INFO: 0xB0D8F0}
"""Under dark text: its lightness tells errors from the others on a black and white page too."""
DARK: Final = {Severity.ERROR: 0xA82020, Severity.WARNING: 0x906008, Severity.INFO: 0x205890}
"""Under light text, as headers have it."""
MOST: Final = 8**3 - 1
"""How many fills can be told apart: three bits of each of red, green and blue."""
_RGB: Final = re.compile("(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_BITS: Final = 0x070707
_MARKS: Final = frozenset(base & ~_BITS for bases in (LIGHT, DARK) for base in bases.values())
_BRIGHT: Final = 160
"""From this lightness on, of 255, text is light."""


def mark_colour(severity: Severity, former: int, *, under_light_text: bool) -> str:
    """Give the colour of a mark that stands in the place of fill number ``former``; as ``FFF4A9A8``."""
    bits = (former & 7) << 16 | (former >> 3 & 7) << 8 | former >> 6 & 7
    base = (DARK if under_light_text else LIGHT)[severity]
    return f"FF{(base & ~_BITS) | bits:06X}"


def former_of(colour: str) -> int | None:
    """Give the number of the fill in whose place a mark of this colour stands; None for what is no mark."""
    found = _RGB.fullmatch(colour)
    value = int(found[1], 16) if found else 0
    if value & ~_BITS not in _MARKS:
        return None
    return value >> 16 & 7 | (value >> 8 & 7) << 3 | (value & 7) << 6


def is_light(rgb: str) -> bool:
    """Tell whether a colour, as ``FFFFFFFF``, is light."""
    found = _RGB.fullmatch(rgb)
    if found is None:
        return False
    red, green, blue = (int(found[1][i : i + 2], 16) for i in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) / 1000 >= _BRIGHT
