"""Which column was read as what, for a planner to check."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console

from pairing.cli.columns import columns_table, field_text, needed_text, unread
from pairing.reading.reading import ColumnRead

if TYPE_CHECKING:
    from pairing.text import Language

COLUMNS = (
    ColumnRead("台账.xlsx", "东村", "A", "户主姓名", "households.head", "synonym"),
    ColumnRead("台账.xlsx", "东村", "B", "[red]联系人", "cadres.name", "setting"),
    ColumnRead("台账.xlsx", "东村", "C", "证件号码", None, "sensitive"),
    ColumnRead("台账.xlsx", "西村", "A", "备注", None, "unknown"),
    ColumnRead("台账.xlsx", "西村", "B", "户主", None, "duplicate"),
    ColumnRead("台账.xlsx", "西村", "C", "序号", None, "ignored"),
)


def drawn(language: Language, columns: tuple[ColumnRead, ...] = COLUMNS) -> list[str]:
    console = Console(width=100, highlight=False, color_system=None)
    with console.capture() as capture:
        console.print(columns_table(columns, language))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_a_table_per_sheet_in_chinese() -> None:
    assert drawn("zh") == [
        "台账.xlsx › 东村",
        "列  表头         读作         依据",
        "A   户主姓名     贫困户·户主  常见的别名",
        "B   [red]联系人  干部·姓名    设置中的“表头”",
        "C   证件号码     –            已丢弃：证件号、银行账号一律不保存",
        "台账.xlsx › 西村",
        "列  表头  读作  依据",
        "A   备注  –     未读：不认识；可在设置中用“表头.该列名”指明",
        "B   户主  –     未读：另有一列表头相同",
        "C   序号  –     不需要",
    ]


def test_sheets_with_the_same_columns_share_a_table() -> None:
    west = tuple(replace(column, sheet="西村") for column in COLUMNS[:2])
    lines = drawn("zh", (*COLUMNS[:2], *west))
    assert lines[0] == "台账.xlsx › 东村、西村"
    assert len(lines) == 4


def test_fields_have_their_english_names_in_english() -> None:
    assert drawn("en")[2] == "A       户主姓名     households.head  by another name of it"


def test_a_field_nobody_knows_is_shown_as_it_is() -> None:
    assert field_text("ledger.note", "zh") == "ledger.note"


def test_a_need_is_a_table_or_a_column() -> None:
    assert needed_text("postings", "zh") == "驻村"
    assert needed_text("postings", "en") == "postings"
    assert needed_text("cadres.rank", "zh") == "干部·职级"


def test_columns_dropped_or_not_needed_are_not_unread() -> None:
    assert [column.header for column in unread(COLUMNS)] == ["备注", "户主"]
