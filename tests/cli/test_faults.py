"""Every fault is one clear line and exit code 2; never a traceback."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import typer

from pairing.cli import entry, main
from pairing.cli.faults import line_of
from pairing.errors import InputError
from pairing.text import text
from tests.cli.lines import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["frob"], "没有命令 frob。", "There is no command frob."),
        (["check"], "缺少 花名册。", "ROSTER is missing."),
        (["check", "a", "b"], "多了参数 b。", "b is one argument too many."),
        (["check", "a", "--frob"], "没有选项 --frob", "There is no option --frob"),
        (["check", "--as-off", "x"], "没有选项 --as-off，是不是 --as-of？", "--as-off; did you mean --as-of?"),
        (["check", "a", "--fail-on", "x"], "--fail-on：x 不在可选范围内", "--fail-on: x is not one of"),
        (["check", "a", "--as-of", "never"], "--as-of：never 不是日期", "--as-of: never is not a date"),
        (["check", "a", "--set", "x"], "--set：x 不是“键=值”的形式", "--set: x is not of the form KEY=VALUE"),
        (["view", "a"], "缺少选项 --to。", "The option --to is missing."),
        (["generate", "--size", "x", "--to", "x"], "--size：x 不在可选范围内", "--size: x is not one of"),
        (["generate", "--gaps", "x"], "--gaps：应为整数。", "--gaps: a whole number is needed."),
        (["generate", "--gaps", "-1"], "--gaps：不能小于 0。", "--gaps: 0 is the least."),
        (["template", "a.txt"], "a.txt：工作簿的文件名应以 .xlsx 结尾", "a.txt: the name of a workbook ends in .xlsx"),
        (["explain", "X999"], "X999", "No rule has the code X999."),
    ],
)
def test_a_command_line_that_makes_no_sense_is_one_line_and_code_2(
    arguments: Sequence[str], zh: str, en: str, capsys: Capture
) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        outcome = run(capsys, *arguments, "--lang", language)
        assert (outcome.code, outcome.out) == (2, "")
        assert expected in outcome.err
        assert outcome.err.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line_and_code_2(tmp_path: Path, capsys: Capture) -> None:
    outcome = run(capsys, "check", tmp_path / "没有.xlsx", "--lang", "zh")
    assert (outcome.code, outcome.out) == (2, "")
    assert "没有.xlsx" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (InputError(text("no.")), "Error: no."),
        (FileNotFoundError(2, "x", "roster.xlsx"), "Error: roster.xlsx: there is no such file or folder."),
        (OSError(9999, "odd", "x"), "Error: x: odd."),
        (MemoryError(), "Error: this machine has not enough memory for a roster of this size."),
        (KeyboardInterrupt(), "Stopped. No file was left half written."),
        (typer.Abort(), "Stopped. No file was left half written."),
    ],
)
def test_a_fault_of_files_or_machine_says_what_is_wrong(fault: BaseException, line: str) -> None:
    assert line_of(fault).render("en") == line


def _raise(error: BaseException) -> object:
    def command_line(_language: object) -> object:
        raise error

    return command_line


def test_a_bug_is_owned_up_to_without_what_is_in_the_cells(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("pairing.cli.app.command_line", _raise(KeyError("张三 622101199001011234")))
    outcome = run(capsys, "--lang", "en")
    assert outcome.code == 2
    assert re.match(r"Error: a fault of this program, not of your files \(KeyError, entry\.py:\d+\)", outcome.err)
    assert "张三" not in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_bug_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAIRING_DEBUG", "1")
    monkeypatch.setattr("pairing.cli.app.command_line", _raise(KeyError("x")))
    with pytest.raises(KeyError):
        main(["--lang", "en"])


def test_stopping_by_hand_is_a_line_and_code_130(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("pairing.cli.app.command_line", _raise(KeyboardInterrupt()))
    outcome = run(capsys, "--lang", "zh")
    assert (outcome.code, outcome.err) == (130, "已停止，没有留下写了一半的文件。\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_a_long_command_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    # As the installed command starts; "-m" ends by the signal itself, not with 130, if an exec() was interrupted.
    command = [sys.executable, "-c", "import sys; from pairing.cli import main; sys.exit(main())"]
    command += ["generate", "--size", "nation", "--to", str(tmp_path / "nation"), "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        while not list(tmp_path.iterdir()) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"Stopped. No file was left half written.\n"
        assert process.wait(timeout=60) == entry.INTERRUPTED
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_leaves_is_no_fault() -> None:
    code = "import sys; from pairing.cli import main; sys.exit(main(['--help', '--lang', 'en']))"
    with subprocess.Popen(
        [sys.executable, "-c", f"import time; time.sleep(0.5); {code}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == entry.READER_LEFT


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "en"], "en"),
        (["check", "--lang=zh"], "zh"),
        (["--lang", "en", "check", "--lang", "zh"], "zh"),
        (["--lang", "fr"], "zh"),
        (["--lang"], "zh"),
    ],
)
def test_the_language_is_found_before_the_command_line_is_parsed(
    arguments: Sequence[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert entry.language_asked(arguments) == language
