"""Arrays of numbers, and ties between two kinds of things that are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NONE: Final = -1
"""Stands for nobody and nothing."""
HALF: Final = 32
"""Bits of a code that hold the right end of a tie."""
ROOM: Final = 2**62
"""What a code must stay under."""


def numbers(values: Iterable[int] = (), count: int = -1) -> Numbers:
    """Put whole numbers into an array; raises OverflowError for one beyond 64 bits."""
    return np.fromiter(values, np.int64, count)


def once(values: Numbers) -> Numbers:
    """Sort, each value once."""
    ordered = np.sort(values)  # np.unique goes by hashing, which takes 20 times as long
    return ordered[begins(ordered)]


def begins(ordered: Numbers) -> Flags:
    """Tell which entries of sorted values are the first of their value."""
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return first


def runs(ordered: Numbers) -> tuple[Numbers, Numbers]:
    """Give the values of sorted values, each once, and how often each is there."""
    at = np.flatnonzero(begins(ordered))
    return ordered[at], np.diff(at, append=len(ordered))


def spans(ordered: Numbers) -> list[tuple[int, int]]:
    """Give where each value of sorted values begins and ends."""
    at = np.flatnonzero(begins(ordered))
    return list(zip(at.tolist(), np.append(at, len(ordered))[1:].tolist(), strict=True))


def among(values: Numbers, known: Numbers) -> Flags:
    """Tell of each value whether it is among those known, which are sorted."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: Flags = known[at] == values
    return found


def marked(positions: Numbers, whole: int) -> Flags:
    """Mark some of ``whole`` positions."""
    marks = np.zeros(whole, np.bool_)
    marks[positions] = True
    return marks


def dense(values: Numbers) -> Numbers:
    """Give the rank of each value, from 0; equal ones have the same."""
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values), np.int64)
    ranks[order] = np.cumsum(begins(values[order])) - 1
    return ranks


def ranks(columns: Numbers) -> Numbers:
    """Give the rank of each column, from 0, by its first row, then its second; equal ones have the same."""
    packed, size = np.zeros(columns.shape[1], np.int64), 1
    if not len(packed):
        return packed
    for row in columns:
        low, high = int(row.min()), int(row.max())
        if size * (high - low + 1) >= ROOM:
            packed, row, low, high = dense(packed), dense(row), 0, len(row)  # noqa: PLW2901 - the same row, shorter
            size = len(packed)
        packed, size = packed * (high - low + 1) + (row - low), size * (high - low + 1)
    return dense(packed)


def signs(columns: Numbers) -> Numbers:
    """Give the sign of the first entry of each column that is not 0."""
    sign: Numbers = np.sign(columns[-1])
    for row in columns[-2::-1]:
        sign = np.where(row != 0, np.sign(row), sign)
    return sign


@dataclass(frozen=True, eq=False)
class Ties:
    """Which of one kind are tied to which of another: by left end, then right, each tie once."""

    left: Numbers
    right: Numbers

    @classmethod
    def of(cls, left: Numbers, right: Numbers) -> Ties:
        """Order ties; those with an end that is NONE are left out."""
        known = (left != NONE) & (right != NONE)
        return cls.from_codes(once(code(left[known], right[known])))

    @classmethod
    def from_codes(cls, codes: Numbers) -> Ties:
        """Take codes, sorted and each once, apart."""
        return cls(codes >> HALF, codes & (2**HALF - 1))

    @cached_property
    def codes(self) -> Numbers:
        """A number for each tie, ascending."""
        return code(self.left, self.right)

    def __len__(self) -> int:
        return len(self.left)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self.left.tolist(), self.right.tolist(), strict=True))

    def has(self, left: Numbers, right: Numbers) -> Flags:
        """Tell which of these ends are tied."""
        return among(code(left, right), self.codes)

    def within(self, others: Ties) -> Flags:
        """Tell which of these ties are among others."""
        return among(self.codes, others.codes)

    def where(self, chosen: Flags) -> Ties:
        """Keep some."""
        return Ties(self.left[chosen], self.right[chosen])

    def turned(self) -> Ties:
        """Look at them from the other end."""
        return Ties.of(self.right, self.left)

    def and_also(self, *others: Ties) -> Ties:
        """Give the union."""
        return Ties.from_codes(once(np.concatenate([self.codes, *(other.codes for other in others)])))


def code(left: Numbers, right: Numbers) -> Numbers:
    """Give a number for two ends, in the order of the left ones, then the right ones."""
    return (left << HALF) + right


@dataclass(frozen=True, eq=False)
class Sheaf:
    """The right ends of ties by their left end."""

    begin: Numbers
    right: Numbers

    @classmethod
    def of(cls, ties: Ties, whole: int) -> Sheaf:
        """Gather the ties of ``whole`` left ends."""
        return cls(np.searchsorted(ties.left, np.arange(whole + 1)), ties.right)

    @classmethod
    def by(cls, labels: Numbers, whole: int) -> Sheaf:
        """Gather positions by their label; those labelled NONE are left out."""
        order = np.argsort(labels, kind="stable")
        return cls(np.searchsorted(labels[order], np.arange(whole + 1)), order)

    @property
    def counts(self) -> Numbers:
        """How many right ends each left end has."""
        return np.diff(self.begin)

    def at(self, left: int) -> Numbers:
        """List the right ends of one."""
        return self.right[self.begin[left] : self.begin[left + 1]]

    def spread(self, lefts: Numbers) -> tuple[Numbers, Numbers]:
        """List the right ends of several, and by which entry of ``lefts`` each is there; NONE has none."""
        count = np.where(lefts == NONE, 0, self.begin[lefts + 1] - self.begin[np.maximum(lefts, 0)])
        owner = np.repeat(np.arange(len(lefts)), count)
        before = np.repeat(np.cumsum(count) - count, count)
        return owner, self.right[self.begin[lefts[owner]] + np.arange(len(owner)) - before]
