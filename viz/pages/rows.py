"""Rows of the tables that pages share: villages, households, cadres. They say what the pictures show, and more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pairing.model.labels import label_text
from pairing.text import text
from viz.pages.details import cadre_state, household_state
from viz.pages.goal import Goal, goal_at
from viz.pages.page import Link
from viz.pages.panorama import node_of
from viz.wording import ordinal_text

if TYPE_CHECKING:
    from viz.pages.atlas import Atlas
    from viz.pages.panorama import Pairing
    from viz.pages.words import Words


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


@dataclass(frozen=True, slots=True)
class TieView:
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
    node, ratio = node_of("village", village), village.helpers_per_household
    return VillageRow(
        node=node,
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
    node = node_of("household", home)
    state, mark = household_state(atlas, key)
    ties = (*seen.pairings_by_household.get(key, ()), *seen.begun_by_household.get(key, ()))
    return HouseholdRow(
        node=node,
        goal=Goal(page, node),
        head=home.head,
        persons=str(home.persons or ""),
        helpers=tuple(_helper(atlas, tie, page) for tie in ties),
        state=atlas.say(state) if state and mark == "gap" else "",
        mark=mark,
    )


def cadre_row(atlas: Atlas, key: int, page: str, village: int | None = None) -> CadreRow:
    """Tell of a cadre in a line of a page; of a village's page, with his post there."""
    seen = atlas.panorama
    cadre = seen.cadres[key]
    node = node_of("cadre", cadre)
    state, mark = cadre_state(atlas, key)
    ties = (*seen.pairings_by_cadre.get(key, ()), *seen.begun_by_cadre.get(key, ()))
    return CadreRow(
        node=node,
        goal=Goal(page, node),
        name=cadre.name,
        unit=None if cadre.unit is None else Link(seen.units[cadre.unit].name, Goal(atlas.page_of_unit[cadre.unit])),
        rank=cadre.rank or "",
        posts=_posts(atlas, key, village),
        load=str(seen.load(key)) if cadre.quota is None else f"{seen.load(key)} ÷ {cadre.quota}",
        households=tuple(_helped(atlas, tie) for tie in ties),
        state=atlas.say(state) if state else "",
        mark=mark,
    )


def _posts(atlas: Atlas, cadre: int, village: int | None) -> tuple[Words, ...]:
    posts = [post for post in atlas.panorama.posts_by_cadre.get(cadre, ()) if post.village == village]
    return tuple(
        atlas.say(text("linked leader")) if post.role is None else atlas.both(partial(label_text, post.role))
        for post in posts
    )


def _helper(atlas: Atlas, tie: Pairing, page: str) -> TieView:
    seen = atlas.panorama
    cadre = seen.cadres[tie.cadre]
    unit = "" if cadre.unit is None else seen.units[cadre.unit].name
    return _tie(atlas, tie, cadre.name, Goal(page, node_of("cadre", cadre)), unit)


def _helped(atlas: Atlas, tie: Pairing) -> TieView:
    seen = atlas.panorama
    home = seen.households[tie.household]
    village = "" if home.village is None else seen.villages[home.village].name
    goal = goal_at(atlas.page_of_household(tie.household), node_of("household", home))
    return _tie(atlas, tie, home.head, goal, village)


def _tie(atlas: Atlas, tie: Pairing, name: str, goal: Goal, place: str) -> TieView:
    ordinal = atlas.say(ordinal_text(tie.ordinal)) if tie.ordinal and tie.ordinal > 1 else ""
    return TieView(name, goal, place, ordinal, tie.start.isoformat() if tie.start else "", tie.turn)
