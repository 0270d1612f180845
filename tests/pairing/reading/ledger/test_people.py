"""Who is meant: codes that stay, namesakes told apart, and those who cannot be."""

from __future__ import annotations

import re

import polars as pl
import pytest

from pairing.reading.ledger.codes import codes_of
from tests.pairing.reading.ledger.ledgers import grid, problems, read, table, told


def _household_codes(rows: str) -> dict[str, str]:
    roster = read(rows).roster
    return {row["head"] + str(row["persons"] or ""): row["id"] for row in roster.households.iter_rows(named=True)}


def test_a_code_depends_on_the_natural_key_and_on_nothing_else() -> None:
    few = _household_codes("乡镇|行政村|户主|人口|帮扶责任人\n甲乡|东村|张三|3|李伟")
    many = _household_codes("""
        人口 | 帮扶责任人 | 县 | 电话 | 户主 | 行政村 | 乡镇
        1 | 王芳 |  |    | 王五 | 东村 | 甲乡
        4 | 赵敏 |  | 13 | 张 三 | 东　村 | 甲乡
    """)
    assert few["张三3"] == many["张三4"]
    assert re.fullmatch(r"H-[0-9a-f]{8}", few["张三3"])


def test_colliding_codes_are_all_lengthened_whatever_their_order() -> None:
    keys = pl.Series([f"键{i}" for i in range(200_000)])
    codes = codes_of("H", keys)
    assert codes.n_unique() == len(keys)
    assert set(codes.str.len_chars()) == {10, 26}
    assert codes_of("H", keys.reverse()).reverse().to_list() == codes.to_list()


def test_the_same_head_in_two_villages_is_two_households() -> None:
    reading = read("""
        县 | 乡镇 | 行政村 | 户主 | 帮扶责任人
        循化县 | 刚察乡 | 东村 | 张三 | 李伟
        刚察县 | 沙柳河镇 | 东村 | 张三 | 李伟
    """)
    assert told(reading).pairings == ["刚察县 沙柳河镇 东村 张三 ← 李伟", "循化县 刚察乡 东村 张三 ← 李伟"]
    assert problems(reading) == []


def test_a_village_told_less_fully_is_the_one_it_fits() -> None:
    reading = read("""
        县 | 乡镇 | 行政村 | 户主 | 帮扶责任人
        循化县 | 刚察乡 | 东村 | 张三 | 李伟
               |        | 东村 | 王五 | 王芳
    """)
    assert told(reading).villages == ["循化县 刚察乡 东村"]
    assert told(reading).households == ["循化县 刚察乡 东村 张三", "循化县 刚察乡 东村 王五"]
    assert problems(reading) == []


def test_a_village_that_fits_two_is_neither() -> None:
    reading = read("""
        县 | 行政村 | 户主 | 帮扶责任人
        循化县 | 东村 | 张三 | 李伟
        化隆县 | 东村 | 马六 | 李伟
               | 东村 | 王五 | 王芳
    """)
    assert told(reading).households == ["化隆县 东村 马六", "循化县 东村 张三"]
    assert told(reading).cadres == ["李伟", "王芳"]
    assert problems(reading) == ["D114 台账!B4 东村"]
    assert reading.rows_set_aside == 1


NAMESAKES = """
    行政村 | 户主 | 证件号码 | 人口 | 帮扶责任人
    东村 | 张三 | 630000000000000011 | 5 | 李伟
    东村 | 张三 | 630000000000000022 | 3 | 王芳
    东村 | 张三 | 630000000000000011 | 5 | 赵敏
"""


def test_heads_of_one_name_with_two_identity_numbers_are_two_households() -> None:
    reading = read(NAMESAKES)
    assert told(reading).pairings == ["东村 张三 ← 李伟", "东村 张三 ← 王芳", "东村 张三 ← 赵敏"]
    assert reading.roster.households.select("persons", "row").rows() == [(5, 2), (3, 3)]
    assert reading.roster.pairings["household_key"].to_list() == [0, 1, 0]
    assert problems(reading) == ["D113 台账!C1"]


