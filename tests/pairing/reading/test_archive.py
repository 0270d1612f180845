"""What a workbook's reader gives as blank, and the planner should hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from pairing.model.spelling import UNCALCULATED
from pairing.reading.archive import Uncounted, looked_through

if TYPE_CHECKING:
    from pathlib import Path


def test_a_formula_that_a_program_wrote_and_nobody_calculated_is_told(tmp_path: Path) -> None:
    """Programs write formulas without a result; openpyxl as ``<v />``, with a space."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "干部"
    sheet["B3"] = "=1+1"
    book.save(tmp_path / "b.xlsx")

    with looked_through(tmp_path / "b.xlsx") as look:
        assert look("干部") == (Uncounted("B", 3, UNCALCULATED),)
