"""A county's flat ledger as offices keep it: the file that reading is measured on.

Sheets of townships, each with a title, a header below it, merged cells, a blank row and a subtotal after each village,
a total and notes at the end; dates in five spellings, numbers in full width or with their counter, names spaced out,
two names in a cell. Everybody in it is made up, and so are their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEADERS: Final = (
    "区县", "乡镇", "行政村", "户主姓名", "证件号码", "人口", "致贫原因",
    "帮扶单位", "帮扶责任人", "职务", "帮扶人手机号", "帮扶开始时间", "帮扶结束时间", "隶属关系",
)  # fmt: skip
CAUSES: Final = ("因病", "因残", "因学", "缺技术", "缺劳动力", "缺资金", "交通条件落后")
RANKS: Final = ("副处", "正科", "副科", "科员", "一级主任科员", "民警")
SURNAMES: Final = "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗"
GIVEN: Final = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
VILLAGES_OF_TOWNSHIP, UNITS = 10, 150
HOUSEHOLDS_OF_CADRE: Final = 4
SHARED_EVERY, IN_ONE_CELL_EVERY, UNCOVERED_EVERY, ENDED_EVERY = 12, 20, 100, 50
FIRST_DAY, LAST_DAY = datetime(2016, 1, 1), datetime(2016, 12, 1)  # noqa: DTZ001 - days of a calendar on the wall
FULL_WIDTH: Final = {ord("0") + digit: ord("０") + digit for digit in range(10)}
SPELLINGS: Final[tuple[Callable[[datetime], object], ...]] = (
    lambda day: day,
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}.{day.month}",
    lambda day: f"{day:%Y%m%d}",
)


@dataclass(frozen=True, slots=True)
class Home:
    """One household: where it is in the county, its cells, and the cells of each of its helpers."""

    township: int
    village: int
    cells: tuple[object, ...]
    helpers: tuple[tuple[object, ...], ...]


def write_county_ledger(path: Path, households: int = 12_000, villages: int = 100) -> None:
    """Write the ledger of a county, its households spread evenly over its villages."""
    homes = [_home(number, villages) for number in range(households)]
    with xlsxwriter.Workbook(path) as book:
        styles = (book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "yyyy-mm-dd"}))
        for township in range(-(-villages // VILLAGES_OF_TOWNSHIP)):
            sheet = book.add_worksheet(f"示例{township + 1}乡")
            _write_sheet(sheet, [home for home in homes if home.township == township], styles)


def _home(number: int, villages: int) -> Home:
    village = number % villages
    place, township = number // villages, village // VILLAGES_OF_TOWNSHIP
    cells = (
        "示例县",
        f"示例{township + 1}乡",
        f"示例{village + 1}村",
        _spaced(_name(place), number),
        f"{number:018d}",
        _persons(number),
        CAUSES[number % len(CAUSES)],
    )
    return Home(township, village, cells, tuple(_helpers(number, village, place)))


def _helpers(number: int, village: int, place: int) -> Iterator[tuple[object, ...]]:
    if number % UNCOVERED_EVERY == 0:
        return
    first = place // HOUSEHOLDS_OF_CADRE
    if number % IN_ONE_CELL_EVERY == 0:
        names = f"{_name(first)}、{_name(first + 1)}"
        yield _helper(number, village, names, None)
        return
    yield _helper(number, village, _spaced(_name(first), number), first)
    if number % SHARED_EVERY == 0:
        yield _helper(number, village, _name(first + 1), first + 1)


def _helper(number: int, village: int, name: str, cadre: int | None) -> tuple[object, ...]:
    """Give the cells of one helper, or of several in one cell, who have no rank or phone there."""
    spelling = SPELLINGS[number % len(SPELLINGS)]
    start = FIRST_DAY + timedelta(days=number % 300)
    return (
        f"示例单位{village % UNITS + 1}",
        name,
        None if cadre is None else RANKS[cadre % len(RANKS)],
        None if cadre is None else f"1000{village:03d}{cadre:04d}",
        spelling(start),
        spelling(LAST_DAY) if number % ENDED_EVERY == 1 else None,
        "县直" if village % 2 else "省直",
    )


def _name(number: int) -> str:
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]


def _spaced(name: str, number: int) -> str:
    return " ".join(name) if number % 2 else name


def _persons(number: int) -> object:
    persons = 1 + number % 7
    match number % 9:
        case 0:
            return str(persons).translate(FULL_WIDTH)
        case 3:
            return f"{persons}人"
        case _:
            return persons


def _write_sheet(sheet: Worksheet, homes: list[Home], styles: tuple[Format, Format]) -> None:
    last = len(HEADERS) - 1
    sheet.merge_range(0, 0, 0, last, "2016年度结对帮扶工作台账(示例)", styles[0])
    sheet.merge_range(1, 0, 1, last, "填报单位：示例县    计量单位：户、人", styles[0])
    sheet.write_row(2, 0, HEADERS, styles[0])
    row = 3
    for village in sorted({home.village for home in homes}):
        here = [home for home in homes if home.village == village]
        for home in here:
            row = _write_home(sheet, row, home, styles)
        row = _write_total(sheet, row, "小计", len(here), styles) + 1
    row = _write_total(sheet, row, "合计", len(homes), styles)
    sheet.merge_range(row, 0, row, last, "注：本表人员、证件号码、电话均为虚构。", styles[0])


def _write_home(sheet: Worksheet, row: int, home: Home, styles: tuple[Format, Format]) -> int:
    """Write a household, its own cells merged over the rows of its helpers, and give the next free row."""
    end = row + max(1, len(home.helpers))
    for column, cell in enumerate(home.cells):
        if end - row > 1:
            sheet.merge_range(row, column, end - 1, column, "", styles[0])
        _write_cell(sheet, row, column, cell, styles)
    for line, helper in enumerate(home.helpers, start=row):
        for column, cell in enumerate(helper, start=len(home.cells)):
            _write_cell(sheet, line, column, cell, styles)
    return end


def _write_cell(sheet: Worksheet, row: int, column: int, cell: object, styles: tuple[Format, Format]) -> None:
    plain, dated = styles
    match cell:
        case None:
            sheet.write_blank(row, column, None, plain)
        case datetime():
            sheet.write_datetime(row, column, cell, dated)
        case int():
            sheet.write_number(row, column, cell, plain)
        case _:
            sheet.write_string(row, column, str(cell), plain)


def _write_total(sheet: Worksheet, row: int, word: str, households: int, styles: tuple[Format, Format]) -> int:
    sheet.write_string(row, 0, word, styles[0])
    sheet.write_string(row, 3, f"{households}户", styles[0])
    return row + 1
