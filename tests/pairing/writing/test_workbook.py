"""Text stays text in every cell, and what does not fit is refused before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from pairing.errors import OutputError
from pairing.roster import roster_from_tables
from pairing.writing import sheets, write_roster

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster

HOSTILE = ["=1+1", "+86", "-1", "@x", "\t=1", "'=1", "007", "1e5"]


def roster_named(names: list[str]) -> Roster:
    ids = [f"U{number}" for number in range(len(names))]
    return roster_from_tables({"units": pl.DataFrame({"id": ids, "name": names})})


def test_no_text_becomes_a_formula_or_a_number_in_a_workbook(tmp_path: Path) -> None:
    path = write_roster(roster_named(HOSTILE), tmp_path / "花名册.xlsx")
    cells = [row[1] for row in openpyxl.load_workbook(path)["单位"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(name, "s") for name in HOSTILE]


def test_no_text_begins_like_a_formula_in_csv(tmp_path: Path) -> None:
    folder = write_roster(roster_named(HOSTILE), tmp_path / "花名册")
    names = pl.read_csv(folder / "单位.csv", infer_schema=False)["单位名称"].to_list()
    assert names == ["'=1+1", "'+86", "'-1", "'@x", "'\t=1", "''=1", "007", "1e5"]


def test_a_sheet_that_would_overflow_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pairing.writing.workbook.SHEET_ROWS", 2)
    with pytest.raises(OutputError, match="the table 单位 has 3 rows, a sheet holds 2"):
        write_roster(roster_named(["甲", "乙", "丙"]), tmp_path / "花名册.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_chinese_text_counts_two_columns() -> None:
    assert sheets.display_width("张san") == 5


def test_the_same_roster_makes_the_same_bytes(tmp_path: Path) -> None:
    roster = roster_named(["甲"])
    first = write_roster(roster, tmp_path / "1.xlsx").read_bytes()
    assert write_roster(roster, tmp_path / "2.xlsx").read_bytes() == first
    assert openpyxl.load_workbook(tmp_path / "1.xlsx").properties.creator in {None, ""}


def test_every_workbook_of_a_process_is_in_the_offices_own_font(tmp_path: Path) -> None:
    for number in range(2):
        path = write_roster(roster_named(["甲"]), tmp_path / f"{number}.xlsx")
        font = openpyxl.load_workbook(path)["单位"]["B2"].font
        assert (font.name, font.scheme) == ("宋体", None)  # a theme's font would be shown instead
