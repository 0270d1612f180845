"""The planner's settings: policies, quotas, declared totals, severities. Every one has a default and a meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from pairing.model.labels import OPEN_LABELS, RANKS, CadreList, Participation, label_text
from pairing.text import Language, Text, text

SeverityOrOff = Literal["error", "warning", "info", "off"]
Total = Literal["units", "villages", "cadres", "households", "persons"]

SEVERITY_LABELS: Final[dict[str, str]] = {"error": "错误", "warning": "警告", "info": "提示", "off": "关"}
TOTAL_LABELS: Final[dict[str, str]] = {
    "units": "单位",
    "villages": "村",
    "cadres": "干部",
    "households": "户",
    "persons": "人口",
}


class Settings(BaseModel):
    """What the planner may set; keys in the 设置 sheet are the aliases (DESIGN §4).

    A field whose alias ends in a full stop is a family: ``定额.正处`` is the entry 正处 of ``quotas``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    as_of: Annotated[date | None, Field(alias="截至日期")] = None
    participation: Annotated[Participation, Field(alias="参与方式")] = Participation.ALL
    helpers_per_household: Annotated[int, Field(alias="每户最多帮扶人", ge=1, le=99)] = 4
    villages_per_unit: Annotated[int, Field(alias="每单位最多村数", ge=1, le=999)] = 2
    team_size: Annotated[int, Field(alias="工作队最少人数", ge=0, le=99)] = 2
    hard_case: Annotated[Decimal, Field(alias="困难户系数", gt=0, le=100, decimal_places=2)] = Decimal("1.5")
    hard_case_rank: Annotated[str, Field(alias="困难户帮扶人级别", min_length=1)] = "副处"
    balance_tolerance: Annotated[Decimal, Field(alias="均衡容差", ge=0, le=10)] = Decimal("0.05")
    in_scope: Annotated[tuple[str, ...], Field(alias="在帮范围", min_length=1)] = ("在册", "已脱贫")
    posted_quota: Annotated[int | None, Field(alias="驻村干部定额", ge=0, le=1000)] = None
    cadre_list: Annotated[CadreList, Field(alias="干部名单")] = CadreList.COMPLETE
    quotas: Annotated[Mapping[str, int], Field(alias="定额.")] = Field(default_factory=dict)
    """Quota by rank label, where it differs from the built-in."""
    levels: Annotated[Mapping[str, int], Field(alias="级别.")] = Field(default_factory=dict)
    """Level by rank label, where it differs from the built-in."""
    totals: Annotated[Mapping[Total, str], Field(alias="总数.")] = Field(default_factory=dict)
    """Declared totals as written: ``27``, ``700+``, ``约700``."""
    severities: Annotated[Mapping[str, SeverityOrOff], Field(alias="规则.")] = Field(default_factory=dict)
    headers: Annotated[Mapping[str, str], Field(alias="表头.")] = Field(default_factory=dict)
    """The planner's own headers and the columns they stand for."""

    def rank_table(self) -> dict[str, tuple[int, int]]:
        """Give (level, quota) of every known rank: the built-in ones, changed and extended by the settings.

        A rank named in only one of 定额.* and 级别.* takes the other from the built-in table, else 1.
        """
        known = dict(RANKS)
        for rank in {*self.quotas, *self.levels}:
            level, quota = known.get(rank, (1, 1))
            known[rank] = (self.levels.get(rank, level), self.quotas.get(rank, quota))
        return known


