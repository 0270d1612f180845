"""What a fault is called on the terminal: one clear line that says what to do, never a traceback."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import Final

import typer

from pairing.cli.wording import N_
from pairing.errors import PairingError, reason_of
from pairing.text import Text, text

FAULT: Final = 2
"""Could not run (DESIGN §5)."""

_USAGE: Final = (
    (r"Missing argument '(?P<name>.+?)'", N_("{name} is missing.")),
    (r"Missing option '(?P<name>.+?)'", N_("The option {name} is missing.")),
    (r"Missing command", N_("A command is missing.")),
    (
        r"No such option: (?P<name>\S+) (?:\(Possible options: |Did you mean )(?P<like>.+?)[)?]",
        N_("There is no option {name}; did you mean {like}?"),
    ),
    (r"No such option: (?P<name>\S+)", N_("There is no option {name}.")),
    (
        r"No such command '(?P<name>.+?)'\. Did you mean (?P<like>.+)\?",
        N_("There is no command {name}; did you mean {like}?"),
    ),
    (r"No such command '(?P<name>.+?)'", N_("There is no command {name}.")),
    (r"Option '(?P<name>.+?)' requires an argument", N_("The option {name} needs a value.")),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.+)\)",
        N_("{name} is one argument too many."),
    ),
    (
        r"Invalid value for '?(?P<name>.+?)'?: (?:Value error, )?'?(?P<value>.*?)'? is not one of (?P<known>.+?)\.?$",
        N_("{name}: {value} is not one of {known}."),
    ),
    (
        r"Invalid value for '?(?P<name>.+?)'?: Input should be a valid integer",
        N_("{name}: a whole number is needed."),
    ),
    (
        r"Invalid value for '?(?P<name>.+?)'?: Input should be greater than or equal to (?P<least>\S+)",
        N_("{name}: {least} is the least."),
    ),
    (r"Invalid value for '?(?P<name>.+?)'?: (?P<problem>.*)", N_("{name}: {problem}")),
)
"""What typer says of a command line it cannot parse (in English, by pattern), and what we say."""

_OURS: Final = tuple(Path(__file__).parents[2] / package for package in ("pairing", "cypher", "viz"))
"""The product's own code: a line of it tells more than one deep inside a library."""


def line_of(fault: BaseException) -> Text:
    """Say what is wrong in one line: of the command line, of the files or the machine, or of this program."""
    match fault:
        case PairingError():
            return text("Error: {problem}", problem=fault.message)
        case typer.TyperException():
            return text(
                "Error: {problem} See `{command} --help`.",
                problem=_of_usage(fault.format_message()),
                command=getattr(getattr(fault, "ctx", None), "command_path", "pairing"),
            )
        case KeyboardInterrupt() | typer.Abort():
            return text("Stopped. No file was left half written.")
        case MemoryError():
            return text("Error: this machine has not enough memory for a roster of this size.")
        case OSError() if fault.filename is not None:
            return text("Error: {path}: {reason}.", path=fault.filename, reason=reason_of(fault))
        case _:
            return _of_bug(fault)


def _of_usage(message: str) -> Text:
    for pattern, template in _USAGE:
        if found := re.match(pattern, message):
            return Text(template, found.groupdict())
    return Text(message)


def _of_bug(fault: BaseException) -> Text:
    """Name the kind of fault and the line of code: its message might hold what is in the planner's cells."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if any(Path(frame.filename).is_relative_to(folder) for folder in _OURS)] or frames
    where = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[-1:])
    return text(
        "Error: a fault of this program, not of your files ({kind}, {where}). "
        "Please report this line; with PAIRING_DEBUG=1 set, running it again shows the details.",
        kind=type(fault).__name__,
        where=where,
    )
