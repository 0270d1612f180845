"""The command ``apply``: read a roster and a plan, say what its changes leave, write the result and how to undo it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.cli.applied import Outcome, confirmed
from pairing.cli.asking import CommandError
from pairing.cli.claims import read_plan
from pairing.cli.delivery import refuse_overwriting_inputs
from pairing.cli.faults import FAULT
from pairing.cli.results import target_of, write_result
from pairing.reading.files import WORKBOOK_SUFFIXES
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.cli.results import Result, Target
    from pairing.cli.terminal import Steps, Terminal
    from pairing.model.plan import Decision, Plan
    from pairing.model.report import Report
    from pairing.reading.reading import Reading
    from pairing.reading.reviewed import Reviewed
    from pairing.roster import Roster
    from pairing.text import Text

_SEPARATORS: Final = re.compile(r"[,，、;；\s]+")
RULES: Final = ("S", "C")
"""The rules that are run before and after."""


@dataclass(frozen=True, slots=True)
class How:
    """Which changes are applied, and where the result goes."""

    to: Path | None = None
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    in_place: bool = False
    yes: bool = False


@dataclass(frozen=True, eq=False)
class Proposal:
    """A plan, and what was decided on its changes; None where that is for the plan to say."""

    plan: Plan
    decisions: Mapping[str, Decision] | None
    notes: tuple[Text, ...] = ()


def run_apply(asked: Asked, path: Path, how: How, terminal: Terminal) -> int:
    """Apply a plan to a roster; 0 when no gap remains, 1 when some do, 2 when the planner says no."""
    target = target_of(asked, how.to, in_place=how.in_place)
    refuse_overwriting_inputs([target.path], [path])
    with terminal.progress(3) as steps:
        steps.step(text("Reading"))
        proposal = proposed(path, how)
        reading = asked.read()
        target.refuse_for(reading, asked)
        outcome = _outcome(reading.roster, proposal, steps)
    asks = not outcome.part.is_whole and not how.yes
    for sentence in (*proposal.notes, *_notes(reading, proposal), *outcome.sentences()):
        (terminal.answer if asks else terminal.say)(sentence)
    if asks and not confirmed(terminal):
        terminal.answer(text("Nothing was written."))
        return FAULT
    result = _written(reading, asked, target, outcome, terminal)
    _say(result, outcome, terminal)
    return int(bool(outcome.gaps))


def proposed(path: Path, how: How) -> Proposal:
    """Read a plan, or what it was reviewed in; raises CommandError where two say what is accepted."""
    reads = _reader_of(path)
    if reads is None:
        plan = read_plan(path)
        return Proposal(plan, _decided(plan, how))
    if how.accept or how.reject:
        raise CommandError(
            text("{path}: its column 采纳 says what is accepted; leave out --accept and --reject.", path=path)
        )
    reviewed = reads(path)
    return Proposal(reviewed.plan, reviewed.decisions, reviewed.notes)


def _reader_of(path: Path) -> Callable[[Path], Reviewed] | None:
    """Tell who reads what was decided: in the workbook, or on the page; None where there is a plan alone."""
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        from pairing.reading.decisions import read_decisions

        return read_decisions
    from pairing.reading.review import is_review, read_review

    return read_review if is_review(path) else None


def _decided(plan: Plan, how: How) -> Mapping[str, Decision] | None:
    """Read ``--accept`` and ``--reject``; raises PlanError for changes that the plan does not have."""
    from pairing.planning.applying import check_known

    if how.accept and how.reject:
        raise CommandError(text("Give --accept or --reject, not both: what is not accepted is rejected."))
    accepted, rejected = (frozenset(_ids(each)) for each in (how.accept, how.reject))
    check_known(plan, accepted | rejected)
    if how.accept:
        return {change.id: "yes" if change.id in accepted else "no" for change in plan.changes}
    return dict.fromkeys(rejected, "no") if rejected else None


def _ids(written: Sequence[str]) -> list[str]:
    return [each for words in written for each in _SEPARATORS.split(words) if each]


def _outcome(roster: Roster, proposal: Proposal, steps: Steps) -> Outcome:
    """Apply, and run the rules before and after."""
    from pairing.planning import apply_plan
    from pairing.planning.applying.partial import partial_of

    plan = proposal.plan
    steps.step(text("Applying"))
    applied = apply_plan(roster, plan, decisions=proposal.decisions)
    part = partial_of(roster, plan, applied.roster, applied.accepted)
    steps.step(text("Checking the result"))
    before, after = (_checked(each.at(plan.effective)) for each in (roster, applied.roster))
    return Outcome(plan, applied, part, before, after)


def _checked(roster: Roster) -> Report:
    from cypher import check

    return check(roster, only=RULES)


def _notes(reading: Reading, proposal: Proposal) -> tuple[Text, ...]:
    """Say what the result will not have: rows that could not be read, and pins in a ledger."""
    notes: list[Text] = []
    if reading.rows_set_aside and reading.form != "ledger":
        notes.append(
            text(
                "{count} rows of the roster could not be read and will not be in the result; `pairing check` lists "
                "them.",
                count=reading.rows_set_aside,
            )
        )
    if "lock" in (proposal.decisions or {}).values():
        notes.append(
            text("A ledger has no pins: what is locked is applied, and not kept as 必须.")
            if reading.form == "ledger"
            else text("What is locked becomes a pin (必须) in 限制; undoing the plan leaves it there.")
        )
    return tuple(notes)


def _written(reading: Reading, asked: Asked, target: Target, outcome: Outcome, terminal: Terminal) -> Result:
    with terminal.progress(1) as steps:
        steps.step(text("Writing the result"))
        return write_result(reading, asked, target, outcome.applied, terminal.language)


def _say(result: Result, outcome: Outcome, terminal: Terminal) -> None:
    for note in result.notes:
        terminal.say(note)
    if result.kept is not None:
        terminal.say(text("As it was: {path}", path=result.kept))
    terminal.say(text("Written: {path}", path=result.path))
    terminal.say(
        text(
            "To undo it: pairing apply {path} {undo} --to …",
            path=result.path,
            undo=result.undo,
        )
    )
    for sentence in outcome.remaining():
        terminal.say(sentence)
