"""``pairing --help`` from start to end, beside a typer program that has as many commands and does nothing."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pairing.cli.app import command_line
from tests.bench.measurement import Measurement, compare

ROOT = Path(__file__).parents[2]
PROGRAM = """
import typer

app = typer.Typer(rich_markup_mode="rich")
"""
COMMAND = '''

@app.command()
def command_{number}(file: str, to: str = "") -> None:
    """Do what command {number} does."""
'''


def run() -> list[Measurement]:
    """Write the bare program, then ask both for help."""
    with TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(bare_program(len(command_line("en").commands)), encoding="utf-8")
        return [
            compare(
                "pairing --help, whole process",
                partial(show_help, "-m", "pairing"),
                "bare typer program",
                partial(show_help, str(bare)),
                at_most=2,
                repeats=9,
            )
        ]


def bare_program(commands: int) -> str:
    """Write a typer program of so many commands."""
    return "".join([PROGRAM, *(COMMAND.format(number=number) for number in range(commands)), "\n\napp()\n"])


def show_help(*program: str) -> None:
    """Run a program with ``--help`` to its end."""
    subprocess.run([sys.executable, *program, "--help"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
