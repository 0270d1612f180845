"""The command ``verify``: read a roster and a balance, check every claim, say what holds and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.errors import InputError
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

    from pairing.cli.asking import Asked
    from pairing.cli.terminal import Terminal
    from pairing.model.balance import Balance, Status
    from pairing.verification import Verdict

SAID: Final[dict[Status, Text]] = {
    "attained": text("As balanced as it can be: {lenses}"),
    "improvable": text("Could be better balanced: {lenses}"),
    "not_comparable": text("Not comparable, since rules are broken today: {lenses}"),
    "vacuous": text("Nothing to balance: {lenses}"),
    "skipped": text("Not measured, since the roster lacks what it takes: {lenses}"),
}
"""What is said of the lenses of each status."""
MARK: Final = b"\xef\xbb\xbf"
"""What some editors put before a text."""


def run_verify(asked: Asked, path: Path, terminal: Terminal) -> int:
    """Verify the balance in a file; 0 if every claim holds, else 1.

    Without ``--as-of`` the roster is seen on the balance's own date.
    """
    from pairing.verification import verify

    with terminal.progress(2) as steps:
        steps.step(text("Reading"))
        balance = read_balance(path)
        roster = asked.read().roster
        steps.step(text("Verifying"))
        verdict = verify(roster if asked.as_of else roster.at(balance.as_of), balance)
    return _say(verdict, balance, terminal)


def read_balance(path: Path) -> Balance:
    """Read a balance; raises InputError for what is none."""
    from pydantic import ValidationError

    from pairing.model.balance import Balance

    written = path.read_bytes().removeprefix(MARK)
    try:
        return Balance.model_validate_json(written)
    except ValidationError as error:
        raise _refused(path, _wrong(error)) from error
    except ArithmeticError as error:
        raise _refused(path, text("a fraction in it has no value")) from error


def _refused(path: Path, reason: Text) -> InputError:
    return InputError(
        text(
            "{path}: {reason}; expected is a balance (pairing.balance/1), as `pairing balance ROSTER --json FILE` "
            "writes it.",
            path=path,
            reason=reason,
        )
    )


def _wrong(error: ValidationError) -> Text:
    """Say what keeps a file from being a balance: the first of all that is wrong with it."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "json_invalid":
        return text("it is not JSON")
    if where in {"", "schema"}:
        return text("it is something else")
    return text("{where} is missing or wrong ({count} such places)", where=where[:60], count=error.error_count())


def _say(verdict: Verdict, balance: Balance, terminal: Terminal) -> int:
    from pairing.model.sentences import LENSES

    if not verdict.holds:
        terminal.say(text("Not every claim holds:"))
        for fault in verdict.faults:
            terminal.answer(fault)
        return 1
    terminal.say(
        text(
            "Every claim holds: {claims} were checked against the roster as of {date}.",
            claims=f"{verdict.claims:,}",
            date=balance.as_of.isoformat(),
        )
    )
    for status, said in SAID.items():
        if lenses := [LENSES[lens.name] for lens in balance.lenses if lens.status == status]:
            terminal.say(Text(said.english, {"lenses": joined(text("{one}; {other}"), lenses)}))
    return 0
