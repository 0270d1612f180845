"""A ledger written back with what a plan changes: rows ended, rows added, all else as its planner has it."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import odswriter
import openpyxl
import pytest
import xlsxwriter
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from pairing.counting import counting_pairings
from pairing.errors import OutputError
from pairing.planning.applying import apply_plan
from pairing.reading import read_roster
from pairing.writing.ledger import LedgerError, suffix_for, write_ledger
from tests.pairing.planning.plans import Drafting, active, drawn_plan
from tests.pairing.reading.ledger.ledgers import problems, table, write
from tests.pairing.writing.offices import Office

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pairing.roster import Roster
    from pairing.writing.ledger import Written

E = dt.date(2017, 1, 1)
FLAT = """
结对帮扶台账
序号 | 行政村 | 户主姓名 | 人口 | 帮扶单位 | 帮扶责任人 | 帮扶人手机号 | 帮扶开始时间 | 帮扶结束时间 | 备注
1 | 东村 | 张三 | 3 | 甲局 | 李一 | 13800000001 | 2016.03.01 | | 好
2 | 东村 | 王五 | 2 | 乙局 | 赵二 | 13800000002 | 2016.03.01 | |
3 | 西村 | 钱六 | 4 | | | | | |
合计 | | 3户 | 9
"""


@dataclass(frozen=True)
class Desk:
    """A ledger, its roster, and what is done with it; people are called by their names."""

    ledger: Path

    @property
    def roster(self) -> Roster:
        return read_roster(self.ledger, as_of=E).roster

    def change(self, *changes: str) -> Written:
        """Write ``张三 李一>赵二``: of a household, who ends and who begins; the result is ``新.*`` beside it."""
        roster = self.roster
        applied = apply_plan(roster, self._drafted(roster, changes).plan())
        return write_ledger(self.ledger, self.result, roster, applied.roster, E)

    def _drafted(self, roster: Roster, changes: Sequence[str]) -> Drafting:
        drafting = Drafting(roster, E)
        homes = dict(roster.households.select("head", "id").iter_rows())
        people = dict(roster.cadres.select("name", "id").iter_rows())
        for change in changes:
            head, both = change.split()
            old, _, new = both.partition(">")
            new, _, ordinal = new.partition("@")
            kind = "move" if old and new else "drop" if old else "add"
            drafting.change(kind, homes[head], people.get(old), people.get(new), int(ordinal) if ordinal else None)  # type: ignore[arg-type]
        return drafting

    @property
    def result(self) -> Path:
        return self.ledger.with_name(f"新{suffix_for(self.ledger)}")

    @property
    def rows(self) -> list[str]:
        """The rows of the result, cells between bars."""
        sheet = openpyxl.load_workbook(self.result).worksheets[0]
        return [_line(row) for row in sheet.iter_rows(values_only=True)]

    @property
    def pairs(self) -> list[str]:
        """Who helps whom by the result."""
        roster = read_roster(self.result, as_of=E).roster
        names = dict(roster.cadres.select("id", "name").iter_rows())
        heads = dict(roster.households.select("id", "head").iter_rows())
        found = counting_pairings(roster).select("household", "cadre").iter_rows()
        return sorted(f"{heads[household]} {names[cadre]}" for household, cadre in found)


def _line(row: Sequence[object]) -> str:
    cells = ["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row]
    return "|".join(cells).rstrip("|")


def desk(
    tmp_path: Path, rows: str = FLAT, merges: Sequence[tuple[int, int, int, int]] = (), name: str = "台账.xlsx"
) -> Desk:
    return Desk(write(tmp_path / name, table(rows), merges))


# Rows that end and rows that begin ------------------------------------------------------------------------------------


def test_what_ends_is_dated_as_the_ledger_dates_and_what_begins_gets_a_row_above_the_totals(tmp_path: Path) -> None:
    some = desk(tmp_path)
    some.change("张三 李一>赵二", "王五 >李一")
    assert some.rows == [
        "结对帮扶台账",
        "序号|行政村|户主姓名|人口|帮扶单位|帮扶责任人|帮扶人手机号|帮扶开始时间|帮扶结束时间|备注",
        "1|东村|张三|3|甲局|李一|13800000001|2016.03.01|2016.12.31|好",
        "|东村|张三|3|乙局|赵二|13800000002|2017.01.01",
        "2|东村|王五|2|乙局|赵二|13800000002|2016.03.01",
        "|东村|王五|2|甲局|李一|13800000001|2017.01.01",
        "3|西村|钱六|4",
        "合计||3户|9",
    ]
    assert some.pairs == ["张三 赵二", "王五 李一", "王五 赵二"]


def test_a_row_that_names_nobody_is_filled_in(tmp_path: Path) -> None:
    some = desk(tmp_path)
    some.change("钱六 >李一")
    assert some.rows[4] == "3|西村|钱六|4|甲局|李一|13800000001|2017.01.01"
    assert len(some.rows) == 6


def test_so_is_one_that_says_nobody_or_only_his_unit(tmp_path: Path) -> None:
    some = desk(tmp_path, FLAT.replace("钱六 | 4 | | |", "钱六 | 4 | 甲局 | 待定 |"))
    some.change("钱六 >李一")
    assert some.rows[4] == "3|西村|钱六|4|甲局|李一|13800000001|2017.01.01"


def test_one_that_names_another_unit_stays(tmp_path: Path) -> None:
    some = desk(tmp_path, FLAT.replace("钱六 | 4 | | |", "钱六 | 4 | 乙局 | |"))
    some.change("钱六 >李一")
    assert some.rows[4:6] == ["3|西村|钱六|4|乙局", "|西村|钱六|4|甲局|李一|13800000001|2017.01.01"]


def test_the_row_of_an_idle_cadre_stays_as_it_is(tmp_path: Path) -> None:
    some = desk(tmp_path, FLAT.replace("合计", " | | | | 丙局 | 闲人 | 13800000009 | | |\n合计"))
    some.change("张三 李一>闲人")
    assert some.rows[3] == "|东村|张三|3|丙局|闲人|13800000009|2017.01.01"
    assert some.rows[6] == "||||丙局|闲人|13800000009"


def test_a_column_that_lacks_is_added_at_the_right(tmp_path: Path) -> None:
    some = desk(tmp_path, "行政村 | 户主 | 帮扶责任人\n东村 | 张三 | 李一\n东村 | 王五 | 赵二")
    some.change("张三 李一>赵二")
    assert some.rows == [
        "行政村|户主|帮扶责任人|帮扶结束时间|帮扶开始时间",
        "东村|张三|李一|2016-12-31",
        "东村|张三|赵二||2017-01-01",
        "东村|王五|赵二",
    ]


def test_in_an_english_ledger_it_is_english(tmp_path: Path) -> None:
    some = desk(tmp_path, "village | household | helper\nEast | Zhang | Li\nEast | Wang | Zhao")
    some.change("Zhang Li>")
    assert some.rows[0] == "village|household|helper|end"


def test_one_that_would_begin_on_that_day_is_void(tmp_path: Path) -> None:
    some = desk(tmp_path, FLAT.replace("2016.03.01", "2017.01.01"))
    some.change("张三 李一>赵二")
    assert some.rows[1].endswith("备注|作废")
    assert some.rows[2].endswith("2017.01.01||好|是")
    assert "张三 李一" not in some.pairs


def test_every_row_of_a_pair_ends(tmp_path: Path) -> None:
    again = "1 | 东村 | 张三 | 3 | 甲局 | 李一 | 13800000001 | 2016.05.01 | |\n2 |"
    some = desk(tmp_path, FLAT.replace("2 |", again, 1))
    some.change("张三 李一>")
    assert [row for row in some.rows if "2016.12.31" in row] == [
        "1|东村|张三|3|甲局|李一|13800000001|2016.03.01|2016.12.31|好",
        "1|东村|张三|3|甲局|李一|13800000001|2016.05.01|2016.12.31",
    ]


def test_nothing_changes_where_nothing_is_to_change(tmp_path: Path) -> None:
    some = desk(tmp_path)
    written = some.change()
    assert (some.rows[2], written.notes) == ("1|东村|张三|3|甲局|李一|13800000001|2016.03.01||好", ())
    assert written.roster.same_content(some.roster)


# Several helpers in a row ---------------------------------------------------------------------------------------------

TOGETHER = """
行政村 | 户主 | 人口 | 帮扶单位 | 帮扶责任人 | 帮扶人手机号 | 帮扶开始时间 | 帮扶结束时间
东村 | 张三 | 3 | 甲局 | 李一、赵二、周三 | 13800000001、13800000002、13800000003 | 2016-03-01 |
东村 | 王五 | 2 | 乙局 | 孙四 | 13800000004 | 2016-03-01 |
"""


def test_of_several_in_one_cell_those_who_end_get_rows_of_their_own(tmp_path: Path) -> None:
    some = desk(tmp_path, TOGETHER)
    some.change("张三 赵二>孙四")
    assert some.rows[1:4] == [
        "东村|张三|3|甲局|李一、周三|13800000001、13800000003|2016-03-01",
        "东村|张三|3|甲局|赵二|13800000002|2016-03-01|2016-12-31",
        "东村|张三|3|乙局|孙四|13800000004|2017-01-01",
    ]
    assert some.pairs == ["张三 周三", "张三 孙四", "张三 李一", "王五 孙四"]


def test_where_all_of_a_cell_end_it_stays_whole(tmp_path: Path) -> None:
    some = desk(tmp_path, TOGETHER)
    some.change("张三 李一>", "张三 赵二>", "张三 周三>孙四")
    assert some.rows[1].endswith("李一、赵二、周三|13800000001、13800000002、13800000003|2016-03-01|2016-12-31")


def test_a_number_behind_a_name_goes_with_it(tmp_path: Path) -> None:
    some = desk(tmp_path, "村 | 户主 | 帮扶责任人\n东村 | 张三 | 李一13800000001/赵二13800000002\n东村 | 王五 | 孙四")
    some.change("张三 李一>")
    assert some.rows[1:3] == ["东村|张三|赵二 13800000002", "东村|张三|李一 13800000001|2016-12-31"]
    phones = dict(read_roster(some.result).roster.cadres.select("name", "phone").iter_rows())
    assert phones == {"李一": "13800000001", "赵二": "13800000002", "孙四": None}


SLOTS = """
行政村 | 户主 | 帮扶责任人1 | 电话1 | 帮扶责任人2 | 电话2 | 帮扶开始时间 | 帮扶结束时间
东村 | 张三 | 李一 | 13800000001 | 赵二 | 13800000002 | 2016-03-01 |
东村 | 王五 | 孙四 | 13800000004 | | | 2016-03-01 |
"""


def test_of_several_in_columns_too(tmp_path: Path) -> None:
    some = desk(tmp_path, SLOTS)
    some.change("张三 李一>孙四")
    assert some.rows[1:4] == [
        "东村|张三|||赵二|13800000002|2016-03-01",
        "东村|张三|李一|13800000001|||2016-03-01|2016-12-31",
        "东村|张三|孙四|13800000004|||2017-01-01",
    ]


def test_columns_with_an_end_each_take_it(tmp_path: Path) -> None:
    own = SLOTS.replace("帮扶开始时间 | 帮扶结束时间", "结束时间1 | 结束时间2").replace("2016-03-01 |", "|")
    some = desk(tmp_path, own)
    some.change("张三 赵二>")
    assert some.rows[1] == "东村|张三|李一|13800000001|赵二|13800000002||2016-12-31"


def test_columns_that_say_an_order_hold_it(tmp_path: Path) -> None:
    some = desk(tmp_path, "村 | 户主 | 第一责任人 | 第二责任人\n东村 | 张三 | 李一 | 赵二\n东村 | 王五 | 孙四 |")
    some.change("张三 李一>孙四@1", "王五 >赵二@7")
    assert some.rows[1:] == [
        "东村|张三||赵二",
        "东村|张三|李一||2016-12-31",
        "东村|张三|孙四|||2017-01-01",
        "东村|王五|孙四",
        "东村|王五||赵二||2017-01-01",
    ]


def test_an_order_goes_into_its_column_and_nowhere_else(tmp_path: Path) -> None:
    some = desk(tmp_path, "村 | 户主 | 责任人 | 顺序\n东村 | 张三 | 李一 | 1\n东村 | 王五 | 赵二 | 1")
    some.change("张三 李一>赵二@1")
    assert some.rows[2] == "东村|张三|赵二|1||2017-01-01"


def test_another_order_changes_nothing_in_a_ledger_that_knows_none(tmp_path: Path) -> None:
    some = desk(tmp_path)
    roster = some.roster
    drafting = Drafting(roster, E)
    first = roster.pairings.row(0, named=True)
    drafting.change("order", first["household"], None, first["cadre"], 1)
    write_ledger(some.ledger, some.result, roster, apply_plan(roster, drafting.plan()).roster, E)
    assert some.rows == [_line(row) for row in openpyxl.load_workbook(some.ledger).worksheets[0].values]


# Merged cells ---------------------------------------------------------------------------------------------------------

MERGED = """
序号 | 行政村 | 户主 | 人口 | 帮扶责任人 | 帮扶单位 | 开始时间 | 结束时间
1 | 东村 | 张三 | 3 | 李一 | 甲局 | 2016-03-01 |
| | | | 赵二 | 甲局 | 2016-03-01 |
2 | | 王五 | 2 | 孙四 | 乙局 | 2016-03-01 |
3 | 西村 | 钱六 | 4 | 孙四 | 乙局 | 2016-03-01 |
"""
MERGES = [(2, 1, 3, 1), (2, 2, 4, 2), (2, 3, 3, 3), (2, 4, 3, 4)]


def merged_in(path: Path) -> set[str]:
    return {str(each) for each in openpyxl.load_workbook(path).worksheets[0].merged_cells.ranges}


def test_the_merged_cells_of_a_household_reach_over_its_new_row(tmp_path: Path) -> None:
    some = desk(tmp_path, MERGED, MERGES)
    some.change("张三 李一>孙四")
    assert some.rows[1:6] == [
        "1|东村|张三|3|李一|甲局|2016-03-01|2016-12-31",
        "||||赵二|甲局|2016-03-01",
        "||||孙四|乙局|2017-01-01",
        "2||王五|2|孙四|乙局|2016-03-01",
        "3|西村|钱六|4|孙四|乙局|2016-03-01",
    ]
    assert merged_in(some.result) == {"A2:A4", "B2:B5", "C2:C4", "D2:D4"}
    assert some.pairs == ["张三 孙四", "张三 赵二", "王五 孙四", "钱六 孙四"]


def test_a_household_of_one_row_is_merged_as_the_others_are(tmp_path: Path) -> None:
    some = desk(tmp_path, MERGED, MERGES)
    some.change("王五 >赵二", "钱六 >李一")
    assert merged_in(some.result) == {
        "A2:A3", "C2:C3", "D2:D3", "B2:B5", "A4:A5", "C4:C5", "D4:D5", "A6:A7", "C6:C7", "D6:D7",
    }  # fmt: skip
    assert some.rows[6] == "|西村|||李一|甲局|2017-01-01"


def test_a_helper_merged_over_households_is_told_apart_from_a_new_one(tmp_path: Path) -> None:
    rows = MERGED.replace("3 | 西村 | 钱六 | 4 | 孙四 | 乙局 | 2016-03-01", "3 | 西村 | 钱六 | 4 | | |")
    some = desk(tmp_path, rows, [*MERGES, (4, 5, 5, 5), (4, 6, 5, 6), (4, 7, 5, 7), (4, 8, 5, 8)])
    some.change("王五 孙四>赵二")
    assert some.pairs == ["张三 李一", "张三 赵二", "王五 赵二", "钱六 孙四"]
    assert some.rows[3:6] == [
        "2||王五|2|孙四|乙局|2016-03-01|2016-12-31",
        "||||赵二|甲局|2017-01-01",
        "3|西村|钱六|4|孙四|乙局|2016-03-01",
    ]


def test_a_unit_merged_over_households_stays_merged_where_it_is_true(tmp_path: Path) -> None:
    rows = MERGED.replace("3 | 西村 | 钱六 | 4 | 孙四 | 乙局", "3 | 西村 | 钱六 | 4 | 孙四 |")
    colleague = rows.replace("钱六 | 4 | 孙四", "钱六 | 4 | 周五")
    some = desk(tmp_path, colleague, [*MERGES, (4, 6, 5, 6)])
    some.change("王五 孙四>周五")
    assert "F4:F6" in merged_in(some.result)
    assert some.pairs == ["张三 李一", "张三 赵二", "王五 周五", "钱六 周五"]


def test_looks_are_those_of_the_row_above(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", table(FLAT))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["F3"].fill = PatternFill("solid", fgColor="FFCC00")
    sheet.row_dimensions[3].height = 33
    sheet.row_dimensions[4].height = 44
    book.save(path)
    Desk(path).change("张三 李一>赵二")
    written = openpyxl.load_workbook(Desk(path).result).worksheets[0]
    assert [written.cell(row, 6).fill.fgColor.rgb for row in (3, 4, 5)] == ["00FFCC00", "00FFCC00", "00000000"]
    assert [written.row_dimensions[row].height for row in (3, 4, 5)] == [33, 33, 44]


# What refers to rows --------------------------------------------------------------------------------------------------


def test_sums_filters_and_formats_go_on_covering_the_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", table(FLAT))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C6"] = "=COUNTA(C3:C5)"
    sheet.auto_filter.ref = "A2:J5"
    sheet.print_area = "A1:J6"
    sheet.conditional_formatting.add("A3:J5", FormulaRule(formula=['$I3<>""']))  # type: ignore[no-untyped-call]
    choice = DataValidation("list", formula1="=$C$3:$C$5")
    choice.add("E3:E5")
    sheet.add_data_validation(choice)
    sheet["J4"].hyperlink = "https://example.org/"
    other = book.create_sheet("汇总")
    other["A1"] = "=SUM(台账!D3:D5)+台账!D6"
    book.defined_names["全部"] = openpyxl.workbook.defined_name.DefinedName("全部", attr_text="台账!$C$3:$C$5")
    book.save(path)
    Desk(path).change("张三 李一>赵二", "钱六 >李一", "钱六 >赵二")
    written = openpyxl.load_workbook(Desk(path).result)
    sheet = written.worksheets[0]
    assert sheet["C8"].value == "=COUNTA(C3:C7)"
    assert written["汇总"]["A1"].value == "=SUM(台账!D3:D7)+台账!D8"
    assert (sheet.auto_filter.ref, sheet.print_area) == ("A2:J7", "'台账'!$A$1:$J$8")
    (form,) = sheet.conditional_formatting
    assert (str(form.sqref), form.rules[0].formula) == ("A3:J7", ['$I3<>""'])
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("E3:E7", "=$C$3:$C$7")
    assert sheet["J5"].hyperlink is not None
    assert written.defined_names["全部"].attr_text == "台账!$C$3:$C$7"


def test_persons_that_are_added_up_are_not_added_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", table(FLAT.replace("3户 | 9", "3户 | =SUM(D3:D5)")))
    Desk(path).change("张三 李一>赵二")
    assert Desk(path).rows[3] == "|东村|张三||乙局|赵二|13800000002|2017.01.01"
    assert Desk(path).rows[6] == "合计||3户|=SUM(D3:D6)"


def test_formulas_that_tell_of_somebody_keep_their_values(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        for i, cells in enumerate(["村 户主 人口 责任人 开始时间", " 张三  李一", " 王五  赵二"]):
            sheet.write_row(i, 0, cells.split(" "))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in (1, 2):
            sheet.write_formula(row, 0, '="东"&"村"', None, "东村")
            sheet.write_formula(row, 2, "=1+2", None, 3)
            sheet.write_formula(row, 4, "=DATE(2016,3,1)", day, 42430)
    some = Desk(path)
    some.change("张三 李一>赵二")
    roster = read_roster(some.result, as_of=E).roster
    assert roster.households["persons"].to_list() == [3, 3]
    assert some.pairs == ["张三 赵二", "王五 赵二"]
    assert openpyxl.load_workbook(some.result).worksheets[0]["A2"].value == '="东"&"村"'
    assert roster.pairings["start_date"].to_list()[0] == dt.date(2016, 3, 1)


def test_what_says_as_above_goes_on_meaning_what_it_meant(tmp_path: Path) -> None:
    rows = FLAT.replace(
        "2 | 东村 | 王五 | 2 | 乙局 | 赵二 | 13800000002 | 2016.03.01", "2 | 同上 | 王五 | 2 | 〃 | 赵二 | 1380 | 〃"
    )
    some = desk(tmp_path, rows.replace("3 | 西村", "3 | 同上"))
    before = some.roster
    some.change("张三 李一>赵二")
    assert some.rows[3:6] == [
        "|东村|张三|3|甲局|赵二|1380|2017.01.01",
        "2|东村|王五|2|甲局|赵二|1380|2016.03.01",
        "3|同上|钱六|4",
    ]
    assert read_roster(some.result).roster.villages["id"].to_list() == before.villages["id"].to_list()


NAMESAKES = """
村 | 组 | 户主 | 身份证号 | 帮扶单位 | 责任人 | 责任人身份证号 | 电话
东村 | 一组 | 张三 | 630000000000000001 | 甲局 | 李一 | 630000000000000011 | 13800000001
东村 | 二组 | 张三 | 630000000000000002 | 甲局 | 李一 | 630000000000000012 | 13800000002
"""


def exchanged(tmp_path: Path, rows: str) -> Roster:
    """The first household gets the helper of the second, who is called like its own."""
    some = desk(tmp_path, rows)
    roster = some.roster
    drafting = Drafting(roster, E)
    one, other = roster.pairings.select("cadre", "household").rows()
    drafting.change("move", one[1], one[0], other[0])
    after = apply_plan(roster, drafting.plan()).roster
    written = write_ledger(some.ledger, some.result, roster, after, E).roster
    assert counted(written) == counted(after) == {other, (other[0], one[1])}
    return written


def counted(roster: Roster) -> set[tuple[str, str]]:
    return set(counting_pairings(roster).select("cadre", "household").iter_rows())


def test_namesakes_are_not_mixed_up(tmp_path: Path) -> None:
    assert exchanged(tmp_path, NAMESAKES).cadres["phone"].to_list() == ["13800000001", "13800000002"]


def test_whom_only_numbers_tell_apart_could_be_mixed_up_and_is_not_written(tmp_path: Path) -> None:
    """Numbers are never kept, so that the ids of such namesakes follow what else their rows say."""
    rows = NAMESAKES.replace("13800000001", "").replace("13800000002", "").replace("一组", "").replace("二组", "")
    with pytest.raises(LedgerError, match="李一 helps 张三"):
        exchanged(tmp_path, rows)


# Text -----------------------------------------------------------------------------------------------------------------

CSV = (
    '村,户主,人口,责任人,开始,结束,备注\r\n东村,张三,3,李一,2016/3/1,,"一,二"\r\n'
    "东村 ,王五,2,赵二,2016/3/1,,\r\n合计,2户,5\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_keeps_its_encoding_and_every_row_that_stays(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(CSV.encode(encoding))
    Desk(path).change("张三 李一>赵二")
    assert Desk(path).result.read_bytes().decode(encoding) == (
        '村,户主,人口,责任人,开始,结束,备注\r\n东村,张三,3,李一,2016/3/1,2016/12/31,"一,二"\r\n'
        "东村,张三,3,赵二,2017/1/1,,\r\n东村 ,王五,2,赵二,2016/3/1,,\r\n合计,2户,5\r\n"
    )


def test_text_keeps_its_dialect(tmp_path: Path) -> None:
    path = tmp_path / "台账.tsv"
    path.write_text(
        '"村"\t"户主"\t"责任人"\n"东村"\t"张三"\t"李一"\n"东村"\t"王五"\t"赵二"', encoding="utf-8", newline=""
    )
    Desk(path).change("王五 赵二>李一")
    assert Desk(path).result.read_text(encoding="utf-8") == (
        '"村"\t"户主"\t"责任人"\t"帮扶结束时间"\t"帮扶开始时间"\n"东村"\t"张三"\t"李一"\n'
        '"东村"\t"王五"\t"赵二"\t"2016-12-31"\n"东村"\t"王五"\t"李一"\t""\t"2017-01-01"'
    )


def test_text_that_begins_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("村,户主,责任人,单位\n东村,张三,李一,'=甲\n东村,王五,赵二,'+乙\n", encoding="utf-8")
    Desk(path).change("张三 李一>赵二")
    assert "东村,张三,赵二,'+乙,," in Desk(path).result.read_text(encoding="utf-8")
    book = desk(tmp_path, "村 | 户主 | 责任人 | 单位\n东村 | 张三 | 李一 | 甲\n东村 | 王五 | 赵二 | 乙")
    sheet = openpyxl.load_workbook(book.ledger)
    sheet.worksheets[0]["D3"].value = "=乙"
    sheet.worksheets[0]["D3"].data_type = "s"
    sheet.save(book.ledger)
    book.change("张三 李一>赵二")
    assert openpyxl.load_workbook(book.result).worksheets[0]["D3"].data_type == "s"


# Other workbooks ------------------------------------------------------------------------------------------------------


def test_a_ledger_of_another_office_comes_back_as_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "台账.ods"
    with path.open("wb") as stream, odswriter.writer(stream) as book:
        sheet = book.new_sheet("台账")
        for row in table(FLAT):
            sheet.writerow([cell or "" for cell in row])
    written = Desk(path).change("张三 李一>赵二")
    (note,) = written.notes
    assert str(note).startswith("台账.ods is no .xlsx; its values and merged cells came back as one")
    assert Desk(path).rows[2] == "1|东村|张三|3|甲局|李一|13800000001|2016.03.01|2016.12.31|好"
    assert openpyxl.load_workbook(Desk(path).result).worksheets[0]["D3"].value == 3


def test_what_does_not_come_back_is_said(tmp_path: Path) -> None:
    some = desk(tmp_path)
    with zipfile.ZipFile(some.ledger, "a") as parts:
        parts.writestr("xl/media/image1.png", b"")
        parts.writestr("xl/threadedComments/threadedComment1.xml", b"<x/>")
    (note,) = some.change("张三 李一>").notes
    assert str(note) == "Not kept, and only in 台账.xlsx as it was: comments in threads, pictures."


def test_a_workbook_that_cannot_be_changed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("xl/what")

    some = desk(tmp_path)
    monkeypatch.setattr("pairing.writing.ledger.workbook.load_workbook", stumble)
    with pytest.raises(OutputError, match=r"台账\.xlsx: can be read, but not changed \(KeyError\)"):
        some.change("张三 李一>")


@pytest.mark.parametrize(("name", "to"), [("台账.xlsx", "新.csv"), ("台账.xlsx", "新"), ("台账.csv", "新.xlsx")])
def test_a_ledger_comes_back_as_what_it_is(tmp_path: Path, name: str, to: str) -> None:
    path = tmp_path / name
    path.write_bytes(CSV.encode()) if name.endswith("csv") else write(path, table(FLAT))
    roster = read_roster(path).roster
    with pytest.raises(
        OutputError, match=rf"{to}: a ledger comes back as one, so its name has to end in \{path.suffix}"
    ):
        write_ledger(path, tmp_path / to, roster, roster, E)


# Layouts --------------------------------------------------------------------------------------------------------------


def test_what_a_layout_cannot_take_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    """A row for each member and no column for the head: a new row would be nobody's."""
    rows = """
    村 | 成员姓名 | 与户主关系 | 责任人 | 开始时间
    东村 | 张三 | 户主 | 李一 | 2016-03-01
    东村 | 张小三 | 之子 | 李一 | 2016-03-01
    东村 | 王五 | 户主 | 赵二 | 2016-03-01
    """
    some = desk(tmp_path, rows)
    with pytest.raises(LedgerError) as raised:
        some.change("张三 李一>赵二")
    first, *lines = str(raised.value).splitlines()
    assert first.startswith("台账.xlsx: its layout cannot take every change, so nothing was written.")
    assert lines == ["台账!3: once written, it would not say that 赵二 helps 张三 on 2017-01-01."]
    assert list(tmp_path.iterdir()) == [some.ledger]


