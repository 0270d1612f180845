"""What is said, what is kept quiet, and a bar that waits a second."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from rich.text import Text as Line

from pairing.cli import terminal
from pairing.cli.terminal import Terminal
from pairing.text import Text, text

if TYPE_CHECKING:
    import io

Capture = pytest.CaptureFixture[str]
GREETING = Text("Hello {name}", {"name": "[b]"}, "你好 {name}")


def test_sentences_are_in_the_readers_language(capsys: Capture) -> None:
    Terminal("zh").say(GREETING)
    Terminal("en").say(GREETING)
    assert capsys.readouterr().out == "你好 [b]\nHello [b]\n"


def test_quiet_leaves_only_answers(capsys: Capture) -> None:
    quiet = Terminal("en", quiet=True)
    quiet.say(GREETING)
    quiet.space()
    quiet.answer(GREETING)
    assert capsys.readouterr().out == "Hello [b]\n"


def test_a_file_has_no_height(capsys: Capture) -> None:
    Terminal("en").show(lambda width, height: Line(f"{width} {height}"))
    assert capsys.readouterr().out.split()[1] == "None"


class Screen:
    """A stream that says it is a screen."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self.stream = stream
        self.encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def write(self, words: str) -> int:
        return self.stream.write(words)

    def flush(self) -> None:
        self.stream.flush()


def bar_of(quiet: bool, seconds: float, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> str:
    monkeypatch.setattr(terminal, "PATIENCE", 0.1)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Screen(sys.stderr))  # type: ignore[arg-type]
    with Terminal("en", quiet).progress(2) as steps:
        steps.step(GREETING)
        steps.note(Text("more of it"))
        time.sleep(seconds)
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_task_that_takes_long_shows_what_it_is_at(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert "more of it" in bar_of(False, 0.4, monkeypatch, capsys)


def test_a_short_task_shows_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert bar_of(False, 0.0, monkeypatch, capsys) == ""


def test_quiet_shows_no_bar(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert bar_of(True, 0.3, monkeypatch, capsys) == ""


def test_a_count_names_what_is_counted_in_the_planners_language(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Screen(sys.stderr))  # type: ignore[arg-type]
    with Terminal("zh").count(text("Bringing the roster to the server")) as tell:
        time.sleep(0.01)
        tell(Text("cadres", chinese="干部"), 3, 12)
        time.sleep(0.2)
    shown = capsys.readouterr().err
    assert "正在同步花名册到服务器 · 干部" in shown
    assert "3/12" in shown
    assert "/s" in shown


def test_a_bar_is_for_screens_only() -> None:
    code = (
        "import time\n"
        "from pairing.cli import terminal\n"
        "from pairing.text import Text\n"
        "terminal.PATIENCE = 0.05\n"
        "with terminal.Terminal('en').progress(1) as steps:\n"
        "    steps.step(Text('x'))\n"
        "    time.sleep(0.3)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"", b"")
