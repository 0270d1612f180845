"""No text becomes a formula, and no code a number, in any sheet or CSV of any output."""

from __future__ import annotations

import csv
import re
import zipfile
from typing import TYPE_CHECKING, Final

import openpyxl
import polars as pl
import pytest

from pairing.balance import measure_balance
from pairing.roster import Roster, roster_from_tables
from tests.viz.areas import DAY
from tests.viz.plans import hostile_plan
from tests.viz.reports import report_of
from viz import write_lists
from viz.export import write_export
from viz.lists import KINDS
from viz.lists.cells import looks_like_formula

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE: Final = ("=1+1", "+1", "-1", "@x", "\tx", "\nx", "＝1+1", "＋1", "－1", "＠x")
LONG: Final = "510123199001011234"
LEADING: Final = "007"
"""Codes that a spreadsheet would round, or shorten."""


def risky() -> Roster:
    """Make an area in which every text is one that a spreadsheet would do something with."""
    count = len(HOSTILE)
    ids = [LONG, LEADING, *(f"{one}0" for one in HOSTILE[2:])]
    same = pl.Series(HOSTILE)
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": ids, "name": same, "category": same}),
            "villages": pl.DataFrame({"id": ids, "name": same, "county": same, "township": same, "code": ids}),
            "cadres": pl.DataFrame(
                {"id": ids, "name": same, "unit": ids, "rank": same, "phone": [*ids[:2], *HOSTILE[2:]]}
            ),
            "households": pl.DataFrame(
                {"id": ids, "head": same, "village": ids, "persons": [1] * count, "category": same, "cause": same}
            ),
            "twinnings": pl.DataFrame({"unit": ids, "village": ids, "role": ["lead"] * count}),
            "postings": pl.DataFrame({"cadre": ids, "village": ids, "role": ["first_secretary"] * count}),
            "pairings": pl.DataFrame({"cadre": ids[:-1], "household": ids[:-1]}),
            "constraints": pl.DataFrame({"cadre": ids, "household": ids, "kind": ["pin"] * count, "reason": same}),
        },
        on=DAY,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every workbook and every CSV of the office."""
    roster, path = risky(), tmp_path_factory.mktemp("office")
    balance, report, plan = measure_balance(roster), report_of(roster), hostile_plan()
    for at in (path, path / "chapters"):
        write_lists(roster, at, by=KINDS, one_file=at == path, report=report, balance=balance, plan=plan)
    write_export(roster, path / "export.xlsx", "xlsx")
    write_export(roster, path / "export", "csv")
    return path


def test_no_cell_of_a_workbook_is_a_formula(folder: Path) -> None:
    books = sorted(folder.rglob("*.xlsx"))
    assert len(books) > 4 * len(HOSTILE)
    for book in books:
        with zipfile.ZipFile(book) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            assert [name for name in sheets if re.search(rb"<f[ >/]", archive.read(name))] == [], book.name
            assert "xl/calcChain.xml" not in archive.namelist()


def test_codes_and_hostile_texts_are_texts_in_every_workbook(folder: Path) -> None:
    told = set()
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}, path.name
        assert not {LONG, LEADING} & {str(cell.value) for cell in cells if cell.data_type != "s"}, path.name
        assert int(LONG) not in {cell.value for cell in cells}, path.name
        told |= {cell.value for cell in cells if cell.data_type == "s"}
    assert {LONG, LEADING, *(one for one in HOSTILE if one.isprintable())} <= told


def test_no_cell_of_a_csv_begins_as_a_formula(folder: Path) -> None:
    files = sorted(folder.rglob("*.csv"))
    assert len(files) > 2
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells = {cell for row in csv.reader(stream) for cell in row}
        assert {cell for cell in cells if looks_like_formula(cell)} == set(), file.name


def test_codes_are_still_text_in_a_list_that_a_spreadsheet_opens(folder: Path) -> None:
    words = next(folder.glob("*.csv")).read_text(encoding="utf-8-sig")
    assert f"'{LONG}" in words
    assert f"'{LEADING}" in words
    assert re.search(rf"(?<!')({LONG}|\b{LEADING}\b)", words) is None
