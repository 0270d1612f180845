"""Names of files, and lists as folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.roster import Roster
from tests.viz.areas import hostile, small
from tests.viz.lists.crowds import crowd
from viz import write_lists
from viz.lists import KINDS
from viz.lists.file_names import LONGEST, folded, safe_name, safe_names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("白土庄", "白土庄"),
        ("../../etc/passwd", "·..·etc·passwd"),
        ('a<b>c:d"e|f?g*h', "a·b·c·d·e·f·g·h"),
        ("con", "_con"),
        ("COM1.村", "_COM1.村"),
        ("LPT²", "_LPT²"),
        ("console", "console"),
        ("村. ", "村"),
        ("\u202e村\x00\ud800", "村"),
        ("", "—"),
        ("...", "—"),
        ("#1%20", "·1·20"),
    ],
)
def test_names_that_every_system_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_no_two_names_are_one_file_anywhere() -> None:
    assert safe_names(["东村", "东村", "A", "a", "Ａ", "汇总"], ["汇总"]) == [
        *("东村", "东村(2)", "A", "a(2)", "Ａ(3)", "汇总(2)"),
    ]


@given(st.lists(st.text(max_size=80), max_size=12))
def test_whatever_the_names_they_can_be_written(wanted: list[str]) -> None:
    names = safe_names(wanted)
    assert len({folded(name) for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name) <= LONGEST + 6
        assert len(f"{name}.xlsx".encode()) <= 255
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.strip(" ")
        assert not name.endswith(".")


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_list_is_a_folder_with_a_file_a_chapter_by_county(tmp_path: Path) -> None:
    written = write_lists(crowd(), tmp_path, one_file=False, forms=("xlsx", "html"))
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == names_in(tmp_path)
    assert names_in(tmp_path / "结对帮扶名册（按村）") == [
        *("汇总.html", "汇总.xlsx", "海东市互助县/白土庄.html", "海东市互助县/白土庄.xlsx"),
        *("西宁市湟中县/阿家庄.html", "西宁市湟中县/阿家庄.xlsx"),
    ]


def test_the_summary_leads_to_every_file_and_each_leads_back(tmp_path: Path) -> None:
    summary, *files, _ = write_lists(crowd(), tmp_path, one_file=False, forms=("xlsx",))
    sheet = openpyxl.load_workbook(summary).worksheets[0]
    targets = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [summary.parent / str(target).replace("\\", "/") for target in targets] == files
    for file in files:
        sheet = openpyxl.load_workbook(file).worksheets[0]
        (back,) = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
        assert (file.parent / str(back).replace("\\", "/")).resolve() == summary


def test_no_name_leads_out_of_the_folder_or_over_another_file(tmp_path: Path) -> None:
    known = hostile()
    villages = known.villages.with_columns(name=pl.Series(["汇总", "../../x", "../../x"]), county=pl.lit("../CON"))
    for place, counties in (("a", villages), ("b", villages.with_columns(county=pl.lit(None, pl.String)))):
        roster = Roster({**known.tables, "villages": counties}, known.settings, known.sources, on=known.on)
        folder = tmp_path / place / "lists"
        written = write_lists(roster, folder, one_file=False, by=KINDS, forms=("xlsx", "html"))
        assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == [
            name for name in names_in(tmp_path) if name.startswith(f"{place}/lists/")
        ]
    assert {name.partition("/")[0] for name in names_in(tmp_path)} == {"a", "b"}


def test_what_one_file_holds_is_in_the_files_too(tmp_path: Path) -> None:
    one, *_ = write_lists(small(), tmp_path, forms=("xlsx",))
    _, first, second, _ = write_lists(small(), tmp_path, one_file=False, forms=("xlsx",))
    whole = openpyxl.load_workbook(one)
    for path in (first, second):
        (sheet,) = openpyxl.load_workbook(path).worksheets
        assert [[cell.value for cell in row] for row in sheet] == [
            [cell.value for cell in row] for row in whole[path.stem]
        ]
