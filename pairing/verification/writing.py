"""Comparing what is written with what must be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.text import LANGUAGES

if TYPE_CHECKING:
    from pairing.text import Text


def same_text(claimed: Text | None, found: Text | None) -> bool:
    """Tell whether a text is another in one of the languages; what was read from a file is in one only."""
    if claimed is None or found is None:
        return claimed is found
    known = {found.render(language) for language in LANGUAGES}
    return all(claimed.render(language) in known for language in LANGUAGES)
