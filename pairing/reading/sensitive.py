"""Identity and bank numbers: how they are recognised, so that they are dropped (DESIGN §2) and never shown.

Recognised by header, and by what the cells hold: a resident identity number (GB 11643: 17 digits and a check character,
or 15 digits in the old form, with a date of birth inside) or a bank card number (16 to 19 digits that pass the Luhn
check). A planner's own long codes pass neither.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection

SENSITIVE_HEADERS: Final = (
    "身份证",
    "证件号",
    "证件号码",
    "公民身份",
    "银行",
    "卡号",
    "账号",
    "帐号",
    "社保卡",
    "一卡通",
    "民族",
    "宗教",
    "信仰",
    "政治面貌",
    "idcard",
    "idnumber",
    "identitynumber",
    "identitycard",
    "bankaccount",
    "bankcard",
    "ethnicity",
    "religion",
)
"""What the header of a column says that no field may hold; compared within the folded header."""

MOSTLY: Final = 0.5
"""The share of a column's filled cells from which it is taken for a column of such numbers."""
_BIRTH_18: Final = r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_BIRTH_15: Final = r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY: Final = re.compile(rf"[1-9][0-9]{{5}}(?:{_BIRTH_18}[0-9]{{3}}[0-9Xx]|{_BIRTH_15}[0-9]{{3}})\Z", re.ASCII)
_SUSPECT: Final = "[0-9][0-9 -]{15,}[0-9][0-9Xx]"
_SHORTEST_SUSPECT: Final = 18
"""The characters of the shortest text that ``_SUSPECT`` matches; most columns have none so long, and need no search."""
_GAPS: Final = re.compile(r"[\s'-]")
_LONG_RUN: Final = re.compile(r"[0-9](?:[ -]?[0-9]){13,17}[ -]?[0-9Xx]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SAMPLE: Final = 200
_LONG: Final = "[0-9]{14}"


@lru_cache(maxsize=4096)
def sensitive_header(folded: str) -> bool:
    """Tell whether a folded header names what no field may hold."""
    return any(part in folded for part in SENSITIVE_HEADERS)


def sensitive_cells(cells: pl.Series, *, known: bool) -> bool:
    """Tell whether most filled cells of a column are identity or bank numbers.

    Only the first ones are looked at closely: a column holds one kind of thing. Under a ``known`` header only the form
    with a check character counts, since a planner's own codes may look like the others.
    """
    long = cells.drop_nulls().head(_SAMPLE).cast(pl.String)
    if not long.len() or not long.str.contains(_LONG).any():
        return False
    is_one = is_citizen_number if known else is_identity_number
    return sum(map(is_one, long)) > MOSTLY * long.len()


def sensitive_columns(cells: pl.DataFrame, columns: Collection[str], known: Collection[str]) -> set[str]:
    """Tell which of some columns hold identity or bank numbers, as :func:`sensitive_cells`."""
    sample = pl.col(columns).drop_nulls().head(_SAMPLE).cast(pl.String)
    suspects = _holding(cells, sample.str.contains(_LONG)) if columns else []
    return {name for name in suspects if sensitive_cells(cells[name], known=name in known)}


def _holding(cells: pl.DataFrame, suspect: pl.Expr) -> list[str]:
    """Give the columns in which something is true of some cell; all are asked in one go."""
    return [name for name, some in cells.select(suspect.any()).row(0, named=True).items() if some]


def suspect_columns(cells: pl.DataFrame) -> list[str]:
    """Give the columns of text in which :func:`without_citizen_numbers` may find some."""
    if pl.String not in cells.dtypes:
        return []
    long = _holding(cells, pl.col(pl.String).str.len_bytes() >= _SHORTEST_SUSPECT)
    return _holding(cells, pl.col(long).str.contains(_SUSPECT)) if long else []


def without_citizen_numbers(cells: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """Take identity numbers out of single cells: the cells without them, and which had one. None where none has."""
    if cells.dtype != pl.String:
        return None
    suspects = cells.str.contains(_SUSPECT).fill_null(value=False)
    if not suspects.any():
        return None
    lines = suspects.arg_true()
    cleaned = [_without_citizen_number(cell) for cell in cells.gather(lines)]
    changed = pl.Series([new != old for new, old in zip(cleaned, cells.gather(lines), strict=True)], dtype=pl.Boolean)
    if not changed.any():
        return None
    had = pl.repeat(value=False, n=len(cells), eager=True).scatter(lines, changed)
    return cells.scatter(lines, pl.Series(cleaned, dtype=pl.String)), had


def _without_citizen_number(cell: str) -> str | None:
    if is_citizen_number(cell):
        return None
    return _LONG_RUN.sub(lambda run: "***" if is_citizen_number(run[0]) else run[0], cell)


def is_citizen_number(cell: str) -> bool:
    """Tell whether a text is a resident identity number with its check character."""
    plain = _without_gaps(cell)
    return (
        len(plain) == len(_WEIGHTS) + 1
        and bool(_IDENTITY.match(plain))
        and _check_character(plain) == plain[-1].upper()
    )


def is_identity_number(cell: str) -> bool:
    """Tell whether a text may be an identity number, of either form, or a bank card number."""
    plain = _without_gaps(cell)
    if len(plain) == len(_WEIGHTS) - 2 and _IDENTITY.match(plain):
        return True
    return is_citizen_number(cell) or (16 <= len(plain) <= 19 and plain.isdecimal() and _luhn(plain))  # noqa: PLR2004 - ISO 7812


def _without_gaps(cell: str) -> str:
    return _GAPS.sub("", cell)


def without_identity_numbers(written: str) -> str:
    """Put stars where a text has what may be an identity or bank number."""
    return _LONG_RUN.sub(lambda run: "***" if is_identity_number(run[0]) else run[0], written)


def _check_character(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11]


def _luhn(number: str) -> bool:
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    total = sum(map(int, number[-1::-2])) + sum(digit - 9 if digit > 9 else digit for digit in doubled)  # noqa: PLR2004
    return total % 10 == 0
