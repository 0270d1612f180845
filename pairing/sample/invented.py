"""What the sample invents: names, sizes, labels. Everybody here is synthetic, and obviously so.

A given name is a pair of the sexagenary cycle (甲子, 乙丑 …), which nobody is called; a work phone begins with a zero
behind its area code, which no number does; a unit says 示例 behind its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Drawn = TypeVar("Drawn")

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
CYCLE: Final = tuple(STEMS[n % 10] + BRANCHES[n % 12] for n in range(60))
SURNAMES: Final = "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
TIBETAN: Final = ("卓玛", "才让", "扎西", "多杰", "旦增", "央金", "尼玛", "索南", "拉毛", "桑杰")

MARK: Final = "(示例)"
UNIT_NAMES: Final = (
    "刑侦总队", "交警总队", "治安总队", "禁毒总队", "经侦总队", "网安总队", "特警总队", "监管总队", "法制总队",
    "科信总队", "出入境总队", "情报中心", "指挥中心", "政治部", "办公室", "警保部", "督察总队", "警卫总队", "消防总队",
    "边防总队", "机场公安局", "铁路公安处", "森林公安局", "警官学院", "机关党委", "离退休处", "审计处",
)  # fmt: skip
"""The units, larger ones first."""


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part in a village: how many of the village's cadres are its, in proportion to the other parts."""

    unit: int
    weight: int


SHARES: Final[tuple[tuple[Share, ...], ...]] = tuple(
    tuple(Share(unit, weight) for unit, weight in shares)
    for shares in (
        ((0, 8), (12, 7), (24, 5)),
        ((1, 8), (13, 7), (21, 5)),
        ((2, 8), (14, 7), (22, 5)),
        ((3, 8), (15, 7), (11, 5)),
        ((4, 8), (16, 7), (23, 5)),
        ((5, 8), (17, 7), (20, 5), (26, 2)),
        ((6, 8), (0, 7), (18, 5)),
        ((7, 8), (1, 7), (19, 5)),
        ((8, 8), (2, 7), (12, 5)),
        ((9, 8), (18, 7), (13, 5)),
        ((10, 8), (19, 7), (25, 5)),
        ((11, 8), (20, 7), (3, 5)),
    )
)
"""Who is twinned with each village: the lead unit, the responsible unit, then the partners."""

HOUSEHOLDS_IN: Final = (38, 46, 41, 34, 52, 49, 57, 44, 61, 55, 33, 29)
"""Households of each village."""
KICK_OFF: Final = ((1, 11), (1, 18), (2, 15), (2, 22), (2, 29), (3, 7))
"""Days of 2016 on which villages held their first meeting."""
PAIRED_CADRES: Final = 712
"""Over 700, as published; how many over is invented."""

SIZES: Final = ((1, 6), (2, 14), (3, 24), (4, 26), (5, 17), (6, 9), (7, 4))
"""Persons of a household, and how many households in a hundred have as many."""
DIFFICULTIES: Final = ((Decimal("2.0"), 3), (Decimal("1.5"), 10), (Decimal("1.2"), 27), (Decimal(1), 60))
CATEGORIES: Final = (("一般", 46), ("低保贫困户", 30), ("低保", 16), ("五保", 8))
CAUSES: Final = (
    ("因病", 24), ("缺资金", 18), ("缺技术", 15), ("因残", 11), ("缺劳动力", 10), ("因学", 8), ("交通条件落后", 5),
    ("自身发展动力不足", 4), ("缺土地", 2), ("因灾", 2), ("缺水", 1),
)  # fmt: skip

LEADERS: Final = ("正厅", "副厅", "副厅", "副厅", "副厅", "巡视员", "副巡视员", "副巡视员")
"""The department's leaders, each linked to a village or two."""
DIVISION_HEADS: Final = ("正处", "正处", "调研员", "一级高级警长", "正处", "二级高级警长")
DIVISION_DEPUTIES: Final = ("副处", "副调研员", "三级高级警长", "副处", "四级高级警长")
SECTION_HEADS: Final = ("正科", "主任科员", "一级警长", "二级警长")
SECTION_DEPUTIES: Final = ("副科", "副主任科员", "三级警长", "四级警长")
STAFF: Final = ("一级警员", "二级警员", "民警", "科员")


def chance(stream: str) -> Random:
    """Give a source of repeatable chance of its own for each thing drawn, so that one change does not stir the rest."""
    return Random(stream)  # noqa: S311 - repeatable on purpose; nothing secret is drawn


def weighted(source: Random, table: tuple[tuple[Drawn, int], ...]) -> Drawn:
    """Draw a value by the weights beside it."""
    values, weights = zip(*table, strict=True)
    drawn: Drawn = source.choices(values, weights)[0]
    return drawn


def unit_name(index: int) -> str:
    """Name a unit, marked as an example."""
    return UNIT_NAMES[index] + MARK


def phone(number: int) -> str:
    """Make a work phone that cannot exist."""
    return f"0971{number:07d}"


def people(source: Random) -> Iterator[str]:
    """Give invented names without end, none twice: mostly of three characters, some of two, some of four or dotted."""
    three = [surname + pair for surname, pair in product(SURNAMES, CYCLE)]
    two = [surname + stem for surname, stem in product(SURNAMES, STEMS)]
    four = [pair + name for pair, name in product(CYCLE, TIBETAN)]
    for pool in (three, two, four):
        source.shuffle(pool)
    half = len(four) // 2
    dotted = [f"{name[2:]}·{name[:2]}" for name in four[half:]]
    order = (three, three, three, three, two, three, three, four[:half], three, three, three, dotted)
    while True:
        for pool in order:
            yield pool.pop()
