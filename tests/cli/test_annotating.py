"""``check --annotate``: a marked copy, the roster itself, and without marks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from pairing.writing import write_roster
from tests.cli.gappy import GAPPY
from tests.cli.lines import run, said

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
ROSTER = "花名册.xlsx"
ONLY = ("--only", "C2", "--lang", "en")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A roster."""
    return write_roster(GAPPY.roster(), tmp_path_factory.mktemp("册") / ROSTER).read_bytes()


@pytest.fixture
def stand(tmp_path: Path, written: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a roster, where she stands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ROSTER).write_bytes(written)
    return tmp_path


def notes(path: Path) -> list[str]:
    """Say where there are marks."""
    book = openpyxl.load_workbook(path)
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and "———— pairing ————" in cell.comment.text
    ]


def test_a_copy_is_marked_and_the_roster_is_left_alone(stand: Path, capsys: Capture) -> None:
    before = (stand / ROSTER).read_bytes()
    plain = run(capsys, "check", ROSTER, *ONLY)
    marked = run(capsys, "check", ROSTER, "--annotate", "标.xlsx", *ONLY)
    assert (marked.code, marked.err) == (plain.code, "") == (1, "")
    assert marked.out.splitlines()[-2:] == [
        "The whole list: 标.xlsx",
        "Marked: 标.xlsx (2 cells; 2 findings in the last sheet)",
    ]
    assert notes(stand / "标.xlsx") == ["干部!B4", "贫困户!B4"]
    assert (stand / ROSTER).read_bytes() == before
    # The same findings in what is marked; and a copy that nobody touched is replaced without a word.
    again = run(capsys, "check", "标.xlsx", *ONLY)
    assert again.out.split()[1:] == plain.out.split()[1:]  # but for its name and the space behind it
    run(capsys, "check", ROSTER, "--annotate", "标.xlsx", *ONLY)
    assert sorted(path.name for path in stand.iterdir()) == sorted([ROSTER, "标.xlsx"])


def test_a_marked_copy_that_she_worked_on_is_kept(stand: Path, capsys: Capture) -> None:
    (stand / "标.xlsx").write_bytes((stand / ROSTER).read_bytes())
    marked = run(capsys, "check", ROSTER, "--annotate", "标.xlsx", *ONLY)
    assert "As it was: 标.xlsx.bak" in marked.out.splitlines()
    assert (stand / "标.xlsx.bak").read_bytes() == (stand / ROSTER).read_bytes()


def test_the_roster_itself_is_marked_and_cleaned_with_what_it_was_beside(stand: Path, capsys: Capture) -> None:
    before = (stand / ROSTER).read_bytes()
    in_place = ("--annotate", ROSTER, "--in-place", *ONLY)
    assert "As it was: 花名册.xlsx.bak" in run(capsys, "check", ROSTER, *in_place).out
    assert (stand / "花名册.xlsx.bak").read_bytes() == before
    assert len(notes(stand / ROSTER)) == 2
    cleaned = run(capsys, "check", ROSTER, *in_place, "--clean")
    assert (cleaned.code, cleaned.err) == (0, "")
    assert cleaned.out.splitlines() == ["As it was: 花名册.xlsx.bak1", "Without marks: 花名册.xlsx"]
    assert notes(stand / ROSTER) == []
    none = run(capsys, "check", ROSTER, *in_place, "--clean")
    assert none.out == "花名册.xlsx has no marks of ours; nothing was written.\n"
    assert not (stand / "花名册.xlsx.bak2").exists()


def test_json_to_standard_output_stays_alone(stand: Path, capsys: Capture) -> None:
    outcome = run(capsys, "check", ROSTER, "--annotate", "标.xlsx", "--json", "-", *ONLY)
    assert outcome.out.startswith("{")
    assert outcome.out.endswith("}\n")
    assert notes(stand / "标.xlsx")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((ROSTER, "--annotate", ROSTER), f"{ROSTER} is the roster itself. --in-place writes onto it, and keeps it as "),
        ((ROSTER, "--annotate", "标.xlsx", "--in-place"), f"--in-place marks {ROSTER} itself; give that name to "),
        (
            (ROSTER, "--annotate", "标.xls"),
            "标.xls: the workbook comes back as it is, so its name has to end in .xlsx.",
        ),
        ((ROSTER, "--in-place"), "--in-place belongs to --annotate FILE.xlsx."),
        ((ROSTER, "--clean"), "--clean belongs to --annotate FILE.xlsx."),
        ((ROSTER, "--annotate", "标.xlsx", "--audience", "public"), "--annotate gives your own workbook back with all"),
        ((ROSTER, "--annotate", "设.xlsx", "--settings", "设.xlsx"), "设.xlsx is an input of this command"),
        ((".", "--annotate", "标.xlsx"), ".: a folder has no cells to mark. `pairing check . --json FILE` lists all."),
        (("册.csv", "--annotate", "标.csv"), "册.csv: only .xlsx and .xlsm can be marked. Open it in Excel or WPS, "),
        (("密.xlsx", "--annotate", "标.xlsx"), "密.xlsx: the workbook is encrypted."),
        (("坏.xlsx", "--annotate", "标.xlsx", "--clean"), "坏.xlsx: the workbook is damaged or cut off,"),
        (("neo4j://h:7687/d", "--annotate", "标.xlsx"), "--annotate: neo4j://h:7687/d is on a server, so there is no "),
        ((ROSTER, "--annotate", "neo4j://h:7687/d"), "neo4j://h:7687/d is the address of a server;"),
    ],
)
def test_what_makes_no_sense_is_refused(stand: Path, capsys: Capture, arguments: tuple[str, ...], line: str) -> None:
    (stand / "册.csv").write_text("户主,帮扶人\n甲,乙\n", encoding="utf-8")
    (stand / "密.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (stand / "坏.xlsx").write_bytes((stand / ROSTER).read_bytes()[:2000])
    (stand / "设.xlsx").write_bytes((stand / ROSTER).read_bytes())
    before = sorted(path.name for path in stand.iterdir())
    assert said(capsys, "check", *arguments).startswith(line)
    assert sorted(path.name for path in stand.iterdir()) == before
