"""The commands ``import`` and ``template``: from a ledger to a roster, or to an empty one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pairing.cli.asking import CommandError
from pairing.cli.delivery import refuse_existing
from pairing.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Terminal
    from pairing.model.cell import TableName
    from pairing.reading.reading import Reading

SHOWN: Final[tuple[TableName, ...]] = ("units", "villages", "cadres", "households", "pairings")
"""The tables whose rows are counted for the planner."""
SPARE: Final = 4
"""Lines of the screen for what is said beside the problems."""


def make_template(path: Path, terminal: Terminal) -> int:
    """Write the empty workbook."""
    from pairing.writing.template import write_template

    refuse_other_than_xlsx(path)
    refuse_existing(path, text("{path} exists already; choose another name.", path=path))
    write_template(path, language=terminal.language)
    terminal.say(text("Written: {path}", path=path))
    return 0


def show_columns(asked: Asked, terminal: Terminal) -> int:
    """Show which column is read as what and what could not be read, and write nothing; 1 when that has errors."""
    from pairing.cli.checking import exit_code
    from pairing.cli.columns import columns_table

    reading = asked.read()
    terminal.show(lambda _width, _height: columns_table(reading.columns, terminal.language))
    _show_problems(reading, terminal)
    return exit_code(reading.findings, "error")


def import_ledgers(asked: Asked, to: Path | None, terminal: Terminal) -> int:
    """Write what the ledgers hold as a new roster; 1 when something of them could not be read, else 0."""
    from pairing.cli.checking import exit_code
    from pairing.writing import write_roster

    if to is None:
        raise CommandError(text("--to is missing: the roster to write. With --dry-run nothing is written."))
    refuse_existing(
        to,
        text(
            "{path} exists already. A ledger cannot be brought into an existing roster yet; "
            "choose a new name with --to.",
            path=to,
        ),
    )
    with terminal.progress(2) as steps:
        steps.step(text("Reading"))
        reading = asked.read()
        steps.step(text("Writing the roster"))
        write_roster(reading.roster, to, language=terminal.language)
    _show(reading, to, terminal)
    return exit_code(reading.findings, "error")


def _show(reading: Reading, to: Path, terminal: Terminal) -> None:
    """Say what was read, what was wrong with it, and where the roster is."""
    roster = reading.roster
    counts = {name: f"{roster.tables[name].height:,}" for name in SHOWN}
    terminal.say(
        text(
            "Read: {units} units, {villages} villages, {cadres} cadres, {households} households, {pairings} pairings.",
            **counts,
        )
    )
    _show_problems(reading, terminal)
    terminal.say(text("Written: {path}", path=to))


def _show_problems(reading: Reading, terminal: Terminal) -> None:
    """Say what could not be read, on the screen that is left."""
    from pairing.cli.screen import Facts, problems

    if reading.findings and not terminal.quiet:
        facts = Facts(terminal.language, source="", today=reading.roster.on)
        found = partial(problems, reading.findings, reading.rows_set_aside, facts)
        terminal.show(lambda width, height: found(width, height and height - SPARE))


def refuse_other_than_xlsx(path: Path) -> None:
    """Raise CommandError for a workbook's name that spreadsheets would not open."""
    if path.suffix.lower() != ".xlsx":
        raise CommandError(text("{path}: the name of a workbook ends in .xlsx.", path=path))
