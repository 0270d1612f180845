"""The rows of a ledger that are nobody's: totals, notes, titles and headers that every printed page repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.columns import FEWEST_COLUMNS, HELPER_NAME
from pairing.reading.ledger.words import MEMBER_NAME

if TYPE_CHECKING:
    from pairing.reading.grid import Grid
    from pairing.reading.ledger.header import LedgerHeader

_TOTAL: Final = r"(?i)^(合计|小计|总计|共计|累计|(sub|grand ?)?total)[:：]?$"
_TOTAL_OF: Final = r"^.{0,20}(合计|小计|总计|共计|累计)([:：(（0-9].*)?$"
_NOTE: Final = (
    r"^(注|注意|备注|说明|填表说明|填报说明|制表人?|填表人?|填报人|经办人|审核人?|复核人?|负责人|单位负责人|主要领导|分管领导|"
    r"联系人|联系电话|电话|填报单位|填表单位|制表单位|制表时间|制表日期|填表时间|填表日期|填报时间|填报日期|打印日期|打印时间|"
    r"日期|签字|签章|盖章)([(（].{0,10}[)）])?[:：]"
    r"|^(注意|填表说明|填报说明)$|^第.{1,5}页|^共.{1,5}页|^[-—]\d+[-—]$"
)
_NAMED: Final = frozenset({"households.head", HELPER_NAME, MEMBER_NAME})
_SERIAL_ROWS: Final = 2
_HEADCOUNT: Final = r"^\d+[户人]?$"
"""What a row of totals has in the place of a name."""
_SERIALS: Final = (("1", "2", "3"), ("甲", "乙", "丙"), ("甲", "乙", "1"), ("A", "B", "C"))
"""How the row begins that numbers the columns of a form (栏次)."""
_HINT: Final = r"计|otal|OTAL|[:：]|^\s*[注第共—-]|注\s*意|说\s*明"
"""What a total, a note or a page number has in it somewhere; hardly any other cell does."""
_FEW: Final = 3
"""Cells: a row with no more is looked at closely."""


def furniture(grid: Grid, header: LedgerHeader) -> pl.Series:
    """Tell which rows below the header are nobody's: blank, a total, a note, a title, or the header again."""
    cells = grid.cells.slice(header.bottom).select(column.letters for column in header.columns)
    named = [column.letters for column in header.read if column.field in _NAMED]
    looked_at = _worth_a_look(grid, header, cells, named)
    nobody = looked_at.filter(_is_furniture(looked_at, grid, header, named))["number"]
    return pl.int_range(cells.height, dtype=pl.UInt32, eager=True).is_in(nobody.implode())


def _worth_a_look(grid: Grid, header: LedgerHeader, cells: pl.DataFrame, named: list[str]) -> pl.DataFrame:
    """Give the rows that may be furniture, with ``number``, ``lead`` (the first text) and ``filled`` (cells).

    They have few cells, a word of totals or notes in the first cell or in a name, or a header's text in a name's place.
    """
    texts = {
        letters: [text for text in grid.cells[letters].slice(header.top - 1, header.bottom - header.top + 1) if text]
        for letters in named
    }
    rows = cells.with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("number"),
        pl.coalesce(pl.all()).alias("lead"),
        pl.sum_horizontal(pl.all().is_not_null()).alias("filled"),
    )
    hints = [pl.col(column).str.contains(_HINT) for column in ("lead", *named)]
    again = [pl.col(letters).is_in(found) for letters, found in texts.items() if found]
    return rows.filter(
        pl.any_horizontal(pl.col("filled") <= _FEW, pl.col("number") < _SERIAL_ROWS, *hints, *again)
    ).with_columns(pl.col("lead").str.replace_all(r"\s", ""))


def _is_furniture(rows: pl.DataFrame, grid: Grid, header: LedgerHeader, named: list[str]) -> pl.Series:
    words = pl.col(named).str.replace_all(r"\s", "")
    titles = [re.sub(r"\s", "", cell) for row in grid.cells.head(header.top - 1).rows() for cell in row if cell]
    nobody = pl.all_horizontal(words.is_null() | words.str.contains(_HEADCOUNT))
    alone = (pl.col("filled") == 1) & (pl.col("lead").is_in(titles) | pl.all_horizontal(words.is_null()))
    told = rows.select(
        (pl.col("filled") == 0)
        | (pl.col("lead").str.contains(_TOTAL_OF) & nobody)
        | pl.any_horizontal(pl.col("lead").str.contains(_TOTAL), words.str.contains(_TOTAL))
        | pl.col("lead").str.contains(_NOTE)
        | alone
    )
    return told.to_series().fill_null(value=False) | _header_again(rows, grid, header) | _serials(rows, header)


def _header_again(rows: pl.DataFrame, grid: Grid, header: LedgerHeader) -> pl.Series:
    """Tell which rows say mostly what a row of the header says."""
    again = pl.repeat(value=False, n=rows.height, dtype=pl.Boolean, eager=True)
    for line in grid.cells.slice(header.top - 1, header.bottom - header.top + 1).iter_rows(named=True):
        same = [rows[column.letters] == text for column in header.columns if (text := line[column.letters])]
        if len(same) >= FEWEST_COLUMNS:
            count = pl.select(pl.sum_horizontal(same)).to_series()
            again |= (count >= FEWEST_COLUMNS) & (2 * count >= rows["filled"])
    return again


def _serials(rows: pl.DataFrame, header: LedgerHeader) -> pl.Series:
    """Tell which of the first rows numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    letters = [column.letters for column in header.columns]
    starts = [
        tuple(cell for cell in row if cell)[: len(_SERIALS[0])] in _SERIALS
        for row in rows.filter(pl.col("number") < _SERIAL_ROWS).select(letters).iter_rows()
    ]
    return pl.Series(starts + [False] * (rows.height - len(starts)), dtype=pl.Boolean)
