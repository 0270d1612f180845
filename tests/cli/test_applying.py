"""The command apply: what it says before it writes, what it writes in each form, and what it refuses."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pairing.counting import counting_pairings
from pairing.errors import OutputError
from pairing.model.plan import Plan
from pairing.reading import read_roster
from pairing.text import Text
from pairing.writing import write_roster
from tests.cli.gappy import GAPPY
from tests.cli.lines import run, said
from tests.pairing.planning.plans import Drafting
from tests.pairing.reading.ledger.ledgers import table, write
from viz.lists.plan_book import write_plan

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.roster import Roster
    from tests.conftest import Office
    from tests.neo4j.beside import Lent

Capture = pytest.CaptureFixture[str]
LEDGER = """
行政村 | 户主姓名 | 人口 | 帮扶单位 | 帮扶责任人 | 帮扶开始时间 | 帮扶结束时间
东村 | 张三 | 3 | 甲局 | 李一 | 2016-03-01 |
东村 | 王五 | 2 | 乙局 | 赵二 | 2016-03-01 |
东村 | 钱六 | 2 | | | |
合计 | 3户 | =SUM(C2:C4)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a roster, its plan as JSON and as a workbook, and the planner in it."""
    monkeypatch.chdir(tmp_path)
    write_roster(GAPPY.roster(), tmp_path / "花名册.xlsx")
    write_plan(plan_of(read_roster("花名册.xlsx").roster), GAPPY.roster(), "方案.xlsx", language="zh")
    return tmp_path


def plan_of(roster: Roster) -> Plan:
    """H3 is to get C3, and H1 to give C4 up to H2; the last two belong together."""
    drafting = Drafting(roster)
    drafting.change("add", "H3", None, "C3")
    drafting.change("drop", "H1", "C4", group="g1")
    drafting.change("add", "H2", None, "C4", 2, group="g1")
    drafting.change("order", "H2", None, "C2", 1)
    return drafting.plan()


def pairs(path: Path | str) -> set[tuple[str, str]]:
    return set(counting_pairings(read_roster(path).roster).select("cadre", "household").iter_rows())


def decide(path: Path, **decisions: str) -> None:
    """Write into the column 采纳 of a plan's workbook: ``_3="否"`` is for change 3."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows()]
        header = next((n for n, row in enumerate(rows) if {"序号", "采纳"} <= {cell.value for cell in row}), None)
        if header is not None:
            titles = [cell.value for cell in rows[header]]
            for row in rows[header + 1 :]:
                if said := decisions.get(f"_{row[titles.index('序号')].value}"):
                    row[titles.index("采纳")].value = said
    book.save(path)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class Keyboard(io.StringIO):
    """A planner at the terminal."""

    def isatty(self) -> bool:
        return True


# All of a plan --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("here")
def test_a_whole_plan_is_applied_without_a_question(capsys: Capture) -> None:
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "新.xlsx", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "4 of 4 changes of the plan are made, from 2016-06-15 on.",
        "Findings before → after: C201 1 → 0, C202 1 → 0",
        "Written: 新.xlsx",
        "To undo it: pairing apply 新.xlsx 新-undo.json --to …",
    ]
    assert pairs("新.xlsx") - pairs("花名册.xlsx") == {("C3", "H3"), ("C4", "H2")}
    assert pairs("花名册.xlsx") - pairs("新.xlsx") == {("C4", "H1")}


@pytest.mark.usefixtures("here")
def test_undoing_it_ends_with_1_and_lists_the_gaps(capsys: Capture) -> None:
    run(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "新.xlsx", "--lang", "en")
    outcome = run(capsys, "apply", "新.xlsx", "新-undo.json", "--to", "旧.xlsx", "--lang", "en")
    assert outcome.code == 1
    assert outcome.out.splitlines()[-2:] == [
        "Gaps that remain: C201 Household with no helper: 户主H3",
        "Gaps that remain: C202 Expected cadre with no household: 干部C3",
    ]
    assert pairs("旧.xlsx") == pairs("花名册.xlsx")


