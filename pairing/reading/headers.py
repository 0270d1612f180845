"""Headers read: which field of a table each column of a sheet or file holds.

A header is known by its name in either language, by a synonym of its column's, or by the planner's own settings
(表头.*); width, case, space, underscores and the star of a required column do not matter. It may stand below title
rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pairing.model.spelling import folded
from pairing.model.table import SHEETS, TABLES
from pairing.reading.sensitive import sensitive_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from pairing.model.cell import TableName
    from pairing.reading.reading import Why

DEEPEST_HEADER: Final = 40
"""Rows from the top in which a header is looked for."""
LONGEST_HEADER: Final = 100
IGNORED_HEADERS: Final = frozenset(
    {"序号", "序", "no", "no.", "编", "备注", "注", "说明", "备注说明", "remark", "remarks", "note", "notes", "key"}
)
"""Columns that hold nothing a roster needs, and that nobody misses."""
_TABLE_WORDS: Final[dict[TableName, tuple[str, ...]]] = {
    "units": ("unit", "帮扶单位", "单位信息"),
    "villages": ("village", "帮扶村", "行政村", "村信息"),
    "cadres": ("cadre", "帮扶干部", "干部信息", "民警"),
    "households": ("household", "户", "贫困户信息"),
    "twinnings": ("twinning", "结对共建", "单位结对共建"),
    "postings": ("posting", "驻村干部"),
    "liaisons": ("liaison", "领导联点"),
    "pairings": ("pairing", "结对帮扶"),
    "constraints": ("constraint",),
}
_REMARK: Final = re.compile(r"\([^()]*\)")
_RANKING: Final[dict[Why, int]] = {"setting": 0, "name": 1, "synonym": 2}


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One header and the column under it."""

    letters: str
    header: str
    field: str | None
    why: Why
    same_as: str | None = None
    """For a duplicate: the header of the column that is read instead."""


def plain_header(header: str) -> str:
    """Give a header as it is compared."""
    return folded(header[:LONGEST_HEADER]).strip("*")


@cache
def _words_of(name: TableName) -> dict[str, tuple[str, Why]]:
    """Give every header a table's columns are known by: names first, synonyms where no name is the same."""
    known: dict[str, tuple[str, Why]] = {}
    columns = TABLES[name].columns
    for field, column in columns.items():
        for word in (column.chinese, field):
            known.setdefault(plain_header(word), (field, "name"))
    for field, column in columns.items():
        for word in column.synonyms:
            known.setdefault(plain_header(word), (field, "synonym"))
    return known


@cache
def _table_names() -> dict[str, TableName]:
    """Give every word that a sheet or file of a table is known by."""
    return {
        folded(word + ending): name
        for name, chinese in SHEETS.items()
        for word in (chinese, name, *_TABLE_WORDS[name])
        for ending in ("", "表")
    }


def table_named(title: str) -> TableName | None:
    """Tell which table a sheet or file of this name holds."""
    return _table_names().get(folded(title))


def field_named(name: TableName, target: str) -> str | None:
    """Tell the field of a table that a setting 表头.* names: 户主, head, 贫困户.户主 or households.head."""
    table, dot, column = target.replace("\uff0e", ".").rpartition(".")
    if dot and table_named(table) != name:
        return None
    found = _words_of(name).get(plain_header(column))
    return found[0] if found else None


def fields_named(target: str) -> list[str]:
    """Give every ``table.field`` that a setting 表头.* may name."""
    named = ((name, field_named(name, target)) for name in TABLES)
    return [f"{name}.{field}" for name, field in named if field]


def header_row(cells: pl.DataFrame, name: TableName, own: Mapping[str, str]) -> int | None:
    """Find a table's header: the row, counted from 1, in which most of its columns are named; the first of equals."""
    best, found = 0, None
    for number, row in enumerate(cells.head(DEEPEST_HEADER).rows(), 1):
        fields = {_meaning(name, cell, own)[0] for cell in row if cell}
        if len(fields - {None}) > best:
            best, found = len(fields - {None}), number
    return found


def read_headers(headers: Mapping[str, str], name: TableName, own: Mapping[str, str]) -> tuple[HeaderCell, ...]:
    """Say what each column holds; ``headers`` by letters, ``own`` the planner's headers and what they stand for.

    Of two columns for one field the better named is read (setting, name, synonym), else the first.
    """
    meant = {letters: _meaning(name, header, own) for letters, header in headers.items()}
    chosen: dict[str, str] = {}
    for letters, (field, _why) in sorted(meant.items(), key=lambda item: _RANKING.get(item[1][1], 9)):
        if field is not None:
            chosen.setdefault(field, letters)
    return tuple(
        HeaderCell(letters, headers[letters], field, why)
        if field is None or chosen[field] == letters
        else HeaderCell(letters, headers[letters], None, "duplicate", headers[chosen[field]])
        for letters, (field, why) in meant.items()
    )


def _meaning(name: TableName, header: str, own: Mapping[str, str]) -> tuple[str | None, Why]:
    word = plain_header(header)
    if sensitive_header(word):
        return None, "sensitive"
    for mine, target in own.items():
        if plain_header(mine) == word and (field := field_named(name, target)):
            return field, "setting"
    known = _words_of(name)
    bare = _REMARK.sub("", word) or word
    if word in known or bare in known:
        return known.get(word) or known[bare]
    return None, "ignored" if bare in IGNORED_HEADERS else "unknown"
