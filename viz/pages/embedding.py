"""The one way data gets into a page: as JSON that no HTML parser and no script parser can take for anything else."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic_core import to_json

_ESCAPES: Final = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def embedded(value: object) -> Markup:
    """Write a value as JSON for a ``<script>``, inline or in a file: ``<``, ``>``, ``&``, U+2028, U+2029 escaped."""
    written = to_json(value, inf_nan_mode="null").decode()  # twice as fast as the standard library's
    for character, escape in _ESCAPES:  # five passes of replace are ten times as fast as one of translate
        written = written.replace(character, escape)
    return Markup(written)  # noqa: S704 - escaped just here


def part_script(name: str, value: object) -> str:
    """Write a part of the site: a classic script that hands a value to the page that has loaded it."""
    return f"pairing.part({embedded(name)},{embedded(value)});\n"
