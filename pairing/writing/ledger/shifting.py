"""Where the rows of a sheet are once others are inserted, and formulas that go on meaning what they meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CELL: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")
_ROW: Final = re.compile(r"(\$?)()()(\d+)")
_ADDING: Final = re.compile(r"\b(?:SUM|SUBTOTAL|SUMIFS?|SUMPRODUCT|AGGREGATE)\(", re.IGNORECASE)


@dataclass(frozen=True)
class Shift:
    """How many rows come after which."""

    inserted: Mapping[int, int]

    @cached_property
    def _afters(self) -> list[int]:
        return sorted(self.inserted)

    @cached_property
    def _sums(self) -> list[int]:
        return list(accumulate((self.inserted[after] for after in self._afters), initial=0))

    def at(self, row: int) -> int:
        """Give where a row is."""
        return row + self._sums[bisect_left(self._afters, row)]

    def last(self, row: int) -> int:
        """Give where a block ends whose last row was this: rows that come right after it belong to it."""
        return self.at(row) + self.inserted.get(row, 0)


def shifted_formula(formula: str, sheet: str, shifts: Mapping[str, Shift]) -> str:
    """Write a formula of a sheet anew; ``shifts`` are those of sheets in which rows are inserted, by name."""
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = shifted_range(token.value, sheet, shifts)
    return str(tokens.render())  # type: ignore[no-untyped-call]


def shifted_range(reference: str, sheet: str, shifts: Mapping[str, Shift]) -> str:
    """Write a reference anew: ``G5:G8``, ``'甲 村'!$A$1``, ``5:8``; a name stays as it is."""
    before, mark, cells = reference.rpartition("!")
    shift = shifts.get(_sheet_named(before) if mark else sheet)
    if shift is None:
        return reference
    first, colon, last = cells.partition(":")
    if not colon:
        return before + mark + _moved(first, shift, _CELL, end=False)
    pattern = _CELL if _CELL.fullmatch(first) else _ROW
    return before + mark + _moved(first, shift, pattern, end=False) + ":" + _moved(last, shift, pattern, end=True)


def _sheet_named(prefix: str) -> str:
    return prefix[1:-1].replace("''", "'") if prefix.startswith("'") else prefix


def _moved(cell: str, shift: Shift, pattern: re.Pattern[str], *, end: bool) -> str:
    match = pattern.fullmatch(cell)
    if match is None:
        return cell
    row = int(match[4])
    return f"{match[1]}{match[2]}{match[3]}{shift.last(row) if end else shift.at(row)}"


def summed_columns(formula: str) -> Iterator[int]:
    """Give the columns of the formula's own sheet of which it adds up a range."""
    if not _ADDING.search(formula):
        return
    for token in Tokenizer(formula).items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE and "!" not in token.value:
            ends = [re.sub(r"[$\d]", "", end) for end in token.value.split(":")]
            if len(ends) > 1 and all(re.fullmatch("[A-Za-z]{1,3}", end) for end in ends):
                first, last = (column_index_from_string(end.upper()) for end in ends)
                yield from range(first, last + 1)
