"""The labels a cell may hold, in the words of the office, and how each is written in either language.

A closed set is an enumeration: its meaning is ours, and a label outside it is read as blank and reported. An open set
(rank, category, cause) is a vocabulary: systems name these differently, so a label outside it is reported once and kept
as the planner wrote it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a unit is to a village it is twinned with (DESIGN §2)."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    PARTNER = "partner"
    UNDECIDED = "undecided"


class PostingRole(StrEnum):
    """What a cadre is posted to a village as."""

    FIRST_SECRETARY = "first_secretary"
    RESIDENT_OFFICER = "resident_officer"
    MEMBER = "member"


class ConstraintKind(StrEnum):
    """What the planner has set for a cadre and a household: a pin (必须) or an exclusion (禁止)."""

    PIN = "pin"
    EXCLUSION = "exclusion"


class Participation(StrEnum):
    """Whether every expected cadre takes part, or as many as the households need."""

    ALL = "all"
    AS_NEEDED = "as_needed"


class CadreList(StrEnum):
    """Whether the list of cadres is complete, or names only those who help (as a ledger does)."""

    COMPLETE = "complete"
    HELPERS_ONLY = "helpers_only"


ACTIVE: Final = "在岗"
"""The one state of a cadre that is not *left*; a blank cell means it."""

REGISTERED: Final = "在册"
"""The state of a household that a blank cell means."""

LABELS: Final[dict[type[StrEnum], dict[StrEnum, tuple[str, ...]]]] = {
    Role: {
        Role.LEAD: ("牵头", "lead", "牵头单位", "lead unit"),
        Role.RESPONSIBLE: ("责任", "responsible", "责任单位", "responsible unit"),
        Role.PARTNER: ("共建", "partner", "共建单位", "partner unit"),
        Role.UNDECIDED: ("未定", "undecided"),
    },
    PostingRole: {
        PostingRole.FIRST_SECRETARY: ("第一书记", "first secretary", "first_secretary", "驻村第一书记"),
        PostingRole.RESIDENT_OFFICER: (
            "驻村民警",
            "resident officer",
            "resident_officer",
            "驻村干部",
        ),
        PostingRole.MEMBER: ("队员", "member", "工作队员", "驻村工作队员"),
    },
    ConstraintKind: {
        ConstraintKind.PIN: ("必须", "pin", "锁定"),
        ConstraintKind.EXCLUSION: ("禁止", "exclusion", "回避"),
    },
    Participation: {
        Participation.ALL: ("全员", "all"),
        Participation.AS_NEEDED: ("按需", "as_needed", "as needed", "as-needed"),
    },
    CadreList: {
        CadreList.COMPLETE: ("全部", "complete"),
        CadreList.HELPERS_ONLY: ("仅帮扶人", "helpers_only", "helpers only"),
    },
}
"""Every spelling of a closed label: the first is written in Chinese, the second in English, all are read."""

OPEN_LABELS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "cadre_state": {
        "在岗": ("active", "在职"),
        "调离": ("transferred", "调出"),
        "退休": ("retired",),
        "离岗": ("off post",),
    },
    "household_state": {
        "在册": ("registered", "在档"),
        "已脱贫": ("out of poverty", "脱贫"),
        "已迁出": ("moved away", "迁出"),
        "已注销": ("cancelled", "注销", "销户"),
    },
    "category": {
        "一般": ("general", "一般贫困户", "一般户"),
        "低保": ("subsistence allowance", "低保户"),
        "五保": ("five guarantees", "五保户"),
        "低保贫困户": ("poor with subsistence allowance",),
        "脱贫不稳定户": ("unstable after poverty",),
        "边缘易致贫户": ("at the edge of poverty",),
        "突发严重困难户": ("sudden serious difficulty",),
    },
    "cause": {
        "因病": ("illness", "因病致贫"),
        "因残": ("disability", "因残致贫"),
        "因学": ("schooling", "因学致贫"),
        "因灾": ("disaster", "因灾致贫"),
        "缺土地": ("lack of land",),
        "缺水": ("lack of water",),
        "缺技术": ("lack of skills",),
        "缺劳动力": ("lack of labour", "缺劳力"),
        "缺资金": ("lack of funds",),
        "交通条件落后": ("poor roads",),
        "自身发展动力不足": ("lack of drive",),
        "其他": ("other", "其它"),
    },
}
"""Vocabularies by name: the label as it is kept, then its English and its other spellings."""

RANKS: Final[dict[str, tuple[int, int]]] = {
    # county and department posts (DESIGN §4: the 班玛 profile, mapped onto a department)
    "厅级": (6, 5),
    "正厅": (7, 5),
    "副厅": (6, 5),
    "处级": (4, 4),
    "正处": (5, 5),
    "正县": (5, 5),
    "副处": (4, 4),
    "副县": (4, 4),
    "正科": (3, 3),
    "副科": (2, 2),
    "科员": (1, 1),
    "办事员": (1, 1),
    "一般": (1, 1),
    "一般干部": (1, 1),
    "民警": (1, 1),
    # non-leading posts before 2019 (2006 regulation)
    "巡视员": (7, 5),
    "副巡视员": (6, 5),
    "调研员": (5, 5),
    "副调研员": (4, 4),
    "主任科员": (3, 3),
    "副主任科员": (2, 2),
    # ranks of civil servants since 2019
    "一级巡视员": (7, 5),
    "二级巡视员": (6, 5),
    "一级调研员": (5, 5),
    "二级调研员": (5, 5),
    "三级调研员": (4, 4),
    "四级调研员": (4, 4),
    "一级主任科员": (3, 3),
    "二级主任科员": (3, 3),
    "三级主任科员": (2, 2),
    "四级主任科员": (2, 2),
    "一级科员": (1, 1),
    "二级科员": (1, 1),
    # police ranks of duty (职级; 警衔 such as 一级警督 is not one)
    "一级警务专员": (7, 5),
    "二级警务专员": (6, 5),
    "一级高级警长": (5, 5),
    "二级高级警长": (5, 5),
    "三级高级警长": (4, 4),
    "四级高级警长": (4, 4),
    "一级警长": (3, 3),
    "二级警长": (3, 3),
    "三级警长": (2, 2),
    "四级警长": (2, 2),
    "一级警员": (1, 1),
    "二级警员": (1, 1),
}
"""Built-in ranks: (level, quota). Levels order ranks: 1 一般 … 4 副处, 5 正处 … 7 正厅."""

RANKS_OFFERED: Final = tuple(
    rank for rank in RANKS if rank not in {"处级", "正厅", "副厅", "正县", "副县", "办事员", "一般", "一般干部"}
)
"""The ranks a drop-down offers: a department's, without other names of the same."""

RANK_SUFFIXES: Final = ("级", "职", "实职", "职级")
"""Endings that do not change a rank: 正科级 is 正科."""


def label_text(label: StrEnum, language: str) -> str:
    """Give the spelling of a closed label in a language."""
    spellings = LABELS[type(label)][label]
    return spellings[0] if language == "zh" else spellings[1]
