"""What a plan says that no plan can do: that it is so of those it names (DESIGN §7).

Reasons are sentences, and suggestions say what another roster would come to: neither can be told from this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.text import text
from pairing.verification.arrays import numbers
from pairing.verification.changes import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.plan import Plan, Unmet
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.changes import Changes
    from pairing.verification.verdict import Docket
    from pairing.verification.world import Register, World


def check_unmet(docket: Docket, changes: Changes, plan: Plan) -> None:
    """Check that nobody may help the uncovered, that others are idle or over quota, and that pins are pins.

    All whom nobody may help must be named, and of a full repair all who stay idle.
    """
    judge = _Judge(changes, plan)
    docket.claim(judge.is_whole(), lambda: text("What cannot be done leaves out somebody uncovered or idle."))
    for number, unmet in enumerate(plan.unmet, 1):
        docket.claim(
            spoken(unmet.reason) and bool(unmet.subjects) and judge.holds(unmet),
            lambda number=number: text(  # type: ignore[misc]
                "What cannot be done, entry {number}: it is not so of all who are named.", number=number
            ),
        )


@dataclass(frozen=True, eq=False)
class _Judge:
    changes: Changes
    plan: Plan

    @property
    def world(self) -> World:
        return self.changes.world

    def is_whole(self) -> bool:
        """Tell whether nobody is left out."""
        named = {
            subject for unmet in self.plan.unmet if unmet.kind in {"uncovered", "idle"} for subject in unmet.subjects
        }
        households = self.world.households.ids_of(np.flatnonzero(self.world.choice == 0))
        cadres = self.world.cadres.ids_of(np.flatnonzero(self._idle)) if self._full else ()
        return named.issuperset((
            *(f"household:{identity}" for identity in households),
            *(f"cadre:{identity}" for identity in cadres),
        ))  # fmt: skip

    def holds(self, unmet: Unmet) -> bool:
        """Tell whether what is said holds of all subjects."""
        match unmet.kind:
            case "uncovered":
                return not unmet.pins and self._all(unmet.subjects, "household", self.world.choice == 0)
            case "idle":
                return not unmet.pins and self._all(unmet.subjects, "cadre", self._idle)
            case "overload":
                return not unmet.pins and self._all(unmet.subjects, "cadre", self._overloaded)
        return self._pinned(unmet)

    @property
    def _full(self) -> bool:
        """Whether the plan is the full repair, which leaves what none can do better."""
        plan = self.plan
        return plan.mode == "repair" and plan.goal == "balance" and plan.max_changes is None

    @cached_property
    def _idle(self) -> Flags:
        loads = self.changes.after.loads_today
        found: Flags = self.world.expected & self.world.everyone & ((loads == 0) | (not self._full))
        return found

    @cached_property
    def _overloaded(self) -> Flags:
        loads = self.changes.after.loads_today
        found: Flags = (loads > self.world.quota) | (not self._full)
        return found

    def _all(self, subjects: Sequence[str], kind: str, flags: Flags) -> bool:
        register = self.world.cadres if kind == "cadre" else self.world.households
        found = _numbers(register, kind, subjects)
        return found is not None and bool(flags[found].all())

    def _pinned(self, unmet: Unmet) -> bool:
        """Tell whether pairs are pinned, or pinned and excluded; and whether it is about them."""
        world = self.world
        cadres = _numbers(world.cadres, "cadre", [cadre for cadre, _ in unmet.pins])
        households = _numbers(world.households, "household", [household for _, household in unmet.pins])
        if cadres is None or households is None:
            return False
        known = world.pinned.has(cadres, households) | world.excluded.has(cadres, households)
        named = {subject for pair in unmet.pins for subject in pair}
        return bool(unmet.pins) and bool(np.all(known)) and set(unmet.subjects) == named


def _numbers(register: Register, kind: str, subjects: Sequence[str]) -> Numbers | None:
    """Give the numbers of subjects; None if one is not there."""
    found = [register.numbers.get(subject.removeprefix(f"{kind}:")) for subject in subjects]
    known = [number for number in found if number is not None]
    right = all(subject.startswith(f"{kind}:") for subject in subjects)
    return numbers(known) if right and len(known) == len(found) else None
