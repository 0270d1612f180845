"""``pairing export``: what is written where, what is refused, what is said."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pairing import read_roster
from pairing.cli.asking import CommandError
from pairing.cli.exporting import ExportWish, form_of, wanted_history
from tests.cli.lines import run, said


@pytest.mark.parametrize(
    ("name", "asked", "form"),
    [
        ("x.xlsx", None, "xlsx"),
        ("X.GEXF", None, "gexf"),
        ("x.json", "json", "json"),
        ("x", None, "csv"),
        ("x", "parquet", "parquet"),
        ("x", "graphml", "graphml"),
        ("表.2016.12", None, "csv"),
        ("x.txt", "cypher", "cypher"),
    ],
)
def test_the_ending_says_what_is_written(name: str, asked: str | None, form: str) -> None:
    assert form_of(ExportWish(Path(name), asked)) == form  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["x.csv", "x.parquet", "x.gml", "x.xls"])
@pytest.mark.parametrize("asked", [None, "csv"])
def test_another_ending_is_refused(name: str, asked: str | None) -> None:
    with pytest.raises(CommandError, match="CSV and Parquet are a folder"):
        form_of(ExportWish(Path(name), asked))  # type: ignore[arg-type]


def test_two_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(CommandError, match="its ending says gexf, and --format says csv"):
        form_of(ExportWish(Path("x.gexf"), "csv"))


def test_a_roster_goes_out_and_comes_back(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run(capsys, "export", "花名册.xlsx", "--to", "表", "--format", "parquet", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "It holds 1,315 nodes and 2,196 relationships: all rows with their history.",
        "Written: 表",
    ]
    assert read_roster(desk / "表").roster.same_content(read_roster(desk / "花名册.xlsx").roster)


def test_a_ledger_becomes_a_workbook_with_a_sheet_of_pins_to_fill_in(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "export", "台账.xlsx", "--to", "册.xlsx").code == 0
    book = openpyxl.load_workbook(desk / "册.xlsx")
    pins = book["限制"]
    assert [cell.value for cell in pins[1]] == ["干部*", "户*", "类型*", "原因"]
    assert all(cell.comment for cell in pins[1])
    assert {rule.formula1 for rule in pins.data_validations.dataValidation} == {
        "'干部'!$A$2:$A$1048576",
        "'贫困户'!$A$2:$A$1048576",
        '"必须,禁止"',
    }
    assert "驻村" not in book.sheetnames


def test_a_graph_holds_what_counts_on_the_day(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run(capsys, "export", "花名册.xlsx", "--to", "x.json", "--as-of", "2016-03-31", "--lang", "en")
    assert outcome.out.splitlines()[0].endswith(" relationships: what counts on 2016-03-31.")
    assert (
        (desk / "x.json").read_text(encoding="utf-8").startswith('{"schema": "pairing.graph/1", "as_of": "2016-03-31"')
    )
    assert run(capsys, "export", "花名册.xlsx", "--to", "y.json", "--history", "--quiet").out == ""


def test_history_is_asked_for_or_not() -> None:
    assert [wanted_history(*said) for said in ((False, False), (True, False), (False, True))] == [None, True, False]
    with pytest.raises(CommandError, match="contradict"):
        wanted_history(True, True)


def test_nothing_is_written_over(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "x.gexf").write_text("hers", encoding="utf-8")
    assert said(capsys, "export", "花名册.xlsx", "--to", "x.gexf") == "x.gexf exists already; choose another name."
    assert "is an input of this command" in said(capsys, "export", "花名册.xlsx", "--to", "花名册.xlsx")
    public = said(capsys, "export", "花名册.xlsx", "--to", "y.gexf", "--history", "--audience", "public")
    assert public.startswith("The public sees what counts and no history")
    assert (desk / "x.gexf").read_text(encoding="utf-8") == "hers"
    assert not (desk / "y.gexf").exists()


def test_what_could_not_be_read_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(desk / "花名册.xlsx")
    book["结对"].append(["无此人", "无此户"])
    book.save(desk / "错.xlsx")
    outcome = run(capsys, "export", "错.xlsx", "--to", "x.graphml", "--lang", "en")
    assert "Rows that could not be read and are not in it: 1. `pairing check` names them." in outcome.out
