"""A worksheet: the cells to mark found in it, or the places where they would stand, and what follows the cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pairing.reading.grid import column_number, letters
from pairing.writing.annotating.markup import (
    MarkupError,
    opened,
    outline,
    tag_at,
    walk,
    whole,
    with_attribute,
)
from pairing.writing.annotating.package import OFFICE
from pairing.writing.annotating.splices import Splice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pairing.writing.annotating.markup import Element

    Cell = tuple[int, int]

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_OF_ROWS: Final = 2
"""How deep in the data a row is; a cell is one deeper."""
_OF_CELLS: Final = 3
_AFTER_DRAWING: Final = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What may follow the drawing of comments in a sheet."""
_WRAPPED: Final = "AlternateContent"
"""Around what some programs know in two ways; what may stand in it so late in a sheet follows the drawing too."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The part of a worksheet."""

    content: bytes

    @cached_property
    def root(self) -> Element:
        """Its outline, without the cells."""
        return outline(self.content, but="sheetData")

    @cached_property
    def data(self) -> Element:
        """Where its cells are; raises MarkupError for a sheet of another kind."""
        found = self.root.find("sheetData")
        if found is None:
            raise MarkupError
        return found

    @cached_property
    def _blocks(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """Blocks of merged cells by their left column, in order: top, left, bottom, right."""
        found: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        merged = self.root.find("mergeCells")
        for each in merged.all("mergeCell") if merged else ():
            first, _, last = (each.get("ref") or "").partition(":")
            top_left, bottom_right = cell_of(first), cell_of(last or first)
            if top_left and bottom_right:
                found[top_left[1]].append((*top_left, *bottom_right))
        return {left: sorted(blocks) for left, blocks in found.items()}

    def seen(self, row: int, column: int) -> Cell:
        """Give the cell that shows for one: the first of its block, where it is merged with others."""
        for blocks in self._blocks.values():
            at = bisect_right(blocks, row, key=lambda block: block[0]) - 1
            if at >= 0:
                top, left, bottom, right = blocks[at]
                if top <= row <= bottom and left <= column <= right:
                    return top, left
        return row, column

    @property
    def is_protected(self) -> bool:
        """Tell whether its cells are guarded against change."""
        guard = self.root.find("sheetProtection")
        return guard is not None and guard.get("sheet") in {"1", "true"}

    @property
    def drawing(self) -> Element | None:
        """What names the drawing in which comments are boxes."""
        return self.root.find("legacyDrawing")

    @property
    def drawn(self) -> str | None:
        """The relation to that drawing."""
        return self.drawing.get("id") if self.drawing else None

    def add_drawing(self, relation: str) -> Iterator[Splice]:
        """Name a drawing for comments; a name that leads nowhere goes."""
        if self.drawing:
            yield self.drawing.removing()
        tag = f'<{self.root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{relation}"/>'.encode()
        after = next((each for each in self.root.children if self._follows(each)), None)
        at = after.start if after else self.root.close
        yield Splice(at, at, tag)

    def _follows(self, element: Element) -> bool:
        if element.name == _WRAPPED:
            return element.start > self.data.end and any(each.name in _AFTER_DRAWING for each in element.walk())
        return element.name in _AFTER_DRAWING

    def column_style(self, column: int) -> int:
        """Give the style that blank cells of a column have."""
        columns = self.root.find("cols")
        for each in columns.all("col") if columns else ():
            if each.number("min") <= column <= each.number("max"):
                return each.number("style")
        return 0

    def restyled(self, cells: Iterable[Cell], style: Callable[[Cell, int], int]) -> list[Splice]:
        """Give cells another style, which ``style`` tells of a cell and the one it has; those missing are put in."""
        wanted: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(cells):
            wanted[row].append(column)
        if not wanted:
            return []
        finder = _Finder(self, wanted, style)
        base = self.data.start
        fragment = self.content[base : self.data.end]
        walk(fragment, lambda name, has, at: finder.start(name, has, base + at), lambda at: finder.end(base + at))
        return finder.finished()


@dataclass(eq=False)
class _Row:
    """A row with cells to mark, while it is gone through."""

    number: int
    start: int
    tag: bytes
    style: int | None
    """What blank cells of it have, if it says so."""
    left: list[int]
    """The columns that are still to come."""
    column: int = 0
    splices: list[Splice] = field(default_factory=list)
    last: int = 0
    """The last column that was put in."""


@dataclass(eq=False)
class _Finder:
    """Goes through the rows and cells of a sheet, and puts in on its way what is missing."""

    sheet: Sheet
    wanted: Mapping[int, list[int]]
    style: Callable[[Cell, int], int]
    splices: list[Splice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._coming = sorted(self.wanted, reverse=True)
        self._prefix = self.sheet.data.prefix
        self._depth = 0
        self._number = 0
        self._row: _Row | None = None

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Meet a row, a cell, or what is in one."""
        self._depth += 1
        if self._depth == _OF_ROWS:
            self._start_row(attributes, at)
        elif self._depth == _OF_CELLS and self._row is not None and name.rpartition(":")[2] == "c":
            self._start_cell(self._row, attributes, at)

    def end(self, at: int) -> None:
        """Leave what began last."""
        if self._depth == _OF_ROWS and self._row is not None:
            self._end_row(self._row, at)
            self._row = None
        self._depth -= 1

    def finished(self) -> list[Splice]:
        """Give the changes, with the rows that were still to come."""
        data = self.sheet.data
        rows = b"".join(self._made_rows(MOST_ROWS + 1))
        return [*self.splices, *([data.appending(self.sheet.content, rows)] if rows else [])]

    def _start_row(self, attributes: dict[str, str], at: int) -> None:
        self._number = _ascending(self._number, whole(attributes.get("r"), self._number + 1))
        rows = b"".join(self._made_rows(self._number))
        if rows:
            self.splices.append(Splice(at, at, rows))
        if self._coming and self._coming[-1] == self._number:
            self._coming.pop()
            says = attributes.get("customFormat") in {"1", "true"}
            style = whole(attributes.get("s"), 0) if says else None
            columns = list(reversed(self.wanted[self._number]))
            self._row = _Row(self._number, at, tag_at(self.sheet.content, at), style, columns)

    def _made_rows(self, before: int) -> Iterator[bytes]:
        while self._coming and self._coming[-1] < before:
            number = self._coming.pop()
            cells = b"".join(self._made_cell(number, column, None) for column in self.wanted[number])
            yield f'<{self._prefix}row r="{number}">'.encode() + cells + f"</{self._prefix}row>".encode()

    def _made_cell(self, row: int, column: int, style: int | None) -> bytes:
        former = self.sheet.column_style(column) if style is None else style
        marked = self.style((row, column), former)
        return f'<{self._prefix}c r="{letters(column)}{row}" s="{marked}"/>'.encode()

    def _start_cell(self, row: _Row, attributes: dict[str, str], at: int) -> None:
        named = cell_of(attributes.get("r") or "")
        row.column = _ascending(row.column, named[1] if named else row.column + 1)
        self._put_in(row, row.column, at)
        if row.left and row.left[-1] == row.column:
            row.left.pop()
            tag = tag_at(self.sheet.content, at)
            marked = self.style((row.number, row.column), whole(attributes.get("s"), 0))
            row.splices.append(Splice(at, at + len(tag), with_attribute(tag, "s", str(marked))))

    def _put_in(self, row: _Row, before: int, at: int) -> None:
        while row.left and row.left[-1] < before:
            row.last = row.left.pop()
            row.splices.append(Splice(at, at, self._made_cell(row.number, row.last, row.style)))

    def _end_row(self, row: _Row, at: int) -> None:
        inside = row.start + len(row.tag)
        is_empty = row.tag.endswith(b"/>")
        self._put_in(row, MOST_COLUMNS + 1, at)
        tag = self._spanning(row)
        if is_empty:
            cells = b"".join(splice.new for splice in row.splices)
            self.splices.append(Splice(row.start, inside, opened(tag, f"{self._prefix}row", cells)))
            return
        if tag != row.tag:
            self.splices.append(Splice(row.start, inside, tag))
        self.splices += row.splices

    @staticmethod
    def _spanning(row: _Row) -> bytes:
        """Give the row's tag; if it says which columns it spans, with those put in behind."""
        found = re.search(rb'\sspans="(\d+):(\d+)"', row.tag)
        if found is None or int(found[2]) >= row.last:
            return row.tag
        return with_attribute(row.tag, "spans", f"{found[1].decode()}:{row.last}")


def _ascending(former: int, number: int) -> int:
    """Give the number of a row or column; raises MarkupError where it does not stand in order, so cannot be found."""
    if number <= former:
        raise MarkupError
    return number


def cell_of(name: str) -> Cell | None:
    """Give the row and column of a cell by its name: ``B7`` is (7, 2)."""
    found = _CELL.fullmatch(name)
    return (int(found[2]), column_number(found[1])) if found else None
