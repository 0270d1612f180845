"""The lists of a county, 100 villages and 12,000 households, as a workbook: beside a bare loop over its cells."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from pairing.generate import generate_roster
from tests.bench.measurement import Measurement, compare
from viz import write_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEED = 1
AT_MOST = 1 / 0.7
"""At least 0.7 times as fast."""


def run() -> list[Measurement]:
    """Write the lists from a roster in memory, and the same cells without asking what they say."""
    roster = generate_roster("county", SEED)
    with TemporaryDirectory() as folder:
        whole = partial(write_lists, roster, folder, forms=("xlsx",))
        workbook, _ = whole()
        cells = cells_of(workbook)
        return [
            compare(
                "write the lists of a county",
                whole,
                "bare xlsxwriter",
                partial(write_cells, cells, Path(folder, "bare.xlsx")),
                at_most=AT_MOST,
            )
        ]


def cells_of(path: Path) -> Mapping[str, Sequence[Sequence[Any]]]:
    """Read every cell of every sheet."""
    with CalamineWorkbook.from_path(path) as book:
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def write_cells(sheets: Mapping[str, Sequence[Sequence[Any]]], path: Path) -> None:
    """Write each cell with a border, dates as dates, as a script of twenty lines would."""
    with xlsxwriter.Workbook(path) as book:
        plain, dated = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    sheet.write(row, column, value, dated if isinstance(value, datetime.date) else plain)
