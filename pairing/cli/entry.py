"""Where the command line starts and ends: the language first, one clear line for every fault, an exit code."""

from __future__ import annotations

import gettext
import os
import sys
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import typer

from pairing.cli.faults import FAULT, line_of
from pairing.text import LANGUAGES, Language, language_from_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.text import Text

PROGRAM: Final = "pairing"
INTERRUPTED: Final = 130
"""128 + SIGINT, as shells say it."""
READER_LEFT: Final = 141
"""128 + SIGPIPE: whoever read our output closed it, so whether the check would have passed was not told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code: 0, 1 (error-level findings) or 2 (could not run)."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    language = language_asked(arguments)
    _speak(language)
    try:
        return _run(arguments, language)
    except KeyboardInterrupt as interruption:
        _complain(line_of(interruption), language)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return READER_LEFT
    except SystemExit as stop:
        return _code_of(stop)
    except Exception as error:
        if os.environ.get("PAIRING_DEBUG"):
            raise
        _complain(line_of(error), language)
        return FAULT


def _code_of(stop: SystemExit) -> int:
    """Give the exit code that typer or rich wanted to end with: both say 1 when the reader has left."""
    if isinstance(stop.__context__, BrokenPipeError):
        _drop_output()
        return READER_LEFT
    return stop.code if isinstance(stop.code, int) else FAULT * bool(stop.code)


def language_asked(arguments: Sequence[str]) -> Language:
    """Find ``--lang`` before anything is parsed, since help and errors are to be in it too; else ask the system."""
    asked: str | None = None
    for position, argument in enumerate(arguments):
        if argument == "--lang":
            asked = "".join(arguments[position + 1 : position + 2])
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGUAGES else language_from_environment()


def _run(arguments: Sequence[str], language: Language) -> int:
    from pairing.cli.app import command_line

    outcome = command_line(language).main(args=arguments, prog_name=PROGRAM, standalone_mode=False, obj=language)
    sys.stdout.flush()
    if outcome == INTERRUPTED:  # typer has caught it
        raise KeyboardInterrupt
    return outcome if isinstance(outcome, int) else 0


def _speak(language: Language) -> None:
    """Let typer's own words come from our catalogue, and no terminal fail on a character it does not know."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("pairing", str(files("pairing") / "locale"))
    gettext.textdomain("pairing")
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def _complain(line: Text, language: Language) -> None:
    typer.secho(line.render(language), fg=typer.colors.RED, err=True)


def _drop_output() -> None:
    """Keep the interpreter from complaining, when it exits, that it could not flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