@pytest.mark.usefixtures("here")
def test_it_speaks_chinese(capsys: Capture) -> None:
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "新.xlsx", "--lang", "zh")
    assert outcome.out.splitlines() == [
        "自 2016-06-15 起执行方案 4 项变更中的 4 项。",
        "规则发现的问题（执行前 → 执行后）：C201 1 → 0，C202 1 → 0",
        "已生成：新.xlsx",
        "如需撤销：pairing apply 新.xlsx 新-撤销.json --to …",
    ]


# A part of it ---------------------------------------------------------------------------------------------------------

PART = [
    "2 of 4 changes of the plan are made, from 2016-06-15 on.",
    "Left open, which the whole plan would close: households without a helper: 户主H3",
    "Left open, which the whole plan would close: cadres without a household: 干部C3、干部C4",
    "Changes that belong together are taken apart: 2 made, 3 not.",
    "Findings before → after: C202 1 → 2",
]


def test_what_a_part_leaves_is_said_and_without_a_terminal_nothing_is_written(here: Path, capsys: Capture) -> None:
    there = files(here)
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "新.xlsx", "--reject", "1，3", "--lang", "en")
    assert outcome.code == 2
    assert outcome.out.splitlines() == PART
    assert outcome.err == (
        "Error: Only a part of the plan would be applied, and nobody is there to be asked. Nothing was written; with "
        "--yes it is applied all the same.\n"
    )
    assert files(here) == there


@pytest.mark.parametrize(("answer", "code"), [("是\n", 1), ("", 2)])
def test_a_planner_is_asked(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(answer))
    outcome = run(
        capsys,
        "apply",
        "花名册.xlsx",
        "方案.json",
        "--to",
        "新.xlsx",
        "--accept",
        "2",
        "--accept",
        "4",
        "--lang",
        "en",
        "--quiet",
    )
    assert outcome.code == code
    assert outcome.out.splitlines()[: len(PART) + 1] == [*PART, "Apply this part? [y/N]"]
    assert ("Nothing was written." in outcome.out) == (code == 2)
    assert (here / "新.xlsx").exists() == (code == 1)


@pytest.mark.usefixtures("here")
def test_yes_skips_the_question_and_quiet_says_nothing(capsys: Capture) -> None:
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "新.xlsx", "--accept", "1", "--yes", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert pairs("新.xlsx") - pairs("花名册.xlsx") == {("C3", "H3")}


def test_the_reviewed_workbook_decides(here: Path, capsys: Capture) -> None:
    decide(here / "方案.xlsx", _1="锁定", _2="否", _3="否", _4="是")
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.xlsx", "--to", "新.xlsx", "--yes", "--lang", "en")
    assert outcome.code == 0
    assert "What is locked becomes a pin (必须) in 限制; undoing the plan leaves it there." in outcome.out
    constraints = read_roster("新.xlsx").roster.constraints
    assert ("C3", "H3", "pin") in constraints.select("cadre", "household", "kind").rows()
    assert pairs("新.xlsx") - pairs("花名册.xlsx") == {("C3", "H3")}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("方案.json", "--accept", "9"), "The plan has no change 9; it has these 4: 1, 2, 3, 4."),
        (
            ("方案.json", "--accept", "1", "--reject", "2"),
            "Give --accept or --reject, not both: what is not accepted is rejected.",
        ),
        (
            ("方案.xlsx", "--accept", "1"),
            "方案.xlsx: its column 采纳 says what is accepted; leave out --accept and --reject.",
        ),
    ],
)
@pytest.mark.usefixtures("here")
def test_choices_that_make_no_sense_are_said(capsys: Capture, arguments: tuple[str, ...], problem: str) -> None:
    assert said(capsys, "apply", "花名册.xlsx", *arguments, "--to", "新.xlsx") == problem


# Where it goes --------------------------------------------------------------------------------------------------------


