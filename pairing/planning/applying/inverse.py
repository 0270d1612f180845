"""The inverse of a plan: applied to the result on the same day, it gives the active pairings that there were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pairing.counting import counting_pairings
from pairing.model.plan import Counts, Plan
from pairing.planning.applying.fitting import pairs_of, subjects_of
from pairing.text import text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pairing.model.plan import Change
    from pairing.planning.applying.fitting import Pair, People
    from pairing.roster import Roster

    Term = tuple[int | None, dt.date | None]
    """顺序 and the last day of a pairing."""


def inverse_of(plan: Plan, changes: Sequence[Change], before: Roster, after: People) -> Plan:
    """Give the plan that undoes changes made in ``before``; ``after`` is the result, both on the day they begin.

    A change keeps its number. Pins that were set with a change stay: a plan knows pairings only.
    """
    terms = _terms(before)
    undoing = tuple(_undoing(change, terms, after) for change in changes)
    counted = sum(change.kind != "order" for change in undoing)
    return Plan(
        roster_sha256=after.roster.sha256,
        as_of=plan.as_of,
        effective=plan.effective,
        mode="undo",
        goal=plan.goal,
        seed=plan.seed,
        solver="inverse",
        status="inverse",
        changes=undoing,
        accepted=tuple(change.id for change in undoing),
        counts=Counts(gaps_only=counted, full=counted),
    )


def _terms(roster: Roster) -> Mapping[Pair, Term]:
    """Give what is to be had again of each pair that counts."""
    rows = counting_pairings(roster).unique(("cadre_key", "household_key"), keep="first", maintain_order=True)
    terms = rows.select(pl.col("ordinal"), pl.col("end_date")).iter_rows()
    return dict(zip(pairs_of(rows), terms, strict=True))


def _undoing(change: Change, terms: Mapping[Pair, Term], after: People) -> Change:
    begins, ends = (change.to, None) if change.kind == "order" else (change.from_, change.to)
    ordinal, until = terms.get((begins or "", change.subject), (None, None))
    kinds = {"move": "move", "add": "drop", "drop": "add", "order": "order"}
    return change.model_copy(
        update={
            "kind": kinds[change.kind],
            "from_": ends,
            "to": begins,
            "ordinal": ordinal,
            "until": until,
            "forced": False,
            "reason": text("Undoes change {id}: {reason}", id=change.id, reason=change.reason),
            "helpers": after.helpers.get(change.subject, ()),
            "keys": tuple(after.keys[subject] for subject in subjects_of(change)),
        }
    )
