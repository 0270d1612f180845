"""The sample as the flat ledger an office keeps: a title, two rows of header, merged cells, totals, notes, five dates.

A row per helper of a household in scope, ended ones too; a household that nobody helps has a row without a helper. What
such a ledger cannot say (twinnings, postings, quotas, who is idle) is not in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import xlsxwriter

from pairing.counting import active_on, counting_pairings, households_in_scope
from pairing.writing.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from pairing.roster import Roster

TITLE: Final = "2016年度结对帮扶工作台账(示例)"
SUBTITLE: Final = "填报单位：示例厅扶贫办    计量单位：户、人    截至：2016年12月31日"
NOTES: Final = ("填表人：张甲子    审核人：李乙丑    填表日期：2016.12.31", "注：本表人员、证件号码、电话均为虚构。")
HOUSEHOLD_COLUMNS: Final = ("序号", "区县", "乡镇", "行政村", "户主姓名", "证件号码", "人口", "致贫原因")
HELPER_GROUP: Final = "帮扶责任人"
HELPER_COLUMNS: Final = ("姓名", "单位", "职务/职级", "电话")
LAST_COLUMNS: Final = ("帮扶开始时间", "帮扶结束时间", "备注")
WIDTHS: Final = (6, 9, 10, 12, 11, 22, 7, 16, 12, 20, 14, 14, 15, 15, 14)
A4: Final = 9
ELSEWHERE: Final = "未列名"
"""The sheet of the villages whose county is not published."""
Value = date | int | str | None
"""What a cell of the ledger holds."""
SPACED_EVERY, FULL_WIDTH_EVERY, COUNTER_EVERY, ONE_CELL_EVERY = 2, 9, 5, 6


@dataclass(frozen=True, slots=True)
class Helper:
    """One line of a household: a helper and since when; several names when they share a cell."""

    name: str
    unit: str
    rank: str | None
    phone: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the ledger, its helpers in force first."""

    number: int
    county: str | None
    township: str | None
    village: str
    head: str
    persons: int
    cause: str | None
    helpers: tuple[Helper, ...]


def write_sample_ledger(path: Path, roster: Roster) -> Path:
    """Write the households in scope and their helpers as a messy ledger, a sheet per county.

    Raises OutputError when the file cannot be written.
    """
    sheets: dict[str, list[Home]] = defaultdict(list)
    for home in _homes(roster):
        sheets[home.county or ELSEWHERE].append(home)
    with replacing(path) as draft, xlsxwriter.Workbook(draft) as book:
        styles = _styles(book)
        for name, homes in sheets.items():
            _write_sheet(book.add_worksheet(name), homes, styles)
    return path


# What the ledger says -----------------------------------------------------------------------------------------------


def _homes(roster: Roster) -> Iterator[Home]:
    villages = roster.villages.select("county", "township", pl.col("name").alias("place"), village_key="key")
    helpers = _helpers(roster)
    frame = households_in_scope(roster).join(villages, on="village_key", maintain_order="left")
    for number, row in enumerate(frame.sort("village_key", "key").iter_rows(named=True), start=1):
        yield Home(
            number=number,
            county=row["county"],
            township=row["township"],
            village=row["place"],
            head=row["head"],
            persons=row["persons"],
            cause=row["cause"],
            helpers=_in_one_cell(helpers.get(row["key"], ()), number),
        )


def _helpers(roster: Roster) -> dict[int, tuple[Helper, ...]]:
    """Give the helpers of each household: those whose pairing counts in their order, then those of ended pairings."""
    over = roster.pairings.filter(~pl.col("void") & ~active_on(roster.on))
    units = roster.units.select(unit_key="key", unit_name="name")
    cadres = roster.cadres.join(units, on="unit_key").select("name", "unit_name", "rank", "phone", cadre_key="key")
    rows = (
        pl.concat([counting_pairings(roster), over])
        .join(cadres, on="cadre_key")
        .sort("household_key", pl.col("end_date") < roster.on, "ordinal", "key")
    )
    found: dict[int, list[Helper]] = defaultdict(list)
    for row in rows.iter_rows(named=True):
        found[row["household_key"]].append(
            Helper(row["name"], row["unit_name"], row["rank"], row["phone"], row["start_date"], row["end_date"])
        )
    return {key: tuple(helpers) for key, helpers in found.items()}


def _in_one_cell(helpers: tuple[Helper, ...], number: int) -> tuple[Helper, ...]:
    """Put two colleagues into one cell, in some households, as offices do when they are short of rows."""
    alike = len({(helper.unit, helper.start, helper.end) for helper in helpers}) == 1
    if len(helpers) == 1 or not alike or number % ONE_CELL_EVERY:
        return helpers
    names = "、".join(helper.name for helper in helpers)
    return (Helper(names, helpers[0].unit, None, None, helpers[0].start, helpers[0].end),)


# How it is written --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    plain: Format
    header: Format
    cell: Format
    date: Format
    total: Format


