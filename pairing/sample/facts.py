"""What the published account tells of 2016 (dated 2017-02-14); nothing in this module is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.model.settings import Total

PUBLISHED: Final = date(2017, 2, 14)
"""The day of the account."""
AS_OF: Final = date(2016, 12, 31)
"""The last day of the year that the account is about."""
UNITS: Final = 27
"""Units of the department whose party organisations were twinned."""
HOUSEHOLDS: Final = 539
PERSONS: Final = 2023
MORE_CADRES_THAN: Final = 700
"""Over this many cadres were paired; the exact number is not published."""
DECLARED: Final[Mapping[Total, str]] = {
    "units": "27",
    "villages": "12",
    "cadres": "700+",
    "households": "539",
    "persons": "2023",
}
"""The totals as a planner declares them in the settings."""


@dataclass(frozen=True, slots=True)
class Place:
    """A village as the account names it; the prefecture is geography, the blanks are not published."""

    name: str
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None


VILLAGES: Final = (
    Place("白土庄", "西宁市", "湟中县", "鲁沙尔镇"),
    Place("阿家庄", "西宁市", "湟中县", "鲁沙尔镇"),
    Place("朱家庄", "西宁市", "湟中县", "鲁沙尔镇"),
    Place("东村", "西宁市", "湟中县", "鲁沙尔镇"),
    Place("支哈堂村", "海东市", "化隆县", "石大仓乡"),
    Place("冶一村", "海东市", "化隆县", "沙连堡乡"),
    Place("岗察村", "海东市", "循化县", "刚察乡"),
    Place("卡索村", "海东市", "循化县", "刚察乡"),
    Place("日玛村", "玉树州", "玉树市", "上拉秀乡"),
    Place("玛龙村", "玉树州", "玉树市", "上拉秀乡"),
    Place("未列名村一"),
    Place("未列名村二"),
)
"""The twelve villages: ten are named, two are not."""
