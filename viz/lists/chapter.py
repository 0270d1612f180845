"""What a list is made of, before it is laid out: chapters that each become a sheet, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pairing.text import Language
    from viz.lists.book import Value
    from viz.lists.columns import ListColumn, Side
    from viz.lists.lines import Line

Layout = Literal["register", "slips", "cards"]
"""How a chapter is laid out: one table; a table for each cadre, to hand him; a card for each household."""
State = Literal["first", "again", "alone"]
"""Of a row: the first of its household or cadre; one that says again who it is; one that stands alone."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Who is tied to a village or unit in one way: its lead unit, its first secretary, its villages."""

    label: Text
    names: Sequence[str]
    on_cards: bool = False
    """Whether a household is told whom it is."""

    def said(self, language: Language) -> str:
        """Say it: 牵头单位：刑侦总队."""
        return text("{label}: {names}", label=self.label, names="、".join(self.names)).render(language)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One village or unit: its sheet, and its row in the summary."""

    name: str
    title: Text
    place: str
    folder: str
    """What its file stands in, where each chapter is a file: the county of a village; else nothing."""
    ties: Sequence[Tie]
    counts: Text
    lines: Sequence[Line]
    cells: tuple[Value, ...]
    """Its row in the summary, between the name and the last cell."""
    alone: int | None
    """How many of it stand alone: the last cell of that row; None where the audience does not see it."""
    sums: Mapping[str, Text | int] = field(default_factory=dict)
    """The row below its table, by the attributes of its columns: everybody counts once, however many rows he has."""

    def about(self, subtitle: str) -> str:
        """Say where it is, before what the subtitle says of the whole list."""
        return " · ".join(part for part in (self.place, subtitle) if part)

    def ties_said(self, language: Language) -> str:
        """Say whom it is tied to; empty when to nobody."""
        return "　　".join(tie.said(language) for tie in self.ties)

    def one_by_one(self) -> Iterator[list[Line]]:
        """Give the rows of one household or cadre after the other."""
        return (list(rows) for _, rows in groupby(self.lines, key=lambda line: line.number))


@dataclass(frozen=True, slots=True)
class PairingList:
    """A whole list."""

    title: Text
    layout: Layout
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

    def value(self, column: ListColumn, line: Line, language: Language) -> Value:
        """Give what a cell says; that of a row that stands alone says so."""
        if line.alone and column.attribute == self.alone_at:
            return self.alone.render(language)
        return column.value(line, language)

    def repeats(self, column: ListColumn) -> bool:
        """Tell whether a column says in further rows again what is above."""
        return column.side == self.ordered_by


def state_of(line: Line) -> State:
    """Tell how a row stands out."""
    if line.alone:
        return "alone"
    return "first" if line.first else "again"


def sums_said(chapter: Chapter, columns: Sequence[ListColumn], language: Language) -> list[str | int | None]:
    """Give the row below the table of a chapter, a value a column; nothing where it has no such row."""
    if not chapter.lines or not chapter.sums:
        return []
    values = (chapter.sums.get(column.attribute) for column in columns)
    return [value.render(language) if isinstance(value, Text) else value for value in values]


def homes_of(lines: Iterable[Line]) -> list[Line]:
    """Give one row of each household among some rows."""
    return list({line.household_key: line for line in lines if line.household_key is not None}.values())


def persons_of(lines: Iterable[Line]) -> int:
    """Count the persons of the households among some rows, each household once."""
    return sum(line.persons or 0 for line in homes_of(lines))


def cadres_of(lines: Iterable[Line]) -> int:
    """Count the distinct cadres of some rows who help somebody."""
    return len({line.cadre_key for line in lines if not line.alone})


def households_of(lines: Iterable[Line]) -> int:
    """Count the distinct households of some rows that somebody helps."""
    return len({line.household_key for line in lines if not line.alone})


def alone_in(lines: Iterable[Line]) -> int:
    """Count the rows that stand alone."""
    return sum(line.alone for line in lines)
