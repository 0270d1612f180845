"""The command ``check``: read, run the rules, show the report, give the exit code."""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pairing.cli.delivery import refuse_overwriting_inputs
from pairing.model.finding import Severity
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Steps, Terminal
    from pairing.model.finding import Finding
    from pairing.model.report import Report
    from pairing.reading.reading import Reading


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a check beside the roster."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    about: str | None = None
    rules: Path | None = None
    fail_on: Literal["error", "warning"] = "error"
    json: str | None = None
    audience: Literal["internal", "public"] = "internal"

    @property
    def to_standard_output(self) -> bool:
        """Tell whether the JSON goes to standard output, where then nothing else may go."""
        return self.json == "-"


def run_check(asked: Asked, wish: Wish, terminal: Terminal) -> int:
    """Check a roster; 0 when no finding is as severe as ``wish.fail_on``, else 1."""
    outputs = _outputs(wish)
    refuse_overwriting_inputs(outputs, asked.inputs)
    with terminal.progress(2) as steps:
        steps.step(text("Reading"))
        reading = asked.read()
        steps.step(text("Checking"))
        report = checked(reading, steps, wish)
        _write(reading, report, wish, terminal)
    if not wish.to_standard_output and not terminal.quiet:
        seen = _seen_by(reading, report, wish)
        show_report(reading, seen, asked.path, terminal, whole=_whole(outputs), about=wish.about)
    return exit_code(report.findings, wish.fail_on)


def exit_code(findings: Iterable[Finding], fail_on: Literal["error", "warning"]) -> int:
    """Give 1 when a finding is as severe as ``fail_on``, else 0 (DESIGN §5)."""
    limit = Severity(fail_on).weight
    return int(any(finding.severity.weight <= limit for finding in findings))


def show_report(
    reading: Reading,
    report: Report,
    source: Path,
    terminal: Terminal,
    *,
    whole: Text | None = None,
    about: str | None = None,
    reserve: int = 1,
) -> None:
    """Draw the report on the terminal, leaving ``reserve`` lines of the screen free."""
    from pairing.cli.screen import Facts, screen
    from pairing.names import find_node, names_of, subjects_about

    shown = report
    if about:
        subjects = subjects_about(reading.roster, find_node(reading.roster, about))
        concerned = tuple(f for f in report.findings if subjects.intersection(f.subjects))
        shown = report.model_copy(update={"findings": concerned})
    facts = Facts(
        language=terminal.language,
        source=source.resolve().name,
        today=datetime.date.today(),  # noqa: DTZ011 - the office's own calendar day
        names=names_of(reading.roster, _subjects(shown)),
        whole=whole,
        about=about,
    )
    terminal.show(lambda width, height: screen(shown, facts, width, height and height - reserve))


def checked(reading: Reading, steps: Steps, wish: Wish | None = None) -> Report:
    """Run the rules, telling which one is under way."""
    from cypher import check

    def tell(code: str, done: int, whole: int) -> None:
        steps.note(text("Checking {code} ({done} of {whole})", code=code, done=done, whole=whole))

    wish = wish or Wish()
    return check(reading, rules=wish.rules, only=wish.only, skip=wish.skip, progress=tell)


def _outputs(wish: Wish) -> tuple[Path, ...]:
    return () if wish.json is None or wish.to_standard_output else (Path(wish.json),)


def _write(reading: Reading, report: Report, wish: Wish, terminal: Terminal) -> None:
    """Write the report as JSON, as its audience may see it."""
    if wish.json is None:
        return
    from pairing.writing.atomic import replacing

    seen = _seen_by(reading, report, wish)
    if wish.to_standard_output:
        sys.stdout.write(seen.to_json(terminal.language) + "\n")
        return
    with replacing(wish.json) as draft:
        draft.write_text(seen.to_json(terminal.language) + "\n", encoding="utf-8")


def _seen_by(reading: Reading, report: Report, wish: Wish) -> Report:
    """Give the report as its audience may see it."""
    from viz.audience import sight

    return sight(reading.roster, wish.audience, report).report or report


def _whole(outputs: tuple[Path, ...]) -> Text:
    if outputs:
        return text("The whole list: {path}", path=", ".join(str(path) for path in outputs))
    return text("The whole list: --json FILE or `pairing run`; a rule: `pairing explain CODE`.")


def _subjects(report: Report) -> set[str]:
    """Give the first few of each code: no more are named on a screen."""
    from pairing.cli.screen import EXAMPLES

    seen: dict[str, int] = {}
    named: set[str] = set()
    for finding in report.findings:
        seen[finding.code] = seen.get(finding.code, 0) + 1
        if seen[finding.code] <= EXAMPLES * 2:
            named.update(finding.subjects)
    return named
