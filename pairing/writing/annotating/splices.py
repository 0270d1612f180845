"""Changes of a part of a workbook that leave every other byte as it is, and can be taken back to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes from ``start`` to before ``end`` that others take the place of; where the two are equal, an insertion."""

    start: int
    end: int
    new: bytes


def spliced(content: bytes, splices: Iterable[Splice]) -> bytes:
    """Make the changes; those at one place stand in the order in which they are given.

    Raises ValueError for changes that overlap.
    """
    done, parts = 0, []
    for splice in _in_order(splices):
        if splice.start < done or splice.end < splice.start:
            raise ValueError(splice)
        parts += [content[done : splice.start], splice.new]
        done = splice.end
    return b"".join((*parts, content[done:]))


def reversing(content: bytes, splices: Iterable[Splice]) -> list[Splice]:
    """Give the changes that make ``content`` of what :func:`spliced` makes of it."""
    found, moved = [], 0
    for splice in _in_order(splices):
        start = splice.start + moved
        found.append(Splice(start, start + len(splice.new), content[splice.start : splice.end]))
        moved += len(splice.new) - (splice.end - splice.start)
    return found


def _in_order(splices: Iterable[Splice]) -> list[Splice]:
    return sorted(splices, key=lambda splice: (splice.start, splice.end))
