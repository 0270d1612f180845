"""The command ``plan``: read, plan, look at the result by the rules, write what is to be reviewed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pairing.cli.asking import CommandError
from pairing.cli.delivery import refuse_overwriting_inputs, write_json
from pairing.cli.workers import workers
from pairing.model.labels import Participation
from pairing.model.plan import FindingCounts
from pairing.text import Text, text

if TYPE_CHECKING:
    import datetime as dt

    from pairing.cli.asking import Asked
    from pairing.cli.supposing import Supposed
    from pairing.cli.terminal import Steps, Terminal
    from pairing.model.plan import Goal, Plan
    from pairing.model.report import Report
    from pairing.roster import Roster

GAPS: Final = ("C201", "C202", "S101", "S103", "S108", "S109", "S112", "S113")
"""The rules whose findings are coverage gaps (DESIGN §7)."""
SMALL: Final = 20_000
"""Of an area with more households the balance of the result is not measured by the rules."""
MOST_TOLD: Final = 20
"""So many findings about rows that join are told."""
QUICK: Final = 3_000
"""Of an area with more households the curve is not drawn unasked: a county takes half a minute."""


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What plan is asked for."""

    to: Path | None = None
    mode: Literal["repair", "propose"] = "repair"
    goal: Goal = "balance"
    max_changes: int | None = None
    effective: dt.date | None = None
    curve: bool | None = None
    """None: where it takes no time."""
    workers: int | None = None
    without: tuple[str, ...] = ()
    joining: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are written."""
        if self.to is None or str(self.to) == "-":
            return ()
        return (self.to, self.to.with_suffix(".json")) if self.to.suffix.lower() == ".xlsx" else (self.to,)


def run_plan(asked: Asked, wish: PlanWish, terminal: Terminal) -> int:
    """Plan; 0 when no gap remains, 1 when some do."""
    _refuse_odd(wish)
    refuse_overwriting_inputs(wish.files, (*asked.inputs, *([wish.joining] if wish.joining else ())))
    with terminal.progress(4 if wish.to else 3) as steps:
        steps.step(text("Reading"))
        supposed = _supposed(asked, wish)
        roster = supposed.roster
        plan = _compared(planned(roster, wish, steps), supposed, wish, steps)
        if wish.to is not None:
            steps.step(text("Writing the plan"))
            _write(plan, roster, wish.to, terminal)
    if str(wish.to) != "-":
        _tell(supposed, terminal)
        _show(plan, roster, asked, wish, terminal)
    everyone = roster.settings.participation is Participation.ALL  # else a cadre without a household is no gap
    return int(any(plan.findings.after.get(code) for code in GAPS if everyone or code != "C202"))


def _refuse_odd(wish: PlanWish) -> None:
    if wish.mode == "propose" and wish.max_changes is not None:
        raise CommandError(text("--max-changes limits the changes of a repair; a proposal starts from nothing."))
    if wish.to is not None and str(wish.to) != "-" and wish.to.suffix.lower() not in {".json", ".xlsx"}:
        raise CommandError(
            text("--to {path}: expected is a name ending in .json, or in .xlsx for a workbook to review.", path=wish.to)
        )


def _supposed(asked: Asked, wish: PlanWish) -> Supposed:
    """Read the roster, as it is and as it is supposed to be."""
    from pairing.cli.supposing import Supposed, suppose

    reading = asked.read()
    if wish.without or wish.joining or asked.settings:
        return suppose(asked, reading, wish.without, wish.joining, wish.effective)
    return Supposed(reading.roster, reading.roster)


def _tell(supposed: Supposed, terminal: Terminal) -> None:
    """Say what is wrong with the rows that join."""
    for finding in supposed.findings[:MOST_TOLD]:
        terminal.say(Text("{place}: {message}", {"place": str(finding.place), "message": finding.message}))
    if (more := len(supposed.findings) - MOST_TOLD) > 0:
        terminal.say(text("and {count} findings more about the rows that join", count=more))


def _compared(plan: Plan, supposed: Supposed, wish: PlanWish, steps: Steps) -> Plan:
    """Add what is different because of what is supposed."""
    if supposed.base is supposed.roster:
        return plan
    from pairing.planning.because import because

    steps.note(text("Planning without what is supposed"))
    base = _solved(supposed.base, replace(wish, curve=False), steps)
    told = because(base, plan, supposed.without, supposed.joining, supposed.settings, supposed.gone)
    return plan.model_copy(update={"what_if": told})


def planned(roster: Roster, wish: PlanWish, steps: Steps, before: Report | None = None) -> Plan:
    """Plan, and count the findings before and after; a report of the same day need not be made again."""
    steps.step(text("Planning"))
    plan = _solved(roster, wish, steps)
    steps.step(text("Checking the result"))
    return plan.model_copy(update={"findings": findings_of(roster, plan, before)})


def _solved(roster: Roster, wish: PlanWish, steps: Steps) -> Plan:
    from pairing.planning import propose, repair

    def tell(done: int, whole: int) -> None:
        steps.note(text("Solving {part} of {parts}", part=done + 1, parts=whole))

    quick = roster.households.height <= QUICK
    with workers(roster.households.height, wish.workers) as executor:
        if wish.mode == "propose":
            return propose(roster, goal=wish.goal, effective=wish.effective, executor=executor, progress=tell)
        return repair(
            roster,
            goal=wish.goal,
            max_changes=wish.max_changes,
            effective=wish.effective,
            curve=quick if wish.curve is None else wish.curve,
            executor=executor,
            progress=tell,
        )


def findings_of(roster: Roster, plan: Plan, before: Report | None = None) -> FindingCounts:
    """Run the rules on the roster before and after a plan, as of the day from which on it holds."""
    from pairing.planning.applying.changed import with_changes

    then = with_changes(roster, plan.changes, plan.effective)
    if before is None or plan.effective != roster.on:
        before = _checked(roster.at(plan.effective))
    after = _checked(then.at(plan.effective))
    ran = {rule.code for rule in after.rules if rule.status != "skipped"}
    return FindingCounts(before=_counts(before, ran), after=_counts(after, ran))


def _checked(roster: Roster) -> Report:
    """Run the rules; those of the balance only where measuring it takes no time."""
    from cypher import check
    from pairing.balance import measure_balance

    small = roster.households.height <= SMALL
    return check(roster, skip=() if small else ("B",), balance=measure_balance(roster) if small else None)


def _counts(report: Report, codes: set[str]) -> dict[str, int]:
    """Count the findings of each of some codes."""
    found = Counter(finding.code for finding in report.findings)
    return {code: found[code] for code in sorted(codes) if found[code]}


def _write(plan: Plan, roster: Roster, to: Path, terminal: Terminal) -> None:
    if to.suffix.lower() == ".xlsx":
        from viz.lists.plan_book import write_plan

        write_plan(plan, roster, to, language=terminal.language)
    else:
        write_json(plan.to_json(), str(to))


def _show(plan: Plan, roster: Roster, asked: Asked, wish: PlanWish, terminal: Terminal) -> None:
    if not terminal.quiet:
        from pairing.cli.plan_screen import Facts, plan_screen

        whole = (
            None if wish.files else text("The whole plan: --to PLAN.xlsx to review it, --to PLAN.json for programs.")
        )
        facts = Facts(terminal.language, asked.title, roster, whole=whole)
        terminal.show(lambda width, height: plan_screen(plan, facts, width, height and height - 1 - len(wish.files)))
    for path in wish.files:
        terminal.say(text("Written: {path}", path=path))
