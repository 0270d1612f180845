"""The command ``verify``: read a roster and a balance or plan, check every claim, say what holds and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.cli.claims import read_claim
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Steps, Terminal
    from pairing.model.balance import Balance, Status
    from pairing.model.plan import Plan
    from pairing.roster import Roster
    from pairing.verification import Verdict

SAID: Final[dict[Status, Text]] = {
    "attained": text("As balanced as it can be: {lenses}"),
    "improvable": text("Could be better balanced: {lenses}"),
    "not_comparable": text("Not comparable, since rules are broken today: {lenses}"),
    "vacuous": text("Nothing to balance: {lenses}"),
    "skipped": text("Not measured, since the roster lacks what it takes: {lenses}"),
}
"""What is said of the lenses of each status."""


PLAN_SAID: Final = {
    "optimal": text("With so few changes ({count}) no plan is better, and with fewer none is as good."),
    "bounded": text("The plan has {count} changes; that none is better with so few is not proven."),
    "inverse": text("The plan undoes another one by {count} changes."),
}
"""What is said of a plan by its status."""


def run_verify(asked: Asked, path: Path, terminal: Terminal) -> int:
    """Verify the balance or plan in a file; 0 if every claim holds, else 1.

    Without ``--as-of`` the roster is seen on the claim's own date.
    """
    from pairing.verification import verify

    with terminal.progress(3) as steps:
        steps.step(text("Reading"))
        claim = read_claim(path)
        roster = asked.read().roster
        roster = roster if asked.as_of else roster.at(claim.as_of)
        steps.step(text("Verifying"))
        verdict = verify(roster, claim)
        faults = (
            verdict.faults
            if claim.schema_ == "pairing.balance/1"
            else (*verdict.faults, *_by_rules(roster, claim, steps))
        )
    if faults:
        terminal.say(text("Not every claim holds:"))
        for fault in faults:
            terminal.answer(fault)
        return 1
    _say(verdict, claim, terminal)
    return 0


def _by_rules(roster: Roster, plan: Plan, steps: Steps) -> tuple[Text, ...]:
    """Run the rules before and after a plan, and say where their findings are not as many as it claims."""
    from pairing.cli.planning import findings_of

    if plan.mode == "undo":
        return ()
    steps.step(text("Checking the result"))
    found = findings_of(roster, plan)
    claims = (("before", plan.findings.before, found.before), ("after", plan.findings.after, found.after))
    return tuple(
        text(
            "{when}: {code} is claimed to find {claimed}; the rules find {found}.",
            when=WHEN[when],
            code=code,
            claimed=claimed.get(code, 0),
            found=actual.get(code, 0),
        )
        for when, claimed, actual in claims
        for code in sorted({*claimed, *actual})
        if claimed.get(code, 0) != actual.get(code, 0)
    )


WHEN: Final = {"before": text("Before the plan"), "after": text("After the plan")}


def _say(verdict: Verdict, claim: Balance | Plan, terminal: Terminal) -> None:
    terminal.say(
        text(
            "Every claim holds: {claims} were checked against the roster as of {date}.",
            claims=f"{verdict.claims:,}",
            date=_day_of(claim).isoformat(),
        )
    )
    if claim.schema_ == "pairing.balance/1":
        _say_balance(claim, terminal)
    else:
        _say_plan(claim, terminal)


def _day_of(claim: Balance | Plan) -> dt.date:
    return claim.as_of if claim.schema_ == "pairing.balance/1" else claim.effective


def _say_balance(balance: Balance, terminal: Terminal) -> None:
    from pairing.model.sentences import LENSES

    for status, said in SAID.items():
        if lenses := [LENSES[lens.name] for lens in balance.lenses if lens.status == status]:
            terminal.say(Text(said.english, {"lenses": joined(text("{one}; {other}"), lenses)}))


def _say_plan(plan: Plan, terminal: Terminal) -> None:
    terminal.say(Text(PLAN_SAID[plan.status].english, {"count": len(plan.counted)}))
