from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from pairing.generate import generate_roster
from pairing.roster import roster_from_tables
from tests.viz.areas import DAY, hostile, of_ledger, small, wide
from viz.audience import sight
from viz.pages import search
from viz.pages.atlas import atlas
from viz.pages.goal import Goal
from viz.pages.page import Link
from viz.pages.panorama import panorama
from viz.pages.search import bare_code, everyday_characters, folded, search_scripts, sounds_of

if TYPE_CHECKING:
    from pairing.roster import Roster
    from viz.audience import Audience

MENU = (Link(("首页", "Overview"), Goal("index")), Link(("均衡", "Balance"), Goal("balance")))


def scripts_of(roster: Roster, audience: Audience = "internal") -> dict[str, str]:
    return dict(search_scripts(atlas(panorama(sight(roster, audience)), "zh"), MENU))


def index_of(roster: Roster, audience: Audience = "internal") -> dict[str, Any]:
    """Read each part of the index as a page's script gets it."""
    parts = {}
    for name, script in scripts_of(roster, audience).items():
        told, value = json.loads(f"[{script.removeprefix('pairing.part(').removesuffix(');' + chr(10))}]")
        assert told == name
        parts[name] = value
    return parts


def test_a_small_site_has_a_manifest_and_one_shard() -> None:
    index = index_of(small())
    manifest = index["index"]
    assert [*index] == ["index", "index-1"]
    assert manifest["pages"] == ["index", "balance", "village-1", "village-2", "unit-1", "unit-2"]
    assert manifest["places"] == [
        ["page", "", ["首页", "Overview"], ["shou ye", ""], "", "index"],
        ["page", "", ["均衡", "Balance"], ["jun heng", ""], "", "balance"],
        ["county", "", "湟中县", "huang zhong xian", "", "index"],
        ["village", "V1", "白土庄", "bai tu zhuang", "湟中县", "village-1"],
        ["village", "V2", "阿家庄", "a jia zhuang", "湟中县", "village-2"],
        ["unit", "U2", "刑侦", "xing zhen", "", "unit-1"],
        ["unit", "U10", "交警", "jiao jing", "", "unit-2"],
    ]
    assert (manifest["shards"], manifest["codes"]) == ([[7, "cairan", "zhaoli"]], [])
    assert index["index-1"] == {
        "cadres": 3,
        "codes": ["C3", "C2", "C1", "H10", "H1", "H9", "H2"],
        "names": ["李四", "单雄", "张明哲", "才让卓玛", "钱七", "王五", "赵六子"],
        "sounds": [
            *("li si", "shan xiong", "zhang ming zhe"),
            *("cai rang zhuo ma", "qian qi", "wang wu", "zhao liu zi"),
        ],
        "places": [6, 5, 5, 3, 4, 3, 3],
        "pages": [5, 2, 2, 2, 3, 2, 2],
    }


def test_a_site_of_many_is_cut_into_shards_in_reading_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_IN_ONE", 1000)
    monkeypatch.setattr(search, "SHARD_SIZE", 60_000)
    roster = generate_roster("county", 1)
    scripts, index = scripts_of(roster), index_of(roster)
    manifest = index["index"]
    shards = [index[f"index-{number}"] for number in range(1, len(manifest["shards"]) + 1)]
    codes = [index[f"index-code-{number}"] for number in range(1, len(manifest["codes"]) + 1)]
    assert [len(shard["names"]) for shard in shards] == [size for size, *_ in manifest["shards"]]
    assert sum(len(shard["names"]) for shard in shards) == 2988 + 12_000
    assert max(len(script.encode()) for name, script in scripts.items() if name != "index") < 70_000
    begins = [start for _, start, _ in manifest["shards"]]
    assert (begins, len(shards)) == (sorted(begins), 12)
    everybody = [code for shard in shards for code in shard["codes"]]
    at = list(chain.from_iterable(part["at"] for part in codes))
    assert [everybody[one] for one in at] == [code for part in codes for code in part["codes"]]
    assert sorted(at) == list(range(len(everybody)))
    ends = list(chain.from_iterable(manifest["codes"]))
    assert ends == sorted(ends)


