from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pairing.roster import Roster, roster_from_tables
from pairing.totals import totals
from tests.viz.areas import DAY, small
from viz import write_lists, write_site
from viz.audience import masked, sight

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.model.cell import TableName


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("才让卓玛", "才**玛"),
        ("张明哲", "张*哲"),
        ("张三", "张*"),
        ("张", "*"),
        ("", ""),
        ("才让·卓玛", "才***玛"),
        ("阿卜杜拉·买买提", "阿******提"),
    ],
)
def test_masked(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_a_phone_written_into_a_name_is_not_published() -> None:
    roster = small()
    cadres = roster.cadres.with_columns(name=pl.col("name") + " 13800000000")
    households = roster.households.with_columns(head=pl.col("head") + "13800000000")
    told = Roster({**roster.tables, "cadres": cadres, "households": households}, roster.settings, roster.sources)
    seen = sight(told.at(DAY), "public").roster
    assert seen.cadres["name"].str.strip_chars().to_list() == sight(roster, "public").roster.cadres["name"].to_list()
    assert seen.households["head"].to_list() == sight(roster, "public").roster.households["head"].to_list()


def test_the_internal_sight_is_the_roster_itself() -> None:
    roster = small()
    assert sight(roster, "internal").roster is roster


def test_the_public_roster_numbers_itself_and_masks_heads() -> None:
    seen = sight(small(), "public").roster
    assert seen.households.select("id", "head", "village", "persons", "category", "cause").rows() == [
        ("1", "钱*", "1", 4, None, None),
        ("2", "才**玛", "2", 3, None, None),
        ("3", "王*", "2", 2, None, None),
        ("4", "赵*子", "2", 5, None, None),
    ]
    assert seen.cadres.select("id", "name", "rank", "phone").rows() == [
        ("1", "单雄", "正科", None),
        ("2", "张明哲", "民警", None),
    ]
    assert seen.pairings.select("cadre", "household", "ordinal").rows() == [
        ("1", "2", 1),
        ("2", "2", 2),
        ("2", "3", None),
    ]


def test_what_the_public_may_count_is_what_the_office_counts() -> None:
    roster = small()
    internal, public = totals(roster), totals(sight(roster, "public").roster)
    assert public.model_copy(update={"cadres": internal.cadres}) == internal


# Whatever is written for the public is searched, byte for byte, for what must not be there ----------------------------

SECRETS = {
    "ids": ["UID7", "VID7", "CID7", "HID7", "HID8"],
    "phones": ["09715550007"],
    "labels": ["私密病因", "私密类别", "私密状态"],
    "heads": ["甲乙丙丁", "戊己", "bing", "jybd"],
    "idle": ["闲人"],
    "ended": ["旧人", "2009-09-09"],
    "quota": ["977"],
    "pins": ["私密理由"],
    "unit_category": ["私密单位类"],
}


def secretive(order: int = 1) -> Roster:
    """Make an area whose every internal value is a word of its own; ``order`` -1 turns all rows and ids around."""
    tables: dict[TableName, pl.DataFrame] = {
        "units": pl.DataFrame({"id": ["UID7"], "name": ["刑侦"], "category": ["私密单位类"]}),
        "villages": pl.DataFrame({"id": ["VID7"], "name": ["白土庄"], "code": ["VID7"]}),
        "cadres": pl.DataFrame(
            {
                "id": ["CID7", "CID8", "CID9"],
                "name": ["张明", "闲人", "旧人"],
                "unit": ["UID7"] * 3,
                "rank": ["民警"] * 3,
                "phone": ["09715550007"] * 3,
                "quota": [977, 977, 977],
            }
        ),
        "households": pl.DataFrame(
            {
                "id": ["HID7", "HID8"][::order],
                "head": ["甲乙丙丁", "戊己"],
                "village": ["VID7"] * 2,
                "persons": [3, 3],
                "category": ["私密类别"] * 2,
                "cause": ["私密病因"] * 2,
                "difficulty": ["9.77", "9.77"],
                "state": ["私密状态", "在册"],
            }
        ),
        "twinnings": pl.DataFrame({"unit": ["UID7"], "village": ["VID7"], "role": ["lead"]}),
        "pairings": pl.DataFrame(
            {
                "cadre": ["CID7", "CID7", "CID9"],
                "household": ["HID7", "HID8", "HID8"][::1],
                "start_date": [None, None, pl.Series(["2008-08-08"]).str.to_date()[0]],
                "end_date": [None, None, pl.Series(["2009-09-09"]).str.to_date()[0]],
            }
        ),
        "constraints": pl.DataFrame(
            {"cadre": ["CID7"], "household": ["HID7"], "kind": ["pin"], "reason": ["私密理由"]}
        ),
    }
    roster = roster_from_tables({name: frame[::order] for name, frame in tables.items()}, on=DAY)
    return roster.with_settings(roster.settings.model_copy(update={"in_scope": ("在册", "私密状态"), "as_of": DAY}))


def written_bytes(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder by name, and every part of a workbook; shared libraries are not data."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
        elif path.is_file() and path.name not in {"vis-network.js", "site.js", "site.css"}:
            found[path.name] = path.read_bytes()
    return found


def write_all(roster: Roster, folder: Path) -> dict[str, bytes]:
    write_lists(roster, folder, audience="public")
    write_lists(roster, folder, audience="public", by="unit")
    write_site(roster, None, folder, audience="public")
    return written_bytes(folder)


def test_no_internal_value_is_in_anything_the_public_gets(tmp_path: Path) -> None:
    written = write_all(secretive(), tmp_path)
    assert len(written) > 10
    for name, data in written.items():
        told = data.decode("utf-8", errors="replace") + name
        assert [word for words in SECRETS.values() for word in words if word in told] == [], name


def test_the_internal_site_does_tell_these_values(tmp_path: Path) -> None:
    write_site(secretive(), None, tmp_path)
    told = b"".join(written_bytes(tmp_path).values()).decode()
    assert [word for word in ("HID7", "甲乙丙丁", "09715550007", "私密病因", "闲人") if word not in told] == []


def test_the_order_of_the_planners_rows_leaves_no_trace(tmp_path: Path) -> None:
    one, other = (write_all(secretive(order), tmp_path / str(order)) for order in (1, -1))
    assert one == other
