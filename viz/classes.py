"""The classes of values that a vector is drawn in: each value its own while they are few, else steps of one width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, count
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

from pairing.model.sentences import figure
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

Runs = Sequence[tuple[Fraction, int]]
"""Values in ascending order, each with how often it is there."""

MOST_CLASSES: Final = 12
"""More could not be read at a glance."""
FAR: Final = 2
"""A value this many times as large as 99 of 100 are is drawn in a last class without an end."""
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class ValueClass:
    """The values above ``low`` and up to ``high``, and how often they are there."""

    low: Fraction | None
    """None for a class of one value, which is ``high``."""
    high: Fraction | None
    """None for the last class when it has no end."""
    label: Text
    today: int
    attainable: int

    def holds(self, value: Fraction) -> bool:
        """Tell whether a value belongs here."""
        if self.low is None:
            return value == self.high
        return self.low < value and (self.high is None or value <= self.high)


def value_classes(today: Runs, attainable: Runs) -> tuple[ValueClass, ...]:
    """Give the classes of two vectors together, ascending, at most MOST_CLASSES of them.

    Whole numbers that lie close together stand without a gap. Where values are in steps, 0 is still a class of its
    own: nobody at all is not the same as little.
    """
    values = sorted({value for value, _ in (*today, *attainable)})
    if not values:
        return ()
    whole = all(value.denominator == 1 for value in values)
    if whole and values[-1] - values[0] < MOST_CLASSES:
        single = [Fraction(number) for number in range(int(values[0]), int(values[-1]) + 1)]
    elif len(values) <= MOST_CLASSES:
        single = values
    else:
        return tuple(_stepped(today, attainable, whole=whole))
    return tuple(_class(None, value, figure(value), today, attainable) for value in single)


def _stepped(today: Runs, attainable: Runs, *, whole: bool) -> Iterator[ValueClass]:
    both = sorted([*today, *attainable])
    room = MOST_CLASSES
    if both[0][0] == 0:
        yield _class(None, both[0][0], "0", today, attainable)
        both = [run for run in both if run[0]]
        room -= 1
    top, reach = both[-1][0], _reach(both)
    if top > reach:
        room -= 1
    step = _step(both[0][0], reach, room, whole=whole)
    last = ceil(reach / step)
    for number in range(ceil(both[0][0] / step), last + 1):
        low, high = (number - 1) * step, number * step
        yield _class(low, high, _whole_label(low, high) if whole else _label(low, high, step), today, attainable)
    if top > last * step:
        yield _class(last * step, None, text("above {value}", value=figure(last * step)), today, attainable)


def _reach(runs: Runs) -> Fraction:
    """Give the largest value; or the one that 99 of 100 do not exceed, where the largest lies far from it."""
    upto = accumulate(often for _, often in runs)
    most = sum(often for _, often in runs)
    usual = next(value for (value, _), below in zip(runs, upto, strict=True) if 100 * below >= 99 * most)
    largest = runs[-1][0]
    return usual if largest > FAR * usual else largest


def _step(low: Fraction, high: Fraction, room: int, *, whole: bool) -> Fraction:
    """Give the smallest width of 1, 2 or 5 times a power of ten that takes no more than ``room`` classes."""
    smallest = floor(log10((high - low or high) / room))
    steps = (digit * Fraction(10) ** power for power in count(smallest) for digit in _STEPS)
    return next(step for step in steps if (step >= 1 or not whole) and ceil(high / step) - ceil(low / step) < room)


def _whole_label(low: Fraction, high: Fraction) -> str:
    return figure(high) if low + 1 == high else f"{figure(low + 1)}–{figure(high)}"


def _label(low: Fraction, high: Fraction, step: Fraction) -> str:
    """Write both ends with the decimals that the width has."""
    decimals = max(0, -floor(log10(step)))
    return f"{float(low):,.{decimals}f}–{float(high):,.{decimals}f}"


def _class(low: Fraction | None, high: Fraction | None, label: str | Text, today: Runs, attainable: Runs) -> ValueClass:
    words = label if isinstance(label, Text) else Text("{value}", {"value": label}, "{value}")
    empty = ValueClass(low, high, words, 0, 0)
    counts = (sum(often for value, often in runs if empty.holds(value)) for runs in (today, attainable))
    return ValueClass(low, high, words, *counts)
