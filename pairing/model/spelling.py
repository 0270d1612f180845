"""The spellings of the office: what a cell of each kind may look like, and what one cell means.

Each pattern and table here is read twice: by the functions below, one cell at a time, for the records; and by the
expressions of ``pairing.reading.columns``, a column at a time. So a pattern uses only what Python's and Rust's regular
expressions have in common: no look-around, and classes spelt out where the two differ about Unicode.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from pydantic_core import PydanticCustomError, PydanticUseDefault

from pairing.model.labels import LABELS, OPEN_LABELS, RANK_SUFFIXES, RANKS

if TYPE_CHECKING:
    from enum import StrEnum

Edge = Literal["start", "end"]

SPACES: Final = (
    " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
SPACE: Final = f"[{SPACES}]"
INVISIBLE: Final = "[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff]"
"""Characters that come with copying and pasting, and that nobody can see or search for."""
HAN: Final = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"

FULL_WIDTH: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "\u2212": "-",
    "\u2013": "-",
    "\u3002": ".",
}
"""Full-width forms and their half-width ones, as numbers, dates and labels are read."""
FULL_WIDTH_LETTERS: Final = {wide: narrow for wide, narrow in FULL_WIDTH.items() if narrow.isalnum()} | dict.fromkeys(
    "•‧∙⋅・･", "·"
)
"""As names are read: letters and digits, and one middle dot (才让·卓玛) out of the many that are typed."""

LONGEST: Final = 200
"""What a number, a date or a closed label may be long; more is not one (D117)."""

UNCALCULATED: Final = "#FORMULA?"
"""Stands for a formula that has no stored result: the program that wrote the file never calculated it."""
ERROR_VALUES: Final = frozenset(
    {
        "#N/A",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#GETTING_DATA",
        UNCALCULATED,
    }
)
"""What a spreadsheet shows in a cell that it could not calculate."""

COUNT: Final = r"^([+-]?)0*([0-9]+)(?:\.0+)?(?:口人|个人|人|口|户|名|个|年)?$"
AMOUNT: Final = r"^([+-]?)0*([0-9]+(?:\.[0-9]+)?)$"
NOISE: Final = r"^([+-]?[0-9]+\.[0-9]{0,8}?)0{6,}[0-9]{1,2}$"
"""A decimal with the dust of binary arithmetic behind it: 1.2000000000000002."""
TIME_OF_DAY: Final = r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?$"
DAYS: Final = (
    r"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?$",
    r"^([0-9]{4})([0-9]{2})([0-9]{2})$",
)
MONTHS: Final = (
    r"^([0-9]{4})[-/.年]([0-9]{1,2})(?:月份?)?$",
    r"^((?:19|20)[0-9]{2})(0[1-9]|1[0-2])$",
)
YEAR: Final = r"^((?:19|20)[0-9]{2})(?:年|年度)?$"
SERIAL: Final = r"^([2-5][0-9]{4})(?:\.[0-9]+)?$"
"""A date as a spreadsheet counts it, in days: 42430 is 2016-03-01. From 1954 to 2064: no year is taken for one."""
SERIAL_ZERO: Final = date(1899, 12, 30)
NO_DAY: Final[dict[Edge, frozenset[str]]] = {
    "start": frozenset({"-", "--", "/", "\\", "\u2014", "\u2014\u2014", "无", "暂无"}),
    "end": frozenset({"-", "--", "/", "\\", "\u2014", "\u2014\u2014", "无", "暂无", "至今", "今", "长期"}),
}
"""What people write into a date cell to say that there is none."""

FLAGS: Final = {
    **dict.fromkeys(("是", "true", "1", "yes", "y", "\u2713", "\u221a"), True),
    **dict.fromkeys(("否", "false", "0", "no", "n", "\u00d7"), False),
}

_INVISIBLE: Final = re.compile(INVISIBLE)
_SPACES: Final = re.compile(f"{SPACE}+")
_HAN: Final = re.compile(HAN)
_COUNT: Final = re.compile(COUNT)
_AMOUNT: Final = re.compile(AMOUNT)
_NOISE: Final = re.compile(NOISE)
_TIME_OF_DAY: Final = re.compile(TIME_OF_DAY)
_DAYS: Final = tuple(map(re.compile, DAYS))
_MONTHS: Final = tuple(map(re.compile, MONTHS))
_YEAR: Final = re.compile(YEAR)
_SERIAL: Final = re.compile(SERIAL)
_WIDE: Final = str.maketrans(FULL_WIDTH)
_WIDE_LETTERS: Final = str.maketrans(FULL_WIDTH_LETTERS)


def seen(cell: str) -> str:
    """Give what can be seen of a cell: no invisible characters, no space around it."""
    return _INVISIBLE.sub("", cell).strip(SPACES)


def words(cell: str) -> str:
    """Read free text: one space where the cell has space or a new line."""
    return _SPACES.sub(" ", seen(cell))


def name(cell: str) -> str:
    """Read a name: no space inside a Chinese one, letters and digits of half width, one kind of middle dot."""
    visible = seen(cell).translate(_WIDE_LETTERS)
    return _SPACES.sub("" if _HAN.search(visible) else " ", visible)


def narrow(cell: str) -> str:
    """Give a cell as numbers and labels are compared: half width, without space."""
    return _SPACES.sub("", seen(cell).translate(_WIDE))


def folded(cell: str) -> str:
    """Give a label as it is compared: half width, without space or underscore, small letters."""
    return narrow(cell).replace("_", "").lower()


def phone(cell: str) -> str:
    """Read a phone number: its digits and signs, without space; a number that became 13900000000.0 loses its end."""
    digits = narrow(cell)
    return digits.removesuffix(".0") if digits.removesuffix(".0").isdecimal() else digits


def count(cell: str) -> int:
    """Read a whole number, with or without a counter (5人). Raises D104, D117."""
    found = _COUNT.match(_short(narrow(cell)))
    if not found:
        raise misread("D104")
    return int(found[1] + found[2])


def amount(cell: str) -> Decimal:
    """Read a decimal number exactly; the dust of binary arithmetic is blown off. Raises D104, D117."""
    found = _AMOUNT.match(_NOISE.sub(r"\g<1>0", _short(narrow(cell))))
    if not found:
        raise misread("D104")
    whole, _, places = found[2].partition(".")
    places = places.rstrip("0")
    return Decimal(found[1] + whole + ("." + places if places else ""))


def day(cell: str, edge: Edge) -> date:
    """Read a date; of a month or year alone take the first day as a start, the last as an end. Raises D104, D117."""
    written = narrow(_TIME_OF_DAY.sub("", _short(seen(cell).translate(_WIDE))))
    if written in NO_DAY[edge]:
        raise PydanticUseDefault
    try:
        return _day(written, edge)
    except ValueError:
        raise misread("D104") from None


def _day(written: str, edge: Edge) -> date:
    for pattern in _DAYS:
        if found := pattern.match(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
    for pattern in _MONTHS:
        if found := pattern.match(written):
            return _of_month(int(found[1]), int(found[2]), edge)
    if found := _YEAR.match(written):
        return _of_month(int(found[1]), 1 if edge == "start" else 12, edge)
    if found := _SERIAL.match(written):
        return SERIAL_ZERO + timedelta(days=int(found[1]))
    raise ValueError(written)


def _of_month(year: int, month: int, edge: Edge) -> date:
    first = date(year, month, 1)
    return first if edge == "start" else first.replace(day=monthrange(year, month)[1])


def choice(cell: str, labels: type[StrEnum]) -> StrEnum:
    """Read a label of a closed set. Raises D104, D117."""
    found = spellings(labels).get(folded(_short(seen(cell))))
    if found is None:
        raise misread("D104")
    return labels(found)


def flag(cell: str) -> bool:
    """Read 是 or 否. Raises D104, D117."""
    found = FLAGS.get(folded(_short(seen(cell))))
    if found is None:
        raise misread("D104")
    return found


def term(cell: str, vocabulary: str) -> str:
    """Read a label of an open vocabulary: as we write it where we know it, else as it is written."""
    return terms(vocabulary).get(folded(cell)) or words(cell)


def rank(cell: str) -> str:
    """Read a rank: 正科级 is 正科."""
    written = name(cell)
    return ranks().get(written, written)


@cache
def spellings(labels: type[StrEnum]) -> dict[str, str]:
    """Give every spelling of a closed set, folded, and the value it stands for."""
    return {
        folded(spelling): label.value
        for label, written in LABELS[labels].items()
        for spelling in (label.value, *written)
    }


@cache
def terms(vocabulary: str) -> dict[str, str]:
    """Give every spelling of an open vocabulary, folded, and the label as it is kept."""
    known = OPEN_LABELS[vocabulary]
    return {folded(written): label for label, others in known.items() for written in (label, *others)}


@cache
def ranks() -> dict[str, str]:
    """Give the spellings of the built-in ranks that differ by an ending, and the rank."""
    longer = {rank + ending: rank for rank in RANKS for ending in RANK_SUFFIXES}
    return {spelling: rank for spelling, rank in longer.items() if spelling not in RANKS}


def readable(cell: str) -> str:
    """Pass a cell on unless it holds an error value. Raises D117."""
    if seen(cell) in ERROR_VALUES:
        raise misread("D117")
    return cell


def _short(written: str) -> str:
    if len(written) > LONGEST:
        raise misread("D117")
    return written


def misread(code: Literal["D104", "D117"]) -> PydanticCustomError:
    """Make the error of a cell that cannot be read; its type is the code of the finding."""
    return PydanticCustomError(code, "the cell cannot be read")
