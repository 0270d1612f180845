"""Totals as an office declares them: 27, 700+, 700余, ≥700, 约700 (DESIGN §5, R401 to R405)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pairing.text import Text, text


class Comparison(StrEnum):
    """How a declared number is meant."""

    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ABOUT = "about"


_BEFORE: Final = {
    "": Comparison.EXACTLY,
    ">": Comparison.MORE_THAN,
    "超过": Comparison.MORE_THAN,
    "多于": Comparison.MORE_THAN,
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
    "不少于": Comparison.AT_LEAST,
    "至少": Comparison.AT_LEAST,
    "约": Comparison.ABOUT,
    "大约": Comparison.ABOUT,
}
_AFTER: Final = {
    "": Comparison.EXACTLY,
    "+": Comparison.MORE_THAN,
    "余": Comparison.MORE_THAN,
    "多": Comparison.MORE_THAN,
    "以上": Comparison.AT_LEAST,
    "左右": Comparison.ABOUT,
}


_COUNTER: Final = "[个家村户人名口]?"
"""What may be counted, before the suffix or after it: 700人以上, 700余人."""


def _either(words: dict[str, Comparison]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FORM: Final = re.compile(
    rf"(?P<before>{_either(_BEFORE)})"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})"
    rf"{_COUNTER}(?P<after>{_either(_AFTER)}){_COUNTER}"
)
_SPACE: Final = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
"""Space that means nothing; between two digits it may part two numbers."""
_TOLERANCE: Final = 20
"""约 allows one part in this many: 5 %."""


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """A number and how it is meant; ``written`` is what the planner wrote."""

    written: str
    number: int
    comparison: Comparison

    def agrees_with(self, counted: int) -> bool:
        """Tell whether what was counted is what was declared; 约 allows 5 % either way, the ends included."""
        match self.comparison:
            case Comparison.EXACTLY:
                return counted == self.number
            case Comparison.MORE_THAN:
                return counted > self.number
            case Comparison.AT_LEAST:
                return counted >= self.number
            case Comparison.ABOUT:
                return abs(counted - self.number) * _TOLERANCE <= self.number

    def sentence(self) -> Text:
        """Say in words what was declared."""
        match self.comparison:
            case Comparison.EXACTLY:
                return text("exactly {number}", number=self.number)
            case Comparison.MORE_THAN:
                return text("more than {number}", number=self.number)
            case Comparison.AT_LEAST:
                return text("at least {number}", number=self.number)
            case Comparison.ABOUT:
                return text("{number}, give or take 5 %", number=self.number)


def declared_total(written: str) -> DeclaredTotal:
    """Read a declared total; full-width digits, thousands separators and a counter (户, 人, …) are allowed.

    ``27`` is equality; ``700+``, ``700余``, ``700多``, ``>700`` mean strictly more; ``≥700``, ``不少于700`` include it;
    ``约700`` is ±5 %. Raises ValueError for anything else, and for a text that says two things (``约700+``).
    """
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", written))
    form = _FORM.fullmatch(plain)
    if form is None:
        message = f"not a declared total: {written!r}"
        raise ValueError(message)
    before, after = _BEFORE[form["before"]], _AFTER[form["after"]]
    if form["before"] and form["after"]:
        message = f"a declared total that says two things: {written!r}"
        raise ValueError(message)
    comparison = before if form["before"] else after
    return DeclaredTotal(written.strip(), int(form["number"].replace(",", "")), comparison)
