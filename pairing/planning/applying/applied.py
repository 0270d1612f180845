"""A plan applied to a roster: all of it or the part accepted, with the plan that undoes it (DESIGN §14)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.labels import ConstraintKind
from pairing.planning.applying.changed import PLAN_SOURCE, with_changes
from pairing.planning.applying.fitting import People, PlanError, check_fit
from pairing.planning.applying.inverse import inverse_of
from pairing.roster import Source, schema
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pairing.model.plan import Change, Decision, Plan, WhatIf
    from pairing.roster import Roster

MOST_LISTED: Final = 40
"""Changes that are listed where one is asked for that there is not."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a plan makes of a roster."""

    roster: Roster
    """With all rows there were; it is seen as of the same day as before."""
    undo: Plan
    """Applied to ``roster``, it brings back the pairings that were active on the day the plan begins."""
    accepted: tuple[str, ...]
    """Ids of the changes that were made, in the plan's order."""
    notes: tuple[Text, ...] = ()
    """What there is to say: that the roster is not the very one the plan was made from."""


def apply_plan(roster: Roster, plan: Plan, *, decisions: Mapping[str, Decision] | None = None) -> Applied:
    """Make the changes of a plan that are accepted; rows are ended and added, none is overwritten or deleted.

    ``decisions`` says of changes, by id, whether they are accepted; those it leaves out, and all without it, are
    accepted if they are among ``plan.accepted``. A roster that has changed since the plan was made will do where
    everybody in the changes has the same id and name and every household the same helpers; the result then says so.

    Raises PlanError for a plan of another roster, or of one that was only supposed; for one that does not fit, with
    every row that differs; and for decisions on changes that there are not.
    """
    decided = _decided(plan, decisions or {})
    changes = [change for change in plan.changes if decided[change.id] != "no"]
    rebased = plan.roster_sha256 != roster.sha256
    if rebased and plan.what_if:
        raise _only_supposed(plan.what_if)
    before = People(roster.at(plan.effective))
    check_fit(before, plan, changes, rebased=rebased)
    locked = {change.id for change in changes if decided[change.id] == "lock"}
    after = _with_pins(with_changes(roster, changes, plan.effective), changes, locked)
    return Applied(
        roster=after,
        undo=inverse_of(plan, changes, before.roster, People(after.at(plan.effective))),
        accepted=tuple(change.id for change in changes),
        notes=_notes(changes) if rebased else (),
    )


def _decided(plan: Plan, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """Give the decision on every change."""
    accepted = frozenset(plan.accepted)
    decided: dict[str, Decision] = {change.id: "yes" if change.id in accepted else "no" for change in plan.changes}
    check_known(plan, {*decisions, *accepted})
    return decided | dict(decisions)


def check_known(plan: Plan, ids: Collection[str]) -> None:
    """Raise PlanError when the plan has no change of one of these ids; those it has are listed."""
    known = [change.id for change in plan.changes]
    unknown = sorted(set(ids).difference(known))
    if unknown:
        raise PlanError(
            text(
                "The plan has no change {unknown}; it has these {count}: {known}.",
                unknown=_listed(unknown),
                count=len(known),
                known=_listed(known),
            )
        )


def _only_supposed(supposed: WhatIf) -> PlanError:
    settings = (f"{key}={value}" for key, value in supposed.settings.items())
    return PlanError(
        text(
            "The plan is of a roster that was only supposed ({supposed}), and this one is not so. Change the roster "
            "first and plan again.",
            supposed=", ".join((*supposed.without, *supposed.joining, *settings)),
        )
    )


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MOST_LISTED]) + (" …" if len(ids) > MOST_LISTED else "")


def _notes(changes: Sequence[Change]) -> tuple[Text, ...]:
    return (
        text(
            "The roster has changed since the plan was made, but not where the plan changes it: in each of the {count} "
            "changes everybody has the same name, and the household the same helpers.",
            count=len(changes),
        ),
    )


def _with_pins(roster: Roster, changes: Sequence[Change], locked: Collection[str]) -> Roster:
    """Make pins of the pairings that begin by these changes, unless they are pinned already."""
    wanted = [(n, c) for n, c in enumerate(changes, 1) if c.id in locked and c.to]
    if not wanted:
        return roster
    rows = [(n, c.to, c.subject, c.reason.render("zh")) for n, c in wanted]
    shape = {"row": pl.UInt32(), "cadre": pl.String(), "household": pl.String(), "reason": pl.String()}
    kind = pl.lit(ConstraintKind.PIN.value)
    pins = (
        pl.DataFrame(rows, schema=shape, orient="row")
        .with_columns(
            pl.col("cadre").str.strip_prefix("cadre:"), pl.col("household").str.strip_prefix("household:"), kind=kind
        )
        .join(roster.constraints.filter(pl.col("kind") == kind), on=("cadre", "household"), how="anti")
        .join(roster.cadres.select(cadre="id", cadre_key="key"), on="cadre", maintain_order="left")
        .join(roster.households.select(household="id", household_key="key"), on="household", maintain_order="left")
    )
    return _with_constraints(roster, pins)


def _with_constraints(roster: Roster, pins: pl.DataFrame) -> Roster:
    sources = roster.sources if roster.sources[-1].file == PLAN_SOURCE else (*roster.sources, Source(PLAN_SOURCE))
    first = roster.constraints.height
    numbered = pins.with_columns(key=pl.int_range(first, first + pl.len()), source=pl.lit(len(sources) - 1))
    added = numbered.select(pl.col(name).cast(dtype) for name, dtype in schema("constraints").items())
    tables = {**roster.tables, "constraints": pl.concat([roster.constraints, added])}
    return dataclasses.replace(roster, tables=tables, sources=sources, absent=roster.absent - {"constraints"})
