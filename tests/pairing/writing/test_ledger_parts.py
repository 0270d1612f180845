"""Formulas that follow rows, dates written as others are, and how the name of what comes back ends."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pairing.writing.ledger import suffix_for
from pairing.writing.ledger.cached import put_values_back
from pairing.writing.ledger.shifting import Shift, shifted_formula, summed_columns
from pairing.writing.ledger.spelling import SPELLINGS, spelling_of

if TYPE_CHECKING:
    from pathlib import Path

SHIFTS = {"台账": Shift({5: 2, 9: 1}), "甲 '村": Shift({5: 1})}
"""Two rows come after row 5, one after row 9."""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A5", "=A5"),
        ("=A6", "=A8"),
        ("=$A$10+B9", "=$A$13+B11"),
        ("=SUM(A3:A5)", "=SUM(A3:A7)"),
        ("=SUM(A3:A9)", "=SUM(A3:A12)"),
        ("=SUM(A6:A8)", "=SUM(A8:A10)"),
        ("=SUM($5:$9)", "=SUM($5:$12)"),
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=SUM('甲 ''村'!A3:A5)", "=SUM('甲 ''村'!A3:A6)"),
        ("=台账!A6&他处!A6", "=台账!A8&他处!A6"),
        ('="A6"&人口', '="A6"&人口'),
        ("=IF(C6>0,LOG10(C6),C6)", "=IF(C8>0,LOG10(C8),C8)"),
    ],
)
def test_a_formula_goes_on_meaning_the_same_cells(formula: str, expected: str) -> None:
    assert shifted_formula(formula, "台账", SHIFTS) == expected


def test_rows_below_go_down_by_all_that_come_before_them() -> None:
    shift = Shift({5: 2, 9: 1})
    assert [shift.at(row) for row in (4, 5, 6, 9, 10)] == [4, 5, 8, 11, 13]
    assert [shift.last(row) for row in (4, 5, 9)] == [4, 7, 12]


@pytest.mark.parametrize(
    ("formula", "columns"),
    [
        ("=SUM(D3:D9)", [4]),
        ("=SUBTOTAL(9,C3:D9)", [3, 4]),
        ("=COUNTA(D3:D9)", []),
        ("=D3+D4", []),
        ("=SUM(他处!D3:D9)", []),
        ("=sum(D:D,5:9)", [4]),
    ],
)
def test_what_a_formula_adds_up(formula: str, columns: list[int]) -> None:
    assert list(summed_columns(formula)) == columns


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
def test_a_day_is_written_as_most_are(number: int) -> None:
    days = (dt.date(2016, 11, 4), dt.date(2016, 3, 4))
    write = SPELLINGS[number][1]
    spell = spelling_of(["2016-11-04", "20161104", *(write(day) for day in days * 2)])
    assert spell(dt.date(2017, 1, 2)) == write(dt.date(2017, 1, 2))


def test_where_no_day_is_written_it_is_written_as_such() -> None:
    assert spelling_of(["", "待定"])(dt.date(2017, 1, 2)) == "2017-01-02"


def test_values_of_every_type_are_put_back(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    values: dict[str, object] = {"A1": "甲<乙", "A2": 3, "A3": 1.5, "A4": True, "A5": dt.date(2016, 3, 1), "A6": None}
    for cell in values:
        sheet[cell] = "=B1"
    book.save(tmp_path / "a.xlsx")
    put_values_back(tmp_path / "a.xlsx", tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": values})
    read = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True).worksheets[0]
    assert [read[cell].value for cell in values] == ["甲<乙", 3, 1.5, True, 42430, None]
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["A1"].value == "=B1"


@pytest.mark.parametrize(
    ("name", "start", "suffix"),
    [
        ("a.csv", b"x", ".csv"),
        ("a.XLSX", b"PK", ".xlsx"),
        ("a.xlsm", b"PK", ".xlsm"),
        ("a.ods", b"PK", ".xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", ".xlsx"),
    ],
)
def test_old_workbooks_come_back_as_new_ones(tmp_path: Path, name: str, start: bytes, suffix: str) -> None:
    (tmp_path / name).write_bytes(start)
    assert suffix_for(tmp_path / name) == suffix
