"""Which cells of a workbook findings are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pairing.names import NAME_COLUMN
from pairing.reading.grid import column_number
from pairing.roster import NODE_KINDS
from pairing.writing.annotating.sheet import MOST_COLUMNS, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.finding import Finding
    from pairing.roster import NodeKind, Roster

_NAMED: Final[dict[str, NodeKind]] = {kind: kind for kind in NODE_KINDS}


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the workbook, or a whole sheet."""

    sheet: str
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> tuple[int, int] | None:
        """The cell, if it is one."""
        return (self.row, self.column) if self.row is not None and self.column is not None else None


@dataclass(frozen=True, eq=False)
class Spots:
    """Finds the cells of one file; a roster may have come from several."""

    file: str
    roster: Roster

    def of(self, finding: Finding) -> list[Spot]:
        """Give the cell a finding is about, else those that name whom it is about; nothing where there are none."""
        if finding.file is None:
            return list(self._of_subjects(finding.subjects))
        if finding.file != self.file or finding.sheet is None:
            return []
        if finding.row is None:
            return [Spot(finding.sheet)]
        column = column_number(finding.column) if finding.column else self._first_column(finding)
        inside = 0 < finding.row <= MOST_ROWS and 0 < column <= MOST_COLUMNS
        return [Spot(finding.sheet, finding.row, column) if inside else Spot(finding.sheet)]

    def _first_column(self, finding: Finding) -> int:
        """Give the leftmost column that a row of the finding's table was read from."""
        known = (
            column_number(letters)
            for source in self.roster.sources
            if (source.file, source.sheet) == (finding.file, finding.sheet)
            for field, (letters, _) in source.columns.items()
            if letters and (finding.table is None or field.startswith(f"{finding.table}."))
        )
        return min(known, default=1)

    def _of_subjects(self, subjects: Sequence[str]) -> Iterator[Spot]:
        for subject in subjects:
            kind, _, identity = subject.partition(":")
            named = _NAMED.get(kind)
            key = self._keys[named].get(identity) if named else None
            if named is None or key is None:
                continue
            place = self.roster.place(NODE_KINDS[named], key, NAME_COLUMN[named])
            if place.file == self.file and place.sheet is not None:
                yield Spot(place.sheet, place.row, column_number(place.column) if place.column else 1)

    @cached_property
    def _keys(self) -> dict[NodeKind, dict[str, int]]:
        return {
            kind: dict(self.roster.tables[table].select("id", "key").iter_rows()) for kind, table in NODE_KINDS.items()
        }
