"""Rows that join a roster: read as any other, with the roster's people and places to refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing import InputError, read_roster, write_roster
from pairing.reading import read_joining
from pairing.roster import roster_from_tables
from tests.pairing.reading.books import GOOD, save_book, save_folder, told

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.reading import Reading
    from pairing.roster import Roster
    from tests.pairing.reading.books import Rows

HOUSEHOLDS = ["户编号", "户主", "村", "人口"]
PAIRINGS = ["干部", "户", "开始"]


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    return read_roster(save_book(tmp_path / "花名册.xlsx", GOOD)).roster


def join(tmp_path: Path, roster: Roster, **sheets: Rows) -> Reading:
    return read_joining(save_book(tmp_path / "新增.xlsx", sheets), roster)


def test_rows_stand_behind_those_of_the_roster_and_know_their_file(tmp_path: Path, roster: Roster) -> None:
    joined = join(
        tmp_path,
        roster,
        贫困户=[HOUSEHOLDS, ["H7", "丁户", "东村", 2]],
        结对=[PAIRINGS, ["张三", "丁户", "2016-05-01"], ["C1", "乙户", None]],
        单位结对=[["单位", "村", "角色"], ["二处", "V1", "共建"]],
    )
    assert told(joined) == []
    after = joined.roster
    assert after.households["id"].to_list() == ["H1", "H2", "H3", "H7"]
    assert after.households["key"].to_list() == [0, 1, 2, 3]
    assert after.households["village"].to_list()[-1] == "V1"
    assert after.pairings["cadre"].to_list() == ["C1", "C2", "C1", "C1"]
    assert after.pairings["household_key"].to_list() == [0, 1, 3, 1]
    assert after.twinnings["unit_key"].to_list() == [1]
    assert str(after.place("households", 3, "head")) == "贫困户!B2"
    assert after.place("households", 3).file == "新增.xlsx"
    assert after.place("households", 0).file == "花名册.xlsx"
    assert (after.on, after.settings) == (roster.on, roster.settings)
    assert roster.absent - after.absent == {"twinnings"}
    assert [one.path.rpartition("/")[2] for one in joined.inputs] == ["新增.xlsx"]


def test_it_is_the_same_as_if_they_had_been_there(tmp_path: Path, roster: Roster) -> None:
    new: dict[str, Rows] = {"贫困户": [*GOOD["贫困户"], ["H7", "丁户", "东村", 2, None]]}
    at_once = read_roster(save_book(tmp_path / "b.xlsx", {**GOOD, **new})).roster
    assert join(tmp_path, roster, 贫困户=[HOUSEHOLDS, ["H7", "丁户", "东村", 2]]).roster.same_content(at_once)


def test_what_is_there_already_is_passed_over(tmp_path: Path, roster: Roster) -> None:
    """A blank cell says something; a column that is not there does not."""
    joined = join(
        tmp_path,
        roster,
        村=[["村编号", "村名"], ["V1", "东村"]],
        贫困户=[HOUSEHOLDS, ["H2", "乙户", "西村", 3]],
        结对=[PAIRINGS, ["C1", "H1", "2016-03-01"]],
    )
    assert told(joined) == []
    assert joined.rows_set_aside == 0
    assert joined.roster.same_content(roster)


def test_the_whole_roster_joins_itself_without_a_word(tmp_path: Path, roster: Roster) -> None:
    write_roster(roster, tmp_path / "again.xlsx")
    joined = read_joining(tmp_path / "again.xlsx", roster)
    assert told(joined) == []
    assert joined.roster.same_content(roster)


def test_an_id_that_says_otherwise_is_an_error(tmp_path: Path, roster: Roster) -> None:
    joined = join(tmp_path, roster, 贫困户=[[*HOUSEHOLDS, "主要致贫原因"], ["H2", "乙户", "V1", 5, "因病"]])
    (line,) = told(joined)
    assert line == (
        'D106 error 贫困户!A2: id "H2" is in the roster already (row 3 of 花名册.xlsx), with something else: '
        "village V2, here V1; persons 3, here 5; cause —, here 因病."
    )
    assert joined.rows_set_aside == 1
    assert joined.roster.same_content(roster)


def test_every_bad_row_is_told_with_its_place(tmp_path: Path, roster: Roster) -> None:
    joined = join(
        tmp_path,
        roster,
        贫困户=[
            HOUSEHOLDS,
            ["H7", "丁户", "北村", 2],
            ["H7", "丁户", "东村", 2],
            [None, "己户", "东村", 2],
            ["H9", "庚户", "V1", "多"],
        ],
        结对=[PAIRINGS, ["C1", "H1", "2016-04-01"], ["李五", "H9", None], ["C2", "H9", "2016-02-30"]],
    )
    assert told(joined) == [
        'D107 error 贫困户!C2: village "北村" is not in the table villages.',
        'D106 error 贫困户!A3: id "H7" is already that of row 2.',
        "D103 error 贫困户!A4: id is blank.",
        'D104 error 贫困户!D5: persons "多" is not a whole number from 1 to 99.',
        "D109 error 结对!A2: C1 – H1: the dates overlap those of row 2. (花名册.xlsx)",
        'D107 error 结对!A3: cadre "李五" is not in the table cadres.',
        'D104 error 结对!C4: start_date "2016-02-30" is written as a date, but there is no such day.',
    ]
    assert joined.rows_set_aside == 5


def test_of_constraints_only_what_is_new_is_told(tmp_path: Path) -> None:
    kinds = ["干部", "户", "类型"]
    both = [["C1", "H1", "必须"], ["C1", "H1", "禁止"]]
    roster = read_roster(save_book(tmp_path / "花名册.xlsx", {**GOOD, "限制": [kinds, *both]})).roster
    joined = join(tmp_path, roster, 限制=[kinds, ["C2", "H2", "必须"], ["C2", "H2", "禁止"], ["C1", "H1", "必须"]])
    assert told(joined) == ["D110 error 限制!C2: C2 – H2 is pinned here and excluded in row 3."]
    assert joined.roster.constraints.height == 4


def test_overlaps_that_the_roster_has_itself_are_not_told(tmp_path: Path) -> None:
    """A roster that was not read from files may have some."""
    made = read_roster(save_book(tmp_path / "a.xlsx", GOOD)).roster
    twice = {**made.tables, "pairings": made.pairings[[0, 0, 1]]}
    fields = {name: table.select(c for c in table.columns if not c.endswith("key")) for name, table in twice.items()}
    joined = join(tmp_path, roster_from_tables(fields, on=made.on), 结对=[PAIRINGS, ["C1", "乙户", None]])
    assert told(joined) == []
    assert joined.roster.pairings.height == 4


def test_rows_may_refer_to_namesakes_of_neither(tmp_path: Path, roster: Roster) -> None:
    joined = join(tmp_path, roster, 贫困户=[HOUSEHOLDS, ["H7", "甲户", "V2", 2]], 结对=[PAIRINGS, ["C2", "甲户", None]])
    assert told(joined) == ['D114 error 结对!B2: household "甲户" could mean 2 rows of the table households: H1, H7.']


def test_a_folder_or_a_single_file_will_do(tmp_path: Path, roster: Roster) -> None:
    rows: Rows = [HOUSEHOLDS, ["H7", "丁户", "东村", 2]]
    folder = save_folder(tmp_path / "new", {"贫困户": rows})
    joined = join(tmp_path, roster, 贫困户=rows).roster
    assert read_joining(folder, roster).roster.same_content(joined)
    assert read_joining(folder / "贫困户.csv", roster).roster.same_content(joined)
    assert read_joining(folder / "贫困户.csv", roster).form == "folder"


def test_settings_of_the_file_are_not_used_but_for_its_headers(tmp_path: Path, roster: Roster) -> None:
    joined = join(
        tmp_path,
        roster,
        贫困户=[["户编号", "当家人", "村", "人口"], ["H7", "丁户", "东村", 2]],
        设置=[
            ["键", "值"],
            ["表头.当家人", "户主"],
            ["每户最多帮扶人", 2],
            ["定额.正科", 2],
            ["参与方式", "全员"],
            ["没有这个", 1],
        ],
    )
    assert joined.roster.households["head"].to_list()[-1] == "丁户"
    assert joined.roster.settings == roster.settings
    not_used = "of a file of rows that join is not used: the roster's own counts."
    assert told(joined) == [
        f"D116 warning 设置!B3: Setting 每户最多帮扶人 {not_used}",
        f"D116 warning 设置!B4: Setting 定额.正科 {not_used}",
        "D116 error 设置!B6: There is no setting 没有这个.",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("新增.csv", "is called like their table"),
        ("贫困户.csv", "the file is empty"),
        ("none.xlsx", "no such file"),
        ("folder", "holds no table"),
    ],
)
def test_what_holds_no_table_is_refused(tmp_path: Path, roster: Roster, name: str, message: str) -> None:
    (tmp_path / "新增.csv").write_text("户编号\n", "utf-8")
    (tmp_path / "贫困户.csv").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=message):
        read_joining(tmp_path / name, roster)


def test_a_workbook_without_a_sheet_of_ours_is_refused(tmp_path: Path, roster: Roster) -> None:
    with pytest.raises(InputError, match="no sheet is called like a table"):
        join(tmp_path, roster, 台账=[HOUSEHOLDS])
