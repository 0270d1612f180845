"""What a list is made of, before it is laid out: chapters that each become a sheet, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pairing.text import Language, Text
    from viz.lists.book import Value
    from viz.lists.columns import ListColumn, Side
    from viz.lists.lines import Line


@dataclass(frozen=True, slots=True)
class Chapter:
    """One village or unit: its sheet, and its row in the summary."""

    name: str
    title: Text
    place: str
    ties: str
    """Whom it is tied to, in words; empty when to nobody."""
    counts: Text
    lines: Sequence[Line]
    cells: tuple[Value, ...]
    """Its row in the summary, between the name and the last cell."""
    alone: int
    """How many of it stand alone: the last cell of that row."""


@dataclass(frozen=True, slots=True)
class PairingList:
    """A whole list."""

    columns: tuple[ListColumn, ...]
    ordered_by: Side
    alone: Text
    """What a row says that stands alone, and the attribute of :class:`Line` in whose cell it says so."""
    alone_at: str
    empty: Text
    headers: tuple[Text, ...]
    """Of the summary's table of chapters; the first is the name's."""
    chapters: Sequence[Chapter]
    totals: tuple[int | None, ...] = ()
    """Sums below that table, None where a sum would count somebody twice; empty for no such row."""


def tied(label: Text, names: Iterable[str], language: Language) -> str:
    """Say who is tied in one way: 牵头单位：刑侦总队."""
    return text("{label}: {names}", label=label, names="、".join(names)).render(language)


def cadres_of(lines: Iterable[Line]) -> int:
    """Count the distinct cadres of some rows who help somebody."""
    return len({line.cadre_key for line in lines if not line.alone})


def households_of(lines: Iterable[Line]) -> int:
    """Count the distinct households of some rows that somebody helps."""
    return len({line.household_key for line in lines if not line.alone})


def alone_in(lines: Iterable[Line]) -> int:
    """Count the rows that stand alone."""
    return sum(line.alone for line in lines)
