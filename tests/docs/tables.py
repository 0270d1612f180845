"""Write the tables of columns, settings and rule codes from the code that defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cypher.explanation import rule_table
from pairing.model.settings import setting_rows
from pairing.model.table import TABLES, Table
from pairing.writing.notes import column_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_COLUMNS_HEAD: Final = """# Tables and columns

Written by `make docs` from `pairing/model/records.py`. A sheet or file is known by either name, a column by either
header; a star marks what must be filled in.
"""
_RULES_HEAD: Final = """# Rule codes

Written by `make docs` from `cypher/rules` and `pairing/model/codes.py`. `pairing explain CODE` says where a rule comes
from; the settings change any severity: 规则.CODE = 错误, 警告, 提示 or 关.

D: bad data. S: structure, of every village and unit. C: coverage, of the households in scope. B: balance, held against
what is attainable ([balance](balance.md)). R: declared totals.
A rule whose *over* is empty is vacuous; one whose *needs* the roster lacks is skipped.
"""


def columns_page() -> str:
    """Write a section per table: its columns, whether they must be filled in, and with what."""
    return "\n".join([_COLUMNS_HEAD, *(_table_section(table) for table in TABLES.values()), _settings_section()])


def rules_page() -> str:
    """Write the table of codes, in both languages."""
    english, chinese = rule_table("en"), rule_table("zh")
    rows = [
        (each.code, each.severity, same.title, each.title, each.over, each.needs, each.hint)
        for each, same in zip(english, chinese, strict=True)
    ]
    return _RULES_HEAD + "\n" + table_of(("code", "", "标题", "what it finds", "over", "needs", "what to do"), rows)


def _table_section(table: Table) -> str:
    rows = [
        (
            f"{column.chinese}{'*' if name in table.required else ''}",
            f"`{name}`",
            ", ".join(column.synonyms),
            column_note(table, name, "en"),
        )
        for name, column in table.columns.items()
    ]
    return f"## {table.chinese} `{table.name}`\n\n" + table_of(("中文", "English", "also read", "what to write"), rows)


def _settings_section() -> str:
    rows = [
        (chinese.key, f"`{english.key}`", chinese.default, english.meaning.render("en"))
        for chinese, english in zip(setting_rows("zh"), setting_rows("en"), strict=True)
    ]
    return "## 设置 `settings`\n\n" + table_of(("键", "key", "default", "meaning"), rows)


def table_of(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)
