"""Words that lists and pages share: dates, open labels, the order of helpers, where a finding is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.model.labels import OPEN_LABELS
from pairing.text import Text, text

if TYPE_CHECKING:
    import datetime

    from pairing.model.finding import Finding
    from pairing.text import Language

ORDINALS: Final = (
    text("First"),
    text("Second"),
    text("Third"),
    text("Fourth"),
    text("Fifth"),
    text("Sixth"),
    text("Seventh"),
    text("Eighth"),
    text("Ninth"),
)


def ordinal_text(ordinal: int) -> Text:
    """Say which helper of a household somebody is, as in 第一责任人."""
    return ORDINALS[ordinal - 1] if ordinal <= len(ORDINALS) else text("No. {number}", number=ordinal)


def term_text(vocabulary: str, term: str, language: Language) -> str:
    """Write an open label in a language; one we do not know stays as the planner wrote it."""
    known = OPEN_LABELS[vocabulary].get(term)
    return known[0] if known and language == "en" else term


def day_text(day: datetime.date, language: Language) -> str:
    """Write a date as the office does in running text: 2016年12月31日, or 31 December 2016."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def place_text(finding: Finding) -> str:
    """Say where the cell of a finding is, as the spreadsheet counts: 干部!C14; empty when it is about no cell."""
    return str(finding.place) if finding.place else ""