def test_onto_itself_only_in_place_and_then_it_is_kept(here: Path, capsys: Capture) -> None:
    before = (here / "花名册.xlsx").read_bytes()
    assert said(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "./花名册.xlsx") == (
        "花名册.xlsx is the roster itself. --in-place writes onto it, and keeps it as 花名册.xlsx.bak."
    )
    (here / "花名册.xlsx.bak").write_bytes(b"an older one")
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.json", "--in-place", "--lang", "en")
    assert outcome.code == 0
    assert "As it was: 花名册.xlsx.bak1" in outcome.out
    assert (here / "花名册.xlsx.bak1").read_bytes() == before
    assert ("C3", "H3") in pairs("花名册.xlsx")
    undo = (here / "花名册-undo.json").read_bytes()
    run(capsys, "apply", "花名册.xlsx", "花名册-undo.json", "--in-place", "--lang", "en")
    assert ("C3", "H3") not in pairs("花名册.xlsx")
    assert (here / "花名册-undo.json").read_bytes() == undo
    assert Plan.model_validate_json((here / "花名册-undo2.json").read_bytes()).mode == "undo"


def test_where_it_cannot_go_is_said(here: Path, capsys: Capture) -> None:
    (here / "有.xlsx").write_bytes(b"hers")
    for arguments, problem in (
        ((), "--to is missing: the roster to write; --in-place writes onto 花名册.xlsx."),
        (("--to", "有.xlsx"), "有.xlsx exists already; choose another name."),
        (("--to", "新.xlsx", "--in-place"), "--in-place writes onto 花名册.xlsx; leave out --to 新.xlsx."),
        (
            ("--to", "新.csv"),
            (
                "新.csv: a roster is written as a workbook, whose name ends in .xlsx, or as a folder. "
                "Choose another name with --to."
            ),
        ),
    ):
        assert said(capsys, "apply", "花名册.xlsx", "方案.json", *arguments) == problem
    assert said(capsys, "apply", "neo4j://localhost:1/neo4j", "方案.json", "--in-place").startswith(
        "--in-place: the roster is on a server"
    )


