"""Quotas and rooms that do not suffice, and what would loosen them (DESIGN §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.balance import Shortage

if TYPE_CHECKING:
    from pairing.balance.sentences import Reasons


def shortages(reasons: Reasons) -> tuple[Shortage, ...]:
    """Name every set of households for which quotas do not suffice, and of cadres for whom there is no room."""
    found = [sentence for best in reasons.assigned.bests for sentence in reasons.overloaded(best)]
    found += [sentence for best in reasons.assigned.bests for sentence in reasons.idle(best)]
    found += reasons.unplaced()
    return tuple(Shortage(sentence=sentence) for sentence in found)
