"""Where the chain puts its files, and how it names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pairing.cli.chain import beside, file_lines
from pairing.cli.delivery import Delivered
from pairing.writing import write_roster
from tests.cli.lines import run
from tests.cypher.small import HEALTHY


@pytest.mark.parametrize(
    ("path", "folder"),
    [("台账.xlsx", "台账-结对"), ("a/台账.v2.xlsx", "a/台账.v2-结对"), ("数据", "数据-结对"), ("数据/", "数据-结对")],
)
def test_a_folder_beside_the_file(path: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("数据").mkdir()
    assert beside(Path(path), "internal", "zh") == Path(folder)


def test_the_folder_where_one_stands_has_one_beside_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "数据.2016").mkdir()
    monkeypatch.chdir(tmp_path / "数据.2016")
    assert beside(Path(), "internal", "en") == tmp_path / "数据.2016-pairing"


def test_the_public_has_a_folder_of_its_own() -> None:
    assert beside(Path("x.xlsx"), "public", "en") == Path("x-pairing-public")


def test_few_files_are_named_and_many_are_counted_by_folder() -> None:
    folder = Path("out")
    few = (folder / "a.csv", folder / "parts" / "b.js")
    many = (*few, *(folder / "parts" / f"{number}.js" for number in range(20)))
    assert [str(line) for line in file_lines(Delivered(folder, few))] == ["  a.csv", "  parts/b.js"]
    assert [str(line) for line in file_lines(Delivered(folder, many))] == ["  a.csv", "  parts/ (21 files)"]


@pytest.mark.parametrize(("audience", "seen"), [("internal", True), ("public", False)])
def test_only_those_who_plan_see_the_balance(
    tmp_path: Path, audience: str, seen: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_roster(HEALTHY.dropping("pairings", cadre="C3").roster(), tmp_path / "花名册.xlsx")
    assert run(capsys, "run", "花名册.xlsx", "--audience", audience, "--to", "出", "--lang", "en").code == 0
    workbook = next((tmp_path / "出").glob("*village*.xlsx"))
    assert ("Balance" in CalamineWorkbook.from_path(workbook).sheet_names) is seen
    page = (tmp_path / "出" / "index.html").read_text(encoding="utf-8")
    assert ('id="balance"' in page) is ('id="plan"' in page) is seen
    assert [(tmp_path / "出" / name).exists() for name in ("plan.xlsx", "plan.json")] == [seen, seen]
