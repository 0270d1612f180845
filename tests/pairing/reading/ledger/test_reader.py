"""Ledgers as they are in the field, each mess by itself."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from pairing.errors import InputError
from pairing.model.labels import CadreList
from pairing.model.settings import Settings
from pairing.reading import read_roster
from tests.pairing.reading.ledger.ledgers import Cell, Told, grid, problems, read, told, write

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """
乡镇     | 行政村 | 户主姓名 | 人口 | 致贫原因 | 帮扶单位 | 帮扶责任人 | 联系电话 | 帮扶开始时间 | 帮扶结束时间
鲁沙尔镇 | 东村   | 张三     | 3    | 因病     | 公安厅   | 李伟       | 139      | 2016-03-01   |
鲁沙尔镇 | 东村   | 王五     | 5    | 因学     | 公安厅   | 李伟       | 139      | 2016-03-01   | 2016-10-31
鲁沙尔镇 | 东村   | 王五     | 5    | 因学     | 教育厅   | 赵敏       | 138      | 2016-11-01   |
刚察乡   | 西村   | 马六     | 1    | 因残     |          |            |          |              |
"""
PLAIN_TOLD = Told(
    villages=["刚察乡 西村", "鲁沙尔镇 东村"],
    households=["刚察乡 西村 马六 1 因残", "鲁沙尔镇 东村 张三 3 因病", "鲁沙尔镇 东村 王五 5 因学"],
    cadres=["公安厅 李伟 139", "教育厅 赵敏 138"],
    pairings=[
        "鲁沙尔镇 东村 张三 ← 公安厅 李伟 2016-03-01",
        "鲁沙尔镇 东村 王五 ← 公安厅 李伟 2016-03-01 止2016-10-31",
        "鲁沙尔镇 东村 王五 ← 教育厅 赵敏 2016-11-01",
    ],
)


def test_a_plain_ledger_is_read_whole() -> None:
    reading = read(PLAIN)
    assert told(reading) == PLAIN_TOLD
    assert problems(reading) == []
    assert (reading.form, reading.rows_set_aside) == ("ledger", 0)


def test_what_a_ledger_leaves_out_is_absent_and_its_cadres_are_helpers_only() -> None:
    roster = read(PLAIN).roster
    assert roster.absent == {"postings", "liaisons", "constraints"}
    assert roster.settings.cadre_list is CadreList.HELPERS_ONLY
    assert not roster.has("twinnings.role")
    assert not roster.has("cadres.rank")


def test_a_row_with_a_helper_and_no_household_is_an_idle_cadre() -> None:
    reading = read(PLAIN + "| | | | | 公安厅 | 闲人 | 137 | | ")
    assert told(reading).cadres == ["公安厅 李伟 139", "公安厅 闲人 137", "教育厅 赵敏 138"]
    assert told(reading).pairings == PLAIN_TOLD.pairings
    assert reading.roster.settings.cadre_list is CadreList.COMPLETE
    assert problems(reading) == []


def test_the_settings_may_say_otherwise_of_the_cadres() -> None:
    settings = Settings(cadre_list=CadreList.COMPLETE)
    assert read(PLAIN, settings=settings).roster.settings.cadre_list is CadreList.COMPLETE


def test_twinnings_last_as_long_as_what_they_are_inferred_from() -> None:
    roster = read(PLAIN).roster
    assert roster.twinnings.select("unit_key", "village_key", "role", "start_date", "end_date", "row").rows() == [
        (0, 0, "undecided", datetime.date(2016, 3, 1), None, 2),
        (1, 0, "undecided", datetime.date(2016, 11, 1), None, 4),
    ]


def test_spans_of_one_unit_and_village_join_where_they_touch_and_part_where_they_do_not() -> None:
    roster = read("""
        行政村 | 户主 | 帮扶单位 | 帮扶责任人 | 开始时间 | 结束时间
        东村 | 甲 | 公安厅 | 李伟 | 2016-01-01 | 2016-03-31
        东村 | 乙 | 公安厅 | 李伟 | 2016-04-01 | 2016-06-30
        东村 | 丙 | 公安厅 | 王芳 | 2016-02-01 | 2016-02-10
        东村 | 丁 | 公安厅 | 王芳 | 2016-09-01 |
        西村 | 戊 | 公安厅 | 王芳 |            | 2016-02-10
    """).roster
    assert roster.twinnings.select("village", "start_date", "end_date").with_columns(
        village=roster.twinnings["village_key"]
    ).rows() == [
        (0, datetime.date(2016, 1, 1), datetime.date(2016, 6, 30)),
        (0, datetime.date(2016, 9, 1), None),
        (1, None, datetime.date(2016, 2, 10)),
    ]


def test_a_pairing_that_cannot_count_twins_nobody() -> None:
    roster = read("""
        行政村 | 户主 | 户状态 | 帮扶单位 | 帮扶责任人 | 干部状态 | 作废
        东村 | 甲 | 已迁出 | 公安厅 | 李伟 |      |
        东村 | 乙 |        | 教育厅 | 王芳 | 退休 |
        东村 | 丙 |        | 水利厅 | 赵敏 |      | 是
        东村 | 丁 | 已脱贫 | 财政厅 | 孙强 |      |
    """).roster
    units = dict(roster.units.select("id", "name").iter_rows())
    assert [units[unit] for unit in roster.twinnings["unit"]] == ["财政厅"]
    assert roster.pairings.height == 4


def test_the_furniture_of_a_printed_sheet_is_nobody() -> None:
    reading = read(
        grid(
            """
            湟中县精准扶贫结对帮扶台账 | | | | | | | |
            填报单位：县扶贫办 | | | | | | | | 2016年12月31日
            序号 | 行政村 | 户主 | 人口 | 帮扶责任人 | | | 帮扶时间 |
                 |        |      |      | 姓名 | 单位 | 电话 | 起 | 止
            1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
            1 | 东村 | 张三 | 3 | 李伟 | 公安厅 | 139 | 2016.3 |
            2 | 东村 | 王五 | 5 | 李伟 | 公安厅 | 139 | 2016.3 |
              | 东村小计 | 2户 | 8 | | | | |
            湟中县精准扶贫结对帮扶台账 | | | | | | | |
            序号 | 行政村 | 户主 | 人口 | 帮扶责任人 | | | 帮扶时间 |
                 |        |      |      | 姓名 | 单位 | 电话 | 起 | 止
              | | | | | | | |
            3 | 西村 | 马六 | 1 | 赵敏 | 教育厅 | 138 | 2016.3 | 2016.10
              | 西村小计 | 1 | 1 | | | | |
            合　计 | 2 | 3 | 9 | 2 | 2 | | |
            制表人：钱七 | | | 审核人：孙八 | | | 联系电话：0971-1 | |
            填表说明： | | | | | | | |
            1.户主姓名以户口簿为准。 | | | | | | | |
              | 2.时间填到月。 | | | | | | |
            第1页 共1页 | | | | | | | |
            """
        )
    )
    assert told(reading) == Told(
        villages=["东村", "西村"],
        households=["东村 张三 3", "东村 王五 5", "西村 马六 1"],
        cadres=["公安厅 李伟 139", "教育厅 赵敏 138"],
        pairings=[
            "东村 张三 ← 公安厅 李伟 2016-03-01",
            "东村 王五 ← 公安厅 李伟 2016-03-01",
            "西村 马六 ← 教育厅 赵敏 2016-03-01 止2016-10-31",
        ],
    )
    assert problems(reading) == []
    assert reading.roster.households["row"].to_list() == [6, 7, 13]


def test_merged_cells_are_filled_down_within_their_merge(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["乡镇", "行政村", "户主", "人口", "帮扶责任人", "单位"],
        ["鲁沙尔镇", "东村", "张三", 3, "李伟", "公安厅"],
        [None, None, None, None, "王芳", "公安厅"],
        [None, None, "王五", 5, "赵敏", "教育厅"],
        [None, None, "马六", 1, None, None],
    ]
    merged = [(2, 1, 5, 1), (2, 2, 5, 2), (2, 3, 3, 3), (2, 4, 3, 4), (4, 5, 5, 5), (4, 6, 5, 6)]
    reading = read_roster(write(tmp_path / "台账.xlsx", rows, merged))
    assert told(reading) == Told(
        villages=["鲁沙尔镇 东村"],
        households=["鲁沙尔镇 东村 张三 3", "鲁沙尔镇 东村 王五 5", "鲁沙尔镇 东村 马六 1"],
        cadres=["公安厅 李伟", "公安厅 王芳", "教育厅 赵敏"],
        pairings=[
            "鲁沙尔镇 东村 张三 ← 公安厅 李伟",
            "鲁沙尔镇 东村 张三 ← 公安厅 王芳",
            "鲁沙尔镇 东村 王五 ← 教育厅 赵敏",
            "鲁沙尔镇 东村 马六 ← 教育厅 赵敏",
        ],
    )
    assert problems(reading) == []
    assert reading.roster.settings.cadre_list is CadreList.HELPERS_ONLY


def test_blanks_without_a_merge_are_not_filled() -> None:
    reading = read("""
        行政村 | 户主 | 人口 | 帮扶责任人 | 单位
        东村 | 张三 | 3 | 李伟 | 公安厅
             |      |   | 王芳 | 公安厅
             | 王五 | 5 | 赵敏 | 教育厅
    """)
    assert told(reading).pairings == ["东村 张三 ← 公安厅 李伟", "王五 ← 教育厅 赵敏"]
    assert told(reading).cadres == ["公安厅 李伟", "公安厅 王芳", "教育厅 赵敏"]
    assert problems(reading) == ["D103 台账!A4"]


@pytest.mark.parametrize("ditto", ["同上", "〃", '"', "″"])
def test_a_cell_that_says_ditto_is_as_the_one_above(ditto: str) -> None:
    rows = f"""
        行政村 | 户主 | 人口 | 致贫原因 | 帮扶单位 | 帮扶责任人 | 帮扶开始时间
        {ditto}  | 张三 | 3 | 因病 | 公安厅 | 李伟 | 2016-03-01
        东村 | 王五 | 5 | {ditto}  | {ditto}    | {ditto}  | {ditto}
        {ditto}  | {ditto}  | {ditto} | {ditto} | 教育厅 | 赵敏 | {ditto}
        {ditto}  | 马六 | 1 |      | {ditto} | {ditto} |
        {ditto}  | 马七 | 1 | {ditto}  | 教育厅 | |
    """
    reading = read(grid(rows.replace(f"{ditto}  | 张三", "| 张三"), sheet="一"))
    assert told(reading) == Told(
        villages=["东村"],
        households=["东村 王五 5 因病", "东村 马七 1", "东村 马六 1", "张三 3 因病"],
        cadres=["公安厅 李伟", "教育厅 赵敏"],
        pairings=[
            "东村 王五 ← 公安厅 李伟 2016-03-01",
            "东村 王五 ← 教育厅 赵敏 2016-03-01",
            "东村 马六 ← 教育厅 赵敏",
            "张三 ← 公安厅 李伟 2016-03-01",
        ],
    )


def test_a_ditto_below_nothing_is_blank() -> None:
    rows = "行政村|户主|帮扶责任人\n{}|张三|同上\n同上|王五|李伟"
    reading = read(grid(rows.format("东村"), sheet="一"), grid(rows.format("同上"), sheet="二"))
    assert told(reading).pairings == ["东村 王五 ← 李伟", "王五 ← 李伟"]


def test_sheets_are_townships_and_hidden_ones_are_told_and_left_alone() -> None:
    rows = """
        行政村 | 户主 | 人口 | 帮扶责任人 | 单位
        东村 | 张三 | 3 | 李伟 | 公安厅
    """
    reading = read(
        grid(rows, sheet="鲁沙尔镇"),
        grid(rows, sheet="刚察乡"),
        grid(rows, sheet="旧表乡", hidden=True),
        grid("说明\n本表按月填报", sheet="说明"),
    )
    assert told(reading) == Told(
        villages=["刚察乡 东村", "鲁沙尔镇 东村"],
        households=["刚察乡 东村 张三 3", "鲁沙尔镇 东村 张三 3"],
        cadres=["公安厅 李伟"],
        pairings=["刚察乡 东村 张三 ← 公安厅 李伟", "鲁沙尔镇 东村 张三 ← 公安厅 李伟"],
    )
    assert [(found.code, found.severity, found.sheet, str(found.message)) for found in reading.findings] == [
        ("D115", "warning", "旧表乡", 'The hidden sheet "旧表乡" holds something and was not read.'),
        ("D115", "info", "说明", "No header that a ledger has was found in this sheet; it was not read."),
    ]
    assert [(c.sheet, c.why) for c in reading.columns if not c.letters] == [("旧表乡", "ignored"), ("说明", "ignored")]
    assert [source.sheet for source in reading.roster.sources] == ["鲁沙尔镇", "刚察乡"]


def test_a_header_with_nobody_under_it_is_reported() -> None:
    header = "行政村 | 户主 | 人口 | 帮扶责任人"
    reading = read(
        grid(f"甲乡台账\n{header}", sheet="甲乡"),
        grid(f"{header}\n东村 | 张三 | 3 | 李伟", sheet="乙乡"),
        grid(f"{header}\n合计 | 0 | 0 | 0", sheet="丙乡"),
        grid([], sheet="空表"),
    )
    assert problems(reading) == ["D103 甲乡!2", "D103 丙乡!1"]
    assert str(reading.findings[0].message) == "There is no row with anybody in it under the header in row 2."


def test_a_township_column_comes_before_the_name_of_the_sheet() -> None:
    reading = read(grid("乡镇|行政村|户主|帮扶人\n多巴镇|东村|张三|李伟", sheet="鲁沙尔镇"))
    assert told(reading).villages == ["多巴镇 东村"]


def test_two_names_in_one_cell_are_two_helpers() -> None:
    reading = read("""
        行政村 | 户主 | 帮扶责任人 | 单位 | 联系电话
        东村 | 张三 | 李伟、王芳   | 公安厅 | 139、138
        东村 | 王五 | 李伟，赵 敏 | 公安厅；教育厅 | 139 137
        东村 | 马六 | 孙强\\n周杰 | 财政厅 |
        东村 | 钱七 | 吴刚/郑勇 | 财政厅 | 136
    """)
    assert told(reading).pairings == [
        "东村 张三 ← 公安厅 李伟",
        "东村 张三 ← 公安厅 王芳",
        "东村 王五 ← 公安厅 李伟",
        "东村 王五 ← 教育厅 赵敏",
        "东村 钱七 ← 财政厅 吴刚",
        "东村 钱七 ← 财政厅 郑勇",
        "东村 马六 ← 财政厅 周杰",
        "东村 马六 ← 财政厅 孙强",
    ]
    assert told(reading).cadres == [
        "公安厅 李伟 139",
        "公安厅 王芳 138",
        "教育厅 赵敏 137",
        "财政厅 吴刚",
        "财政厅 周杰",
        "财政厅 孙强",
        "财政厅 郑勇",
    ]
    assert problems(reading) == ["D119 台账!E5 136"]


@pytest.mark.parametrize(
    ("written", "cadres"),
    [
        ("李一13800000000", ["公安厅 李一 13800000000"]),
        ("李一 １３８０００００００0", ["公安厅 李一 13800000000"]),
        ("李一（电话：0971-1234567）", ["公安厅 李一 0971-1234567"]),
        ("李一/13800000000、王二\\n13900000000", ["公安厅 李一 13800000000", "公安厅 王二 13900000000"]),
        ("李一（副处长）13800000000", ["公安厅 李一（副处长） 13800000000"]),
        ("李一（副处长）", ["公安厅 李一（副处长）"]),
        ("李一2", ["公安厅 李一2"]),
        ("李一1380000000013900000000", ["公安厅 李一1380000000013900000000"]),
    ],
)
def test_a_phone_behind_a_name_is_his_phone(written: str, cadres: list[str]) -> None:
    reading = read(f"行政村|户主|帮扶单位|帮扶责任人\n东村|张三|公安厅|{written}")
    assert told(reading).cadres == cadres
    assert problems(reading) == []


def test_a_phone_behind_a_name_does_not_replace_the_one_in_its_own_cell() -> None:
    header = "行政村|户主|帮扶单位|帮扶责任人|帮扶人电话"
    assert told(read(f"{header}\n东村|张三|公安厅|李一13800000000|")).cadres == ["公安厅 李一 13800000000"]
    assert told(read(f"{header}\n东村|张三|公安厅|李一13800000000|13800000000")).cadres == ["公安厅 李一 13800000000"]
    other = read(f"{header}\n东村|张三|公安厅|李一13800000000|13911111111")
    assert told(other).cadres == ["公安厅 李一13800000000 13911111111"]


def test_numbered_helpers_have_an_order_only_where_it_is_said() -> None:
    ordered = read("""
        行政村 | 户主 | 第一责任人 | | 第二责任人 | | 帮扶开始时间
               |      | 姓名 | 电话 | 姓名 | 电话 |
        东村 | 张三 | 李伟 | 139 | 王芳 | 138 | 2016-03-01
    """)
    assert told(ordered).pairings == ["东村 张三 ← 李伟 第1 2016-03-01", "东村 张三 ← 王芳 第2 2016-03-01"]
    counted = read("""
        行政村 | 户主 | 帮扶人1 | 单位1 | 帮扶人2 | 单位2
        东村 | 张三 | 李伟 | 公安厅 | 王芳 | 教育厅
    """)
    assert told(counted).pairings == ["东村 张三 ← 公安厅 李伟", "东村 张三 ← 教育厅 王芳"]
    assert problems(ordered) == problems(counted) == []


def test_a_row_a_member_is_one_household_and_its_persons_count_once() -> None:
    reading = read("""
        行政村 | 户主姓名 | 姓名 | 与户主关系 | 证件号码 | 家庭人口 | 帮扶责任人 | 单位
        东村 | 张三 | 张三 | 户主 | 630000000000000001 | 3 | 李伟 | 公安厅
        东村 | 张三 | 李梅 | 配偶 | 630000000000000002 | 3 | 李伟 | 公安厅
             |      | 张小 | 之子 | 630000000000000003 |   |      |
        东村 | 王五 | 王五 | 本人 | 630000000000000004 |   | 李伟 | 公安厅
        东村 | 王五 | 王六 | 长女 | 630000000000000005 |   | 李伟 | 公安厅
    """)
    assert told(reading).households == ["东村 张三 3", "东村 王五 2"]
    assert told(reading).pairings == ["东村 张三 ← 公安厅 李伟", "东村 王五 ← 公安厅 李伟"]
    assert problems(reading) == ["D113 台账!E1"]


def test_a_list_of_members_alone_says_who_is_the_head() -> None:
    reading = read("""
        行政村 | 姓名 | 与户主关系 | 帮扶责任人 | 单位
        东村 | 张三 | 户主 | 李伟 | 公安厅
             | 李梅 | 配偶 |      |
        东村 | 王五 | 户主 | 赵敏 | 教育厅
        东村 | 王六 | 长女 |      |
    """)
    assert told(reading).households == ["东村 张三 2", "东村 王五 2"]
    assert told(reading).pairings == ["东村 张三 ← 公安厅 李伟", "东村 王五 ← 教育厅 赵敏"]
    assert problems(reading) == []


def test_members_in_merged_households_are_no_households() -> None:
    rows = """
        行政村 | 户主 | 人口 | 家庭成员 | 帮扶责任人
        东村 | 张三 | 3 | 张三 | 李伟
             |      |   | 李梅 |
             |      |   | 张小 |
        东村 | 王五 | 1 | 王五 | 王芳
    """
    reading = read(grid(rows, [(2, column, 4, column) for column in (1, 2, 3, 5)]))
    assert told(reading).households == ["东村 张三 3", "东村 王五 1"]
    assert told(reading).pairings == ["东村 张三 ← 李伟", "东村 王五 ← 王芳"]
    assert problems(reading) == []


def test_ids_of_the_planner_are_used_where_there_are_any() -> None:
    roster = read("""
        户编号 | 行政村 | 户主 | 干部编号 | 帮扶责任人 | 单位编号 | 帮扶单位
        H1 | 东村 | 张三 | C1 | 李伟 | U1 | 公安厅
        H1 | 东村 | 张三 | C2 | 王芳 | U1 | 公安厅
        H2 | 东村 | 张三 | C1 | 李伟 | U1 | 公安厅
    """).roster
    assert roster.units["id"].to_list() == ["U1"]
    assert roster.cadres["id"].to_list() == ["C1", "C2"]
    assert roster.households["id"].to_list() == ["H1", "H2"]
    assert roster.pairings.select("cadre", "household").rows() == [("C1", "H1"), ("C2", "H1"), ("C1", "H2")]


def test_an_id_that_two_heads_have_is_the_first_ones() -> None:
    reading = read("""
        户编号 | 行政村 | 户主 | 帮扶责任人
        H1 | 东村 | 张三 | 李伟
        H1 | 东村 | 王五 | 王芳
    """)
    assert told(reading).pairings == ["东村 张三 ← 李伟"]
    assert problems(reading) == ["D106 台账!A3 H1"]
    assert reading.rows_set_aside == 1


def test_posts_are_ranks_only_where_they_hold_ranks() -> None:
    rows = "行政村|户主|帮扶责任人|职务\n东村|张三|李伟|{}\n东村|王五|王芳|{}\n东村|马六|赵敏|{}"
    ranked = read(rows.format("副处级", "科员", "局长助理"))
    assert told(ranked).cadres == ["李伟 副处", "王芳 科员", "赵敏 局长助理"]
    assert [(c.header, c.field) for c in ranked.columns if c.letters == "D"] == [("职务", "cadres.rank")]
    posts = read(rows.format("处长", "科长", "科员"))
    assert told(posts).cadres == ["李伟", "王芳", "赵敏"]
    assert [(c.header, c.field, c.why) for c in posts.columns if c.letters == "D"] == [("职务", None, "ignored")]
    stated = read(rows.replace("职务", "职级").format("处长", "科长", "科员"))
    assert told(stated).cadres == ["李伟 处长", "王芳 科长", "赵敏 科员"]


def test_a_household_told_in_two_ways_is_as_its_first_row_says() -> None:
    reading = read("""
        行政村 | 户主 | 人口 | 致贫原因 | 帮扶责任人
        东村 | 张三 | 3  | 因病     | 李伟
        东村 | 张三 | 3人 | 因病致贫 | 王芳
        东村 | 张三 | 4  |          | 赵敏
    """)
    assert told(reading).households == ["东村 张三 3 因病"]
    assert problems(reading) == ["D119 台账!C4 4"]


def test_a_column_that_nobody_fills_is_no_gap_in_every_row() -> None:
    reading = read("行政村|户主|人口|帮扶单位|帮扶人|帮扶结束时间\n东村|张三| | |李伟| \n东村|王五| | |王芳| ")
    assert told(reading).pairings == ["东村 张三 ← 李伟", "东村 王五 ← 王芳"]
    assert not reading.roster.has("households.persons")
    assert problems(reading) == []


def test_a_row_that_names_nobody_is_set_aside_and_reported() -> None:
    reading = read("""
        乡镇 | 行政村 | 户主 | 人口 | 帮扶责任人 | 联系电话
        鲁沙尔镇 | 东村 | 张三 | 3 | 李伟 | 139
        鲁沙尔镇 | 东村 |      | 5 |      |
        鲁沙尔镇 | 东村 |      | 5 | 王芳 |
        鲁沙尔镇 | 东村 | 王五 | 2 |      | 138
    """)
    assert told(reading).households == ["鲁沙尔镇 东村 张三 3", "鲁沙尔镇 东村 王五 2"]
    assert told(reading).cadres == ["李伟 139", "王芳"]
    assert problems(reading) == ["D103 台账!C3", "D103 台账!C4", "D103 台账!E5"]
    assert reading.rows_set_aside == 3
    assert reading.roster.settings.cadre_list is CadreList.HELPERS_ONLY


@pytest.mark.parametrize("nobody", ["无", "待定", "暂无", "—", "/", "(无)", "N/A"])
def test_what_is_written_where_there_is_nobody_is_nobody(nobody: str) -> None:
    reading = read(f"""
        行政村 | 户主 | 帮扶单位 | 帮扶责任人
        东村 | 张三 | 公安厅 | 李伟
        东村 | 王五 | {nobody} | {nobody}
        东村 | {nobody} | 公安厅 | 闲人
    """)
    assert told(reading) == Told(
        villages=["东村"],
        households=["东村 张三", "东村 王五"],
        cadres=["公安厅 李伟", "公安厅 闲人"],
        pairings=["东村 张三 ← 公安厅 李伟"],
    )
    assert problems(reading) == []


def test_a_ledger_without_a_header_says_what_was_looked_for() -> None:
    with pytest.raises(InputError, match=r"^台账\.xlsx: no ledger found.*户主.*headers\."):
        read("一 | 二 | 三\n1 | 2 | 3")


def test_a_column_for_the_village_the_head_or_the_helper_that_is_missing_is_reported_once() -> None:
    assert problems(read("行政村 | 贫困人员名 | 帮扶责任人\n东村 | 张三 | 李伟")) == ["D102 台账!1", "D115 台账!B1"]
    assert problems(read("行政村 | 户主 | 人口\n东村 | 张三 | 3")) == ["D102 台账!1"]
    assert problems(read("户主 | 帮扶责任人\n张三 | 李伟\n王五 | 王芳")) == ["D102 台账!1"]


def test_a_setting_says_what_an_unknown_header_is() -> None:
    settings = Settings(headers={"贫困人员名": "households.head", "谁来帮": "帮扶责任人"})
    reading = read("行政村 | 贫困人员名 | 谁来帮\n东村 | 张三 | 李伟", settings=settings)
    assert told(reading).pairings == ["东村 张三 ← 李伟"]
    assert [(c.header, c.field, c.why) for c in reading.columns] == [
        ("行政村", "villages.name", "synonym"),
        ("贫困人员名", "households.head", "setting"),
        ("谁来帮", "cadres.name", "setting"),
    ]


def test_a_setting_that_names_nothing_is_reported() -> None:
    reading = read("行政村 | 户主 | 帮扶人 | 谁\n东村 | 张三 | 李伟 | 甲", settings=Settings(headers={"谁": "某某"}))
    assert problems(reading) == ["D116 某某", "D115 台账!D1"]


def test_every_column_is_listed_with_what_it_was_read_as() -> None:
    reading = read("""
        序号 | 行政村 | 户主姓名 | 联系电话 | 证件号码 | 人口 | 帮扶责任人 | 联系电话 | 职务 | 民族 | 心情 | 户主
        1 | 东村 | 张三 | 0971 | 6301 | 3 | 李伟 | 139 | 处长 | 藏 | 好 | 张三
    """)
    assert [(c.letters, c.header, c.field, c.why) for c in reading.columns] == [
        ("A", "序号", None, "ignored"),
        ("B", "行政村", "villages.name", "synonym"),
        ("C", "户主姓名", "households.head", "synonym"),
        ("D", "联系电话", None, "ignored"),
        ("E", "证件号码", None, "sensitive"),
        ("F", "人口", "households.persons", "name"),
        ("G", "帮扶责任人", "cadres.name", "synonym"),
        ("H", "联系电话", "cadres.phone", "synonym"),
        ("I", "职务", None, "ignored"),
        ("J", "民族", None, "sensitive"),
        ("K", "心情", None, "unknown"),
        ("L", "户主", None, "duplicate"),
    ]
    assert problems(reading) == ["D113 台账!E1", "D113 台账!J1", "D115 台账!K1", "D118 台账!L1"]
