"""Settings as planners write them."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.errors import InputError
from pairing.model.labels import RANKS, CadreList, Participation
from pairing.model.settings import Settings, settings_to_pairs
from pairing.reading.settings import cells_from_file, settings_from_cells, settings_from_pairs
from tests.pairing.reading.books import Rows, save_book, told

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.text import Language


def read(**pairs: str) -> Settings:
    settings, findings = settings_from_pairs(pairs.items())
    assert told(findings) == []
    return settings


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("截至日期", "2016年12月", "as_of", datetime.date(2016, 12, 31)),
        ("as_of", "42735", "as_of", datetime.date(2016, 12, 31)),
        ("参与方式", "按需", "participation", Participation.AS_NEEDED),
        ("Participation", "as needed", "participation", Participation.AS_NEEDED),
        ("每户最多帮扶人", "３人", "helpers_per_household", 3),
        (" 困难户系数 ", "1.50", "hard_case", Decimal("1.5")),
        ("困难户帮扶人级别", "正处级", "hard_case_rank", "正处"),
        ("均衡容差", "0", "balance_tolerance", Decimal(0)),
        ("在帮范围", "在册、脱贫；moved away", "in_scope", ("在册", "已脱贫", "已迁出")),
        ("驻村干部定额", "0", "posted_quota", 0),
        ("干部名单", "仅帮扶人", "cadre_list", CadreList.HELPERS_ONLY),
        ("定额.正处级", "6", "quotas", {"正处": 6}),
        ("quotas.科员", "2", "quotas", {"科员": 2}),
        ("级别．副处", "5", "levels", {"副处": 5}),
        ("总数.户", "539", "totals", {"households": "539"}),
        ("totals.cadres", "700+", "totals", {"cadres": "700+"}),
        ("规则.c202", "关", "severities", {"C202": "off"}),
        ("severities.S101", "warning", "severities", {"S101": "warning"}),
        ("表头.贫困户名称", "户主", "headers", {"贫困户名称": "户主"}),
        ("headers.who", "households.head", "headers", {"who": "households.head"}),
    ],
)
def test_keys_and_values_in_either_language(key: str, value: str, field: str, expected: object) -> None:
    assert read(**{key: value}) == Settings.model_validate({field: expected})


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("每户最多帮扶", "4", "There is no setting 每户最多帮扶; perhaps 每户最多帮扶人 is meant."),
        ("定额", "4", "There is no setting 定额; perhaps 定额. is meant."),
        ("总数.牛", "4", "There is no setting 总数.牛; perhaps 总数. is meant."),
        ("qqq", "4", "There is no setting qqq."),
        ("每户最多帮扶人", "四", 'Setting 每户最多帮扶人: "四" is not a whole number from 1 to 99.'),
        ("每户最多帮扶人", "0", 'Setting 每户最多帮扶人: "0" is not a whole number from 1 to 99.'),
        ("困难户系数", "0", 'Setting 困难户系数: "0" is not a number above 0, up to 100.'),
        ("截至日期", "2016-02-30", 'Setting 截至日期: "2016-02-30" is not a date such as 2016-12-31.'),
        ("参与方式", "随便", 'Setting 参与方式: "随便" is not one of: all, as_needed.'),
        ("困难户帮扶人级别", "处长", 'Setting 困难户帮扶人级别: "处长" is not a rank known here, such as 副处.'),
        ("定额.正处", "-1", 'Setting 定额.正处: "-1" is not a whole number from 0 to 1000.'),
        ("总数.户", "很多", 'Setting 总数.户: "很多" is not a total such as 27, 700+, ≥700 or 约700.'),
        (
            "规则.C202",
            "严重",
            'Setting 规则.C202: "严重" is not one of 错误, 警告, 提示, 关 (error, warning, info, off).',
        ),
        (
            "表头.甲",
            "无此列名",
            'Setting 表头.甲: "无此列名" is not a column of ours, such as 户主 or households.head.',
        ),
    ],
)
def test_a_bad_setting_is_a_finding_and_the_default_stays(key: str, value: str, said: str) -> None:
    settings, findings = settings_from_pairs([(key, value)])

    assert (settings, told(findings)) == (Settings(), [f"D116 error None: {said}"])


def test_of_one_key_the_last_counts_and_a_blank_is_the_default() -> None:
    pairs = [
        ("工作队最少人数", "3"),
        ("team_size", "5"),
        ("定额.正处", "9"),
        ("定额.正处级", ""),
        ("均衡容差", "1"),
        ("均衡容差", " "),
    ]

    assert settings_from_pairs(pairs) == (Settings(team_size=5), ())


ENTRIES = st.text("甲乙丙abc01", min_size=1, max_size=5)
SETTINGS = st.builds(
    Settings,
    as_of=st.none() | st.dates(),
    participation=st.sampled_from(Participation),
    helpers_per_household=st.integers(1, 99),
    team_size=st.integers(0, 99),
    hard_case=st.decimals("0.01", 100, places=2),
    hard_case_rank=st.sampled_from(sorted(RANKS)),
    balance_tolerance=st.decimals(0, 10, places=3),
    in_scope=st.lists(st.sampled_from(["在册", "已脱贫", "已迁出", "待定"]), min_size=1, unique=True).map(tuple),
    posted_quota=st.none() | st.integers(0, 1000),
    cadre_list=st.sampled_from(CadreList),
    quotas=st.dictionaries(st.sampled_from(sorted(RANKS)) | ENTRIES, st.integers(0, 1000), max_size=3),
    levels=st.dictionaries(st.sampled_from(sorted(RANKS)) | ENTRIES, st.integers(0, 99), max_size=3),
    totals=st.dictionaries(
        st.sampled_from(["units", "villages", "cadres", "households", "persons"]),
        st.sampled_from(["27", "700+", "约700", "≥700", "700余"]),
    ),
    severities=st.dictionaries(
        st.from_regex(r"\A[SCB][1-3][0-9]{2}\Z"), st.sampled_from(["error", "warning", "info", "off"]), max_size=3
    ),
    headers=st.dictionaries(ENTRIES, st.sampled_from(["户主", "households.head", "cadres.name"]), max_size=3),
)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(settings=SETTINGS)
def test_settings_written_and_read_are_equal(language: Language, settings: Settings) -> None:
    assert settings_from_pairs(settings_to_pairs(settings, language)) == (settings, ())


class TestFiles:
    def test_a_workbook_with_a_sheet_of_settings(self, tmp_path: Path) -> None:
        sheets: dict[str, Rows] = {
            "说明": [["随便"]],
            "设置": [["本单位设置"], ["键", "默认", "值"], ["工作队最少人数", 2, 3], ["定额.正处", 5, "x"]],
        }

        settings, findings = settings_from_cells(cells_from_file(save_book(tmp_path / "s.xlsx", sheets)))

        assert settings == Settings(team_size=3)
        assert told(findings) == ['D116 error 设置!C4: Setting 定额.正处: "x" is not a whole number from 0 to 1000.']

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("s.csv", "键,值\n工作队最少人数,3\n定额.正处,6\n在帮范围,在册、已脱贫\n"),
            ("s.toml", "team_size = 3\n'在帮范围' = ['在册', '已脱贫']\n['定额']\n'正处' = 6\n"),
            ("s.json", json.dumps({"工作队最少人数": 3, "定额.正处": 6, "posted_quota": None})),
        ],
    )
    def test_other_files(self, tmp_path: Path, name: str, content: str) -> None:
        (tmp_path / name).write_text(content, encoding="utf-8")

        settings, findings = settings_from_cells(cells_from_file(tmp_path / name))

        assert (settings, findings) == (Settings(team_size=3, quotas={"正处": 6}), ())

    @pytest.mark.parametrize(("name", "content"), [("s.toml", "a = ["), ("s.json", "[1]"), ("s.json", "{")])
    def test_a_file_that_holds_no_settings(self, tmp_path: Path, name: str, content: str) -> None:
        (tmp_path / name).write_text(content, encoding="utf-8")

        with pytest.raises(InputError, match=r"s\.(toml|json): "):
            cells_from_file(tmp_path / name)
