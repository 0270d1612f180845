"""``pairing lists``, as a planner calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_is_asked_for_is_written(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--by", "unit", "--by", "cadre", "--format", "html", "--format", "parquet", "--folders")
    assert main(["lists", "花名册.xlsx", "--to", "名单", "--audience", "public", *chosen]) == 0
    names = {path.relative_to(desk / "名单").parts[0] for path in (desk / "名单").rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith(".")} == {
        *("结对帮扶名册（按单位）（公开）", "结对帮扶名册（按干部）（公开）"),
        *("结对明细（公开）.parquet", "通报（公开）.html"),
    }
    assert "通报（公开）.html" in capsys.readouterr().out


def test_every_kind_can_be_had_at_once(desk: Path) -> None:
    assert main(["lists", "台账.xlsx", "--to", "名单", "--by", "all", "--format", "csv", "--one-file", "--quiet"]) == 0
    assert [path.name for path in (desk / "名单").iterdir() if path.suffix == ".csv"] == ["结对明细.csv"]


def test_one_file_and_folders_exclude_each_other(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists", "花名册.xlsx", "--to", "名单", "--one-file", "--folders"]) == 2
    assert "--one-file 与 --folders 不能同时使用" in capsys.readouterr().err
    assert not (desk / "名单").exists()