def test_a_sheet_without_helpers_cannot_take_one(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = openpyxl.Workbook()
    for name, rows in (("一", "村 | 户主 | 责任人\n东村 | 张三 | 李一"), ("二", "村 | 户主 | 人口\n东村 | 王五 | 3")):
        sheet = book.create_sheet(name)
        for row in table(rows):
            sheet.append(row)
    book.save(path)
    with pytest.raises(LedgerError, match=r"二!2: the sheet has no column for the helper"):
        Desk(path).change("王五 >李一")


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_layout_what_is_written_reads_as_the_roster_and_can_be_undone(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    office = Office.drawn(random)
    suffix = ".xlsx" if office.merges or seed % 2 else ".csv"
    path = office.save(tmp_path / f"台账{suffix}")
    reading = read_roster(path, as_of=E)
    applied = apply_plan(reading.roster, drawn_plan(random, reading.roster, E))
    to = tmp_path / f"新{suffix}"
    write_ledger(path, to, reading.roster, applied.roster, E)
    again = read_roster(to, as_of=E)
    assert pairs_until(again.roster) == pairs_until(applied.roster)
    assert problems(again) == problems(reading)
    undone = apply_plan(again.roster, applied.undo)
    back = tmp_path / f"旧{suffix}"
    write_ledger(to, back, again.roster, undone.roster, E)
    assert pairs_until(read_roster(back, as_of=E).roster) == pairs_until(reading.roster)


def pairs_until(roster: Roster) -> list[tuple[object, ...]]:
    """Who helps whom, and until when."""
    return [(cadre, household, end) for cadre, household, _, end in active(roster, E)]
