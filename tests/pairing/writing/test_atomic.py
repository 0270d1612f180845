"""Output is whole or not there, and a target is never lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pairing.errors import OutputError
from pairing.writing.atomic import replacing, replacing_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_appears_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "new" / "名册.csv"
    with replacing(target) as draft:
        draft.write_text("甲", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "甲"
    assert list(target.parent.iterdir()) == [target]


def test_a_crash_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "名册.csv"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        _write_half(target)
    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


def _write_half(target: Path) -> None:
    with replacing(target) as draft:
        draft.write_text("半", encoding="utf-8")
        _ = 1 / 0


def _fill_half(target: Path) -> None:
    with replacing_folder(target) as draft:
        (draft / "新.csv").touch()
        _ = 1 / 0


def test_a_folder_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "花名册"
    target.mkdir()
    (target / "旧.csv").touch()
    with replacing_folder(target) as draft:
        (draft / "新.csv").touch()
    assert [path.name for path in target.iterdir()] == ["新.csv"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_crash_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "花名册"
    target.mkdir()
    (target / "旧.csv").touch()
    with pytest.raises(ZeroDivisionError):
        _fill_half(target)
    assert [path.name for path in target.iterdir()] == ["旧.csv"]


def test_a_folder_never_replaces_a_file(tmp_path: Path) -> None:
    target = tmp_path / "花名册"
    target.write_text("她的", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"), replacing_folder(target):
        pass
    assert target.read_text(encoding="utf-8") == "她的"


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(OutputError, match="cannot be written"), replacing(blocked / "x.csv"):
        pass