def test_the_index_is_the_same_each_time() -> None:
    assert scripts_of(small()) == scripts_of(small())


def test_the_public_finds_masked_names_and_its_own_numbers() -> None:
    scripts = scripts_of(small(), "public")
    shard = index_of(small(), "public")["index-1"]
    assert dict(zip(shard["names"], shard["sounds"], strict=True)) == {
        "单雄": "shan xiong",
        "张明哲": "zhang ming zhe",
        "才**玛": "cai ma",
        "钱*": "qian",
        "王*": "wang",
        "赵*子": "zhao zi",
    }
    everything = "".join(scripts.values())
    hidden = ("卓玛", "cai rang", "赵六", "zhao liu", "H10", "C1", "V1", "U10", "0971")
    assert [word for word in hidden if word in everything] == []


def test_nothing_in_a_name_can_end_a_script() -> None:
    index, everything = index_of(hostile()), "".join(scripts_of(hostile()).values())
    assert not set(everything) & set("<>\u2028\u2029")
    assert "u\u2028v\u2029w" in index["index-1"]["names"]


def test_somebody_without_a_place_is_found_and_leads_nowhere() -> None:
    nobody = roster_from_tables(
        {
            "units": pl.DataFrame({"id": ["U"], "name": ["单位"]}),
            "villages": pl.DataFrame({"id": ["V"], "name": ["村"]}),
            "cadres": pl.DataFrame({"id": ["C"], "name": ["张三"], "unit": pl.Series([None], dtype=pl.String)}),
        },
        on=DAY,
    )
    shard = index_of(nobody)["index-1"]
    assert (shard["names"], shard["places"], shard["pages"]) == (["张三"], [-1], [-1])


def test_a_site_without_anybody_and_a_ledgers_have_an_index() -> None:
    assert index_of(wide(0))["index"]["shards"] == [[1, "zhangs", "zhangs"]]
    assert len(index_of(of_ledger())["index-1"]["names"]) > 3


def test_each_county_leads_to_the_overview_that_draws_it() -> None:
    counties = [place for place in index_of(wide(301))["index"]["places"] if place[0] == "county"]
    assert [(place[2], place[5]) for place in counties] == [(f"县{n}", f"area-{n + 1}") for n in range(4)]


@pytest.mark.parametrize(
    ("name", "person", "sounds"),
    [
        ("张明哲", True, "zhang ming zhe"),
        ("单雄", True, "shan xiong"),
        ("单雄", False, "dan xiong"),
        ("欧阳修", True, "ou yang xiu"),
        ("才让·卓玛", True, "cai rang zhuo ma"),
        ("John Smith", True, ""),
        ("吕布", True, "lv bu"),
        ("吕·3号 John", True, "lv hao"),
        ("才**玛", True, "cai ma"),
        ("", True, ""),
    ],
)
def test_only_characters_are_read(name: str, person: bool, sounds: str) -> None:
    assert sounds_of(name, person=person) == sounds


def test_every_character_that_is_typed_or_there_has_its_readings() -> None:
    rare = wide(1).tables["villages"].with_columns(name=pl.lit("㐂𠮷村"))
    readings = index_of(roster_from_tables({"villages": rare.select("id", "name")}, on=DAY))["index"]["readings"]
    assert set(everyday_characters()) | {"𠮷"} <= set("".join(readings.values()))
    assert [read for read, characters in readings.items() if "单" in characters] == ["dan", "shan"]
    assert "则" in readings["ze"]
    assert all(read.isalnum() for read in readings)


@pytest.mark.parametrize(
    ("code", "bare"),
    [("H0123", "h123"), ("Ｈ-０１２３", "h123"), ("a0b007", "a0b7"), ("000", "0"), ("é", "e"), (" - ", "")],
)
def test_a_code_is_looked_for_without_its_zeros_and_signs(code: str, bare: str) -> None:
    assert bare_code(code) == bare


def test_folding_keeps_letters_and_digits() -> None:
    assert folded("Ａｎｎａ ·Lü*<b>བཀྲ་ཤིས") == "annalubབཀྲཤིས"