def test_codes_of_namesakes_say_nothing_of_their_identity_numbers() -> None:
    codes = _household_codes(NAMESAKES)
    swapped = NAMESAKES.replace("11", "99").replace("22", "00")
    assert _household_codes(swapped) == codes
    assert len({code.rpartition("-")[0] for code in codes.values()}) == 1
    rows = table(NAMESAKES)
    shuffled = read(grid([rows[0], rows[3], rows[2], rows[1]])).roster
    assert dict(shuffled.households.select("persons", "id").iter_rows()) == {
        5: codes["张三5"],
        3: codes["张三3"],
    }


def test_a_row_without_a_number_could_be_either_of_two_namesakes() -> None:
    reading = read(NAMESAKES + "    东村 | 张三 | | | 孙强")
    assert told(reading).pairings == ["东村 张三 ← 李伟", "东村 张三 ← 王芳", "东村 张三 ← 赵敏"]
    assert problems(reading, "D113") == ["D114 台账!B5 张三"]
    assert reading.rows_set_aside == 1


def test_nothing_of_an_identity_number_is_in_a_reading() -> None:
    reading = read(
        NAMESAKES
        + "    东村 | 李630102199001011235四 | 630000000000000011 | 5 | 李伟\n"
        + "    东村 | 630102199001011235 | 630000000000000011 | 5 | 李伟"
    )
    dump = (
        repr(reading)
        + "".join(frame.write_csv() for frame in reading.roster.tables.values())
        + "".join(found.model_dump_json() for found in reading.findings)
    )
    assert not re.search(r"6300000|6301021990", dump)
    assert "D113" in {found.code for found in reading.findings if found.row == 5}


def test_households_of_one_name_in_two_groups_of_a_village_are_two() -> None:
    reading = read("行政村|村民小组|户主|帮扶责任人\n东村|一社|张三|李伟\n东村|二社|张三|王芳")
    assert reading.roster.households.height == 2
    assert problems(reading) == []


TELLING = "行政村 | 户主 | 人口 | 致贫原因 | 帮扶责任人"


def test_households_of_one_name_that_differ_in_persons_and_cause_are_two() -> None:
    reading = read(f"""
        {TELLING}
        东村 | 张三 | 3 | 因病 | 李伟
        东村 | 王五 | 2 | 因学 | 李伟
        东村 | 张三 | 6 | 因学 | 王芳
        东村 | 张三 | 6 |      | 赵敏
        东村 | 张三 |   | 因病致贫 | 马兰
    """)
    assert told(reading).households == ["东村 张三 3 因病", "东村 张三 6 因学", "东村 王五 2 因学"]
    assert len(told(reading).pairings) == 5
    assert len(set(reading.roster.pairings.filter(reading.roster.pairings["row"].is_in([2, 6]))["household"])) == 1
    assert len(set(reading.roster.pairings.filter(reading.roster.pairings["row"].is_in([4, 5]))["household"])) == 1
    assert problems(reading) == ["D119 台账!B4 张三"]
    assert str(reading.findings[0].message) == (
        'The households of "张三" here and in row 2 differ in both persons and cause, and were read as two households '
        "of the same name."
    )


@pytest.mark.parametrize("third", ["", "\n东村 | 张三 | 3 | 因学 | 赵敏"])
def test_households_of_one_name_that_differ_in_one_of_the_two_are_one(third: str) -> None:
    """A row that agrees with one in its persons and with another in its cause makes one household of all three."""
    second = "6 | 因学" if third else "6 | 因病"
    reading = read(f"{TELLING}\n东村 | 张三 | 3 | 因病 | 李伟\n东村 | 张三 | {second} | 王芳{third}")
    assert told(reading).households == ["东村 张三 3 因病"]
    assert str(reading.findings[0].message) == (
        'persons is "6" here and "3" in row 2, which is used. There may also be two households of the same name.'
    )


def test_an_id_says_that_a_household_told_in_two_ways_is_one() -> None:
    reading = read(f"户编号 | {TELLING}\nH1 | 东村 | 张三 | 3 | 因病 | 李伟\nH1 | 东村 | 张三 | 6 | 因学 | 王芳")
    assert told(reading).households == ["东村 张三 3 因病"]
    assert [str(found.message) for found in reading.findings] == [
        'persons is "6" here and "3" in row 2, which is used.',
        'cause is "因学" here and "因病" in row 2, which is used.',
    ]


