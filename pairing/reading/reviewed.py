"""What a planner decided on the changes of a plan, whether it was read from a workbook or from one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from pairing.errors import InputError
from pairing.model.plan import Plan
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pairing.model.plan import Decision

MOST_NAMED: Final = 20
"""How many places are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan and what the planner decided on its changes."""

    plan_file: Path
    """The JSON beside the workbook, or the one file that has both."""
    plan_sha256: str
    """Of the bytes of the plan as it was written."""
    plan: Plan
    decisions: Mapping[str, Decision]
    """By the id of the change, every change of the plan once, in the order of the plan."""
    blank: tuple[str, ...] = ()
    """Changes whose cell was emptied; they count as not accepted."""
    deleted: tuple[str, ...] = ()
    """Changes whose row is gone; they count as not accepted."""
    notes: tuple[Text, ...] = ()
    """What there is to say of these."""


class ReviewError(InputError):
    """Decisions that cannot be understood; all of them at once."""

    def __init__(self, said: Text, problems: tuple[Text, ...]) -> None:
        """Say that nothing was done, and in a line each what is wrong and where."""
        lines = list(problems[:MOST_NAMED])
        if len(problems) > MOST_NAMED:
            lines.append(text("and {count} more", count=len(problems) - MOST_NAMED))
        super().__init__(joined(Text("{one}\n{other}", chinese="{one}\n{other}"), [said, *lines]))
        self.problems = problems


def plan_of(written: bytes | str, file: str) -> Plan:
    """Read a plan; raises InputError, which names ``file``, for what is none."""
    try:
        return Plan.model_validate_json(written)
    except (ValidationError, ArithmeticError) as error:
        raise InputError(
            text("{file}: not a plan (pairing.plan/1), as `pairing plan --to` writes it.", file=file)
        ) from error
