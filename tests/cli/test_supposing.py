"""What ``plan`` may suppose: who leaves, which rows join, other settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pairing
from pairing.cli.asking import Asked, CommandError
from pairing.cli.supposing import suppose
from pairing.errors import UnknownNameError
from pairing.planning.because import because
from tests.pairing.reading.books import GOOD, save_book, told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pairing.reading.books import Rows

TWINNED: dict[str, Rows] = {
    **GOOD,
    "单位结对": [["单位", "村", "角色"], ["U1", "V1", "牵头"], ["U2", "V1", "共建"], ["U2", "V2", "牵头"]],
    "设置": [["键", "值"], ["截至日期", "2016-06-15"], ["每户最多帮扶人", 3]],
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return save_book(tmp_path / "花名册.xlsx", TWINNED)


def test_nothing_supposed_is_the_roster_itself(book: Path) -> None:
    asked = Asked.of(str(book))
    reading = asked.read()
    supposed = suppose(asked, reading)
    assert supposed.roster is supposed.base is reading.roster
    assert (supposed.without, supposed.joining, supposed.settings, supposed.findings) == ((), (), {}, ())


def test_who_leaves_is_named_by_name_or_code(book: Path) -> None:
    asked = Asked.of(str(book))
    supposed = suppose(asked, asked.read(), ["干部:张三", "二处", "H2", "cadre:C1"])
    assert supposed.without == ("cadre:C1", "unit:U2", "household:H2")
    assert supposed.gone == {"cadre:C1", "unit:U2", "cadre:C2", "cadre:C3", "household:H2"}
    assert supposed.roster.cadres["state"].to_list() == ["调离", "调离", "调离"]
    assert supposed.base.cadres["state"].to_list() == ["在岗", "在岗", "退休"]


def test_who_could_be_several_is_asked_for(tmp_path: Path) -> None:
    twice: Rows = [*GOOD["贫困户"], ["H4", "张三", "V1", 2, None]]
    asked = Asked.of(str(save_book(tmp_path / "b.xlsx", {**TWINNED, "贫困户": twice})))
    with pytest.raises(UnknownNameError, match=r"could be any of these.*cadre:C1.*household:H4"):
        suppose(asked, asked.read(), ["张三"])
    with pytest.raises(UnknownNameError, match="nobody and nothing"):
        suppose(asked, asked.read(), ["没有"])


def test_a_village_cannot_leave(book: Path) -> None:
    asked = Asked.of(str(book))
    with pytest.raises(CommandError, match=r"--without 东村 \(village:V1, 甲县\): a village cannot leave"):
        suppose(asked, asked.read(), ["东村"])


def test_rows_join_and_may_be_of_who_leaves(book: Path, tmp_path: Path) -> None:
    more = save_book(
        tmp_path / "新增.xlsx",
        {
            "干部": [["干部编号", "姓名", "单位"], ["C8", "新人", "一处"], ["C9", "新手", "二处"]],
            "贫困户": [["户编号", "户主", "村", "人口"], ["H7", "丁户", "东村", 2], ["H2", "丙户", "西村", 3]],
        },
    )
    asked = Asked.of(str(book))
    supposed = suppose(asked, asked.read(), ["U2"], more)
    assert supposed.joining == ("cadre:C8", "cadre:C9", "household:H7")
    assert "cadre:C9" in supposed.gone
    assert supposed.roster.cadres["state"].to_list() == ["在岗", "调离", "调离", "在岗", "调离"]
    assert [line.partition(":")[0] for line in told(supposed.findings)] == ["D106 error 贫困户!A3"]
    assert supposed.base.cadres.height == 3


def test_the_base_has_the_settings_of_its_file(book: Path) -> None:
    asked = Asked.of(str(book), changes=["每户最多帮扶人=1", "定额.正科=4"])
    supposed = suppose(asked, asked.read(), ["C2"])
    assert supposed.base.settings.helpers_per_household == 3
    assert supposed.roster.settings.helpers_per_household == 1
    assert supposed.settings == {"每户最多帮扶人": "1", "定额.正科": "4"}
    assert supposed.base.on == supposed.roster.on


def test_a_plan_says_what_is_there_because_of_it(book: Path, tmp_path: Path) -> None:
    more = save_book(tmp_path / "新增.xlsx", {"贫困户": [["户编号", "户主", "村", "人口"], ["H7", "丁户", "东村", 2]]})
    asked = Asked.of(str(book), as_of="2016-07-01")
    supposed = suppose(asked, asked.read(), ["张三"], more)
    base, plan = pairing.repair(supposed.base), pairing.repair(supposed.roster)
    what = because(base, plan, supposed.without, supposed.joining, supposed.settings, supposed.gone)
    assert base.counted == ()
    assert what.because == tuple(change.id for change in plan.changes)
    assert sorted(change.subject for change in plan.changes) == ["household:H1", "household:H7"]
