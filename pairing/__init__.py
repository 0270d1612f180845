"""结对帮扶: plan paired assistance from a planner's ledger."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pairing.balance import measure_balance
    from pairing.errors import InputError, OutputError, PairingError
    from pairing.model.finding import Finding, Severity
    from pairing.model.report import Report
    from pairing.model.settings import Settings
    from pairing.planning import apply_plan, propose, repair
    from pairing.reading import Reading, read_roster
    from pairing.roster import Roster, roster_from_tables
    from pairing.verification import verify
    from pairing.writing import write_roster

__all__ = [
    "Finding",
    "InputError",
    "OutputError",
    "PairingError",
    "Reading",
    "Report",
    "Roster",
    "Settings",
    "Severity",
    "apply_plan",
    "measure_balance",
    "propose",
    "read_roster",
    "repair",
    "roster_from_tables",
    "verify",
    "write_roster",
]

_HOMES: Final = {
    "Finding": "pairing.model.finding",
    "InputError": "pairing.errors",
    "OutputError": "pairing.errors",
    "PairingError": "pairing.errors",
    "Reading": "pairing.reading",
    "Report": "pairing.model.report",
    "Roster": "pairing.roster",
    "Settings": "pairing.model.settings",
    "Severity": "pairing.model.finding",
    "apply_plan": "pairing.planning",
    "measure_balance": "pairing.balance",
    "propose": "pairing.planning",
    "read_roster": "pairing.reading",
    "repair": "pairing.planning",
    "roster_from_tables": "pairing.roster",
    "verify": "pairing.verification",
    "write_roster": "pairing.writing",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load a public name from its module when it is first asked for, so that ``--help`` pays for none."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names too."""
    return sorted({*globals(), *__all__})
