"""What a ledger's headers mean: the words planners use, taken apart into whom a column is about and what it tells.

``帮扶责任人1电话`` is about the helper, of slot 1, and tells the phone; ``电话`` alone tells a phone and leaves whose
it is to the group it stands under, or to its neighbours (:mod:`pairing.reading.ledger.header`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from pairing.model.table import TABLES

Entry = TypeVar("Entry")
LONGEST_HEADER: Final = 60
"""Letters; a longer text is a title, a note or an attack."""


class About(StrEnum):
    """Whom a column is about."""

    HOUSEHOLD = "household"
    MEMBER = "member"
    HELPER = "helper"
    UNIT = "unit"


class Tells(StrEnum):
    """What a column tells of somebody; whose it is must be known from elsewhere."""

    NAME = "name"
    PHONE = "phone"
    POST = "post"
    RANK = "rank"
    IDENTITY = "identity"
    UNIT = "unit"
    ID = "id"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Slot:
    """Which of several helpers a column is about: its number, and whether that is an order (第一) or only a count."""

    number: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says by itself: a field outright, or what it tells and, as far as it says so, of whom."""

    field: str | None = None
    about: About | None = None
    tells: Tells | None = None
    slot: Slot | None = None


IGNORED: Final = "ignored"
"""The field of a column that is known and has no place in a roster: a serial number, a remark, an age."""
BANK: Final = "bank"
GROUP: Final = "villages.group"
"""组, 社: part of a village, kept nowhere, but it tells namesakes apart."""
POST: Final = "cadres.post"
"""职务: read as a rank only where it holds ranks."""
RELATION: Final = "members.relation"
MEMBER_NAME: Final = "members.name"
SENSITIVE: Final = frozenset({BANK, "households.identity", "cadres.identity", "members.identity", "units.identity"})
"""Columns that are compared within one reading at most, and never kept."""

_OUTRIGHT: Final[dict[str, str]] = {
    "villages.prefecture": "市州 市 州 地市 地州 prefecture city",
    "villages.county": "县 区县 县区 县市 县市区 市县 区 旗 旗县 county",
    "villages.township": "乡镇 乡 镇 镇街 镇乡 乡镇街道 街道 township town",
    "villages.name": "村 行政村 村名 帮扶村 贫困村 结对村 建制村 村社区 村居 村委会 villages village villagename",
    "villages.code": "区划代码 行政区划代码 divisioncode",
    "villages.id": "村编号 村代码 行政村编号 行政村代码 villageid",
    "villages.group": "组 社 小组 村组 村民小组 自然村 屯",
    "households.persons": "人口 人口数 家庭人口 家庭人口数 家庭人数 人数 户人口 户人口数 贫困人口 "
    "贫困人口数 贫困户人口 "
    "贫困户人口数 家庭成员数 persons people",
    "households.category": "户类别 户类型 户属性 贫困户属性 贫困户类型 贫困户类别 贫困属性 贫困类型 "
    "农户类型 农户属性 类别 属性 "
    "监测对象类别 category",
    "households.cause": "致贫原因 主要致贫原因 致贫主要原因 贫困原因 主因 cause",
    "households.difficulty": "困难系数 困难程度 difficulty",
    "households.left_poverty_in": "脱贫年份 脱贫年度 脱贫时间 脱贫年 leftpovertyin",
    "households.state": "户状态 贫困户状态 脱贫状态 householdstate",
    "households.id": "户编号 户编码 户号 贫困户编号 贫困户编码 householdid",
    "units.category": "隶属关系 单位隶属关系 单位类别 unitcategory",
    "units.id": "单位编号 单位代码 帮扶单位编号 unitid",
    "cadres.id": "干部编号 帮扶人编号 责任人编号 帮扶责任人编号 民警编号 工号 cadreid helperid",
    "cadres.quota": "定额 帮扶定额 quota",
    "cadres.state": "在岗状态 干部状态 帮扶人状态 cadrestate",
    "pairings.ordinal": "顺序 责任人顺序 帮扶顺序 帮扶人顺序 ordinal order",
    "pairings.void": "作废 void",
    "pairings.start_date": "start startdate",
    "pairings.end_date": "end enddate",
    "members.relation": "与户主关系 关系 与户主的关系 家庭关系 relation",
    "bank": "银行卡号 银行账号 银行帐号 银行卡 账号 帐号 卡号 一卡通 一卡通号 一卡通账号 一折通 "
    "一折通账号 一折通号 惠农卡号 "
    "社保卡号 存折号 存折账号 bankaccount bankcard accountnumber",
    "ignored": "序号 序 号 行号 no number 备注 说明 注 remark remarks note notes 性别 年龄 民族 "
    "出生日期 出生年月 文化程度 学历 "
    "政治面貌 健康状况 身体状况 劳动能力 劳动技能 务工情况 婚姻状况 住址 地址 家庭住址 家庭地址 "
    "详细地址 居住地址 户籍地址 "
    "单位地址 帮扶措施 帮扶计划 帮扶项目 帮扶成效 帮扶内容 帮扶情况 脱贫措施 收入 人均收入 "
    "人均纯收入 家庭收入 年收入 住房面积 "
    "耕地面积 签字 签名 制表人 是否脱贫 警号 警衔 邮编",
}

