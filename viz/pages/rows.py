"""Rows of the tables that pages share: villages, households, cadres. They say what the pictures show, and more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from viz.pages.details import cadre_end, cadre_state, day_of, household_end, household_state, post_relation
from viz.pages.goal import Goal, goal_at
from viz.pages.page import Link
from viz.wording import ordinal_text

if TYPE_CHECKING:
    from viz.pages.atlas import Atlas
    from viz.pages.details import End
    from viz.pages.panorama import Pairing
    from viz.words import Words


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village."""

    node: str
    goal: Goal
    name: str
    place: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    partners: tuple[str, ...]
    units: int
    cadres: int
    households: int
    persons: int
    helpers_per_household: str
    uncovered: int


class TieView(NamedTuple):
    """The other end of a pairing, in which order and since when; or what a plan makes of it."""

    name: str
    goal: Goal
    place: str
    ordinal: Words
    since: str
    turn: str
    """``begins``, ``ends`` or empty."""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household and who helps it."""

    node: str
    goal: Goal
    head: str
    persons: str
    helpers: tuple[TieView, ...]
    state: Words
    mark: str


@dataclass(frozen=True, slots=True)
class CadreRow:
    """A cadre and whom he helps."""

    node: str
    goal: Goal
    name: str
    unit: Link | None
    rank: str
    posts: tuple[Words, ...]
    load: str
    households: tuple[TieView, ...]
    state: Words
    mark: str


def village_row(atlas: Atlas, key: int) -> VillageRow:
    """Tell of a village in one line."""
    village = atlas.panorama.villages[key]
    ratio = village.helpers_per_household
    return VillageRow(
        node=village.node,
        goal=Goal(atlas.page_of_village[key]),
        name=village.name,
        place=village.place,
        lead=village.lead,
        responsible=village.responsible,
        partners=village.partners,
        units=village.units,
        cadres=village.cadres,
        households=village.households,
        persons=village.persons,
        helpers_per_household="—" if ratio is None else f"{ratio:.2f}",
        uncovered=village.uncovered,
    )


def household_row(atlas: Atlas, key: int, page: str) -> HouseholdRow:
    """Tell of a household in a line of a page."""
    seen = atlas.panorama
    home = seen.households[key]
    state, mark = household_state(atlas, key)
    return HouseholdRow(
        node=home.node,
        goal=Goal(page, home.node),
        head=home.head,
        persons=str(home.persons or ""),
        helpers=tuple(_tie(atlas, tie, cadre_end(atlas, tie.cadre, page)) for tie in seen.ties_of_household(key)),
        state=atlas.say(state) if state and mark == "gap" else "",
        mark=mark,
    )


def cadre_row(atlas: Atlas, key: int, page: str, village: int | None = None) -> CadreRow:
    """Tell of a cadre in a line of a page; of a village's page, with his post there."""
    seen = atlas.panorama
    cadre = seen.cadres[key]
    state, mark = cadre_state(atlas, key)
    return CadreRow(
        node=cadre.node,
        goal=Goal(page, cadre.node),
        name=cadre.name,
        unit=None if cadre.unit is None else Link(seen.units[cadre.unit].name, Goal(atlas.page_of_unit[cadre.unit])),
        rank=cadre.rank or "",
        posts=_posts(atlas, key, village),
        load=str(seen.load(key)) if cadre.quota is None else f"{seen.load(key)} ÷ {cadre.quota}",
        households=tuple(_tie(atlas, tie, household_end(atlas, tie.household)) for tie in seen.ties_of_cadre(key)),
        state=atlas.say(state) if state else "",
        mark=mark,
    )


def _posts(atlas: Atlas, cadre: int, village: int | None) -> tuple[Words, ...]:
    posts = atlas.panorama.posts_by_cadre.get(cadre, ())
    return tuple(post_relation(atlas, post) for post in posts if post.village == village)


def _tie(atlas: Atlas, tie: Pairing, end: End) -> TieView:
    ordinal = atlas.say(ordinal_text(tie.ordinal)) if tie.ordinal and tie.ordinal > 1 else ""
    return TieView(end.name, goal_at(end.page, end.node), end.note, ordinal, day_of(tie.start), tie.turn)
