"""The changes of a plan: whether they can be made on their date, and what they lead to (DESIGN §7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.text import LANGUAGES, Text, text
from pairing.verification.arrays import NONE, Ties, among, code, numbers, once, runs
from pairing.verification.standing import Standing
from pairing.verification.verdict import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.plan import Change, ChangeKind, Plan
    from pairing.verification.arrays import Flags
    from pairing.verification.standing import Held
    from pairing.verification.verdict import Docket
    from pairing.verification.world import Register, World

ENDS: Final[dict[ChangeKind, tuple[bool, bool]]] = {
    "move": (True, True),
    "add": (False, True),
    "drop": (True, False),
    "order": (False, True),
}
"""Whether a kind of change names whose pairing ends, and whose begins."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change, with its people by number."""

    change: Change
    household: int
    old: int
    """Whose pairing ends, or NONE."""
    new: int
    """Whose pairing begins, or whose order is changed, or NONE."""

    @property
    def counts(self) -> bool:
        """Whether it is one that counts."""
        return self.change.kind != "order"

    @property
    def cadres(self) -> tuple[int, ...]:
        """Who is concerned."""
        return tuple(cadre for cadre in (self.old, self.new) if cadre != NONE)


def change_text(change: Change) -> Text:
    """Name a change."""
    return text("change {id}", id=shown(change.id))


def wrong(change: Change, said: Text) -> Text:
    """Say what is wrong with a change."""
    return text("{whose}: {said}.", whose=change_text(change), said=said)


@dataclass(frozen=True, eq=False)
class Changes:
    """All changes of a plan, and the roster on the day from which on they are made."""

    world: World
    steps: tuple[Step, ...]

    @cached_property
    def standing(self) -> Standing:
        """How today's pairings stand."""
        return Standing(self.world)

    @cached_property
    def helpers_today(self) -> dict[int, dict[int, Held]]:
        """Who helps the households that are named, or whose order is broken, and how."""
        named = numbers(sorted({step.household for step in self.steps}))
        return self.standing.of(once(np.concatenate([named, np.flatnonzero(self.standing.disordered)])))

    @cached_property
    def counted(self) -> tuple[Step, ...]:
        """The changes that count."""
        return tuple(step for step in self.steps if step.counts)

    @cached_property
    def touched(self) -> frozenset[int]:
        """The households with a change that counts."""
        return frozenset(step.household for step in self.counted)

    @cached_property
    def ended(self) -> Ties:
        """The pairs that end."""
        return _pairs((step.old, step.household) for step in self.counted)

    @cached_property
    def begun(self) -> Ties:
        """The pairs that begin."""
        return _pairs((step.new, step.household) for step in self.counted)

    @cached_property
    def after(self) -> World:
        """The same people with the pairs that the changes lead to."""
        today = self.world.today
        stays = today.where(~today.within(self.ended))
        return replace(self.world, today=stays.and_also(self.begun))

    @property
    def result(self) -> Ties:
        """The pairs that the changes lead to."""
        return self.after.today


def _pairs(pairs: Iterable[tuple[int, int]]) -> Ties:
    found = list(pairs)
    return Ties.of(numbers(cadre for cadre, _ in found), numbers(household for _, household in found))


# Who is meant --------------------------------------------------------------------------------------------------------


def read_changes(docket: Docket, world: World, plan: Plan) -> Changes | None:
    """Find everybody whom the changes name; None if somebody is not there, or a change has not the form of its kind."""
    steps = [_Reading(docket, world, change).step() for change in plan.changes]
    read = tuple(step for step in steps if step is not None)
    ids = Counter(change.id for change in plan.changes)
    single = docket.claim(
        all(count == 1 for count in ids.values()), lambda: text("Two changes of the plan have the same id.")
    )
    return Changes(world, read) if single and len(read) == len(steps) else None


@dataclass(frozen=True, eq=False)
class _Reading:
    docket: Docket
    world: World
    change: Change

    def step(self) -> Step | None:
        change, world = self.change, self.world
        in_form = self.docket.claim(
            (change.from_ is not None, change.to is not None) == ENDS[change.kind] and change.from_ != change.to,
            lambda: wrong(change, text("whose pairing ends and whose begins does not go with its kind")),
        )
        household = self._number(world.households, "household", change.subject)
        old, new = (self._number(world.cadres, "cadre", whose) for whose in (change.from_, change.to))
        if not in_form or household is None or household == NONE or old is None or new is None:
            return None
        return Step(change, household, old, new)

    def _number(self, register: Register, kind: str, subject: str | None) -> int | None:
        """Give the number of somebody; NONE for nobody, and None for somebody who is not there."""
        if subject is None:
            return NONE
        start, _, identity = subject.partition(":")
        found = register.numbers.get(identity) if start == kind else None
        self.docket.claim(
            found is not None,
            lambda: wrong(
                self.change,
                text("{subject} is no active cadre or household in scope of the roster", subject=shown(subject)),
            ),
        )
        return found


# Whether it can be done ----------------------------------------------------------------------------------------------


def check_application(docket: Docket, changes: Changes, plan: Plan) -> None:
    """Check that what ends counts and what begins does not, each once, from the plan’s date on, and all say why."""
    today, steps = changes.world.today, changes.steps
    old, new, household = (numbers(getattr(step, name) for step in steps) for name in ("old", "new", "household"))
    counts = np.array([step.counts for step in steps], np.bool_)
    codes = np.concatenate([code(old, household)[old != NONE], code(new, household)[new != NONE]])
    values, times = runs(np.sort(codes))
    twice = values[times > 1]
    for flags, said in (
        ((old != NONE) & ~today.has(old, household), text("the pairing that ends does not count")),
        ((new != NONE) & counts & today.has(new, household), text("the pairing that begins counts already")),
        (~counts & ~today.has(new, household), text("the pairing whose order changes does not count")),
        (among(code(old, household), twice) | among(code(new, household), twice), text("its pairing is changed twice")),
        (_flags(step.change.date != plan.effective for step in steps), text("its date is not the one of the plan")),
        (_flags(not _ends_well(changes, plan, step) for step in steps), text("it cannot last until the day it names")),
        (_flags(not spoken(step.change.reason) for step in steps), text("its reason is missing in a language")),
    ):
        docket.each(flags, lambda at, said=said: wrong(steps[at].change, said))  # type: ignore[misc]


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, np.bool_)


def spoken(reason: Text) -> bool:
    """Tell whether something is said in every language."""
    return all(reason.render(language).strip() for language in LANGUAGES)


def _ends_well(changes: Changes, plan: Plan, step: Step) -> bool:
    """Tell whether a pairing can last until the day that is named: its last day today, or before it begins again."""
    until, later = step.change.until, changes.standing.later.get((step.new, step.household))
    if until is None:
        return True
    if until < plan.effective or step.new == NONE:
        return False
    if not step.counts:
        held = changes.helpers_today[step.household].get(step.new)
        return held is not None and held.end == until
    if plan.mode == "undo":  # which brings back what had a last day
        return later is None or until < later
    return later is not None and until.toordinal() + 1 == later.toordinal()