_ABOUT: Final[dict[About, str]] = {
    About.HOUSEHOLD: "户主 贫困户户主 贫困户 建档立卡户 建档立卡贫困户 农户 帮扶对象 结对户 "
    "结对贫困户 结对对象 被帮扶户 脱贫户 "
    "监测户 监测对象 困难户 家庭户 householdhead household head headofhousehold",
    About.MEMBER: "家庭成员 成员 member",
    About.HELPER: "帮扶责任人 结对帮扶责任人 帮扶人 帮扶干部 结对干部 结对帮扶干部 结对帮扶人 "
    "结对帮扶民警 结对民警 结对人 包户干部 "
    "包保干部 包保责任人 包保人 责任人 联系人 联户干部 联系干部 帮扶联系人 帮扶民警 帮扶党员 "
    "帮扶党员干部 干部 民警 责任民警 "
    "cadre helper",
    About.UNIT: "帮扶单位 结对帮扶单位 结对单位 责任单位 帮扶责任单位 包联单位 包保单位 定点帮扶单位 帮扶部门 unit",
}

_TELLS: Final[dict[Tells, str]] = {
    Tells.NAME: "姓名 名称 名字 全称 name",
    Tells.PHONE: "电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 联系手机 联系电话号码 "
    "手机电话 phone tel telephone mobile",
    Tells.POST: "职务 post position",
    Tells.RANK: "职级 职务职级 职务及职级 职务与职级 职务/职级 职务、职级 职级职务 级别 行政级别 职务级别 rank",
    Tells.IDENTITY: "身份证 身份证号 身份证号码 证件号码 证件号 证号 公民身份号码 身份证件号码 "
    "身份号码 残疾证号 idnumber idcard "
    "identitynumber idcardnumber",
    Tells.UNIT: "单位 所在单位 工作单位 单位名称 所属单位 单位全称 unit unitname",
    Tells.ID: "编号 编码 代码 id code",
    Tells.STATE: "状态 state",
}


FIELDS: Final[dict[tuple[About, Tells], str]] = {
    (About.HOUSEHOLD, Tells.NAME): "households.head",
    (About.HOUSEHOLD, Tells.IDENTITY): "households.identity",
    (About.HOUSEHOLD, Tells.ID): "households.id",
    (About.HOUSEHOLD, Tells.STATE): "households.state",
    (About.MEMBER, Tells.NAME): MEMBER_NAME,
    (About.MEMBER, Tells.IDENTITY): "members.identity",
    (About.HELPER, Tells.NAME): "cadres.name",
    (About.HELPER, Tells.PHONE): "cadres.phone",
    (About.HELPER, Tells.POST): POST,
    (About.HELPER, Tells.RANK): "cadres.rank",
    (About.HELPER, Tells.IDENTITY): "cadres.identity",
    (About.HELPER, Tells.UNIT): "units.name",
    (About.HELPER, Tells.ID): "cadres.id",
    (About.HELPER, Tells.STATE): "cadres.state",
    (About.UNIT, Tells.NAME): "units.name",
    (About.UNIT, Tells.UNIT): "units.name",
    (About.UNIT, Tells.ID): "units.id",
    (About.UNIT, Tells.IDENTITY): "units.identity",
}
"""The field of what is told of whom; what is not here has no place in a roster (a household's phone)."""

_REFERENCES: Final = {
    "households.village": "villages.name",
    "cadres.unit": "units.name",
    "pairings.household": "households.head",
    "pairings.cadre": "cadres.name",
}
"""What a setting may call a column by the reference that it becomes."""

_NUMERALS: Final = "一二三四五六七八九"
_NUMBER: Final = rf"[1-9{_NUMERALS}]"
_ORDINAL: Final = re.compile(rf"第({_NUMBER})(?!书记)(?:位|名|个)?")
_COUNTED: Final = re.compile(rf"\(?({_NUMBER})\)?$")
_REMARK: Final = re.compile(r"\([^()]*\)|【[^】]*】|\[[^\]]*\]")
_BRACKETS: Final = re.compile(r"[()\[\]【】]")
_MARKS: Final = re.compile(r"[\s*_:：/\\、,，。.;；\-—·'\"“”]+")
_START: Final = re.compile(r"(帮扶|结对|结对帮扶|包户|包保|联系)?(开始|起始|起)(时间|日期|年月|日|年月日)?")
_BEGUN: Final = re.compile(r"(帮扶|结对|结对帮扶)(时间|日期)")
_END: Final = re.compile(r"(帮扶|结对|结对帮扶|包户|包保|联系)?(结束|终止|截止|止|终)(时间|日期|年月|日|年月日)?")
_PLACE: Final = re.compile(r"^(所在|所属|户籍|现)?(?P<place>.+?)(名称|名|别)?$")
_REGARD: Final = re.compile(r"(的|基本情况|基本信息|情况|信息|资料)$")


