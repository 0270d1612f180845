"""All that a site shows, as of D, looked up by key: who there is, who is tied to whom, what was found about whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import polars as pl

from pairing import counting
from pairing.graph import node_name
from pairing.model.labels import PostingRole, Role
from viz.lists.lines import codes_are_made
from viz.ordering import places
from viz.villages import VillageLine, village_lines

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from pairing.model.finding import Finding
    from pairing.model.plan import Change
    from pairing.roster import NodeKind, Roster
    from viz.audience import Sight

Seen = TypeVar("Seen")
Turn = Literal["", "begins", "ends"]
"""What becomes of a pairing under a plan."""
ROLE_ORDER: Final = (Role.LEAD, Role.RESPONSIBLE, Role.PARTNER, Role.UNDECIDED)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit."""

    key: int
    id: str
    node: str
    """Its name as findings have it."""
    name: str


@dataclass(frozen=True, slots=True)
class Cadre:
    """A cadre who has not left; ``quota`` is None where this audience does not see it."""

    key: int
    id: str
    node: str
    name: str
    unit: int | None
    rank: str | None
    phone: str | None
    quota: int | None


@dataclass(frozen=True, slots=True)
class Household:
    """A household in scope."""

    key: int
    id: str
    node: str
    head: str
    village: int | None
    persons: int | None
    category: str | None
    cause: str | None
    difficulty: Decimal | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing that counts today, or that a plan would begin."""

    cadre: int
    household: int
    ordinal: int | None
    start: datetime.date | None
    end: datetime.date | None
    turn: Turn = ""


@dataclass(frozen=True, slots=True)
class Twinning:
    """A twinning in force."""

    unit: int
    village: int
    role: Role
    start: datetime.date | None
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Post:
    """A posting in force, or with ``role`` None a leader's link to a village."""

    cadre: int
    village: int
    role: PostingRole | None
    start: datetime.date | None
    end: datetime.date | None


@dataclass(frozen=True, slots=True, eq=False)
class Panorama:
    """Everything the pages draw. Mappings are in reading order; a missing key of a ``by`` mapping has nothing."""

    units: Mapping[int, Unit]
    villages: Mapping[int, VillageLine]
    cadres: Mapping[int, Cadre]
    households: Mapping[int, Household]
    pairings_by_cadre: Mapping[int, Sequence[Pairing]]
    pairings_by_household: Mapping[int, Sequence[Pairing]]
    twinnings_by_unit: Mapping[int, Sequence[Twinning]]
    twinnings_by_village: Mapping[int, Sequence[Twinning]]
    posts_by_cadre: Mapping[int, Sequence[Post]]
    posts_by_village: Mapping[int, Sequence[Post]]
    cadres_by_unit: Mapping[int, Sequence[int]]
    households_by_village: Mapping[int, Sequence[int]]
    findings: Mapping[str, Sequence[Finding]]
    """By the name of the node they are about."""
    begun_by_cadre: Mapping[int, Sequence[Pairing]]
    begun_by_household: Mapping[int, Sequence[Pairing]]
    """What a plan would begin."""
    changes: Mapping[int, Sequence[Change]]
    """What a plan changes, by household."""
    plans: bool
    """Whether the audience sees who is idle or over quota."""

    def load(self, cadre: int) -> int:
        """Count the households a cadre helps."""
        return len(self.pairings_by_cadre.get(cadre, ()))

    def load_after(self, cadre: int) -> int:
        """Count the households he would help with the plan."""
        return sum(tie.turn != "ends" for tie in self.ties_of_cadre(cadre))

    def helpers(self, household: int) -> int:
        """Count the cadres who help a household."""
        return len(self.pairings_by_household.get(household, ()))

    def helpers_after(self, household: int) -> int:
        """Count the cadres who would help it with the plan."""
        return sum(tie.turn != "ends" for tie in self.ties_of_household(household))

    def ties_of_cadre(self, cadre: int) -> tuple[Pairing, ...]:
        """Give his pairings, then those a plan would begin."""
        return (*self.pairings_by_cadre.get(cadre, ()), *self.begun_by_cadre.get(cadre, ()))

    def ties_of_household(self, household: int) -> tuple[Pairing, ...]:
        """Give its pairings, then those a plan would begin."""
        return (*self.pairings_by_household.get(household, ()), *self.begun_by_household.get(household, ()))

    def is_idle(self, cadre: int) -> bool:
        """Tell whether a cadre is expected to help and helps nobody."""
        return self.is_idle_with(cadre, self.load(cadre))

    def is_idle_with(self, cadre: int, load: int) -> bool:
        """Tell whether he would be with so many households."""
        return self.plans and not load and bool(self.cadres[cadre].quota)

    def over_quota(self, cadre: int, load: int) -> int:
        """Tell by how many households a load is more than his quota."""
        quota = self.cadres[cadre].quota
        return max(0, load - quota) if self.plans and quota else 0


