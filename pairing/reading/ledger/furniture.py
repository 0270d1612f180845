"""The rows of a ledger that are nobody's: totals, notes, titles and headers that every printed page repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.reading.ledger.columns import FEWEST_COLUMNS, HELPER_NAME
from pairing.reading.ledger.words import MEMBER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pairing.reading.ledger.body import Heading, Sheet

NUMBER: Final = "number"
"""The column that says which row below its sheet's header a row is, from 0."""
_LINE: Final = "line"
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


def furniture(cells: pl.DataFrame, sheets: Sequence[Sheet]) -> pl.Series:
    """Tell which rows below the header are nobody's: blank, a total, a note, a title, or the header again.

    ``cells`` are those of sheets that have the same header, with NUMBER and ``source``.
    """
    header, heading = sheets[0].header, sheets[0].heading
    named = [column.letters for column in header.read if column.field in _NAMED]
    columns = [column.letters for column in header.columns]
    looked_at = _worth_a_look(cells, columns, named, heading)
    nobody = looked_at.filter(
        _is_furniture(looked_at, named, _titles(sheets))
        | _header_again(looked_at, columns, heading)
        | _serials(looked_at, columns)
    )
    return pl.int_range(cells.height, dtype=pl.UInt32, eager=True).is_in(nobody[_LINE].implode())


def _worth_a_look(cells: pl.DataFrame, columns: list[str], named: list[str], heading: Heading) -> pl.DataFrame:
    """Give the rows that may be furniture, with their line, ``lead`` (the first text) and ``filled`` (cells).

    They have few cells, a word of totals or notes in the first cell or in a name, or a header's text in a name's place.
    """
    texts = {
        letters: list(filter(None, found))
        for letters, *found in zip(columns, *heading, strict=True)
        if letters in named
    }
    rows = cells.with_columns(
        pl.coalesce(columns).alias("lead"),
        pl.sum_horizontal(pl.col(columns).is_not_null()).alias("filled"),
    ).with_row_index(_LINE)
    hints = [pl.col(column).str.contains(_HINT) for column in ("lead", *named)]
    again = [pl.col(letters).is_in(found) for letters, found in texts.items() if found]
    return rows.filter(
        pl.any_horizontal(pl.col("filled") <= _FEW, pl.col(NUMBER) < _SERIAL_ROWS, *hints, *again)
    ).with_columns(pl.col("lead").str.replace_all(r"\s", ""))


def _is_furniture(rows: pl.DataFrame, named: list[str], titles: pl.DataFrame) -> pl.Series:
    words = pl.col(named).str.replace_all(r"\s", "")
    nobody = pl.all_horizontal(words.is_null() | words.str.contains(_HEADCOUNT))
    alone = (pl.col("filled") == 1) & (pl.col("title").is_not_null() | pl.all_horizontal(words.is_null()))
    told = rows.join(titles, on=["source", "lead"], how="left", maintain_order="left").select(
        (pl.col("filled") == 0)
        | (pl.col("lead").str.contains(_TOTAL_OF) & nobody)
        | pl.any_horizontal(pl.col("lead").str.contains(_TOTAL), words.str.contains(_TOTAL))
        | pl.col("lead").str.contains(_NOTE)
        | alone
    )
    return told.to_series().fill_null(value=False)


def _titles(sheets: Iterable[Sheet]) -> pl.DataFrame:
    """Give the texts above each sheet's header, once each: ``source``, ``lead`` and ``title``."""
    above = {
        (sheet.source, re.sub(r"\s", "", cell)): True
        for sheet in sheets
        for row in sheet.grid.cells.head(sheet.header.top - 1).rows()
        for cell in row
        if cell
    }
    shape = {"source": pl.UInt16(), "lead": pl.String()}
    return pl.DataFrame(list(above), schema=shape, orient="row").with_columns(title=True)


def _header_again(rows: pl.DataFrame, columns: list[str], heading: Heading) -> pl.Series:
    """Tell which rows say mostly what a row of the header says."""
    again = pl.lit(value=False)
    for line in heading:
        same = [pl.col(letters) == text for letters, text in zip(columns, line, strict=True) if text]
        if len(same) >= FEWEST_COLUMNS:
            count = pl.sum_horizontal(same)
            again |= (count >= FEWEST_COLUMNS) & (2 * count >= pl.col("filled"))
    return rows.select(pl.repeat(value=False, n=pl.len()) | again).to_series()


def _serials(rows: pl.DataFrame, columns: list[str]) -> pl.Series:
    """Tell which of the first rows of a sheet number the columns: 1 2 3 4, or 甲 乙 1 2."""
    first = rows.filter(pl.col(NUMBER) < _SERIAL_ROWS)
    numbering = [
        line
        for line, *row in first.select(_LINE, *columns).iter_rows()
        if tuple(cell for cell in row if cell)[: len(_SERIALS[0])] in _SERIALS
    ]
    return rows[_LINE].is_in(numbering)