MEANINGS: Final[dict[str, Text]] = {
    "as_of": text("The day as of which everything is counted; blank means today."),
    "participation": text("全员 (all): every expected cadre takes part; 按需 (as_needed): as many as households need."),
    "helpers_per_household": text("The most helpers a household may have before C205 warns."),
    "villages_per_unit": text("The most villages a unit may be twinned with before S115 warns."),
    "team_size": text("The fewest cadres posted in a village: 2 as published; 3 under the national rule of 2017."),
    "hard_case": text("From this difficulty on a household is a hard case, which wants a senior helper (C209)."),
    "hard_case_rank": text("The rank from which a helper is senior enough for a hard case."),
    "balance_tolerance": text("How much worse than attainable a balance may be before it is reported."),
    "in_scope": text("The states in which a household counts."),
    "posted_quota": text("The quota of cadres posted to a village; blank means that of their rank, 0 exempts them."),
    "cadre_list": text(
        "全部 (complete): all cadres are listed; 仅帮扶人 (helpers_only): only those who help, as in a ledger."
    ),
    "quotas": text("How many households a cadre of this rank is expected to help; 0 exempts the rank."),
    "levels": text("Where this rank stands: 1 is 一般, 4 is 副处, 5 is 正处, 7 is 正厅."),
    "totals": text("The declared total: 27, 700+ (more than), ≥700 (at least), 约700 (within 5 %)."),
    "severities": text("错误, 警告, 提示 or 关 (error, warning, info, off) instead of the rule's own."),
    "headers": text("The column of ours that your header stands for, such as 户主 or households.head."),
}
"""What each setting does, in a sentence."""

_EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "quotas": ("正处", "副处", "正科", "副科", "科员"),
    "levels": ("副处",),
    "totals": tuple(TOTAL_LABELS.values()),
    "severities": ("C202",),
    "headers": ("贫困户名称",),
}
"""The entries of each family that a template shows."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row of the settings as a planner reads it."""

    key: str
    default: str
    meaning: Text


def setting_rows(language: Language) -> tuple[SettingRow, ...]:
    """List every setting with its default and meaning; of a family, the entries worth showing."""
    return tuple(row for name in Settings.model_fields for row in _rows_of(name, language))


def _rows_of(name: str, language: Language) -> list[SettingRow]:
    key, meaning = setting_key(name, language), MEANINGS[name]
    if name not in _EXAMPLES:
        default = Settings.model_fields[name].get_default()
        return [SettingRow(key, value_text(name, default, language), meaning)]
    return [SettingRow(key + entry, _family_default(name, entry), meaning) for entry in _EXAMPLES[name]]


def _family_default(name: str, entry: str) -> str:
    level, quota = RANKS.get(entry, (1, 1))
    return {"quotas": str(quota), "levels": str(level)}.get(name, "")


def setting_key(name: str, language: Language) -> str:
    """Write a field's key: its alias in Chinese; its name in English, with a full stop behind a family."""
    alias = Settings.model_fields[name].alias or name
    if language == "zh":
        return alias
    return f"{name}." if alias.endswith(".") else name


def settings_to_pairs(settings: Settings, language: Language = "zh") -> list[tuple[str, str]]:
    """Write what differs from the defaults as keys and values, which ``settings_from_pairs`` reads back equal."""
    return [pair for name in Settings.model_fields for pair in _pairs_of(name, getattr(settings, name), language)]


def _pairs_of(name: str, value: object, language: Language) -> list[tuple[str, str]]:
    key = setting_key(name, language)
    if isinstance(value, Mapping):
        return [
            (key + _entry_text(name, entry, language), value_text(name, part, language))
            for entry, part in sorted(value.items())
        ]
    if value == Settings.model_fields[name].get_default():
        return []
    return [(key, value_text(name, value, language))]


def _entry_text(name: str, entry: str, language: Language) -> str:
    if name == "totals" and language == "zh":
        return TOTAL_LABELS[entry]
    return entry


def value_text(name: str, value: object, language: Language) -> str:
    """Write a setting's value as it is read back: labels in the language, a list with 、 between."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return label_text(value, language)
    if isinstance(value, tuple):
        return "、".join(_state_text(state, language) for state in value)
    if name == "severities" and language == "zh":
        return SEVERITY_LABELS[str(value)]
    return str(value)


def _state_text(state: str, language: Language) -> str:
    spellings = OPEN_LABELS["household_state"].get(state)
    return spellings[0] if spellings and language == "en" else state
