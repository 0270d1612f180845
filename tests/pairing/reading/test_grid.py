"""Cells as text, from every kind of file; and one clear line for what is no table."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import TYPE_CHECKING

import msoffcrypto.format.ooxml
import odswriter
import polars as pl
import pytest
import xlsxwriter
import xlwt

from pairing.errors import InputError
from pairing.model.spelling import UNCALCULATED
from pairing.reading import archive, delimited
from pairing.reading.files import grids_from_file
from pairing.reading.grid import Grid, column_number, letters
from tests.pairing.reading.books import GOOD, save_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cells(grid: Grid) -> list[tuple[str | None, ...]]:
    return grid.cells.rows()


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_named_as_spreadsheets_do(number: int, name: str) -> None:
    assert (letters(number), column_number(name)) == (name, number)


def rewritten(path: Path, member: str, change: dict[str, str]) -> Path:
    """Change text inside a workbook, as only another program would write it."""
    before = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            for old, new in change.items() if name == member else ():
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            after.writestr(name, data)
    return path


class TestXlsx:
    def test_every_kind_of_cell_is_text_where_it_stands(self, tmp_path: Path) -> None:
        with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
            sheet = book.add_worksheet("表")
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            clock = book.add_format({"num_format": "hh:mm"})
            sheet.write_row(1, 1, ["字", 5, 1.5, True, 1e15, -0.25])
            sheet.write_datetime(2, 1, datetime.datetime(2016, 3, 1), day)  # noqa: DTZ001 - a cell has no time zone
            sheet.write_datetime(2, 2, datetime.datetime(2016, 3, 1, 8, 30), day)  # noqa: DTZ001 - as above
            sheet.write_datetime(2, 3, datetime.time(8, 30), clock)
            sheet.write_string(2, 4, "  \u3000")
            sheet.write_string(3, 1, "013900000000")

        (grid,) = grids_from_file(tmp_path / "b.xlsx")

        assert (grid.file, grid.sheet, grid.hidden) == ("b.xlsx", "表", False)
        assert grid.cells.columns == ["A", "B", "C", "D", "E", "F", "G"]
        assert cells(grid) == [
            (None,) * 7,
            (None, "字", "5", "1.5", "TRUE", "1000000000000000", "-0.25"),
            (None, "2016-03-01", "2016-03-01 08:30:00", "08:30:00", None, None, None),
            (None, "013900000000", None, None, None, None, None),
        ]

    def test_sheets_hidden_merged_and_empty(self, tmp_path: Path) -> None:
        with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
            first = book.add_worksheet("一")
            first.merge_range("B2:C4", "东村")
            book.add_worksheet("二").hide()
            book.add_chartsheet("图")

        first_grid, second = grids_from_file(tmp_path / "b.xlsx")

        assert first_grid.merged == ((2, 2, 4, 3),)
        assert (second.sheet, second.hidden, second.cells.shape) == ("二", True, (0, 0))

    def test_error_values_and_formulas_never_calculated_are_told(self, tmp_path: Path) -> None:
        with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
            sheet = book.add_worksheet("甲 & 乙")
            sheet.write_row(0, 0, ["a", "b"])
            sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
            sheet.write_formula(1, 1, "=1+1", None, 2)
            sheet.write_formula(4, 3, "=NA()", None, "#N/A")
            sheet.write_formula(2, 0, "=A1", None, 77)
            sheet.write_formula(2, 1, '=""', None, "")
        as_excel = {"<v>77</v>": "", '<c r="B3">': '<c r="B3" t="str">'}
        path = rewritten(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", as_excel)

        (grid,) = grids_from_file(path)

        assert cells(grid) == [
            ("a", "b", None, None),
            ("#DIV/0!", "2", None, None),
            (UNCALCULATED, None, None, None),
            (None, None, None, None),
            (None, None, None, "#N/A"),
        ]

    def test_blank_rows_at_the_end_are_left_out(self, tmp_path: Path) -> None:
        with xlsxwriter.Workbook(tmp_path / "b.xlsx", {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            painted = book.add_format({"bg_color": "red"})
            sheet.write_row(0, 0, ["a", "b"])
            for row in range(1, 50_000):
                sheet.write_blank(row, 0, None, painted)
            sheet.write_string(50_000, 0, "   ")

        (grid,) = grids_from_file(tmp_path / "b.xlsx")

        assert cells(grid) == [("a", "b")]

    def test_a_million_empty_rows_are_nothing(self, tmp_path: Path) -> None:
        path = save_book(tmp_path / "b.xlsx", {"表": [["a"]]})
        rewritten(path, "xl/worksheets/sheet1.xml", {"</sheetData>": '<row r="9"/>' * 1_000_000 + "</sheetData>"})

        (grid,) = grids_from_file(path)

        assert cells(grid) == [("a",)]


class TestOtherWorkbooks:
    def test_xls(self, tmp_path: Path) -> None:
        book = xlwt.Workbook()
        sheet = book.add_sheet("单位")
        sheet.write(1, 0, "单位编号")
        sheet.write(2, 0, 5)
        sheet.write(2, 1, datetime.date(2016, 3, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write_merge(3, 4, 0, 0, "东村")
        book.save(str(tmp_path / "b.xls"))

        (grid,) = grids_from_file(tmp_path / "b.xls")

        assert cells(grid) == [(None, None), ("单位编号", None), ("5", "2016-03-01"), ("东村", None)]
        assert grid.merged == ((4, 1, 5, 1),)

    def test_ods(self, tmp_path: Path) -> None:
        with (tmp_path / "b.ods").open("wb") as stream, odswriter.writer(stream) as book:
            sheet = book.new_sheet("单位")
            sheet.writerow(["单位编号", 5, 1.5, datetime.date(2016, 3, 1), True])

        (grid,) = grids_from_file(tmp_path / "b.ods")

        assert (grid.sheet, cells(grid)) == ("单位", [("单位编号", "5", "1.5", "2016-03-01", "TRUE")])

    def test_ods_merged(self, tmp_path: Path) -> None:
        (grid,) = grids_from_file(spanned_cells(tmp_path / "b.ods"))

        assert cells(grid) == [
            (None,) * 4,
            (None,) * 4,
            ("东村", "a", "a", "b"),
            (None,) * 3 + ("c",),
            ("西村", *"def"),
        ]
        assert grid.merged == ((3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 4, 3))


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_encodings_of_the_office(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "b.csv"
        path.write_bytes("户主,人口\r\n才让·卓玛,５人\r\n".encode(encoding))

        assert cells(grids_from_file(path)[0]) == [("户主", "人口"), ("才让·卓玛", "５人")]

    @pytest.mark.parametrize("separator", [",", "\t", ";"])
    def test_separators(self, tmp_path: Path, separator: str) -> None:
        path = tmp_path / "b.txt"
        path.write_text(f"a{separator}b\n1{separator}2\n", encoding="utf-8")

        assert cells(grids_from_file(path)[0]) == [("a", "b"), ("1", "2")]

    def test_rows_are_counted_as_a_spreadsheet_counts_them(self, tmp_path: Path) -> None:
        path = tmp_path / "b.csv"
        path.write_text('标题\n\na,b\n"x\ny",2,3\n,,\n\n', encoding="utf-8")

        assert cells(grids_from_file(path)[0]) == [
            ("标题", None, None),
            (None, None, None),
            ("a", "b", None),
            ("x\ny", "2", "3"),
        ]

    def test_the_apostrophe_that_keeps_text_from_being_a_formula_is_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "b.csv"
        path.write_text("'=1+1,''quoted,plain'\n", encoding="utf-8")

        assert cells(grids_from_file(path)[0]) == [("=1+1", "'quoted", "plain'")]

    def test_a_cell_of_ten_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "b.csv"
        path.write_text("a,b\n" + "x" * 10_000_000 + ",1\n", encoding="utf-8")

        (grid,) = grids_from_file(path)

        assert grid.cells["A"].str.len_chars().to_list() == [1, 10_000_000]


def encrypted_book(path: Path) -> Path:
    plain = save_book(path.with_name("plain.xlsx"), GOOD)
    with plain.open("rb") as stream, path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(stream).encrypt("secret", target)
    return path


def truncated_book(path: Path) -> Path:
    whole = save_book(path, GOOD).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def truncated_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "x" * 5000)
    book.save(str(path))
    path.write_bytes(path.read_bytes()[:700])
    return path


def far_cells(path: Path) -> Path:
    save_book(path, {"表": [["a", "b"]]})
    return rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        {"</sheetData>": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'},
    )


def lying_bomb(path: Path) -> Path:
    """Make an archive whose directory tells a hundredth of what a member unpacks to."""
    save_book(path, {"表": [["a"]]})
    rewritten(path, "xl/worksheets/sheet1.xml", {"</sheetData>": " " * 5_000_000 + "</sheetData>"})
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (size // 100).to_bytes(4, "little")))
    return path


def repeated_cells(path: Path) -> Path:
    with path.open("wb") as stream, odswriter.writer(stream) as book:
        book.new_sheet("表").writerow(["a"])
    cell = "<table:table-cell"
    return rewritten(path, "content.xml", {cell: f'{cell} table:number-columns-repeated="99999999"'})


def spanned_cells(path: Path) -> Path:
    """Write an .ods as LibreOffice does: blank rows and like cells once, and what a merge covers marked."""
    with path.open("wb") as stream, odswriter.writer(stream) as book:
        book.new_sheet("表").writerow(["?"])
    with zipfile.ZipFile(path) as book:
        content = book.read("content.xml").decode()
    (row,) = re.findall(r"<table:table-row>.*?</table:table-row>", content, re.DOTALL)
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    first = ods_row(
        ods_cell("东村", 'table:number-rows-spanned="2" table:number-columns-spanned="1"'),
        ods_cell("a", 'table:number-rows-spanned="2" table:number-columns-repeated="2"'),
        ods_cell("b", 'table:number-rows-spanned="1"'),
    )
    second = ods_row('<table:covered-table-cell table:number-columns-repeated="3"/>', ods_cell("c"))
    return rewritten(path, "content.xml", {row: blank + first + second + ods_row(*map(ods_cell, ("西村", *"def")))})


def ods_row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods_cell(text: str, marks: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {marks}><text:p>{text}</text:p></table:table-cell>'


def declared_entities(path: Path) -> Path:
    """Make an .ods with a document type, where entities would be declared that grow without end."""
    spanned_cells(path)
    bomb = '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    return rewritten(path, "content.xml", {"<office:document-content": f"{bomb}<office:document-content"})


def written(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


UNREADABLE = {
    "encrypted": (encrypted_book, "b.xlsx", "the workbook is encrypted"),
    "truncated": (truncated_book, "b.xlsx", "damaged or cut off"),
    "truncated old": (truncated_xls, "b.xls", "damaged or cut off"),
    "far cells": (far_cells, "b.xlsx", "filled cells as far out as column 16384, row 1048576"),
    "repeated cells": (repeated_cells, "b.ods", "repeats a filled row or cell 99999999 times"),
    "declared entities": (declared_entities, "b.ods", "damaged or cut off"),
    "lying bomb": (lying_bomb, "b.xlsx", "damaged or cut off"),
    "a zip of something else": (written(b"PK\x05\x06" + b"\0" * 18), "b.xlsx", "damaged or cut off"),
    "text called a workbook": (written(b"a,b\n1,2\n"), "b.xlsx", "not a workbook, whatever its name says"),
    "a page called a workbook": (written(b"<html><table>"), "b.xls", "not a workbook, whatever its name says"),
    "empty": (written(b""), "b.xlsx", "the file is empty"),
    "empty text": (written(b""), "b.csv", "the file is empty"),
    "a picture": (written(b"\x89PNG\r\n"), "b.png", "not a kind of file that can be read"),
    "bytes called text": (written(bytes(range(256)) * 4), "b.csv", "not text in UTF-8 or GB18030"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    make, name, said = UNREADABLE[kind]

    with pytest.raises(InputError, match=re.escape(said)) as raised:
        grids_from_file(make(tmp_path / name))

    assert str(raised.value).startswith(f"{name}: ")
    assert "\n" not in str(raised.value)
    assert capfd.readouterr().err == ""


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        grids_from_file(tmp_path / "missing.xlsx")


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)

    with pytest.raises(InputError, match="unpacks to more than"):
        grids_from_file(save_book(tmp_path / "b.xlsx", GOOD))


def test_one_endless_row_among_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_CELLS", 50)

    with pytest.raises(InputError, match="far more columns than the rest"):
        delimited.cells_from_text("a\n" * 10 + "," * 10, "b.csv")


def test_no_cells_make_no_frame() -> None:
    assert delimited.cells_from_text("\n\n", "b.csv").shape == (0, 0)
    assert delimited.trimmed(pl.DataFrame()).shape == (0, 0)
