"""What accepting only a part of a plan leaves: gaps that the whole plan closes, and changes that belong together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import polars as pl

from pairing.counting import counting_pairings, expected_cadres, households_in_scope
from pairing.graph import node_name
from pairing.model.labels import CadreList, ConstraintKind, Participation
from pairing.planning.applying.changed import with_changes
from pairing.planning.applying.fitting import Pair, pairs_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pairing.model.plan import Change, Plan
    from pairing.roster import NodeKind, Roster


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is open on a roster's date, by subjects."""

    uncovered: frozenset[str] = frozenset()
    """Households nobody helps (C201)."""
    idle: frozenset[str] = frozenset()
    """Cadres who should help and do not (C202); nobody under 按需, nor where only helpers are listed."""
    excluded: frozenset[Pair] = frozenset()
    """Pairings in force that are excluded (C210)."""
    unpinned: frozenset[Pair] = frozenset()
    """Pins not in force (C211)."""
    crowded: frozenset[str] = frozenset()
    """Households with more helpers than the policy, or than are pinned to them (C205)."""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def beyond(self, other: Gaps) -> Gaps:
        """Give what is open here and not there."""
        return Gaps(
            self.uncovered - other.uncovered,
            self.idle - other.idle,
            self.excluded - other.excluded,
            self.unpinned - other.unpinned,
            self.crowded - other.crowded,
        )


@dataclass(frozen=True, slots=True)
class Split:
    """A group of changes of which only some are made, though they belong together."""

    group: str
    made: tuple[Change, ...]
    left: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """What a part of a plan leaves that the whole would not."""

    made: int
    """How many changes are made."""
    of: int
    gaps: Gaps
    """Those that the result has and the whole plan's has not."""
    split: tuple[Split, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether all changes are made."""
        return self.made == self.of


def partial_of(roster: Roster, plan: Plan, result: Roster, accepted: Collection[str]) -> Partial:
    """Compare what a part of a plan makes of a roster with what all of it would.

    ``result`` is that part applied to ``roster``; both are looked at on the day the plan begins.
    """
    chosen = set(accepted)
    if len(chosen) == len(plan.changes):
        return Partial(len(chosen), len(chosen), Gaps(), ())
    whole = with_changes(roster, plan.changes, plan.effective)
    gaps = gaps_of(result.at(plan.effective)).beyond(gaps_of(whole.at(plan.effective)))
    return Partial(len(chosen), len(plan.changes), gaps, splits_of(plan, chosen))


def splits_of(plan: Plan, accepted: Collection[str]) -> tuple[Split, ...]:
    """Find the groups of which some changes are accepted and others are not."""
    groups: dict[str, list[Change]] = {}
    for change in plan.changes:
        if change.group:
            groups.setdefault(change.group, []).append(change)
    found = (
        Split(name, tuple(c for c in changes if c.id in accepted), tuple(c for c in changes if c.id not in accepted))
        for name, changes in groups.items()
    )
    return tuple(split for split in found if split.made and split.left)


def gaps_of(roster: Roster) -> Gaps:
    """Find what is open on a roster's date."""
    counting = counting_pairings(roster)
    helped = counting.select(key="household_key")
    pairs = frozenset(pairs_of(counting))
    excluded = _constrained(roster, ConstraintKind.EXCLUSION)
    return Gaps(
        uncovered=_subjects("household", households_in_scope(roster).join(helped, on="key", how="anti")),
        idle=_idle(roster, counting),
        excluded=excluded & pairs,
        unpinned=_constrained(roster, ConstraintKind.PIN) - excluded - pairs,
        crowded=_crowded(roster, counting),
    )


def _subjects(kind: NodeKind, rows: pl.DataFrame) -> frozenset[str]:
    return frozenset(node_name(kind, identity) for identity in rows["id"])


def _constrained(roster: Roster, kind: ConstraintKind) -> frozenset[Pair]:
    """Give the pairs of one kind of constraint, of households in scope."""
    households = households_in_scope(roster).select(household_key="key")
    rows = roster.constraints.filter(pl.col("kind") == kind.value)
    return frozenset(pairs_of(rows.join(households, on="household_key", how="semi")))


def _idle(roster: Roster, counting: pl.DataFrame) -> frozenset[str]:
    settings = roster.settings
    if settings.participation is not Participation.ALL or settings.cadre_list is CadreList.HELPERS_ONLY:
        return frozenset()
    busy = counting.select(key="cadre_key")
    return _subjects("cadre", expected_cadres(roster).join(busy, on="key", how="anti"))


def _crowded(roster: Roster, counting: pl.DataFrame) -> frozenset[str]:
    """Find households with more helpers than the policy, where their pins do not make them so many."""
    pins = roster.constraints.filter(pl.col("kind") == ConstraintKind.PIN.value)
    pinned = pins.group_by("household").agg(pinned=pl.col("cadre").n_unique())
    most = pl.max_horizontal(pl.lit(roster.settings.helpers_per_household), pl.col("pinned").fill_null(0))
    helped = counting.group_by("household").agg(helpers=pl.col("cadre").n_unique())
    crowded = helped.join(pinned, on="household", how="left").filter(pl.col("helpers") > most)
    return _subjects("household", crowded.rename({"household": "id"}))
