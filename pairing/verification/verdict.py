"""What verification comes to: how many claims were checked, and which of them do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.verification.arrays import Flags

MOST: Final = 40
"""So many faults are told; of more, only how many."""
EACH: Final = 5
"""So many faults of one kind of claim are told."""
WIDE: Final = 60
"""Characters of a claimed value that are shown."""
LONG: Final = 256
"""Bits of a number that is still written out."""
DIGITS_PER_BIT: Final = 0.30103


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a balance or a plan."""

    faults: tuple[Text, ...]
    """Claims that do not hold, a sentence each; of very many, some."""
    claims: int
    """How many claims were checked."""

    @property
    def holds(self) -> bool:
        """Tell whether every claim holds."""
        return not self.faults


class Docket:
    """Counts the claims as they are checked, and keeps the faults."""

    def __init__(self) -> None:
        self._faults: list[Text] = []
        self._untold = 0
        self._claims = 0

    def claim(self, holds: bool, fault: Callable[[], Text]) -> bool:  # noqa: FBT001 - the one thing that is said
        """Note a claim and whether it holds; gives that back."""
        self._claims += 1
        if not holds:
            self._note(fault)
        return holds

    def each(self, wrong: Flags, fault: Callable[[int], Text]) -> bool:
        """Note a claim for each entry, and the first few that are wrong; tells whether all hold."""
        self._claims += len(wrong)
        found = np.flatnonzero(wrong)
        for at in found[:EACH].tolist():
            self._note(lambda at=at: fault(at))  # type: ignore[misc]
        self._untold += max(0, len(found) - EACH)
        return not len(found)

    def same(self, whose: Text, what: Text, claimed: object, found: object) -> bool:
        """Note the claim that something has a value; tells whether it has."""
        return self.claim(claimed == found, lambda: _differing(whose, what, claimed, found))

    def listed(self, whose: Text, what: Text, claimed: Sequence[object], found: Sequence[object]) -> bool:
        """Note the claims that the entries of a list are these; tells whether they are."""
        self._claims += len(found)
        if list(claimed) == list(found):
            return True
        both = enumerate(zip_longest(claimed, found), 1)
        number, (one, other) = next((n, pair) for n, pair in both if pair[0] != pair[1])
        entry = text("{what}, entry {number}", what=what, number=number)
        self._note(lambda: _differing(whose, entry, one, other))
        return False

    def _note(self, fault: Callable[[], Text]) -> None:
        if len(self._faults) < MOST:
            self._faults.append(fault())
        else:
            self._untold += 1

    def verdict(self) -> Verdict:
        """Close the docket."""
        untold = [text("and {count} faults more", count=self._untold)] if self._untold else []
        return Verdict((*self._faults, *untold), self._claims)


def _differing(whose: Text, what: Text, claimed: object, found: object) -> Text:
    return text(
        "{whose}: {what} is claimed to be {claimed}; the roster gives {found}.",
        whose=whose,
        what=what,
        claimed=shown(claimed),
        found=shown(found),
    )


def shown(value: object) -> Text | str:
    """Write a value for a fault, however long it is."""
    match value:
        case None | () | []:
            return text("nothing")
        case Text():
            return value
        case str() | bool() | float():
            return _cut(str(value))
        case int() | Fraction():
            return _number(Fraction(value))
        case Sequence():
            return _cut("、".join(str(shown(one)) for one in value[:WIDE]))
    return _cut(str(value))


def _cut(words: str) -> str:
    plain = "".join(character if character.isprintable() else "\ufffd" for character in words[: WIDE + 1])
    return plain if len(plain) <= WIDE else f"{plain[:WIDE]}…"


def _number(value: Fraction) -> str:
    size = value.numerator.bit_length() - value.denominator.bit_length()
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= LONG:
        return str(value)
    return f"≈{'-' if value < 0 else ''}10^{round(size * DIGITS_PER_BIT)}"
