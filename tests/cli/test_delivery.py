"""Outputs take the place of our own earlier ones only; nothing of the planner's is lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from pairing.cli.delivery import MEMORY, deliver, refuse_overwriting_inputs
from pairing.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path


def write(files: dict[str, str], folder: Path) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def content(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MEMORY)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_a_new_folder_is_made_and_filled(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    delivered = deliver(out, "run", (), partial(write, {"x.txt": "1", "in/y.txt": "2"}))
    assert content(out) == {"x.txt": "1", "in/y.txt": "2"}
    assert delivered.files == (out / "in/y.txt", out / "x.txt")
    assert delivered.kept == ()


def test_a_second_run_replaces_its_own_files_and_removes_those_it_writes_no_more(tmp_path: Path) -> None:
    deliver(tmp_path, "run", (), partial(write, {"x.txt": "1", "in/y.txt": "2"}))
    delivered = deliver(tmp_path, "run", (), partial(write, {"x.txt": "3"}))
    assert content(tmp_path) == {"x.txt": "3"}
    assert delivered.kept == ()


def test_another_command_leaves_them_alone(tmp_path: Path) -> None:
    deliver(tmp_path, "lists", (), partial(write, {"x.txt": "1"}))
    deliver(tmp_path, "view", (), partial(write, {"page.html": "2"}))
    deliver(tmp_path, "view", (), partial(write, {"page.html": "3"}))
    assert content(tmp_path) == {"x.txt": "1", "page.html": "3"}


def test_a_file_that_was_there_before_is_kept(tmp_path: Path) -> None:
    write({"x.txt": "hers", "z.txt": "hers too"}, tmp_path)
    delivered = deliver(tmp_path, "run", (), partial(write, {"x.txt": "ours"}))
    assert content(tmp_path) == {"x.txt": "ours", "x.txt.bak": "hers", "z.txt": "hers too"}
    assert delivered.kept == (tmp_path / "x.txt.bak",)


def test_a_file_she_has_changed_is_kept_however_often(tmp_path: Path) -> None:
    for turn in ("1", "2"):
        deliver(tmp_path, "run", (), partial(write, {"x.txt": "ours"}))
        write({"x.txt": f"hers {turn}"}, tmp_path)
    deliver(tmp_path, "run", (), partial(write, {"x.txt": "ours"}))
    assert content(tmp_path) == {"x.txt": "ours", "x.txt.bak": "hers 1", "x.txt.bak1": "hers 2"}


def test_a_file_she_has_changed_is_not_removed_when_it_is_written_no_more(tmp_path: Path) -> None:
    deliver(tmp_path, "run", (), partial(write, {"x.txt": "ours", "y.txt": "ours"}))
    write({"y.txt": "hers"}, tmp_path)
    deliver(tmp_path, "run", (), partial(write, {"x.txt": "ours"}))
    assert content(tmp_path) == {"x.txt": "ours", "y.txt": "hers"}


def test_what_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    deliver(tmp_path, "run", (), partial(write, {"x.txt": "1"}))

    def fail(folder: Path) -> None:
        write({"x.txt": "2"}, folder)
        raise KeyError(folder.name)

    with pytest.raises(KeyError):
        deliver(tmp_path, "run", (), fail)
    assert content(tmp_path) == {"x.txt": "1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [MEMORY, "x.txt"]


def test_a_folder_made_for_nothing_is_taken_away_again(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        raise KeyError(folder.name)

    with pytest.raises(KeyError):
        deliver(tmp_path / "new", "run", (), fail)
    assert list(tmp_path.iterdir()) == []


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    write({"x.txt": "hers"}, tmp_path)
    with pytest.raises(OutputError, match=r"x\.txt is an input"):
        deliver(tmp_path, "run", [tmp_path / "x.txt"], partial(write, {"x.txt": "ours"}))
    assert content(tmp_path) == {"x.txt": "hers"}


def test_an_input_is_known_by_another_name_of_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "x.txt")
    with pytest.raises(OutputError):
        refuse_overwriting_inputs([tmp_path / "in" / ".." / "x.txt"], [tmp_path / "link"])


def test_a_file_of_an_input_folder_is_an_input(tmp_path: Path) -> None:
    write({"村.csv": "hers"}, tmp_path)
    with pytest.raises(OutputError, match="is an input"):
        deliver(tmp_path, "run", [tmp_path], partial(write, {"村.csv": "ours"}))
    assert content(tmp_path) == {"村.csv": "hers"}


def test_a_file_in_place_of_the_folder_is_one_clear_fault(tmp_path: Path) -> None:
    write({"x": "hers"}, tmp_path)
    with pytest.raises(OutputError, match="is a file"):
        deliver(tmp_path / "x", "run", (), partial(write, {"x.txt": "ours"}))


@pytest.mark.parametrize("memory", ["", "[]", '{"files": {"../x.txt": ["run", "0"]}}', '{"files": {"x": 1}}'])
def test_a_memory_that_somebody_spoilt_does_no_harm(tmp_path: Path, memory: str) -> None:
    out = tmp_path / "out"
    write({"x.txt": "hers", f"out/{MEMORY}": memory}, tmp_path)
    deliver(out, "run", (), partial(write, {"y.txt": "ours"}))
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "hers"
    assert content(out) == {"y.txt": "ours"}
