"""What a plan says of its changes: who is who, who helps today, what hangs on one alone, and which belong together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.model.plan import NaturalKey
from pairing.text import text
from pairing.verification.arrays import NONE, numbers
from pairing.verification.changes import wrong
from pairing.verification.division import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.changes import Changes, Step
    from pairing.verification.verdict import Docket
    from pairing.verification.world import Register, World

ALONE: Final = 1


def check_facts(docket: Docket, changes: Changes) -> None:
    """Check the names of all whom changes name, and who helps each household today."""
    names, today = _Names(changes.world), changes.helpers_today
    ids = changes.world.cadres.ids
    for step in changes.steps:
        change = step.change
        keys = tuple(sorted(change.keys, key=lambda key: key.subject))
        docket.claim(
            keys == tuple(sorted(names.keys(step), key=lambda key: key.subject)),
            lambda change=change: wrong(change, text("its people are not those of the roster, by name and place")),  # type: ignore[misc]
        )
        helpers = tuple(f"cadre:{ids[cadre]}" for cadre in sorted(today[step.household]))
        docket.claim(
            change.helpers == helpers,
            lambda change=change: wrong(change, text("the helpers of its household today are others")),  # type: ignore[misc]
        )


@dataclass(frozen=True, eq=False)
class _Names:
    world: World

    def keys(self, step: Step) -> Iterator[NaturalKey]:
        """Give the natural keys of a household and its cadres."""
        world = self.world
        yield _key("household", world.households, step.household, self._heads, self._villages)
        for cadre in step.cadres:
            yield _key("cadre", world.cadres, cadre, self._cadres, self._units)

    @cached_property
    def _heads(self) -> list[str | None]:
        return list(self.world.households.rows["head"])

    @cached_property
    def _cadres(self) -> list[str | None]:
        return list(self.world.cadres.rows["name"])

    @cached_property
    def _villages(self) -> list[str | None]:
        return _places(self.world.villages, self.world.village)

    @cached_property
    def _units(self) -> list[str | None]:
        return _places(self.world.units, self.world.unit)


def _key(
    kind: str, register: Register, number: int, names: Sequence[str | None], places: Sequence[str | None]
) -> NaturalKey:
    return NaturalKey(subject=f"{kind}:{register.ids[number]}", name=names[number], place=places[number])


def _places(register: Register, of: Numbers) -> list[str | None]:
    names = [*register.rows["name"], None]  # the last is that of no place
    return [names[place] for place in of.tolist()]


# What hangs on one alone ---------------------------------------------------------------------------------------------


def check_forced(docket: Docket, changes: Changes) -> None:
    """Check of each change whether rejecting it alone leaves a gap or an error that would not be there otherwise."""
    forced = _forced(changes)
    claimed = np.array([step.change.forced for step in changes.steps], np.bool_)
    docket.each(
        claimed & ~forced,
        lambda at: wrong(changes.steps[at].change, text("it is said to be forced, and rejecting it leaves no gap")),
    )
    docket.each(
        ~claimed & forced,
        lambda at: wrong(changes.steps[at].change, text("rejecting it leaves a gap, and it is not said to be forced")),
    )


def _forced(changes: Changes) -> Flags:
    """Tell which changes end an excluded pair, begin a pinned one, cover a household or occupy an idle cadre."""
    world, after = changes.world, changes.after
    old, new, household = (numbers(getattr(s, name) for s in changes.steps) for name in ("old", "new", "household"))
    counts = np.array([step.counts for step in changes.steps], np.bool_)
    begins, ends = counts & (new != NONE), counts & (old != NONE)
    idle = begins & (after.loads_today[new] == ALONE) & world.expected[new] & world.everyone
    bare = begins & ~ends & (after.helpers_today[household] == ALONE)
    ended = ends & world.excluded.has(old, household)
    pinned = begins & world.pinned.has(new, household)
    found: Flags = idle | bare | ended | pinned
    return found


# Which belong together -----------------------------------------------------------------------------------------------


def check_groups(docket: Docket, changes: Changes) -> None:
    """Check that the changes of a group share cadres or households, directly or by others, and no two groups do.

    A change that shares nothing has no group; a new order has that of its household's changes.
    """
    labels = _labels(changes)
    members = np.bincount(labels, minlength=1)
    known: dict[int, str] = {}
    for step, label in zip(changes.counted, labels.tolist(), strict=True):
        group = step.change.group
        alone = members[label] == ALONE
        docket.claim(
            group is None if alone else group is not None and known.setdefault(label, group) == group,
            lambda step=step: wrong(step.change, text("its group is not that of the changes it belongs with")),  # type: ignore[misc]
        )
    docket.claim(
        len(set(known.values())) == len(known),
        lambda: text("Changes that have nothing to do with each other are in one group."),
    )
    of_household = {step.household: step.change.group for step in changes.counted}
    for step in changes.steps:
        docket.claim(
            step.counts or step.change.group == of_household.get(step.household),
            lambda step=step: wrong(step.change, text("its group is not that of its household’s changes")),  # type: ignore[misc]
        )


def _labels(changes: Changes) -> Numbers:
    """Label the changes that count alike just if cadres and households join them."""
    steps = changes.counted
    households, cadres = len(changes.world.households), len(changes.world.cadres)
    pairs = [(step.household, households + cadre) for step in steps for cadre in step.cadres]
    left, right = numbers(a for a, _ in pairs), numbers(b for _, b in pairs)
    label = joined(households + cadres, left, right)
    return label[numbers(step.household for step in steps)]
