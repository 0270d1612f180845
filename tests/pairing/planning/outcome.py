"""What a plan leads to, read off its changes alone, and what is wrong with them: no code of the planner's is used."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.pairing.planning.office import bare
from tests.pairing.planning.result import changes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pairing.model.plan import Change, Plan
    from tests.pairing.balance.brute import Pair
    from tests.pairing.planning.areas import Desk
    from tests.pairing.planning.result import Office


def pairs_after(office: Office, plan: Plan) -> set[Pair]:
    """Make the changes of a plan to the pairs that count today."""
    pairs = set(office.counting)
    for change in plan.counted:
        household = bare(change.subject)
        if change.from_ is not None:
            pairs.remove((bare(change.from_), household))
        if change.to is not None:
            assert (bare(change.to), household) not in pairs, change
            pairs.add((bare(change.to), household))
    return pairs


def of_area(plan: Plan, desk: Desk) -> Plan:
    """Give the part of a plan for several areas that is about one of them."""
    changes = tuple(change for change in plan.changes if bare(change.subject) in desk.area.households)
    return plan.model_copy(update={"changes": changes, "accepted": tuple(change.id for change in changes)})


def misshapen(office: Office, plan: Plan) -> Iterator[str]:
    """Say which changes are not as a plan writes them: kinds, helpers before, as few as can be."""
    if len({change.id for change in plan.changes}) < len(plan.changes):
        yield "an id is there twice"
    if plan.accepted != tuple(change.id for change in plan.changes):
        yield "not all are accepted at first"
    by_household: dict[str, list[Change]] = defaultdict(list)
    for change in plan.changes:
        by_household[bare(change.subject)].append(change)
        if not _fits_its_kind(change):
            yield f"not what its kind says: {change}"
        if change.date != plan.effective:
            yield f"another day: {change}"
    after = pairs_after(office, plan)
    for household, changes in by_household.items():
        yield from _unlike(office, household, changes, {c for c, h in after if h == household})


def _fits_its_kind(change: Change) -> bool:
    both = change.from_ is not None, change.to is not None
    return (
        both == {"move": (True, True), "add": (False, True), "drop": (True, False), "order": (False, True)}[change.kind]
    )


def _unlike(office: Office, household: str, changes: list[Change], after: set[str]) -> Iterator[str]:
    before = set(office.before(household))
    if any(change.helpers != tuple(f"cadre:{c}" for c in sorted(before)) for change in changes):
        yield f"helpers before: {household} {changes[0].helpers}, but {sorted(before)}"
    counted = [change for change in changes if change.kind != "order"]
    if len(counted) != changes_of(before, after):
        yield f"more changes than it takes: {counted}"
    if {change.kind for change in counted} >= {"add", "drop"}:
        yield f"an add and a drop are a move: {counted}"


def misordered(office: Office, plan: Plan) -> Iterator[str]:
    """Say where the order of helpers (顺序) is not what it should be, or is changed without need."""
    after = pairs_after(office, plan)
    asked = {(bare(change.to), bare(change.subject)): change for change in plan.changes if change.to}
    touched = {bare(change.subject) for change in plan.changes}
    found = {pair: asked[pair].ordinal if pair in asked else office.ordinal(pair) for pair in after}
    for household in office.scope:
        mine = {c: found[c, household] for c, h in after if h == household}
        was = {c: office.ordinal((c, household)) for c in office.before(household)}
        disordered = len(was) > 1 and list(was.values()).count(1) != 1
        if office.ordered and len(mine) > 1 and (household in touched or disordered):
            rightly = _rightly(mine, was, {c: office.standing((c, household)) for c in mine})
            if not _alike(mine, rightly):
                yield f"order of {household}: {mine}, not {rightly}; was {was}"
        elif mine != {c: was.get(c) for c in mine}:
            yield f"order of {household}: {mine}, was {was}"
    for pair, change in asked.items():
        if change.kind == "order" and (pair not in office.counting or change.ordinal == office.ordinal(pair)):
            yield f"changes no order: {change}"


Ordinals = dict[str, int | None]


def _rightly(mine: Ordinals, was: Ordinals, standing: Mapping[str, tuple[object, ...]]) -> Ordinals:
    """Say what the order should be; of those that take the next free number, in the order of ids."""
    kept = [c for c in mine if was.get(c) == 1]
    first = min(kept or mine, key=lambda c: standing[c])
    settled = {c: was[c] for c in mine if c in was and was[c] != 1 and c != first}
    free = (number for number in range(2, 99) if number not in settled.values())
    return {first: 1, **settled, **{c: next(free) for c in sorted(mine) if c != first and c not in settled}}


def _alike(mine: Ordinals, rightly: Ordinals) -> bool:
    """Tell whether the first is the same, and the numbers are."""
    firsts = [c for c, number in mine.items() if number == 1]
    return firsts == [c for c, number in rightly.items() if number == 1] and sorted(map(str, mine.values())) == sorted(
        map(str, rightly.values())
    )
