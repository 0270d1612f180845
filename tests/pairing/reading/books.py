"""Small workbooks and folders, good but for what a test breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pairing.model.finding import Finding
    from pairing.reading import Reading

Cell = str | float | bool | None
Rows = Sequence[Sequence[Cell]]

GOOD: dict[str, Rows] = {
    "单位": [["单位编号", "单位名称", "类别"], ["U1", "一处", None], ["U2", "二处", None]],
    "村": [["村编号", "村名", "县"], ["V1", "东村", "甲县"], ["V2", "西村", "甲县"]],
    "干部": [
        ["干部编号", "姓名", "单位", "职级", "状态"],
        ["C1", "张三", "U1", "正科", "在岗"],
        ["C2", "李四", "二处", "科员", None],
        ["C3", "王五", "U2", None, "退休"],
    ],
    "贫困户": [
        ["户编号", "户主", "村", "人口", "状态"],
        ["H1", "甲户", "V1", 4, None],
        ["H2", "乙户", "西村", 3, "已脱贫"],
        ["H3", "丙户", "V2", 1, "已迁出"],
    ],
    "结对": [
        ["干部", "户", "开始", "结束", "作废"],
        ["C1", "H1", "2016-03-01", None, None],
        ["C2", "乙户", "2016-03-01", None, None],
    ],
}
"""A roster without a fault."""


def changed(sheet: str, *rows: Sequence[Cell], columns: Sequence[str] | None = None) -> dict[str, Rows]:
    """Give the good sheets with rows added to one of them, or with other columns and only these rows."""
    if columns is None:
        return {**GOOD, sheet: [*GOOD[sheet], *rows]}
    return {**GOOD, sheet: [columns, *rows]}


def save_book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write sheets as .xlsx; text stays text."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return path


def save_folder(path: Path, sheets: Mapping[str, Rows], encoding: str = "utf-8") -> Path:
    """Write sheets as CSV files of the same names."""
    path.mkdir()
    for name, rows in sheets.items():
        lines = (",".join("" if cell is None else str(cell) for cell in row) for row in rows)
        (path / f"{name}.csv").write_text("\r\n".join([*lines, ""]), encoding=encoding, newline="")
    return path


def told(found: Reading | Sequence[Finding]) -> list[str]:
    """Say each finding on one line: code, severity, place, message."""
    findings = found if isinstance(found, (list, tuple)) else found.findings  # type: ignore[union-attr]
    return [f"{finding.code} {finding.severity} {finding.place}: {finding.message}" for finding in findings]
