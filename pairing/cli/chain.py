"""From the planner's file to everything that helps her: read → check → lists → page, into one folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pairing.cli.checking import Wish, measured, read_and_check
from pairing.cli.delivery import Delivered, deliver
from pairing.text import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Steps, Terminal
    from pairing.model.balance import Balance
    from pairing.model.plan import Plan
    from pairing.model.report import Report
    from pairing.reading.reading import Reading

Audience = Literal["internal", "public"]

LISTING = text("Writing the lists")
DRAWING = text("Drawing the pages")
MOST_NAMED = 8
"""More files than this are counted by folder; more columns are not named."""
SPARE = 5
"""Lines of the screen for what is said about the files beside their names."""
FOLDER_ENDINGS: dict[Audience, Text] = {"internal": text("pairing"), "public": text("pairing-public")}
"""Each audience has a folder of its own, which can be handed over as it is."""
DEMO_FOLDER = text("pairing-demo")
REPORT_NAME = text("report.json")
SAMPLE_ROSTER = text("sample-roster.xlsx")
SAMPLE_LEDGER = text("sample-ledger.xlsx")


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the files are written from, and for whom."""

    reading: Reading
    report: Report
    audience: Audience
    language: Language
    balance: Balance | None
    """None for an audience that does not see it."""
    plan: Plan | None = None
    """None where none is made: for another audience, or for lists or a page alone."""


def run_chain(asked: Asked, to: Path | None, audience: Audience, terminal: Terminal) -> int:
    """Do the whole chain with one file; its outputs go into a folder beside it. Exit code 0 when they are written."""
    folder = to or _folder_of(asked, audience, terminal.language)
    with terminal.progress(4 + 3 * plans(audience)) as steps:
        outputs = _with_plan(outputs_of(asked, audience, terminal, steps), steps)
        write = partial(_write_all, outputs, steps)
        delivered = deliver(folder, "run", asked.inputs, write)
    _show(asked, outputs.reading, outputs.report, delivered, terminal)
    return 0


def run_demo(to: Path | None, audience: Audience, terminal: Terminal) -> int:
    """Write the sample, as a workbook and as a ledger, and do the chain with it."""
    from pairing.cli.asking import Asked

    folder = to or Path(DEMO_FOLDER.render(terminal.language))
    made = deliver(folder, "demo", (), partial(_write_samples, terminal.language))
    name_files(made, terminal)
    terminal.space()
    return run_chain(Asked(folder / SAMPLE_ROSTER.render(terminal.language)), folder, audience, terminal)


def _folder_of(asked: Asked, audience: Audience, language: Language) -> Path:
    """Name the folder that outputs go into: beside a file; here, after its host and database, for a server."""
    if isinstance(asked.place, Path):
        return beside(asked.place, audience, language)
    return Path(f"{asked.place.name}-{FOLDER_ENDINGS[audience].render(language)}")


def beside(path: Path, audience: Audience, language: Language) -> Path:
    """Name the folder beside a file that its outputs go into: 台账.xlsx → 台账-结对."""
    whole = path.resolve()
    name = whole.name if whole.is_dir() else whole.stem
    here = path if path.name not in {"", ".."} else whole
    return here.parent / f"{name}-{FOLDER_ENDINGS[audience].render(language)}"


def plans(audience: Audience) -> bool:
    """Tell whether this audience sees the balance, which is a step more."""
    return audience == "internal"


def outputs_of(asked: Asked, audience: Audience, terminal: Terminal, steps: Steps) -> Outputs:
    """Read, measure and check; nobody but the office sees the balance, so it is measured for nobody else."""
    wish = Wish() if plans(audience) else Wish(skip=("B",))
    checked = read_and_check(asked, steps, wish, rows=True)
    balance = (checked.balance or measured(checked.reading, steps)) if plans(audience) else None
    return Outputs(checked.reading, checked.report, audience, terminal.language, balance)


def _with_plan(outputs: Outputs, steps: Steps) -> Outputs:
    """Plan the repair, for an audience that sees the balance."""
    from pairing.cli.planning import PlanWish, planned

    if outputs.balance is None:
        return outputs
    return replace(outputs, plan=planned(outputs.reading.roster, PlanWish(), steps, outputs.report))


