"""Tiny rosters: people written as letters, who may help whom by units and villages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.settings import Settings
from tests.cypher.small import Records, cadre, household, pairing

if TYPE_CHECKING:
    from tests.cypher.small import Row


def records(cadres: dict[str, str], households: dict[str, str], twinned: str, pairs: str = "") -> Records:
    """Make records: cadres with their units, households with their villages; ``U1-V1 U2-V1`` and ``C1-H1`` are ties."""
    units, villages = sorted({*cadres.values(), *heads(twinned)}), sorted({*households.values(), *tails(twinned)})
    return Records(
        {
            "units": tuple({"id": unit, "name": f"单位{unit}"} for unit in units),
            "villages": tuple({"id": village, "name": f"村{village}"} for village in villages),
            "cadres": tuple(cadre(name, unit) for name, unit in cadres.items()),
            "households": tuple(household(name, village) for name, village in households.items()),
            "twinnings": tuple({"unit": a, "village": b, "role": "partner"} for a, b in ties(twinned)),
            "postings": (),
            "liaisons": (),
            "pairings": tuple(pairing(a, b) for a, b in ties(pairs)),
            "constraints": (),
        },
        Settings(),
    )


def ties(written: str) -> list[tuple[str, str]]:
    """Read ``A-B C-D``."""
    return [(a, b) for a, _, b in (tie.partition("-") for tie in written.split())]


def heads(written: str) -> list[str]:
    """Read who is before the dashes."""
    return [a for a, _ in ties(written)]


def tails(written: str) -> list[str]:
    """Read who is behind the dashes."""
    return [b for _, b in ties(written)]


def pin(a: str, b: str) -> Row:
    """A pin."""
    return {"cadre": a, "household": b, "kind": "pin"}


def exclusion(a: str, b: str) -> Row:
    """An exclusion."""
    return {"cadre": a, "household": b, "kind": "exclusion"}
