"""Names wherever codes are asked for: one is found, two are listed, nobody is said."""

from __future__ import annotations

import polars as pl
import pytest

from pairing.errors import UnknownNameError
from pairing.names import Node, find_node, names_of, parts_of, subjects_about
from pairing.roster import Roster, roster_from_tables


@pytest.fixture(scope="module")
def roster() -> Roster:
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": ["U1", "U2"], "name": ["甲单位", "乙单位"]}),
            "villages": pl.DataFrame(
                {
                    "id": ["V1", "V2"],
                    "name": ["东村", "岗察村"],
                    "county": ["湟中县", "循化县"],
                    "township": [None, "刚察乡"],
                }
            ),
            "cadres": pl.DataFrame(
                {
                    "id": ["C1", "C2", "C3", "C4"],
                    "name": ["张伟", "张伟", "李明", "V1"],
                    "unit": ["U1", "U2", "U1", "U2"],
                }
            ),
            "households": pl.DataFrame(
                {
                    "id": ["H1", "H2"],
                    "head": ["李明", "才让卓玛"],
                    "village": ["V1", "V2"],
                    "persons": [3, 4],
                }
            ),
            "pairings": pl.DataFrame({"cadre": ["C1"], "household": ["H1"]}),
        }
    )


@pytest.mark.parametrize(
    ("wanted", "subject"),
    [
        ("C1", "cadre:C1"),
        ("cadre:C1", "cadre:C1"),
        ("干部:李明", "cadre:C3"),
        ("民警：李 明", "cadre:C3"),
        ("户:李明", "household:H1"),
        ("才让卓玛", "household:H2"),
        ("村:东村", "village:V1"),
        ("Unit: 甲单位 ", "unit:U1"),
        ("V1", "village:V1"),
        ("干部:V1", "cadre:C4"),
    ],
)
def test_one_is_found_by_code_before_name(roster: Roster, wanted: str, subject: str) -> None:
    assert find_node(roster, wanted).subject == subject


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        ("干部:张伟", "张伟 (cadre:C1, 甲单位); 张伟 (cadre:C2, 乙单位)"),
        ("李明", "李明 (cadre:C3, 甲单位); 李明 (household:H1, 东村)"),
    ],
)
def test_two_are_listed_with_what_tells_them_apart(roster: Roster, wanted: str, listed: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_node(roster, wanted)
    assert str(caught.value) == f"{wanted} could be any of these; say which by its code: {listed}."


def test_many_are_listed_only_in_part() -> None:
    units = pl.DataFrame({"id": [f"U{number}" for number in range(13)], "name": ["同名"] * 13})
    with pytest.raises(UnknownNameError, match=r"; and 3 more\.$"):
        find_node(roster_from_tables({"units": units}), "同名")


@pytest.mark.parametrize("wanted", ["干部:王五", "村:张伟", "没有", "", "村:"])
def test_nobody_is_said(roster: Roster, wanted: str) -> None:
    with pytest.raises(UnknownNameError, match="nobody and nothing"):
        find_node(roster, wanted)


@pytest.mark.parametrize(
    ("wanted", "parts"),
    [
        ("干部:张伟", ("cadre", "张伟")),
        ("HOUSEHOLD：H1", ("household", "H1")),
        ("a:b", (None, "a:b")),
        ("村", (None, "村")),
        (" 张伟 ", (None, "张伟")),
    ],
)
def test_a_word_before_a_colon_counts_only_if_it_names_a_kind(wanted: str, parts: tuple[str | None, str]) -> None:
    assert parts_of(wanted) == parts


def test_where_a_node_belongs(roster: Roster) -> None:
    assert find_node(roster, "岗察村") == Node("village", "V2", "岗察村", "循化县刚察乡")


def test_names_of_subjects(roster: Roster) -> None:
    subjects = ["household:H1", "cadre:C2", "village:V2", "unit:U9", "nonsense"]
    assert names_of(roster, subjects) == {"household:H1": "李明", "cadre:C2": "张伟", "village:V2": "岗察村"}


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ("V1", {"village:V1", "household:H1"}),
        ("U1", {"unit:U1", "cadre:C1", "cadre:C3"}),
        ("C1", {"cadre:C1"}),
    ],
)
def test_a_whole_concerns_those_who_belong_to_it(roster: Roster, wanted: str, subjects: set[str]) -> None:
    assert subjects_about(roster, find_node(roster, wanted)) == subjects
