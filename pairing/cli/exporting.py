"""The command ``export``: a roster in a form that another tool opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pairing.cli.asking import CommandError
from pairing.cli.delivery import refuse_existing, refuse_overwriting_inputs
from pairing.text import Text, text

if TYPE_CHECKING:
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Steps, Terminal
    from pairing.reading.reading import Reading
    from viz.export import Exported, Form

ENDINGS: Final[dict[str, Form]] = {
    ".xlsx": "xlsx",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".json": "json",
    ".cypher": "cypher",
}
"""The endings that say what a file is."""
_LIKE_AN_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is wanted of an export."""

    to: Path
    form: Form | None = None
    """None: the ending says it."""
    audience: Literal["internal", "public"] = "internal"
    history: bool | None = None
    """None: as is usual for the form."""


def run_export(asked: Asked, wish: ExportWish, terminal: Terminal) -> int:
    """Write a roster in another form; 0 when it is written."""
    form = form_of(wish)
    if wish.history and wish.audience == "public":
        raise CommandError(
            text("The public sees what counts and no history; leave out --history or --audience public.")
        )
    refuse_overwriting_inputs([wish.to], asked.inputs)
    refuse_existing(wish.to, text("{path} exists already; choose another name.", path=wish.to))
    with terminal.progress(2) as steps:
        reading, exported = _exported(asked, wish, form, terminal, steps)
    _tell(reading, exported, terminal)
    return 0


def wanted_history(history: bool, no_history: bool) -> bool | None:
    """Take ``--history`` and ``--no-history`` together; raises CommandError for both."""
    if history and no_history:
        raise CommandError(text("--history and --no-history contradict each other."))
    return history if history or no_history else None


def form_of(wish: ExportWish) -> Form:
    """Tell the form from the ending, else from ``--format``; a name without an ending is a folder of CSV.

    Raises CommandError where the two contradict each other, and for an ending that nothing here is written with.
    """
    from viz.export import FOLDERS

    ending = wish.to.suffix.lower()
    said = ENDINGS.get(ending)
    if said is None and _LIKE_AN_ENDING.fullmatch(ending) and wish.form in {None, *FOLDERS}:
        raise CommandError(
            text(
                "{path}: a file ends in .xlsx, .graphml, .gexf, .json or .cypher; CSV and Parquet are a folder, whose "
                "name has no ending.",
                path=wish.to,
            )
        )
    if said is not None and wish.form not in {None, said}:
        raise CommandError(
            text("{path}: its ending says {said}, and --format says {form}.", path=wish.to, said=said, form=wish.form)
        )
    return said or wish.form or "csv"


def _exported(asked: Asked, wish: ExportWish, form: Form, terminal: Terminal, steps: Steps) -> tuple[Reading, Exported]:
    from viz.export import write_export

    steps.step(text("Reading"))
    reading = asked.read()
    steps.step(text("Writing"))
    exported = write_export(
        reading.roster,
        wish.to,
        form,
        audience=wish.audience,
        history=wish.history,
        language=terminal.language,
    )
    return reading, exported


def _tell(reading: Reading, exported: Exported, terminal: Terminal) -> None:
    """Say what was written, and what of it is and is not there."""
    day = reading.roster.on.isoformat()
    what = text("all rows with their history") if exported.history else text("what counts on {day}", day=day)
    counts = {"nodes": f"{exported.nodes:,}", "edges": f"{exported.edges:,}"}
    terminal.say(text("It holds {nodes} nodes and {edges} relationships: {what}.", what=what, **counts))
    if reading.rows_set_aside:
        terminal.say(_left_out(reading.rows_set_aside))
    terminal.say(text("Written: {path}", path=exported.path))


def _left_out(rows: int) -> Text:
    return text("Rows that could not be read and are not in it: {rows}. `pairing check` names them.", rows=f"{rows:,}")
