"""Tell people of one name apart, or say that it cannot be told (DESIGN §4).

Rows of one natural key (village and head, unit and name) are one person unless a further column differs between them.
The first column that differs tells them apart, then the next one within each. Rows that have the same id, identity
number or phone are one person whatever else differs. A row that is blank in the column that tells two people apart
belongs to whom it agrees with in a later column; where that is nobody, or several, it could mean any of them, and is
left alone. Where there is only one person it could mean, it means him, unless a later column contradicts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from pairing.reading.ledger.codes import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BASE: Final = "base"
"""The column of natural keys."""
_NUMBER: Final = "number"
_CONTENT: Final = "content"


@dataclass(frozen=True, slots=True)
class Apart:
    """By what namesakes are told apart: columns in their order."""

    by: tuple[str, ...]
    binding: frozenset[str] = frozenset()
    """Columns that only one person can have the same value in."""
    hidden: frozenset[str] = frozenset()
    """Columns that are compared, and of which nothing may be kept: identity numbers."""
    soft: frozenset[str] = frozenset()
    """Columns in which one person may have been described in two ways: told apart, but worth a look."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom each row means."""

    who: pl.Series
    """What the person is known by, to be hashed; null where nobody is named, or several could be meant."""
    nth: pl.Series
    """Which of those that only a hidden column tells apart, from 1; else null."""
    unsure: tuple[int, ...] = ()
    """Numbers of the rows that could mean several people."""
    softly: tuple[tuple[int, str], ...] = ()
    """Where a soft column told people apart: number of a row, and the column."""


def tell_apart(rows: pl.DataFrame, apart: Apart, content: Sequence[str]) -> Told:
    """Say whom each row means; ``rows`` has BASE, and may have the columns of ``apart`` and ``content``, all String.

    ``content`` puts those in order whom only a hidden column tells apart, so that it does not depend on the order of
    the rows; those whose content is the same are interchangeable. A row whose BASE is null means nobody.
    """
    by = [column for column in apart.by if column in rows.columns]
    doubtful = _bases_that_differ(rows, by)
    nth = pl.repeat(None, rows.height, dtype=pl.UInt32, eager=True)
    if doubtful.is_empty():
        return Told(rows[BASE], nth)
    telling = _Telling(apart, by)
    texts = [pl.col(column).fill_null("") for column in content if column in rows.columns]
    # One pass over plain rows: a frame for each group would cost more than the telling.
    numbered = rows.with_row_index(_NUMBER).filter(pl.col(BASE).is_in(doubtful.implode()))
    wanted = numbered.select(
        BASE, _NUMBER, *by, pl.concat_str([pl.lit(""), *texts], separator=SEPARATOR).alias(_CONTENT)
    )
    for base, group in grouped(wanted.iter_rows(named=True), BASE).items():
        telling.tell((str(base),), group, 0)
    return telling.told(rows[BASE], nth)


def _bases_that_differ(rows: pl.DataFrame, by: Sequence[str]) -> pl.Series:
    """Give the natural keys whose rows differ in a column that tells people apart."""
    differing = [
        rows.select(BASE, column).drop_nulls().unique().filter(pl.col(BASE).is_duplicated())[BASE] for column in by
    ]
    return pl.concat(differing).unique() if differing else pl.Series(BASE, [], dtype=pl.String)


Row = dict[str, Any]