def _styles(book: xlsxwriter.Workbook) -> _Styles:
    cell: dict[str, Any] = {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True}
    return _Styles(
        title=book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        plain=book.add_format({"font_size": 10}),
        header=book.add_format({**cell, "bold": True, "bg_color": "#EDEDED"}),
        cell=book.add_format(cell),
        date=book.add_format({**cell, "num_format": "yyyy-mm-dd"}),
        total=book.add_format({**cell, "bold": True}),
    )


def _write_sheet(sheet: Worksheet, homes: Sequence[Home], styles: _Styles) -> None:
    _write_header(sheet, styles)
    row, last = 4, len(WIDTHS) - 1
    for place in dict.fromkeys(home.village for home in homes):
        here = [home for home in homes if home.village == place]
        for home in here:
            row = _write_home(sheet, row, home, styles)
        _write_total(sheet, row, "小计", here, styles)
        row += 2  # a blank row stands between two villages
    _write_total(sheet, row - 1, "合计", homes, styles)
    for below, note in enumerate(NOTES, start=row + 1):
        sheet.merge_range(below, 0, below, last, note, styles.plain)


def _write_header(sheet: Worksheet, styles: _Styles) -> None:
    last = len(WIDTHS) - 1
    sheet.merge_range(0, 0, 0, last, TITLE, styles.title)
    sheet.merge_range(1, 0, 1, last, SUBTITLE, styles.plain)
    helper = len(HOUSEHOLD_COLUMNS)
    after = helper + len(HELPER_COLUMNS)
    for column, header in enumerate(HOUSEHOLD_COLUMNS):
        sheet.merge_range(2, column, 3, column, header, styles.header)
    sheet.merge_range(2, helper, 2, after - 1, HELPER_GROUP, styles.header)
    for column, header in enumerate(HELPER_COLUMNS, start=helper):
        sheet.write_string(3, column, header, styles.header)
    for column, header in enumerate(LAST_COLUMNS, start=after):
        sheet.merge_range(2, column, 3, column, header, styles.header)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 5)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _write_home(sheet: Worksheet, row: int, home: Home, styles: _Styles) -> int:
    """Write a household, its own cells merged over its helpers' rows, and give the next free row."""
    last = row + max(1, len(home.helpers)) - 1
    values = (
        home.number,
        home.county,
        home.township,
        home.village,
        _spaced(home.head, home.number),
        f"{home.number:018d}",
        _persons(home.persons, home.number),
        home.cause,
    )
    for column, value in enumerate(values):
        if last > row:
            sheet.merge_range(row, column, last, column, "", styles.cell)
        _write_cell(sheet, row, column, value, styles)
    for place, helper in enumerate(home.helpers):
        _write_helper(sheet, row + place, helper, home.number, styles)
    for blank in range(len(HOUSEHOLD_COLUMNS), len(WIDTHS)) if not home.helpers else ():
        sheet.write_blank(row, blank, None, styles.cell)
    return last + 1


def _write_helper(sheet: Worksheet, row: int, helper: Helper, number: int, styles: _Styles) -> None:
    first = len(HOUSEHOLD_COLUMNS)
    spelling = _SPELLINGS[(number + row) % len(_SPELLINGS)]
    values = (_spaced(helper.name, number + row), helper.unit, helper.rank, helper.phone)
    for column, value in enumerate(values, start=first):
        _write_cell(sheet, row, column, value, styles)
    for column, day in ((first + 4, helper.start), (first + 5, helper.end)):
        _write_cell(sheet, row, column, spelling(day) if day else None, styles)
    _write_cell(sheet, row, first + 6, "已调整" if helper.end else None, styles)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, styles: _Styles) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, styles.cell)
        case int():
            sheet.write_number(row, column, value, styles.cell)
        case str():
            sheet.write_string(row, column, value, styles.cell)
        case date():
            sheet.write_datetime(row, column, datetime.combine(value, time()), styles.date)


def _write_total(sheet: Worksheet, row: int, word: str, homes: Sequence[Home], styles: _Styles) -> None:
    for column in range(len(WIDTHS)):
        sheet.write_blank(row, column, None, styles.total)
    sheet.write_string(row, 0, word, styles.total)
    sheet.write_string(row, 4, f"{len(homes)}户", styles.total)
    sheet.write_number(row, 6, sum(home.persons for home in homes), styles.total)


def _spaced(name: str, number: int) -> str:
    """Write a name of two characters as wide as one of three, sometimes, as people do."""
    return f"{name[0]} {name[1]}" if len(name) == 2 and number % SPACED_EVERY else name  # noqa: PLR2004


def _persons(count: int, number: int) -> int | str:
    if number % FULL_WIDTH_EVERY == 0:
        return str(count).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return f"{count}人" if number % COUNTER_EVERY == 0 else count


_SPELLINGS: Final[tuple[Callable[[date], date | str], ...]] = (
    lambda day: day,
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}.{day.month:02d}.{day.day:02d}",
    lambda day: f"{day:%Y%m%d}",
)
"""Five ways in which offices write a date; the first is a date of the spreadsheet's own."""
