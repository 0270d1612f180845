"""Files with claims that can be verified: a balance or a plan, told apart by what they say they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeVar

from pairing.errors import InputError
from pairing.text import Text, text

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

    from pairing.model.balance import Balance
    from pairing.model.plan import Plan

    Claim = TypeVar("Claim", Balance, Plan)

MARK: Final = b"\xef\xbb\xbf"
"""What some editors put before a text."""
EXPECTED: Final[dict[str, Text]] = {
    "balance": text("expected is a balance (pairing.balance/1), as `pairing balance ROSTER --json FILE` writes it"),
    "plan": text("expected is a plan (pairing.plan/1), as `pairing plan ROSTER --to PLAN.json` writes it"),
    "claim": text("expected is a balance (pairing.balance/1) or a plan (pairing.plan/1)"),
}
"""What should have been in a file."""


def read_balance(path: Path) -> Balance:
    """Read a balance; raises InputError for what is none."""
    from pairing.model.balance import Balance

    return _read(path, Balance, "balance")


def read_plan(path: Path) -> Plan:
    """Read a plan; raises InputError for what is none."""
    from pairing.model.plan import Plan

    return _read(path, Plan, "plan")


def read_claim(path: Path) -> Balance | Plan:
    """Read a balance or a plan, be it one that was reviewed; raises InputError for what is neither."""
    schema = _schema_of(path)
    if schema == "pairing.plan/1":
        return read_plan(path)
    if schema == "pairing.review/1":
        from pairing.reading.review import read_review

        return read_review(path).plan
    if schema == "pairing.balance/1":
        return read_balance(path)
    raise _refused(path, text("it is something else"), "claim")


def _schema_of(path: Path) -> object:
    """Read what a file says it is; raises InputError for what is not JSON."""
    try:
        value = json.loads(path.read_bytes().removeprefix(MARK))
    except (ValueError, RecursionError) as error:
        raise _refused(path, text("it is not JSON"), "claim") from error
    return value.get("schema") if isinstance(value, dict) else None


def _read(path: Path, model: type[Claim], kind: str) -> Claim:
    from pydantic import ValidationError

    written = path.read_bytes().removeprefix(MARK)
    try:
        return model.model_validate_json(written)
    except ValidationError as error:
        raise _refused(path, _wrong(error), kind) from error
    except ArithmeticError as error:
        raise _refused(path, text("a fraction in it has no value"), kind) from error


def _refused(path: Path, reason: Text, kind: str) -> InputError:
    return InputError(text("{path}: {reason}; {expected}.", path=path, reason=reason, expected=EXPECTED[kind]))


def _wrong(error: ValidationError) -> Text:
    """Say what keeps a file from being a claim: the first of all that is wrong with it."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "json_invalid":
        return text("it is not JSON")
    if where in {"", "schema"}:
        return text("it is something else")
    return text("{where} is missing or wrong ({count} such places)", where=where[:60], count=error.error_count())
