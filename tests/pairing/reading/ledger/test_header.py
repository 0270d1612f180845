"""Headers: the words planners use, groups over them, and neighbours that settle the rest."""

from __future__ import annotations

import pytest

from pairing.reading.ledger.columns import LedgerColumn, columns_from_drafts, draft
from pairing.reading.ledger.header import LedgerHeader, find_header
from tests.pairing.reading.ledger.ledgers import grid


def _found(rows: str) -> LedgerHeader:
    header = find_header(grid(rows), {})
    assert header is not None
    return header


def _fields(rows: str) -> list[str]:
    return [
        (column.field or "?") + (f"@{column.slot.number}" if column.slot.number else "")
        for column in _found(rows).columns
    ]


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ("市州 市（州） 地市 prefecture", "villages.prefecture"),
        ("县 区县 县（市、区） 所在县 county", "villages.county"),
        ("乡镇 乡（镇） 乡镇名称 所属乡镇 township", "villages.township"),
        ("村 行政村 行政村名称 所在村 帮扶村 village", "villages.name"),
        ("村民小组 社 自然村", "villages.group"),
        ("户主 户主姓名 贫困户姓名 贫困户 帮扶对象 household_head", "households.head"),
        ("人口 家庭人口 人口数（人） 家庭人口数 *人口 persons", "households.persons"),
        ("致贫原因 主要致贫原因 cause", "households.cause"),
        ("户类别 贫困户属性 户类型", "households.category"),
        ("脱贫年份 脱贫年度", "households.left_poverty_in"),
        ("困难系数", "households.difficulty"),
        ("户状态 贫困户状态 状态", "households.state"),
        ("户编号 贫困户编号", "households.id"),
        ("户主身份证号 贫困户证件号码", "households.identity"),
        ("帮扶单位 帮扶单位名称 结对帮扶单位 责任单位 帮扶责任人单位 帮扶人所在单位 单位", "units.name"),
        ("隶属关系", "units.category"),
        ("帮扶责任人 帮扶干部 帮扶人姓名 结对帮扶责任人 联系人 帮扶责任人（必填） 帮扶\n责任人", "cadres.name"),
        ("帮扶人手机号 帮扶责任人电话 帮扶干部联系电话", "cadres.phone"),
        ("帮扶责任人职务 职务", "cadres.post"),
        ("职级 职务/职级 职务（职级） 帮扶干部职级", "cadres.rank"),
        ("帮扶人身份证号", "cadres.identity"),
        ("干部编号 帮扶责任人编号", "cadres.id"),
        ("帮扶开始时间 开始日期 结对时间 帮扶起始时间 起 start", "pairings.start_date"),
        ("帮扶结束时间 结束日期 止 end", "pairings.end_date"),
        ("与户主关系", "members.relation"),
        ("银行卡号 一卡通账号", "bank"),
        ("序号 备注 性别 年龄 家庭住址 户主联系电话", "ignored"),
    ],
)
def test_a_header_is_known_by_its_synonyms(headers: str, field: str) -> None:
    for header in headers.split(" "):
        (column,) = columns_from_drafts([draft(1, (header,), {})])
        assert column.field == field, header


def test_position_settles_whose_phone_it_is() -> None:
    assert _fields("户主|电话|帮扶责任人|电话|帮扶责任人2|电话") == [
        "households.head", "ignored", "cadres.name", "cadres.phone", "cadres.name@2", "cadres.phone@2",
    ]  # fmt: skip


def test_a_bare_name_is_whoever_is_lacking() -> None:
    assert _fields("行政村|姓名|帮扶责任人") == ["villages.name", "households.head", "cadres.name"]
    assert _fields("户主|单位|姓名|电话") == ["households.head", "units.name", "cadres.name", "cadres.phone"]
    assert _fields("户主|姓名|与户主关系|帮扶人")[1] == "members.name"


def test_groups_of_three_rows_merged_both_ways() -> None:
    header = _found("""
        某县台账 | | | | | |
        基本情况 | | | 帮扶情况 | | |
        行政村 | 户主 | 人口 | 第一责任人 | | 第二责任人 |
               |      |      | 姓名 | 单位 | 姓名 | 单位
        东村 | 张三 | 3 | 李伟 | 甲 | 王芳 | 乙
    """)
    assert (header.top, header.bottom) == (3, 4)
    assert [(c.field, c.slot.number, c.slot.ordinal) for c in header.columns[3:]] == [
        ("cadres.name", 1, True),
        ("units.name", 1, True),
        ("cadres.name", 2, True),
        ("units.name", 2, True),
    ]


def test_units_as_many_as_helpers_are_theirs_in_order_and_one_is_everybodys() -> None:
    assert _fields("户主|单位|责任人1|单位|责任人2") == [
        "households.head", "units.name@1", "cadres.name@1", "units.name@2", "cadres.name@2",
    ]  # fmt: skip
    assert _fields("户主|单位|责任人1|责任人2") == [
        "households.head", "units.name", "cadres.name@1", "cadres.name@2",
    ]  # fmt: skip


def test_the_column_that_says_a_thing_again_is_a_duplicate() -> None:
    columns = _found("户主|户主姓名|帮扶人|帮扶责任人").columns
    assert [(c.header, c.why) for c in columns] == [
        ("户主", "name"), ("户主姓名", "duplicate"), ("帮扶人", "synonym"), ("帮扶责任人", "duplicate"),
    ]  # fmt: skip


def test_a_summary_without_names_is_no_ledger() -> None:
    assert find_header(grid("乡镇|行政村|人口|致贫原因\n甲乡|东村|539|因病"), {}) is None


def test_data_is_not_taken_for_a_header() -> None:
    assert _found("行政村|户主|帮扶责任人\n单位村|联系人|干部").bottom == 1


def test_a_header_may_stand_well_below_the_top() -> None:
    assert _found("标题\n" * 20 + "行政村|户主|帮扶责任人").top == 21


def test_a_column_knows_its_letters_and_how_it_is_headed() -> None:
    assert LedgerColumn(28, ("帮扶责任人", "姓名"), "cadres.name", "name").letters == "AB"
    assert LedgerColumn(28, ("帮扶责任人", "姓名"), "cadres.name", "name").header == "帮扶责任人/姓名"
