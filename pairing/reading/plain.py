"""Cells that are written as we would write them ourselves: read at a glance, all columns of a table in one go.

Most cells of most files are plain. What is not (``5人``, ``张 三``, ``2016年3月``, or nonsense) is left null here and
read with care by :mod:`pairing.reading.columns`. So nothing here decides what a cell means: a plain cell is one about
which the careful way would say the same, which the property test of both holds fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model import spelling
from pairing.model.cell import Amount, Choice, Count, Day, Flag, Kind, Name, Phone, Rank, Term
from pairing.model.labels import LABELS, OPEN_LABELS

if TYPE_CHECKING:
    from pairing.model.table import Bounds

_UNSEEN: Final = spelling.SPACES + spelling.INVISIBLE[1:-1] + "#"
"""With a space, an invisible character or what error values begin with, a cell is not plain."""
_IN_NAMES: Final = _UNSEEN + "".join(spelling.FULL_WIDTH_LETTERS)
_IN_PHONES: Final = _UNSEEN + "".join(spelling.FULL_WIDTH) + "."
LONGEST_COUNT: Final = 9
_ISO: Final = r"^(?:[1-9][0-9]{3}|0[0-9]{2}[1-9])-[0-9]{2}-[0-9]{2}$"


def plain_expression(  # noqa: PLR0911 - one return a kind
    cell: pl.Expr, kind: Kind, bounds: Bounds, wanted: pl.DataType
) -> pl.Expr:
    """Give the value of a plain cell of text, null for a blank one and for one that is not plain."""
    match kind:
        case Count():
            short = pl.when(cell.str.len_bytes() <= LONGEST_COUNT).then(cell)
            return _within(short.cast(pl.Int64, strict=False), bounds).cast(wanted)
        case Amount():
            places = min(bounds.decimal_places or 6, 6)
            plain = cell.str.contains(rf"^-?[0-9]{{1,6}}(?:\.[0-9]{{1,{places}}})?$")
            return _within(pl.when(plain).then(cell).cast(pl.Float64, strict=False), bounds).cast(wanted)
        case Day():
            return pl.when(cell.str.contains(_ISO)).then(cell).str.to_date("%Y-%m-%d", strict=False)
        case Flag():
            return _looked_up(cell, {"是": True, "否": False}, pl.Boolean)
        case Choice(labels):
            return _looked_up(cell, {w: label.value for label, words in LABELS[labels].items() for w in words})
        case Term(vocabulary):
            known = OPEN_LABELS[vocabulary].items()
            return _looked_up(cell, {word: label for label, others in known for word in (label, *others)})
        case Rank():
            plain = _without(cell, _IN_NAMES, bounds)
            return plain.replace(spelling.ranks())
        case _:
            odd = _IN_NAMES if isinstance(kind, Name) else _IN_PHONES if isinstance(kind, Phone) else _UNSEEN
            return _without(cell, odd, bounds)


def _without(cell: pl.Expr, odd: str, bounds: Bounds) -> pl.Expr:
    """Give cells that have none of some characters and cannot be too long: no character takes less than a byte."""
    short = cell.str.len_bytes() <= (bounds.max_length or spelling.LONGEST)
    return pl.when(short & (cell != "") & ~cell.str.contains(f"[{odd}]")).then(cell)


def _within(value: pl.Expr, bounds: Bounds) -> pl.Expr:
    return pl.when(~outside(value, bounds)).then(value)


def outside(value: pl.Expr, bounds: Bounds) -> pl.Expr:
    """Tell whether a value breaks a bound; null for null."""
    checks = [
        *([value < bounds.ge] if bounds.ge is not None else []),
        *([value <= bounds.gt] if bounds.gt is not None else []),
        *([value > bounds.le] if bounds.le is not None else []),
        *([value >= bounds.lt] if bounds.lt is not None else []),
        *([value.str.len_chars() > bounds.max_length] if bounds.max_length is not None else []),
    ]
    return pl.any_horizontal(*checks) if checks else value.is_null() & value.is_not_null()


def _looked_up(cell: pl.Expr, table: dict[str, str] | dict[str, bool], dtype: type[pl.DataType] = pl.String) -> pl.Expr:
    return cell.replace_strict(list(table), list(table.values()), default=None, return_dtype=dtype)
