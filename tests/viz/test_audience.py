from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest

from pairing.balance import measure_balance
from pairing.model.finding import Finding, Severity
from pairing.model.table import NODE_TABLES, TABLES
from pairing.roster import Roster, roster_from_tables
from pairing.text import Text
from pairing.totals import totals
from tests.viz.areas import DAY, small
from tests.viz.plans import small_plan
from tests.viz.reports import COLUMNS, report_of
from viz import write_lists, write_site
from viz.audience import Audience, masked, sight
from viz.export import FOLDERS, FORMS, write_export
from viz.lists import FORMS as LIST_FORMS
from viz.lists import KINDS
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
    "machine": ["machineuser7"],
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
                "household": ["HID7", "HID8", "HID8"],
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
            book = path.relative_to(folder).as_posix()
            with zipfile.ZipFile(path) as archive:
                found |= {f"{book}/{name}": archive.read(name) for name in archive.namelist()}
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


def values_of(name: str, written: bytes) -> str:
    """Give what can be read in a file, its own name included: the columns, values and notes of a compressed table."""
    if not name.endswith(".parquet"):
        return f"{name} {data_of(written)}"
    frame = pl.read_parquet(io.BytesIO(written))
    return f"{name} {pl.read_parquet_metadata(io.BytesIO(written))} {frame.columns} {frame.rows()}"


def write_all(roster: Roster, folder: Path, audience: Audience = "public") -> dict[str, bytes]:
    """Write every kind of output for an audience, from all that the office has."""
    report, balance = report_of(roster, TOLD), measure_balance(roster)
    plan = small_plan(curve=(), unmet=(), changes=(), accepted=())
    for one_file in (True, False):
        write_lists(
            roster,
            folder if one_file else folder / "chapters",
            report=report,
            audience=audience,
            by=KINDS,
            forms=LIST_FORMS,
            one_file=one_file,
            balance=balance,
            plan=plan,
        )
    for form in FORMS:
        write_export(roster, folder / f"export-{form}{'' if form in FOLDERS else f'.{form}'}", form, audience=audience)
    for single in (False, True):
        site = folder / "single" if single else folder
        write_site(roster, report, site, audience=audience, columns=COLUMNS, balance=balance, plan=plan, single=single)
    return written_bytes(folder)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Read every part of everything the public gets, written by a user whose name would be known again."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
            patch.setenv(name, "machineuser7")
        written = write_all(secretive(), tmp_path_factory.mktemp("machineuser7"))
    return {name: values_of(name, data) for name, data in written.items()}


OUTPUTS: Final = {
    "site": r"index\.html|(pages|parts)/.*",
    "single page": r"single/.*",
    "lists as workbooks": r"[^/]*（公开）\.xlsx/.*",
    "lists to print": r"[^/]*（公开）\.html",
    "all pairings": r"[^/]*（公开）\.(csv|parquet)",
    "a file a chapter": r"chapters/.*",
    **{f"export {form}": rf"export-{form}[./].*" for form in FORMS},
}
"""Every kind of output, and the names of its files and parts; a workbook's parts are properties and comments too."""


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_internal_value_is_in_anything_the_public_gets(public: dict[str, str], output: str) -> None:
    told = {name: said for name, said in public.items() if re.fullmatch(OUTPUTS[output], name)}
    assert told
    words = [word for words in SECRETS.values() for word in words]
    assert [(name, word) for name, said in told.items() for word in words if word in said] == []


def test_every_file_of_the_public_is_searched(public: dict[str, str]) -> None:
    assert [name for name in public if not any(re.fullmatch(names, name) for names in OUTPUTS.values())] == []
    assert {name for name in public if re.match(r"pages/|single/|index", name)} == {
        *("index.html", "pages/village-1.html", "pages/unit-1.html", "single/index.html")
    }


def test_the_office_is_told_what_the_public_is_not(tmp_path: Path) -> None:
    """Prove the search: the same words are found, by the same reading, in what the office gets."""
    written = write_all(secretive(), tmp_path, "internal")
    told = {name: values_of(name, data) for name, data in written.items()}
    for output in ("site", *(f"export {form}" for form in FORMS)):
        words = "".join(said for name, said in told.items() if re.fullmatch(OUTPUTS[output], name))
        missing = [word for word in ("HID7", "甲亄丙丁", "09715550007", "私密病因", "闲人") if word not in words]
        assert missing == [], output
    assert "yi bing" in "".join(told.values())
    assert properties(told) == set()


def properties(told: dict[str, str]) -> set[tuple[str, str]]:
    """Give what workbooks say of who made them."""
    named = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|Manager|Company)>([^<]+)<")
    return {(name, word) for name, said in told.items() if "/docProps/" in name for word in named.findall(said)}


def test_no_workbook_says_who_made_it(public: dict[str, str]) -> None:
    assert sum(name.endswith("/docProps/core.xml") for name in public) > len(KINDS)
    assert properties(public) == set()


def test_every_page_says_whom_it_is_for(tmp_path: Path) -> None:
    spoken: tuple[tuple[Audience, str], ...] = (("internal", "内部使用"), ("public", "公开"))
    for audience, said in spoken:
        write_site(secretive(), None, tmp_path, audience=audience)
        for path in tmp_path.rglob("*.html"):
            head, _, foot = path.read_text(encoding="utf-8").partition("<main")
            assert said in head, path
            assert said in foot.partition("<footer>")[2], path


def turned_around(roster: Roster) -> Roster:
    """Give the same area with all rows in reverse and the ids of each table handed out the other way."""
    ids = {name: sorted(roster.tables[name]["id"]) for name in NODE_TABLES}
    new = {name: dict(zip(known, reversed(known), strict=True)) for name, known in ids.items()}
    tables = {}
    for name, table in TABLES.items():
        ends = {**table.references, **({"id": name} if name in NODE_TABLES else {})}
        frame = roster.tables[name].select(list(table.columns)).reverse()
        tables[name] = frame.with_columns(pl.col(end).replace_strict(new[to], default=None) for end, to in ends.items())
    shown = {name: frame for name, frame in tables.items() if name not in roster.absent}
    return roster_from_tables(shown, roster.settings, on=roster.on)


def test_the_planners_rows_and_ids_leave_no_trace(tmp_path: Path) -> None:
    areas = (small(), turned_around(small()))
    one, other = (write_all(area, tmp_path / str(at)) for at, area in enumerate(areas))
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
