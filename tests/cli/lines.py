"""Run a command line in this process, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairing.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command line gave."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Outcome:
    """Run a command line here."""
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return Outcome(code, captured.out, captured.err)


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Run a command line that ends with 2; give the one line it says, in English."""
    outcome = run(capsys, *arguments, "--lang", "en")
    assert (outcome.code, outcome.out) == (2, "")
    (line,) = outcome.err.splitlines()
    return line.removeprefix("Error: ")


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start a command line in a process of its own, and read what it says as it says it."""
    return subprocess.Popen(
        [sys.executable, "-m", "pairing", *map(str, arguments)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def run_apart(*arguments: str | Path, environment: dict[str, str] | None = None) -> Outcome:
    """Run a command line in a process of its own, as a planner does."""
    done = subprocess.run(
        [sys.executable, "-m", "pairing", *map(str, arguments)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