def test_a_row_that_tells_nothing_could_be_either_of_two_households_of_one_name() -> None:
    rows = ["东村 | 张三 | 3 | 因病 | 李伟", "东村 | 张三 | 6 | 因学 | 王芳", "东村 | 张三 | | | 赵敏"]
    assert problems(read("\n".join([TELLING, *rows])), "D119") == ["D114 台账!B4 张三"]
    one, other = (read("\n".join([TELLING, *order])).roster for order in (rows[:2], rows[1::-1]))
    assert one.same_content(other)


def test_cadres_of_one_name_and_unit_with_two_phones_are_two() -> None:
    reading = read("""
        行政村 | 户主 | 帮扶单位 | 帮扶责任人 | 联系电话
        东村 | 张三 | 公安厅 | 李伟 | 139
        东村 | 王五 | 公安厅 | 李伟 | 138
        东村 | 马六 | 公安厅 | 李伟 | １３９
        东村 | 钱七 | 公安厅 | 李伟 |
    """)
    assert told(reading).cadres == ["公安厅 李伟 138", "公安厅 李伟 139"]
    assert reading.roster.pairings["cadre_key"].to_list() == [0, 1, 0]
    assert problems(reading) == ["D114 台账!D5 李伟"]
    assert reading.rows_set_aside == 1


def test_a_blank_phone_is_no_namesake_where_there_is_one_cadre() -> None:
    reading = read("行政村|户主|单位|帮扶人|电话\n东村|张三|甲|李伟|139\n东村|王五|甲|李伟|")
    assert told(reading).cadres == ["甲 李伟 139"]
    assert problems(reading) == []


def test_cadres_whom_only_a_rank_tells_apart_are_two_and_worth_a_look() -> None:
    reading = read(
        "行政村|户主|单位|帮扶人|职级\n东村|张三|甲|李伟|正科\n东村|王五|甲|李伟|正科级\n东村|马六|甲|李伟|科员"
    )
    assert told(reading).cadres == ["甲 李伟 正科", "甲 李伟 科员"]
    assert problems(reading) == ["D119 台账!D2 李伟"]


def test_a_phone_says_that_two_ranks_are_one_cadre() -> None:
    rows = "行政村|户主|单位|帮扶人|职级|电话\n东村|张三|甲|李伟|正科|139\n东村|王五|甲|李伟|科员|139"
    alone = read(rows)
    assert told(alone).cadres == ["甲 李伟 正科 139"]
    assert problems(alone) == ["D119 台账!E3 科员"]
    assert told(read(rows + "\n东村|马六|甲|李伟|科员|138")).cadres == ["甲 李伟 正科 139", "甲 李伟 科员 138"]


def test_a_cadre_without_a_phone_and_of_another_rank_is_another() -> None:
    one = "行政村|户主|单位|帮扶人|职级|电话\n东村|张三|甲|李伟|正科|139"
    reading = read(one + "\n东村|王五|甲|李伟|科员|\n东村|马六|甲|李伟|正科|")
    assert told(reading).cadres == ["甲 李伟 正科 139", "甲 李伟 科员"]
    assert reading.roster.pairings["cadre_key"].to_list() == [0, 1, 0]
    assert problems(reading) == ["D119 台账!D3 李伟"]
    assert reading.roster.cadres["id"][0] == read(one).roster.cadres["id"][0]


def test_a_helper_without_a_unit_is_the_only_cadre_of_that_name() -> None:
    reading = read("行政村|户主|单位|帮扶人\n东村|张三|甲|李伟\n东村|王五||李伟\n东村|马六||王芳")
    assert told(reading).pairings == ["东村 张三 ← 甲 李伟", "东村 王五 ← 甲 李伟", "东村 马六 ← 王芳"]
    assert problems(reading) == ["D103 台账!C4"]


def test_a_helper_without_a_unit_who_could_be_of_two_is_neither() -> None:
    reading = read("""
        行政村 | 户主 | 单位 | 帮扶人 | 电话
        东村 | 张三 | 甲 | 李伟 | 139
        东村 | 王五 | 乙 | 李伟 | 138
        东村 | 马六 |    | 李伟 |
        东村 | 钱七 |    | 李伟 | 138
        东村 | 孙八 |    | 李伟 | 137
    """)
    assert told(reading).pairings == [
        "东村 孙八 ← 李伟",
        "东村 张三 ← 甲 李伟",
        "东村 王五 ← 乙 李伟",
        "东村 钱七 ← 乙 李伟",
    ]
    assert problems(reading) == ["D114 台账!D4 李伟", "D103 台账!C6"]