@dataclass(slots=True)
class _Telling:
    """The namesakes told apart so far."""

    apart: Apart
    by: Sequence[str]
    who: dict[int, str | None] = field(default_factory=dict)
    nth: dict[int, int] = field(default_factory=dict)
    softly: list[tuple[int, str]] = field(default_factory=list)

    def tell(self, known: tuple[str, ...], rows: list[Row], place: int) -> None:
        """Divide rows by the columns from ``place`` on; ``known`` is what they have in common."""
        if place == len(self.by):
            self._are_one(known, rows)
            return
        groups = grouped(rows, self.by[place])
        blank = groups.pop(None, [])
        if len(groups) > 1:
            self._tell_groups(known, groups, blank, place)
        elif groups and self.by[place] in self.apart.binding:
            self._tell_others(known, next(iter(groups.values())), blank, place)
        else:
            self.tell(known, rows, place + 1)

    def _are_one(self, known: tuple[str, ...], rows: Sequence[Row]) -> None:
        self.who |= {_number(row): SEPARATOR.join(known) for row in rows}

    def _tell_groups(
        self, known: tuple[str, ...], groups: dict[object, list[Row]], blank: list[Row], place: int
    ) -> None:
        """Tell those apart who differ in a column."""
        column = self.by[place]
        self.who |= {_number(row): None for row in _place_blank(blank, groups, self.by[place + 1 :])}
        if column in self.apart.soft:
            self.softly.append((min(map(_number, next(iter(groups.values())))), column))
        after = len(self.by) if column in self.apart.binding else place + 1
        for label, group in self._labelled(groups, place).items():
            if isinstance(label, int):
                self.nth |= {_number(row): label for row in group}
            self.tell(known if isinstance(label, int) else (*known, label), group, after)

    def _tell_others(self, known: tuple[str, ...], one: list[Row], blank: list[Row], place: int) -> None:
        """Tell those apart from the one person known in a binding column who contradict him in a later one."""
        known_of_one = {column: {row[column] for row in one} - {None} for column in self.by[place + 1 :]}
        others: dict[str, list[Row]] = {}
        for row in blank:
            column = self._contradicted(row, known_of_one)
            others.setdefault(column or "", []).append(row)
        self._are_one(known, [*one, *others.pop("", [])])
        for column, rows in others.items():
            if column in self.apart.soft:
                self.softly.append((_number(rows[0]), column))
            later = self.by.index(column)
            for label, group in self._labelled(grouped(rows, column), later).items():
                if isinstance(label, int):
                    self.nth |= {_number(row): label + 1 for row in group}
                self.tell(known if isinstance(label, int) else (*known, label), group, len(self.by))

    def _contradicted(self, row: Row, one: Mapping[str, set[object]]) -> str | None:
        """Give the first column in which a row differs from somebody, None where it agrees with him first."""
        for column, values in one.items():
            if row[column] is None or not values:
                continue
            if row[column] not in values:
                return column
            if column in self.apart.binding:
                return None
        return None

    def _labelled(self, groups: dict[object, list[Row]], place: int) -> dict[str | int, list[Row]]:
        """Say by what each group is known: its value; for a hidden one a later column's, else its place in order."""
        if self.by[place] not in self.apart.hidden:
            return {f"{self.by[place]}={value}": group for value, group in groups.items()}
        for column in self.by[place + 1 :]:
            values = [set(grouped(group, column)) for group in groups.values()]
            alone = {str(value) for found in values if len(found) == 1 for value in found if value}
            if column not in self.apart.hidden and len(alone) == len(groups):
                return {f"{column}={group[0][column]}": group for group in groups.values()}
        ordered = sorted(groups.values(), key=lambda group: sorted(str(row[_CONTENT]) for row in group))
        return dict(enumerate(ordered, 1))

    def told(self, base: pl.Series, nth: pl.Series) -> Told:
        """Give the result for all rows: those without namesakes are known by their natural key."""
        numbers = pl.Series(list(self.who), dtype=pl.UInt32)
        counted = pl.Series(list(self.nth), dtype=pl.UInt32)
        return Told(
            who=base.clone().scatter(numbers, pl.Series(list(self.who.values()), dtype=pl.String)),
            nth=nth.scatter(counted, pl.Series(list(self.nth.values()), dtype=pl.UInt32)),
            unsure=tuple(sorted(number for number, who in self.who.items() if who is None)),
            softly=tuple(self.softly),
        )


def _number(row: Row) -> int:
    return int(row[_NUMBER])


def grouped(rows: Iterable[Row], column: str) -> dict[object, list[Row]]:
    """Group rows by what they have in a column, in their order."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _place_blank(blank: Sequence[Row], groups: dict[object, list[Row]], later: Sequence[str]) -> list[Row]:
    """Put each row that is blank in the dividing column to the one group it agrees with; give those left over."""
    having: dict[tuple[str, object], set[object]] = {}
    for value, group in groups.items():
        for row in group:
            for column in later:
                having.setdefault((column, row[column]), set()).add(value)
    left = []
    for row in blank:
        agreeing = [having.get((column, row[column]), set()) for column in later if row[column] is not None]
        found = set().union(*agreeing)
        if len(found) == 1:
            groups[found.pop()].append(row)
        else:
            left.append(row)
    return left