def _write_all(outputs: Outputs, steps: Steps, folder: Path) -> None:
    from viz.audience import sight

    reading, report, language = outputs.reading, outputs.report, outputs.language
    seen = sight(reading.roster, outputs.audience, report).report or report
    (folder / REPORT_NAME.render(language)).write_text(seen.to_json(language) + "\n", encoding="utf-8")
    steps.step(LISTING)
    _write_lists(outputs, folder)
    steps.step(DRAWING)
    write_site(outputs, steps, folder)


def _write_lists(outputs: Outputs, folder: Path) -> None:
    from viz import write_lists

    write_lists(
        outputs.reading.roster,
        folder,
        report=outputs.report,
        audience=outputs.audience,
        language=outputs.language,
        balance=outputs.balance,
        plan=outputs.plan,
    )


def write_site(outputs: Outputs, steps: Steps, folder: Path, *, single: bool = False) -> None:
    """Write the pages, and tell how many are written."""
    from viz import write_site as write

    write(
        outputs.reading.roster,
        outputs.report,
        folder,
        audience=outputs.audience,
        language=outputs.language,
        columns=outputs.reading.columns,
        balance=outputs.balance,
        plan=outputs.plan,
        single=single,
        progress=partial(_note_page, steps),
    )


def _note_page(steps: Steps, written: int, count: int) -> None:
    steps.note(text("{written} of {count} pages", written=written, count=count))


def _write_samples(language: Language, folder: Path) -> None:
    from pairing.sample import write_sample

    write_sample(folder / SAMPLE_ROSTER.render(language), language=language)
    write_sample(folder / SAMPLE_LEDGER.render(language), ledger=True, language=language)


def _show(asked: Asked, reading: Reading, report: Report, delivered: Delivered, terminal: Terminal) -> None:
    from pairing.cli.checking import show_report

    if not terminal.quiet:
        lines = len(file_lines(delivered)) + len(delivered.kept) + SPARE
        show_report(reading, report, asked.title, terminal, reserve=lines)
        terminal.space()
    _name_unread(reading, terminal)
    name_files(delivered, terminal)
    name_page(delivered, terminal)


def _name_unread(reading: Reading, terminal: Terminal) -> None:
    from pairing.cli.columns import unread

    if left := unread(reading.columns):
        headers = ", ".join(column.header for column in left[:MOST_NAMED])
        terminal.say(
            text(
                "{count} columns were not read ({headers}); the page shows which column was read as what.",
                count=len(left),
                headers=headers,
            )
        )


def name_files(delivered: Delivered, terminal: Terminal) -> None:
    """Say which files were written."""
    terminal.say(text("Written into {folder}:", folder=delivered.folder))
    for line in file_lines(delivered):
        terminal.say(line)
    for path in delivered.kept:
        terminal.say(text("  a file of yours was in the way and is kept as {name}", name=path.name))


def file_lines(delivered: Delivered) -> tuple[Text, ...]:
    """Name the files; those in a folder within are counted when there are many."""
    names = [path.relative_to(delivered.folder) for path in delivered.files]
    if len(names) <= MOST_NAMED:
        return tuple(text("  {name}", name=name.as_posix()) for name in names)
    top = [text("  {name}", name=name) for name in names if len(name.parts) == 1]
    folders = dict.fromkeys(name.parts[0] for name in names if len(name.parts) > 1)
    counted = [text("  {folder}/ ({count} files)", folder=folder, count=_within(names, folder)) for folder in folders]
    return (*top, *counted)


def _within(names: Iterable[Path], folder: str) -> int:
    return sum(len(name.parts) > 1 and name.parts[0] == folder for name in names)


def name_page(delivered: Delivered, terminal: Terminal) -> None:
    """Say which page to open."""
    pages = [path for path in delivered.files if path.suffix == ".html"]
    first = min(pages, key=lambda path: (len(path.parts), path.name != "index.html", path.name), default=None)
    if first:
        terminal.answer(text("Open this page in a browser: {page}", page=first))
