"""What reading gives: the roster, and everything that was wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pairing.model.finding import Finding
    from pairing.model.report import Input
    from pairing.roster import Roster

Form = Literal["workbook", "folder", "ledger", "memory"]
Why = Literal["name", "synonym", "setting", "unknown", "sensitive", "duplicate", "ignored"]


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """How one column of an input was understood: shown by ``import --dry-run`` and ``run``.

    ``field`` is ``table.column`` or None for a column that was not read; ``why`` tells how it was known.
    """

    file: str
    sheet: str | None
    letters: str
    header: str
    field: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class Reading:
    """A roster as it was read from files."""

    roster: Roster
    findings: tuple[Finding, ...] = ()
    inputs: tuple[Input, ...] = ()
    rows_set_aside: int = 0
    form: Form = "memory"
    columns: tuple[ColumnRead, ...] = ()
