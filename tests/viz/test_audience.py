from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pairing.balance import measure_balance
from pairing.model.finding import Finding, Severity
from pairing.roster import Roster, roster_from_tables
from pairing.text import Text
from pairing.totals import totals
from tests.viz.areas import DAY, small
from tests.viz.plans import small_plan
from tests.viz.reports import COLUMNS, report_of
from viz import write_lists, write_site
from viz.audience import Audience, masked, sight
from viz.pages.search import everyday_characters

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
    "heads": ["甲亄丙丁", "亄", "戊己", "bing", "jybd"],
    "idle": ["闲人"],
    "ended": ["旧人", "2009-09-09"],
    "quota": ["977"],
    "pins": ["私密理由"],
    "unit_category": ["私密单位类"],
    "report": ["私密发现", "私密提示", "私密标题", "私密文件", "C201", "名册.xlsx", "b.csv", "证件号码", "somebody"],
    "balance": ["lens:", "lens=", "balance.html", "page=balance"],
    "plan": ["plan.html", "page=plan", "plan-file"],
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
                "head": ["甲亄丙丁", "戊己"],
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


OURS = {"site.css", "site.js", "vis-network.js"}
"""What all sites share, without data."""
TOLD = Finding(
    code="C201",
    severity=Severity.ERROR,
    title=Text("私密标题", chinese="私密标题"),
    message=Text("甲亄丙丁 私密发现", chinese="甲亄丙丁 私密发现"),
    hint=Text("私密提示", chinese="私密提示"),
    subjects=("household:HID7", "cadre:CID8"),
    file="私密文件.xlsx",
)


def written_bytes(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder by name, and every part of a workbook; shared libraries are not data."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
        elif path.is_file() and path.name not in OURS:
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def data_of(written: bytes) -> str:
    """Leave out what is ours: style and code within a single file, and how everyday characters are read."""
    told = re.sub(
        r'<style.*?</style>|<script nonce="\w+">(?!pairing\.part).*?</script>',
        *("", written.decode("utf-8", errors="replace")),
        flags=re.DOTALL,
    )
    everyday = set(everyday_characters())
    return re.sub(
        r'"readings":\{.*?\}',
        lambda found: "".join(one for one in found[0] if one not in everyday and not one.isascii()),
        told,
    )


def write_all(roster: Roster, folder: Path) -> dict[str, bytes]:
    """Write all that the public may be given, from all that the office has."""
    report, balance = report_of(roster, TOLD), measure_balance(roster)
    plan = small_plan(curve=(), unmet=(), changes=(), accepted=())
    write_lists(roster, folder, report=report, audience="public", balance=balance, plan=plan)
    write_lists(roster, folder, report=report, audience="public", balance=balance, plan=plan, by="unit")
    for single in (False, True):
        site = folder / "single" if single else folder
        write_site(roster, report, site, audience="public", columns=COLUMNS, balance=balance, plan=plan, single=single)
    return written_bytes(folder)


def test_no_internal_value_is_in_anything_the_public_gets(tmp_path: Path) -> None:
    written = write_all(secretive(), tmp_path)
    assert {"index.html", "pages/village-1.html", "pages/unit-1.html", "parts/index.js", "parts/index-1.js"} <= set(
        written
    )
    assert {name for name in written if name.endswith(".html")} == {
        *("index.html", "pages/village-1.html", "pages/unit-1.html", "single/index.html")
    }
    for name, data in written.items():
        told = data_of(data) + name
        assert [word for words in SECRETS.values() for word in words if word in told] == [], name


def test_every_page_says_whom_it_is_for(tmp_path: Path) -> None:
    spoken: tuple[tuple[Audience, str], ...] = (("internal", "内部使用"), ("public", "公开"))
    for audience, said in spoken:
        write_site(secretive(), None, tmp_path, audience=audience)
        for path in tmp_path.rglob("*.html"):
            head, _, foot = path.read_text(encoding="utf-8").partition("<main")
            assert said in head, path
            assert said in foot.partition("<footer>")[2], path


def test_the_internal_site_does_tell_these_values(tmp_path: Path) -> None:
    write_site(secretive(), None, tmp_path)
    told = "".join(map(data_of, written_bytes(tmp_path).values()))
    assert [
        word for word in ("HID7", "甲亄丙丁", "yi bing", "09715550007", "私密病因", "闲人") if word not in told
    ] == []


def test_the_order_of_the_planners_rows_leaves_no_trace(tmp_path: Path) -> None:
    one, other = (write_all(secretive(order), tmp_path / str(order)) for order in (1, -1))
    assert one == other
