"""Forms of input recognised from the thing itself, and headers as planners write them."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from typing import TYPE_CHECKING

import polars as pl
import pytest
import xlsxwriter
import xlwt

from pairing.errors import InputError
from pairing.model.report import Input
from pairing.reading import ColumnRead, read_roster
from tests.pairing.reading.books import GOOD, Rows, changed, save_book, save_folder, told

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.reading import Reading
    from pairing.roster import Roster

CITIZENS = ["11010519491231002X", "440524188001010014", "11010519491231002x"]
"""Numbers published as examples of the standard, of nobody alive."""


def good(tmp_path: Path) -> Roster:
    return read_roster(save_book(tmp_path / "good.xlsx", GOOD)).roster


class TestForms:
    def test_a_workbook(self, tmp_path: Path) -> None:
        path = save_book(tmp_path / "b.xlsx", {"说明": [["单位", "随便写"]], **GOOD})

        reading = read_roster(str(path))

        assert (reading.form, told(reading)) == ("workbook", [])
        assert reading.inputs == (Input(path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest()),)
        assert reading.roster.same_content(good(tmp_path))

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_a_folder_of_csv(self, tmp_path: Path, encoding: str) -> None:
        folder = save_folder(tmp_path / "花名册", GOOD, encoding)
        (folder / "别的.csv").write_text("x", encoding="utf-8")

        reading = read_roster(folder)

        assert (reading.form, told(reading)) == ("folder", [])
        assert [input_.path for input_ in reading.inputs] == sorted(str(folder / f"{name}.csv") for name in GOOD)
        assert reading.roster.same_content(good(tmp_path))

    def test_a_folder_of_parquet_with_types_of_its_own(self, tmp_path: Path) -> None:
        folder = tmp_path / "roster"
        folder.mkdir()
        good_roster = good(tmp_path)
        for name, frame in good_roster.tables.items():
            if name not in good_roster.absent:
                frame.with_columns(pl.col(pl.Int32).cast(pl.Int64)).write_parquet(folder / f"{name}.parquet")

        reading = read_roster(folder)

        assert sorted({finding.code for finding in reading.findings}) == [
            "D115"
        ]  # source and row are no columns of ours
        assert reading.roster.same_content(good_roster)

    def test_an_old_workbook(self, tmp_path: Path) -> None:
        book = xlwt.Workbook()
        for name, rows in GOOD.items():
            sheet = book.add_sheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
        book.save(str(tmp_path / "b.xls"))

        reading = read_roster(tmp_path / "b.xls")

        assert (reading.form, told(reading)) == ("workbook", [])
        assert reading.roster.same_content(good(tmp_path))

    def test_a_folder_without_a_table(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="holds no table"):
            read_roster(tmp_path)

    def test_a_folder_that_lacks_a_table(self, tmp_path: Path) -> None:
        folder = save_folder(tmp_path / "花名册", {name: rows for name, rows in GOOD.items() if name != "结对"})

        assert told(read_roster(folder)) == ["D101 error 花名册: There is no file pairings.csv or .parquet."]

    def test_parquet_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "units.parquet").write_bytes(b"PAR1 and no more")

        with pytest.raises(InputError, match=r"units\.parquet: not a Parquet file"):
            read_roster(tmp_path)

    def test_a_workbook_of_empty_sheets(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="every sheet is empty"):
            read_roster(save_book(tmp_path / "b.xlsx", {"Sheet1": [], "Sheet2": []}))

    def test_an_empty_sheet_lacks_its_columns_and_nobody_else_is_blamed(self, tmp_path: Path) -> None:
        reading = read_roster(save_book(tmp_path / "b.xlsx", {**GOOD, "村": [], "联点": []}))

        assert told(reading) == ["D102 error 村: The sheet is empty; its columns should be: id, name."]
        assert reading.roster.absent == {"twinnings", "postings", "liaisons", "constraints"}

    def test_two_sheets_of_one_table_are_read_one_after_the_other(self, tmp_path: Path) -> None:
        more: Rows = [["姓名", "编号", "单位"], ["赵六", "C9", "U9"]]

        reading = read_roster(save_book(tmp_path / "b.xlsx", {**GOOD, "cadres": more}))

        assert told(reading) == ['D107 error cadres!C2: unit "U9" is not in the table units.']
        assert reading.roster.cadres["id"].to_list() == ["C1", "C2", "C3", "C9"]
        assert str(reading.roster.place("cadres", 3, "name")) == "cadres!A2"


DATED: dict[str, Rows] = {**GOOD, "设置": [["键", "值"], ["截至日期", "2016-06-30"]]}


class TestTheDay:
    def test_it_comes_from_the_call_then_the_settings_then_today(self, tmp_path: Path) -> None:
        path, day = save_book(tmp_path / "b.xlsx", DATED), datetime.date(2017, 1, 1)
        (tmp_path / "s.csv").write_text("键,值\n截至日期,2016-07\n", encoding="utf-8")

        assert read_roster(path).roster.on == datetime.date(2016, 6, 30)
        assert read_roster(path, settings_file=tmp_path / "s.csv").roster.on == datetime.date(2016, 7, 31)
        assert read_roster(
            path, settings_file=tmp_path / "s.csv", settings={"as_of": "2016-08-01"}
        ).roster.on == datetime.date(2016, 8, 1)
        assert read_roster(path, settings={"as_of": "2016-08-01"}, as_of=day).roster.on == day

    def test_today(self, tmp_path: Path) -> None:
        before = datetime.date.today()  # noqa: DTZ011 - the office's own calendar day
        reading = read_roster(save_book(tmp_path / "b.xlsx", GOOD))

        assert before <= reading.roster.on <= datetime.date.today()  # noqa: DTZ011 - as above

    def test_a_settings_file_is_an_input(self, tmp_path: Path) -> None:
        (tmp_path / "s.csv").write_text("工作队最少人数,3\n", encoding="utf-8")

        reading = read_roster(save_book(tmp_path / "b.xlsx", GOOD), settings_file=tmp_path / "s.csv")

        assert reading.roster.settings.team_size == 3
        assert [input_.path for input_ in reading.inputs] == [str(tmp_path / "b.xlsx"), str(tmp_path / "s.csv")]


class TestHeaders:
    def test_title_rows_synonyms_stars_any_order_and_width(self, tmp_path: Path) -> None:
        rows: Rows = [
            ["2016年贫困户花名册"],
            [None, "填报单位：某处"],
            ["序号", "家庭人口（人）", "户　主＊", "编号*", "行政村"],
            [1, "４人", "甲 户", "H1", "东村"],
            [2, "3", "乙户", "H2", "V2"],
            ["合计", 7],
        ]

        reading = read_roster(save_book(tmp_path / "b.xlsx", {**GOOD, "贫困户": rows}))

        assert told(reading) == []
        assert reading.roster.households.select("row", "id", "head", "village", "persons").rows() == [
            (4, "H1", "甲户", "V1", 4),
            (5, "H2", "乙户", "V2", 3),
        ]
        assert [column for column in reading.columns if column.sheet == "贫困户"] == [
            ColumnRead("b.xlsx", "贫困户", "A", "序号", None, "ignored"),
            ColumnRead("b.xlsx", "贫困户", "B", "家庭人口（人）", "households.persons", "synonym"),
            ColumnRead("b.xlsx", "贫困户", "C", "户　主＊", "households.head", "name"),
            ColumnRead("b.xlsx", "贫困户", "D", "编号*", "households.id", "synonym"),
            ColumnRead("b.xlsx", "贫困户", "E", "行政村", "households.village", "synonym"),
        ]

    def test_english_sheets_headers_and_labels(self, tmp_path: Path) -> None:
        sheets: dict[str, Rows] = {
            "Units": [["id", "name"], ["U1", "First Office"]],
            "villages": [["village id", "Name"], ["V1", "East"]],
            "cadres": [["id", "NAME", "unit", "state"], ["C1", "Zhang San", "First  Office", "retired"]],
            "households": [["id", "head", "village", "persons", "cause"], ["H1", "Li", "East", 2, "Illness"]],
            "twinnings": [["unit", "village", "role", "start date"], ["U1", "V1", "Lead unit", "2016"]],
            "pairings": [["cadre", "household", "order", "end_date"], ["C1", "H1", 1, "2016.3"]],
        }

        reading = read_roster(save_book(tmp_path / "b.xlsx", sheets))

        assert told(reading) == []
        assert reading.roster.cadres.select("name", "unit", "state").rows() == [("Zhang San", "U1", "退休")]
        assert reading.roster.households["cause"].to_list() == ["因病"]
        assert reading.roster.twinnings.select("role", "start_date").rows() == [("lead", datetime.date(2016, 1, 1))]
        assert reading.roster.pairings.select("ordinal", "end_date").rows() == [(1, datetime.date(2016, 3, 31))]

    @pytest.mark.parametrize("target", ["户主", "head", "households.head", "household.head", "贫困户.户主"])
    def test_a_header_of_the_planners_own(self, tmp_path: Path, target: str) -> None:
        sheets = changed(
            "贫困户", ["H1", "甲户", "V1", 4], ["H2", "乙户", "V1", 4], columns=["户编号", "当家人", "村", "人口"]
        )

        reading = read_roster(save_book(tmp_path / "b.xlsx", sheets), settings={"表头.当家人": target})

        assert told(reading) == []
        assert reading.roster.households["head"].to_list() == ["甲户", "乙户"]

    def test_the_better_named_of_two_columns_is_read(self, tmp_path: Path) -> None:
        sheets = changed("单位", ["旧", "U1", "一处"], ["旧", "U2", "二处"], columns=["编号", "单位编号", "单位名称"])

        reading = read_roster(save_book(tmp_path / "b.xlsx", sheets))

        assert told(reading) == ['D118 error 单位!A1: The column "编号" means the same as "单位编号"; it was not read.']
        assert reading.roster.units["id"].to_list() == ["U1", "U2"]

    def test_merged_cells_hold_for_each_of_their_rows(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in GOOD.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
            cadres = book.get_worksheet_by_name("干部")
            cadres.merge_range("C5:C6", "U2")
            cadres.write_row("A5", ["C8", "赵六"])
            cadres.write_row("A6", ["C9", "钱七"])

        reading = read_roster(path)

        assert told(reading) == []
        assert reading.roster.cadres["unit"].to_list() == ["U1", "U2", "U2", "U2", "U2"]

    def test_a_column_without_a_header_is_not_lost_silently(self, tmp_path: Path) -> None:
        sheets: dict[str, Rows] = {**GOOD, "单位": [["单位编号", "单位名称"], ["U1", "一处"], ["U2", "二处", "x"]]}

        assert told(read_roster(save_book(tmp_path / "b.xlsx", sheets))) == [
            'D115 warning 单位!C1: The column "C" is not known and was not read.'
        ]


class TestSensitiveNumbers:
    def test_an_unknown_column_of_identity_numbers_is_dropped(self, tmp_path: Path) -> None:
        sheets = changed(
            "村",
            *([f"V{n}", f"村{n}", number] for n, number in enumerate(CITIZENS, 1)),
            columns=["村编号", "村名", "编码"],
        )

        reading = read_roster(
            save_book(tmp_path / "b.xlsx", {**sheets, "贫困户": GOOD["贫困户"][:2], "结对": GOOD["结对"][:2]})
        )

        assert [(finding.code, str(finding.place)) for finding in reading.findings] == [("D113", "村!C1")]
        assert_kept_nowhere(reading)

    def test_a_known_column_of_identity_numbers_is_dropped_too(self, tmp_path: Path) -> None:
        sheets = changed(
            "干部",
            ["C1", "张三", "U1", CITIZENS[0]],
            ["C2", "李四", "U1", CITIZENS[1]],
            columns=["干部编号", "姓名", "单位", "电话"],
        )

        reading = read_roster(save_book(tmp_path / "b.xlsx", sheets))

        assert [(finding.code, str(finding.place)) for finding in reading.findings] == [("D113", "干部!D1")]
        assert_kept_nowhere(reading)

    def test_a_single_number_among_other_cells_is_blanked(self, tmp_path: Path) -> None:
        rows = [["C1", "张三", "U1", "139"], ["C2", "李四", "U1", CITIZENS[0]], ["C3", "王五", "U1", "138"]]
        sheets = changed("干部", *rows, columns=["干部编号", "姓名", "单位", "电话"])
        bounds: Rows = [["干部", "户", "类型", "原因"], ["C1", "H1", "禁止", f"亲属（{CITIZENS[1]}）"]]

        reading = read_roster(save_book(tmp_path / "b.xlsx", {**sheets, "限制": bounds}))

        assert told(reading) == [
            "D113 info 干部!D3: 1 cells of phone hold identity numbers; these were not kept.",
            "D113 info 限制!D2: 1 cells of reason hold identity numbers; these were not kept.",
        ]
        assert reading.roster.cadres["phone"].to_list() == ["139", None, "138"]
        assert reading.roster.constraints["reason"].to_list() == ["亲属（***）"]

    def test_a_number_in_the_wrong_column_is_not_repeated_by_the_finding(self, tmp_path: Path) -> None:
        reading = read_roster(
            save_book(tmp_path / "b.xlsx", changed("贫困户", ["H9", "丁户", "V1", f"身份证{CITIZENS[0]}"]))
        )

        assert [finding.code for finding in reading.findings] == ["D104", "D113"]
        assert_kept_nowhere(reading)

    def test_long_codes_of_the_planners_own_are_kept(self, tmp_path: Path) -> None:
        codes = [f"630121{n:012}" for n in range(100, 103)]
        rows: Rows = [[code, "甲", "V1", 2] for code in codes]

        reading = read_roster(
            save_book(
                tmp_path / "b.xlsx",
                changed("贫困户", *rows, columns=["户编号", "户主", "村", "人口"]) | {"结对": GOOD["结对"][:1]},
            )
        )

        assert told(reading) == ["D103 info 结对: The table pairings has its header and no row."]
        assert reading.roster.households["id"].to_list() == codes


def assert_kept_nowhere(reading: Reading) -> None:
    said = "".join(finding.model_dump_json() for finding in reading.findings)
    kept = "".join(frame.write_csv() for frame in reading.roster.tables.values())
    for number in CITIZENS:
        assert number.upper() not in (said + kept).upper()


def test_every_problem_of_a_bad_input_in_one_run(tmp_path: Path) -> None:
    """The issue's own list: empty sheet, unknown village, duplicate id, bad dates and numbers, huge cells."""
    sheets: dict[str, Rows] = {
        "单位": [],
        "村": GOOD["村"],
        "干部": [["干部编号", "姓名", "单位"], ["C1", "张三", "U1"], ["C1", "李四", "U1"]],
        "贫困户": [
            ["户编号", "户主", "村", "人口"],
            ["H1", "甲户", "V-9", -3],
            ["H2", "乙户", "V1", "三"],
            ["H3", "丙户", "V1", 2],
            ["H4", "丁户", "V1", "9" * 30_000],
        ],
        "结对": [["干部", "户", "开始"], ["C1", "H1", "2016-02-30"], ["C1", "H2", "2016.3"], ["李四", "H3", None]],
    }

    reading = read_roster(save_book(tmp_path / "b.xlsx", sheets))

    assert told(reading) == [
        "D102 error 单位: The sheet is empty; its columns should be: id, name.",
        'D106 error 干部!A3: id "C1" is already that of row 2.',
        'D107 error 贫困户!C2: village "V-9" is not in the table villages.',
        'D105 error 贫困户!D2: persons "-3" is not a whole number from 1 to 99.',
        'D104 error 贫困户!D3: persons "三" is not a whole number from 1 to 99.',
        "D117 error 贫困户!D5: persons holds 30000 characters; at most 200 can be right.",
        'D104 error 结对!C2: start_date "2016-02-30" is written as a date, but there is no such day.',
    ]
    assert reading.rows_set_aside == 3  # the second C1, the pairing of 2016-02-30, that of 李四
    assert reading.roster.pairings.select("cadre", "household").rows() == [("C1", "H2")]


def test_a_folder_and_a_workbook_of_the_same_rows_are_equal(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "a", GOOD)
    before = read_roster(folder).roster
    shutil.rmtree(folder)

    assert before.same_content(good(tmp_path))
