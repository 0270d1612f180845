"""Cells that mean harm, or that no program should fall over: findings or one line, never a traceback."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.errors import PairingError
from pairing.model.finding import Severity
from tests.pairing.reading.ledger.ledgers import grid, problems, read, told

HEADER = ["乡镇", "行政村", "户主", "证件号码", "人口", "帮扶单位", "帮扶责任人", "联系电话", "职级", "帮扶开始时间"]
NASTY = st.sampled_from(
    [
        "",
        " ",
        "\u3000",
        "合计",
        "=1+1",
        "#N/A",
        "</script>",
        "'; DROP",
        "\x1f",
        "、",
        "1",
        "户主",
        "注：",
        "张三",
        "李 伟、王芳",
    ]
) | st.text(max_size=8)


@given(st.lists(st.lists(NASTY | st.none(), max_size=11), max_size=8))
def test_any_cells_under_a_header_are_read_without_a_fault(rows: list[list[str | None]]) -> None:
    reading = read(grid([HEADER, *rows]))
    for table in ("units", "villages", "cadres", "households"):
        assert reading.roster.tables[table]["id"].is_unique().all()


@given(st.lists(st.lists(NASTY | st.sampled_from(HEADER) | st.none(), max_size=6), min_size=1, max_size=6))
def test_any_sheet_is_a_ledger_or_one_clear_line(rows: list[list[str | None]]) -> None:
    with contextlib.suppress(PairingError):
        read(grid(rows))


def test_an_error_value_is_nobody() -> None:
    reading = read("行政村|户主|人口|帮扶人\n东村|#N/A|3|李伟\n东村|#N/A|4|#REF!\n#VALUE!|张三|3|王芳")
    assert told(reading).households == ["张三 3"]
    assert told(reading).cadres == ["李伟", "王芳"]
    assert problems(reading, "D103") == [
        "D117 台账!B2 #N/A",
        "D117 台账!B3 #N/A",
        "D117 台账!D3 #REF!",
        "D117 台账!A4 #VALUE!",
    ]


def test_a_cell_of_a_million_characters_is_reported_and_the_rest_read() -> None:
    reading = read(f"行政村|户主|帮扶人\n东村|{'张' * 1_000_000}|李伟\n东村|王五|李伟")
    assert told(reading).pairings == ["东村 王五 ← 李伟"]
    assert [found.code for found in reading.findings] == ["D117"]
    assert max(len(str(found.value)) for found in reading.findings) < 100


@pytest.mark.parametrize("column", [0, 2, 3, 6, 7, 8])
def test_thousands_of_namesakes_do_not_hang(column: int) -> None:
    def row(i: int) -> list[str | None]:
        cells: list[str | None] = ["甲乡", "东村", "张三", "63", "3", "甲局", "李伟", "139", "科员", None]
        cells[column] = f"{cells[column]}{i}" if i % 2 else None
        return cells

    began = time.monotonic()
    read(grid([HEADER, *map(row, range(6000))]))
    assert time.monotonic() - began < 20


def test_a_sheet_of_other_things_beside_the_ledger_is_reported_more_loudly_where_it_looks_like_a_table() -> None:
    reading = read(
        grid("行政村|户主|帮扶人\n东村|张三|李伟"),
        grid("乡镇|户数|人口\n甲乡|5|20\n乙乡|6|22", sheet="汇总"),
        grid("填表说明", sheet="说明"),
    )
    assert [(found.sheet, found.severity) for found in reading.findings] == [
        ("汇总", Severity.WARNING),
        ("说明", Severity.INFO),
    ]
    assert problems(reading) == ["D115 汇总", "D115 说明"]