def panorama(sight: Sight) -> Panorama:
    """Gather what a site shows, in one pass over each table."""
    roster = sight.roster
    turns = _turns(sight)
    pairings = _pairings(roster, turns.ending)
    twinnings = _seen(_ties(counting.active_twinnings(roster), "unit_key", "village_key", "role"), _twinning)
    posts = [
        *_seen(_ties(counting.counting_postings(roster), "cadre_key", "village_key", "role"), _post),
        *_seen(_ties(counting.counting_liaisons(roster), "cadre_key", "village_key"), _liaison),
    ]
    cadres, households = _cadres(sight), _households(roster)
    return Panorama(
        units={unit.key: unit for unit in _units(roster)},
        villages={village.key: village for village in village_lines(roster)},
        cadres={cadre.key: cadre for cadre in cadres},
        households={household.key: household for household in households},
        pairings_by_cadre=_by(pairings, lambda pairing: pairing.cadre),
        pairings_by_household=_by(pairings, lambda pairing: pairing.household),
        twinnings_by_unit=_by(twinnings, lambda twinning: twinning.unit),
        twinnings_by_village=_by(
            sorted(twinnings, key=lambda one: ROLE_ORDER.index(one.role)), lambda twinning: twinning.village
        ),
        posts_by_cadre=_by(posts, lambda post: post.cadre),
        posts_by_village=_by(posts, lambda post: post.village),
        cadres_by_unit=_keys_by((cadre.unit, cadre.key) for cadre in cadres),
        households_by_village=_keys_by((household.village, household.key) for household in households),
        findings=_findings_by_node(sight),
        begun_by_cadre=_by(turns.begun, lambda pairing: pairing.cadre),
        begun_by_household=_by(turns.begun, lambda pairing: pairing.household),
        changes=turns.changes,
        plans=sight.plans,
    )


def _units(roster: Roster) -> list[Unit]:
    frame = roster.units.with_columns(place=places(roster.units["id"])).sort("place")
    return _seen(frame.select("key", "id", _node("unit"), "name"), Unit)


def _cadres(sight: Sight) -> list[Cadre]:
    frame = counting.cadres_with_quota(sight.roster)
    if not sight.plans:
        frame = frame.with_columns(quota=pl.lit(None, dtype=pl.Int32))
    ordered = frame.with_columns(place=places(frame["name"], person=True)).sort("place", "key")
    return _seen(ordered.select("key", "id", _node("cadre"), "name", "unit_key", "rank", "phone", "quota"), Cadre)


def _households(roster: Roster) -> list[Household]:
    frame = counting.households_in_scope(roster)
    by = places(frame["head"], person=True) if codes_are_made(roster) else places(frame["id"])
    ordered = frame.with_columns(place=by).sort("place", "key")
    fields = ("head", "village_key", "persons", "category", "cause", "difficulty")
    return _seen(ordered.select("key", "id", _node("household"), *fields), Household)


def _node(kind: NodeKind) -> pl.Expr:
    return pl.concat_str(pl.lit(node_name(kind, "")), "id").alias("node")


def _pairings(roster: Roster, ending: frozenset[tuple[int, int]]) -> list[Pairing]:
    frame = counting.counting_pairings(roster).sort("ordinal", "start_date", "key", nulls_last=True)
    pairings = _seen(_ties(frame, "cadre_key", "household_key", "ordinal"), Pairing)
    if not ending:
        return pairings
    return [replace(tie, turn="ends") if (tie.cadre, tie.household) in ending else tie for tie in pairings]


@dataclass(frozen=True, slots=True)
class _Turns:
    """What a plan does, by keys. Somebody who is only supposed to join has no key, so he is not drawn."""

    ending: frozenset[tuple[int, int]] = frozenset()
    begun: Sequence[Pairing] = ()
    changes: Mapping[int, Sequence[Change]] = field(default_factory=dict)


def _turns(sight: Sight) -> _Turns:
    if sight.plan is None:
        return _Turns()
    cadres, households = (_keys(sight.roster, kind) for kind in ("cadre", "household"))
    ending, begun = set(), []
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for change in sight.plan.changes:
        home = households.get(change.subject)
        if home is None:
            continue
        changes[home].append(change)
        if change.kind == "order":
            continue
        if (one := cadres.get(change.from_ or "")) is not None:
            ending.add((one, home))
        if (one := cadres.get(change.to or "")) is not None:
            begun.append(Pairing(one, home, change.ordinal, change.date, change.until, "begins"))
    return _Turns(frozenset(ending), begun, dict(changes))


def _keys(roster: Roster, kind: Literal["cadre", "household"]) -> dict[str, int]:
    frame = roster.cadres if kind == "cadre" else roster.households
    return {node_name(kind, identity): key for identity, key in frame.select("id", "key").iter_rows()}


def _ties(frame: pl.DataFrame, *fields: str) -> pl.DataFrame:
    return frame.select(*fields, "start_date", "end_date")


def _twinning(unit: int, village: int, role: str | None, *dates: datetime.date | None) -> Twinning:
    return Twinning(unit, village, Role(role or Role.UNDECIDED), *dates)


def _post(cadre: int, village: int, role: str | None, *dates: datetime.date | None) -> Post:
    return Post(cadre, village, PostingRole(role or PostingRole.MEMBER), *dates)


def _liaison(cadre: int, village: int, *dates: datetime.date | None) -> Post:
    return Post(cadre, village, None, *dates)


def _seen(frame: pl.DataFrame, make: Callable[..., Seen]) -> list[Seen]:
    return [make(*row) for row in frame.iter_rows()]


def _by(rows: Iterable[Seen], key: Callable[[Seen], int]) -> dict[int, list[Seen]]:
    grouped: defaultdict[int, list[Seen]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return dict(grouped)


def _keys_by(pairs: Iterable[tuple[Any, int]]) -> dict[int, list[int]]:
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    for whole, part in pairs:
        if whole is not None:
            grouped[whole].append(part)
    return dict(grouped)


def _findings_by_node(sight: Sight) -> dict[str, list[Finding]]:
    grouped: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in sight.report.findings if sight.report else ():
        for subject in dict.fromkeys(finding.subjects):
            grouped[subject].append(finding)
    return {node: sorted(found, key=lambda one: one.rank) for node, found in grouped.items()}
