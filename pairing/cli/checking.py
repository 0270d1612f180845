"""The command ``check``: read, run the rules, show the report, give the exit code."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from pairing.cli.asking import CommandError
from pairing.cli.delivery import json_files, refuse_overwriting_inputs, write_json
from pairing.model.finding import Severity
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cypher.server.address import Address
    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Steps, Terminal
    from pairing.model.balance import Balance
    from pairing.model.finding import Finding
    from pairing.model.report import Report
    from pairing.reading.reading import Reading
    from pairing.text import Language


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
    store: Literal["embedded", "server"] | None = None

    @property
    def wants_rows(self) -> bool:
        """Tell whether what is shown of the check needs the roster's rows, wherever its rules run."""
        return self.about is not None or self.audience == "public"

    @property
    def to_standard_output(self) -> bool:
        """Tell whether the JSON goes to standard output, where then nothing else may go."""
        return self.json == "-"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read and what is wrong with it."""

    reading: Reading
    report: Report
    balance: Balance | None = None
    """As measured for the report; None where that was not asked for, or was done elsewhere."""


class Marker(Protocol):
    """What puts the findings into the planner's own workbook."""

    @property
    def to(self) -> Path:
        """Where the workbook with them goes."""

    def write(self, checked: Checked, language: Language) -> tuple[Text, ...]:
        """Write it; say what was done and what was not."""


def run_check(asked: Asked, wish: Wish, terminal: Terminal, marking: Marker | None = None) -> int:
    """Check a roster, and mark its workbook if asked to; 0 when no finding is as severe as ``wish.fail_on``, else 1."""
    outputs = json_files(wish.json)
    refuse_overwriting_inputs(outputs, asked.inputs)
    said: tuple[Text, ...] = ()
    with terminal.progress(3 if marking is None else 4) as steps:
        checked = read_and_check(asked, steps, wish, rows=wish.wants_rows)
        seen = _seen_by(checked.reading, checked.report, wish)
        if wish.json is not None:
            write_json(seen.to_json(terminal.language), wish.json)
        if marking is not None:
            steps.step(text("Marking the workbook"))
            said = marking.write(checked, terminal.language)
    if not wish.to_standard_output:
        if not terminal.quiet:
            whole, reserve = _whole(outputs if marking is None else (marking.to,)), 1 + len(said)
            show_report(checked.reading, seen, asked.title, terminal, whole=whole, about=wish.about, reserve=reserve)
        for sentence in said:
            terminal.say(sentence)
    return exit_code(checked.report.findings, wish.fail_on)


def exit_code(findings: Iterable[Finding], fail_on: Literal["error", "warning"]) -> int:
    """Give 1 when a finding is as severe as ``fail_on``, else 0 (DESIGN §5)."""
    limit = Severity(fail_on).weight
    return int(any(finding.severity.weight <= limit for finding in findings))


def show_report(
    reading: Reading,
    report: Report,
    source: str,
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
        source=source,
        today=datetime.date.today(),  # noqa: DTZ011 - the office's own calendar day
        names=names_of(reading.roster, _subjects(shown)),
        whole=whole,
        about=about,
    )
    terminal.show(lambda width, height: screen(shown, facts, width, height and height - reserve))


def read_and_check(asked: Asked, steps: Steps, wish: Wish | None = None, *, rows: bool) -> Checked:
    """Read a roster, measure its balance and run the rules, telling which one is under way.

    On a server the rules run there, unless the wish says otherwise; its rows come here only if ``rows`` are wanted.
    """
    wish = wish or Wish()
    if not isinstance(asked.place, Path) and wish.store != "embedded":
        return Checked(*_check_there(asked, asked.place, steps, wish, rows=rows))
    if wish.store == "server":
        raise CommandError(text("--store server: {place} is not on a server.", place=asked.title))
    from cypher import check
    from cypher.checking import asks_for_balance

    steps.step(text("Reading"))
    reading = asked.read()
    balance = measured(reading, steps) if asks_for_balance(wish.only, wish.skip) else None
    steps.step(text("Checking"))
    report = check(reading, rules=wish.rules, only=wish.only, skip=wish.skip, balance=balance, progress=_telling(steps))
    return Checked(reading, report, balance)


def measured(reading: Reading, steps: Steps) -> Balance:
    """Measure the balance of what was read, telling which part is under way."""
    from pairing.balance import measure_balance

    steps.step(text("Measuring the balance"))
    return measure_balance(
        reading.roster,
        lambda done, whole: steps.note(text("Solving part {part} of {parts}", part=done + 1, parts=whole)),
    )


def _check_there(asked: Asked, address: Address, steps: Steps, wish: Wish, *, rows: bool) -> tuple[Reading, Report]:
    from cypher import Connection, check_there

    steps.step(text("Reading"))
    with Connection(address, asked.time_limit) as connection:
        steps.step(text("Checking"))
        return check_there(
            connection,
            settings=asked.settings,
            settings_file=asked.settings_file,
            as_of=asked.as_of,
            rules=wish.rules,
            only=wish.only,
            skip=wish.skip,
            progress=_telling(steps),
            rows=rows,
        )


def _telling(steps: Steps) -> Callable[[str, int, int], None]:
    def tell(code: str, done: int, whole: int) -> None:
        steps.note(text("Checking {code} ({done} of {whole})", code=code, done=done, whole=whole))

    return tell


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
