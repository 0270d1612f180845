"""All that a site shows, as of D, looked up by key: who there is, who is tied to whom, what was found about whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

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
    from pairing.roster import NodeKind, Roster
    from viz.audience import Sight

Seen = TypeVar("Seen")
ROLE_ORDER: Final = (Role.LEAD, Role.RESPONSIBLE, Role.PARTNER, Role.UNDECIDED)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit."""

    key: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Cadre:
    """A cadre who has not left; ``quota`` is None where this audience does not see it."""

    key: int
    id: str
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
    head: str
    village: int | None
    persons: int | None
    category: str | None
    cause: str | None
    difficulty: Decimal | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing that counts."""

    cadre: int
    household: int
    ordinal: int | None
    start: datetime.date | None
    end: datetime.date | None


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
    plans: bool
    """Whether the audience sees who is idle or over quota."""

    def load(self, cadre: int) -> int:
        """Count the households a cadre helps."""
        return len(self.pairings_by_cadre.get(cadre, ()))

    def is_idle(self, cadre: int) -> bool:
        """Tell whether a cadre is expected to help and helps nobody."""
        return self.plans and not self.load(cadre) and bool(self.cadres[cadre].quota)

    def is_overloaded(self, cadre: int) -> bool:
        """Tell whether a cadre helps more households than his quota."""
        quota = self.cadres[cadre].quota
        return self.plans and quota is not None and quota > 0 and self.load(cadre) > quota


def node_of(kind: NodeKind, seen: Unit | Cadre | Household | VillageLine) -> str:
    """Name a node as findings do."""
    return node_name(kind, seen.id)


def panorama(sight: Sight) -> Panorama:
    """Gather what a site shows, in one pass over each table."""
    roster = sight.roster
    pairings = _pairings(roster)
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
        plans=sight.plans,
    )


def _units(roster: Roster) -> list[Unit]:
    frame = roster.units.with_columns(place=places(roster.units["id"])).sort("place")
    return _seen(frame.select("key", "id", "name"), Unit)


def _cadres(sight: Sight) -> list[Cadre]:
    frame = counting.cadres_with_quota(sight.roster)
    if not sight.plans:
        frame = frame.with_columns(quota=pl.lit(None, dtype=pl.Int32))
    ordered = frame.with_columns(place=places(frame["name"], person=True)).sort("place", "key")
    return _seen(ordered.select("key", "id", "name", "unit_key", "rank", "phone", "quota"), Cadre)


def _households(roster: Roster) -> list[Household]:
    frame = counting.households_in_scope(roster)
    by = places(frame["head"], person=True) if codes_are_made(roster) else places(frame["id"])
    ordered = frame.with_columns(place=by).sort("place", "key")
    fields = ("key", "id", "head", "village_key", "persons", "category", "cause", "difficulty")
    return _seen(ordered.select(fields), Household)


def _pairings(roster: Roster) -> list[Pairing]:
    frame = counting.counting_pairings(roster).sort("ordinal", "start_date", "key", nulls_last=True)
    return _seen(_ties(frame, "cadre_key", "household_key", "ordinal"), Pairing)


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
    return {node: sorted(found, key=lambda one: (one.severity.weight, one.code)) for node, found in grouped.items()}
