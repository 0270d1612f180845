from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pairing.sample import sample_roster

if TYPE_CHECKING:
    from pairing.roster import Roster

STEM, BRANCH = "[甲乙丙丁戊己庚辛壬癸]", "[子丑寅卯辰巳午未申酉戌亥]"
OBVIOUS = re.compile(
    rf"[一-龥]{STEM}{BRANCH}"  # 张甲子
    rf"|[一-龥]{STEM}"  # 张甲
    rf"|{STEM}{BRANCH}[一-龥]{{2}}"  # 甲子卓玛
    rf"|[一-龥]{{2}}·{STEM}{BRANCH}"  # 卓玛·甲子
)


@pytest.fixture(scope="module")
def roster() -> Roster:
    return sample_roster()


def test_people_are_obviously_synthetic(roster: Roster) -> None:
    names = [*roster.cadres["name"], *roster.households["head"]]
    assert [name for name in names if not OBVIOUS.fullmatch(name)] == []


def test_names_have_two_three_four_characters_or_a_dot(roster: Roster) -> None:
    lengths = roster.cadres["name"].str.len_chars().unique().sort()
    assert lengths.to_list() == [2, 3, 4, 5]


def test_units_are_marked_as_examples(roster: Roster) -> None:
    assert roster.units["name"].str.ends_with("(示例)").all()
    assert roster.units["name"].n_unique() == 27


def test_phones_cannot_exist(roster: Roster) -> None:
    assert roster.cadres["phone"].drop_nulls().str.contains(r"^09710\d{6}$").all()


def test_namesakes_can_be_told_apart(roster: Roster) -> None:
    assert roster.cadres.select("unit", "name").is_unique().all()
    assert roster.households.select("village", "head").is_unique().all()
    twice = pl.col("name").is_duplicated()
    assert roster.cadres.filter(twice)["id"].to_list() == ["C0040", "C0095", "C0480", "C0610"]
