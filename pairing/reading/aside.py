"""Sheets of ours beside the rows of a ledger: the settings, and the findings of one that was annotated."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

from pairing.reading.settings import is_settings_name
from pairing.text import LANGUAGES, Language, text

if TYPE_CHECKING:
    from collections.abc import Iterator

FINDINGS: Final = text("Findings")
_NUMBER: Final = re.compile(r" \d+\Z")


def findings_names(language: Language) -> Iterator[str]:
    """Give the names that the sheet of findings may have: its own, then numbered ones where that is taken."""
    name = FINDINGS.render(language)
    yield name
    yield from (f"{name} {number}" for number in count(2))


def is_aside(name: str) -> bool:
    """Tell whether a sheet beside the rows of a ledger is ours: the settings, or the findings."""
    unnumbered = _NUMBER.sub("", name)
    return is_settings_name(name) or any(unnumbered == FINDINGS.render(language) for language in LANGUAGES)