def test_what_fails_leaves_everything_as_it_was(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OutputError(Text("no"))

    there = {path.name: path.read_bytes() for path in here.iterdir()}
    monkeypatch.setattr("pairing.writing.write_roster", fail)
    assert run(capsys, "apply", "花名册.xlsx", "方案.json", "--in-place").code == 2
    assert {path.name: path.read_bytes() for path in here.iterdir()} == there


def test_a_folder_comes_back_as_a_folder_of_the_same_kind(here: Path, capsys: Capture) -> None:
    write_roster(GAPPY.roster(), here / "花名册", files="parquet")
    assert run(capsys, "apply", "花名册", "方案.json", "--to", "新.v2", "--lang", "en").code == 0
    assert {path.suffix for path in (here / "新.v2").iterdir()} == {".parquet"}
    assert ("C3", "H3") in pairs("新.v2")
    assert (here / "新.v2-undo.json").exists()


def test_so_does_one_in_place(here: Path, capsys: Capture) -> None:
    write_roster(GAPPY.roster(), here / "花名册")
    assert run(capsys, "apply", "花名册", "方案.json", "--in-place").code == 0
    assert ("C3", "H3") in pairs("花名册")
    assert ("C3", "H3") not in pairs("花名册.bak")


def test_what_is_on_a_server_is_written_as_a_file(here: Path, capsys: Capture, neo4j_lts: Lent) -> None:
    address = f"{neo4j_lts.address}/neo4j"
    assert run(capsys, "sync", "花名册.xlsx", "--to", address).code == 0
    assert run(capsys, "apply", address, "方案.json", "--to", "新.xlsx").code == 0
    assert ("C3", "H3") in pairs(here / "新.xlsx")


# Which plan -----------------------------------------------------------------------------------------------------------


def test_what_is_no_plan_is_said(here: Path, capsys: Capture) -> None:
    (here / "x.json").write_text("[]", encoding="utf-8")
    assert said(capsys, "apply", "花名册.xlsx", "x.json", "--to", "新.xlsx").startswith("x.json: it is something else")
    assert (
        said(capsys, "apply", "花名册.xlsx", "y.json", "--to", "新.xlsx") == "y.json: there is no such file or folder."
    )


def test_a_plan_is_never_written_over(here: Path, capsys: Capture) -> None:
    shutil.copy(here / "花名册.xlsx", here / "方案")
    assert said(capsys, "apply", "方案", "方案", "--in-place") == (
        "方案 is an input of this command and would be written over; choose another name with --to."
    )


def test_every_row_that_differs_is_a_line(here: Path, capsys: Capture) -> None:
    changed = GAPPY.changing("pairings", {"cadre": "C4"}, void=True).adding(
        "pairings", {"cadre": "C9", "household": "H3"}
    )
    write_roster(changed.changing("cadres", {"id": "C9"}, state="在岗").roster(), here / "另.xlsx")
    outcome = run(capsys, "apply", "另.xlsx", "方案.json", "--to", "新.xlsx", "--lang", "en")
    first, *lines = outcome.err.splitlines()
    assert (outcome.code, outcome.out) == (2, "")
    assert first.startswith("Error: The roster has changed since the plan was made, where the plan would change it.")
    assert [line.partition(":")[0] for line in lines] == ["结对!A7", "结对!E3"]


def test_a_roster_that_changed_elsewhere_will_do_and_what_is_lost_is_said(here: Path, capsys: Capture) -> None:
    book = openpyxl.load_workbook(here / "花名册.xlsx")
    book["单位"].append(["U3", "三处"])
    book["结对"].append(["C7", "H2"])
    book.save(here / "花名册.xlsx")
    outcome = run(capsys, "apply", "花名册.xlsx", "方案.json", "--to", "新.xlsx", "--lang", "en")
    lost, changed, *_ = outcome.out.splitlines()
    assert lost.startswith("1 rows of the roster could not be read and will not be in the result")
    assert changed.startswith("The roster has changed since the plan was made, but not where the plan changes it")


# Ledgers --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a gap, and a plan that moves one helper and closes it."""
    monkeypatch.chdir(tmp_path)
    rows = [[int(cell) if cell and cell.isdigit() else cell for cell in row] for row in table(LEDGER)]
    path = write(tmp_path / "台账.xlsx", rows)
    roster = read_roster(path).roster
    people, homes = (
        dict(frame.select(n, "id").iter_rows()) for frame, n in ((roster.cadres, "name"), (roster.households, "head"))
    )
    drafting = Drafting(roster)
    drafting.change("move", homes["张三"], people["李一"], people["赵二"])
    drafting.change("add", homes["钱六"], None, people["李一"])
    (tmp_path / "方案.json").write_text(drafting.plan().to_json(), encoding="utf-8")
    return path


def test_a_ledger_comes_back_as_a_ledger_and_can_be_undone(ledger: Path, capsys: Capture, soffice: Office) -> None:
    outcome = run(capsys, "apply", "台账.xlsx", "方案.json", "--to", "新.xlsx", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    saved = soffice.saved(ledger.with_name("新.xlsx"), ledger.parent / "saved", "xlsx")
    sheet = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
    assert [[str(cell or "").removesuffix(" 00:00:00") for cell in row] for row in sheet.values][1:] == [
        ["东村", "张三", "3", "甲局", "李一", "2016-03-01", today(-1)],
        ["东村", "张三", "", "乙局", "赵二", today(), ""],
        ["东村", "王五", "2", "乙局", "赵二", "2016-03-01", ""],
        ["东村", "钱六", "2", "甲局", "李一", today(), ""],
        ["合计", "3户", "7", "", "", "", ""],
    ]
    assert pairs(saved) == pairs("新.xlsx")
    assert run(capsys, "apply", "新.xlsx", "新-undo.json", "--to", "旧.xlsx", "--lang", "en").code == 1
    assert pairs("旧.xlsx") == pairs(ledger)


def today(days: int = 0) -> str:
    """The roster's own date is the day of the test."""
    return (dt.datetime.now(tz=dt.UTC).astimezone().date() + dt.timedelta(days)).isoformat()


def test_a_ledger_has_no_pins_and_keeps_its_kind(ledger: Path, capsys: Capture) -> None:
    roster = read_roster(ledger).roster
    write_plan(Plan.model_validate_json((ledger.parent / "方案.json").read_bytes()), roster, "方案.xlsx", language="zh")
    decide(ledger.parent / "方案.xlsx", _1="锁定")
    assert said(capsys, "apply", "台账.xlsx", "方案.xlsx", "--to", "新").startswith("新: a ledger comes back as one")
    outcome = run(capsys, "apply", "台账.xlsx", "方案.xlsx", "--in-place", "--lang", "en")
    assert "A ledger has no pins: what is locked is applied, and not kept as 必须." in outcome.out
    assert outcome.code == 0
