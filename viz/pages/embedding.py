"""The one way data gets into a page: as JSON that no HTML parser and no script parser can take for anything else."""

from __future__ import annotations

import json
from typing import Final

from markupsafe import Markup

_ESCAPES: Final = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def embedded(value: object) -> Markup:
    """Write a value as JSON for a ``<script>``, inline or in a file: ``<``, ``>``, ``&``, U+2028, U+2029 escaped."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPES:  # five passes of replace are ten times as fast as one of translate
        written = written.replace(character, escape)
    return Markup(written)  # noqa: S704 - escaped just here


def part(name: str, value: object) -> tuple[str, str]:
    """Give a part of the site by its name: a classic script that hands a value to the page that has loaded it."""
    return name, f"pairing.part({embedded(name)},{embedded(value)});\n"
