"""The pages of villages and of units: facts, what to do there, the picture, and the tables that say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from viz.pages.details import remark_of
from viz.pages.goal import INDEX, Goal
from viz.pages.page import Link, Page, home_of
from viz.pages.rows import CadreRow, HouseholdRow, VillageRow, cadre_row, household_row, village_row
from viz.pages.scenes import unit_cast, unit_scene, village_cast, village_scene

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.finding import Finding
    from pairing.model.plan import Change
    from viz.pages.atlas import Atlas
    from viz.pages.scene import Detail, Remark
    from viz.pages.scenes import Cast
    from viz.words import Words

MOST_REMARKS: Final = 200
"""The most findings a place's page lists; the pages of findings have them all."""


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A finding about somebody on the page, or about the place."""

    remark: Remark
    goal: Goal


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What a plan changes here."""

    household: str
    before: str
    after: str
    reason: Words
    goal: Goal


@dataclass(frozen=True, slots=True)
class PlaceBody:
    """A village or a unit."""

    kind: str
    """``village`` or ``unit``."""
    about: Detail
    """As its panel tells it: facts and ties."""
    remarks: tuple[RemarkView, ...]
    more_remarks: int
    changes: tuple[ChangeView, ...]
    villages: tuple[VillageRow, ...]
    households: tuple[HouseholdRow, ...]
    cadres: tuple[CadreRow, ...]


def village_page(atlas: Atlas, key: int) -> Page:
    """Make the page of a village."""
    village, page = atlas.panorama.villages[key], atlas.page_of_village[key]
    cast = village_cast(atlas, key)
    scene = village_scene(atlas, key, cast)
    remarks = _remarks(atlas, village.node, cast, page)
    body = PlaceBody(
        kind="village",
        about=scene.details[village.node],
        remarks=remarks[:MOST_REMARKS],
        more_remarks=max(0, len(remarks) - MOST_REMARKS),
        changes=_changes(atlas, cast.households),
        villages=(),
        households=tuple(household_row(atlas, home, page) for home in cast.households),
        cadres=tuple(cadre_row(atlas, cadre, page, key) for cadre in cast.cadres),
    )
    return Page(page, village.name, "place.html", body, _trail(atlas, key), scene)


def unit_page(atlas: Atlas, key: int) -> Page:
    """Make the page of a unit."""
    seen = atlas.panorama
    unit, page = seen.units[key], atlas.page_of_unit[key]
    cast = unit_cast(atlas, key)
    scene = unit_scene(atlas, key, cast)
    remarks = _remarks(atlas, unit.node, cast, page)
    body = PlaceBody(
        kind="unit",
        about=scene.details[unit.node],
        remarks=remarks[:MOST_REMARKS],
        more_remarks=max(0, len(remarks) - MOST_REMARKS),
        changes=_changes(atlas, cast.households),
        villages=tuple(
            village_row(atlas, village)
            for village in dict.fromkeys(tie.village for tie in seen.twinnings_by_unit.get(key, ()))
        ),
        households=(),
        cadres=tuple(cadre_row(atlas, cadre, page) for cadre in cast.cadres),
    )
    return Page(page, unit.name, "place.html", body, (home_of(atlas),), scene)


def _trail(atlas: Atlas, village: int) -> tuple[Link, ...]:
    home = home_of(atlas)
    area = next((area for area in atlas.areas if village in area.villages), None)
    if area is None or area.page == INDEX:
        return (home,)
    return home, Link(area.name, Goal(area.page))


def _remarks(atlas: Atlas, place: str, cast: Cast, page: str) -> tuple[RemarkView, ...]:
    """Give what was found about the place and those on its page, errors first, each finding once."""
    seen = atlas.panorama
    nodes = [
        place,
        *(seen.households[home].node for home in cast.households),
        *(seen.cadres[cadre].node for cadre in cast.cadres),
    ]
    found: dict[int, tuple[Finding, str]] = {}
    for node in nodes:
        for finding in seen.findings.get(node, ()):
            found.setdefault(id(finding), (finding, node))
    ordered = sorted(found.values(), key=lambda one: one[0].rank)
    return tuple(RemarkView(remark_of(atlas, finding), Goal(page, node)) for finding, node in ordered)


def _changes(atlas: Atlas, homes: Iterable[int]) -> tuple[ChangeView, ...]:
    seen = atlas.panorama
    return tuple(_change(atlas, home, change) for home in homes for change in seen.changes.get(home, ()))


def _change(atlas: Atlas, home: int, change: Change) -> ChangeView:
    names = {key.subject: key.name or key.subject.partition(":")[2] for key in change.keys}
    return ChangeView(
        household=atlas.panorama.households[home].head,
        before=names.get(change.from_ or "", "—"),
        after=names.get(change.to or "", "—"),
        reason=atlas.say(change.reason),
        goal=Goal("plan", f"change:{change.id}"),
    )