def _lookup(words: dict[Entry, str]) -> dict[str, Entry]:
    return {word: entry for entry, spellings in words.items() for word in spellings.split()}


_FIELD_OF: Final = _lookup(_OUTRIGHT)
_ABOUT_OF: Final = _lookup(_ABOUT)
_TELLS_OF: Final = _lookup(_TELLS)
_ABOUT_FIRST: Final = re.compile(f"^({'|'.join(sorted(_ABOUT_OF, key=len, reverse=True))})(.*)$")


def plain(header: str) -> str:
    """Give a header without what does not matter in it: width, case, space, marks, remarks in brackets."""
    folded = unicodedata.normalize("NFKC", header[: 2 * LONGEST_HEADER]).lower()
    return _MARKS.sub("", _REMARK.sub("", folded)) or _MARKS.sub("", folded)


def _with_remarks(header: str) -> str:
    """Give a plain header with what stands in brackets: 县（市、区）, 职务（职级）."""
    return _BRACKETS.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", header).lower()))


@lru_cache(maxsize=4096)
def meaning(header: str) -> Meaning | None:
    """Say what a header means by itself, or None for one that nobody knows."""
    if len(header) > LONGEST_HEADER:
        return None
    return _numbered(header) or _known(_with_remarks(header)) or _known(plain(header))


def group_meaning(group: str) -> Meaning | None:
    """Say whom a group of columns is about: 帮扶责任人, 帮扶责任人2, 贫困户基本情况."""
    return meaning(_REGARD.sub("", group.strip()))


def _known(word: str, slot: Slot | None = None) -> Meaning | None:
    """Look a plain header up: outright, as a place or a date, then taken apart."""
    if word in _TELLS_OF and word not in _FIELD_OF:
        return Meaning(tells=_TELLS_OF[word], slot=slot)
    if word in _FIELD_OF:
        return Meaning(field=_FIELD_OF[word], slot=slot)
    if found := _dated(word) or _placed(word):
        return Meaning(field=found, slot=slot)
    return _taken_apart(word, slot)


def _dated(word: str) -> str | None:
    if _START.fullmatch(word) or _BEGUN.fullmatch(word):
        return "pairings.start_date"
    return "pairings.end_date" if _END.fullmatch(word) else None


def _placed(word: str) -> str | None:
    match = _PLACE.match(word)
    field = _FIELD_OF.get(match["place"]) if match else None
    return field if field is not None and field.startswith("villages.") else None


def _taken_apart(word: str, slot: Slot | None) -> Meaning | None:
    """Read 帮扶人电话 as whom (帮扶人) and what (电话); 帮扶人 alone is his name."""
    match = _ABOUT_FIRST.match(word)
    if match is None:
        return None
    about, rest = _ABOUT_OF[match[1]], match[2].removeprefix("的")
    if not rest:
        return Meaning(about=about, tells=Tells.NAME, slot=slot)
    if rest in _TELLS_OF:
        return Meaning(about=about, tells=_TELLS_OF[rest], slot=slot)
    if rest in _FIELD_OF:
        return Meaning(field=_FIELD_OF[rest], slot=slot)
    return None


def _numbered(header: str) -> Meaning | None:
    """Read a header with a number: 第二责任人, 帮扶人2电话, 联系电话（一）."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", header).lower())
    if match := _ORDINAL.search(folded):
        slot = Slot(_numeral(match[1]), ordinal=True)
        return _known(_REMARK.sub("", folded[: match.start()] + folded[match.end() :]), slot)
    if match := _COUNTED.search(folded):
        return _known(_REMARK.sub("", folded[: match.start()]), Slot(_numeral(match[1])))
    return _numbered_inside(folded)


def _numbered_inside(folded: str) -> Meaning | None:
    match = re.match(rf"^(\D+?)\(?({_NUMBER})\)?([^\d)].*)$", folded)
    if match is None or match[1] not in _ABOUT_OF:
        return None
    return _known(_REMARK.sub("", match[1] + match[3]), Slot(_numeral(match[2])))


def _numeral(digit: str) -> int:
    return int(digit) if digit.isdigit() else _NUMERALS.index(digit) + 1


def own_name(field: str, header: str) -> bool:
    """Tell whether a header is the column's own name (行政村 and village are not: the column is 村)."""
    table, _, name = field.partition(".")
    columns = TABLES[table].columns if table in TABLES else {}
    return name in columns and header.strip() in {columns[name].chinese, name}


def field_from_setting(target: str) -> str | None:
    """Say which field a setting 表头.* names: ``households.head``, its own header, or one that a ledger may have."""
    target = _REFERENCES.get(target.strip(), target.strip())
    table, _, name = target.partition(".")
    if table in TABLES and name in TABLES[table].columns:
        return target
    found = meaning(target)
    if found is None:
        return None
    if found.field is not None:
        return found.field
    return FIELDS.get((found.about or About.HELPER, found.tells or Tells.NAME))
