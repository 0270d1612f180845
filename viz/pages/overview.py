"""The overview: totals and coverage, what to do, balance and plan in a nutshell, the villages, their 1+1 picture.

A roster of more villages than one picture can draw has an overview of counties, and a page for each county.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.figures import figures, percent_covered, sight_coverage
from viz.pages.goal import INDEX, Goal
from viz.pages.page import Link, Page, has_findings, home_of
from viz.pages.rows import VillageRow, village_row
from viz.pages.scenes import area_scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viz.audience import Sight
    from viz.figures import Figure
    from viz.pages.atlas import Area, Atlas
    from viz.pages.balance import BalanceBody
    from viz.pages.findings import Action
    from viz.pages.plan import PlanBody
    from viz.words import Words

MOST_PLACES: Final = 6
"""The most places that the overview names of one thing to do; its page names them all."""
MOST_KINDS: Final = 10
"""The most kinds of things to do that stand open; the others are folded away."""
MOST_UNITS: Final = 400
"""The most units that are listed; nobody would read more, and the search finds them."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A total and how it compares with the declared one."""

    label: Words
    counted: str
    declared: Words
    verdict: str
    """``agrees``, ``differs`` or empty."""
    verdict_text: Words


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Coverage as a number, a bar and a sentence."""

    percent: str
    covered: int
    uncovered: int
    households: int
    sentence: Words


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county of a large roster."""

    name: Words
    goal: Goal
    villages: int
    households: int
    persons: int
    uncovered: int


@dataclass(frozen=True, slots=True)
class OverviewBody:
    """The page."""

    figures: tuple[FigureView, ...]
    coverage: CoverageView | None
    has_findings: bool
    actions: tuple[Action, ...]
    more_actions: tuple[Action, ...]
    balance: BalanceBody | None
    plan: PlanBody | None
    plan_goal: Goal
    villages: tuple[VillageRow, ...]
    counties: tuple[CountyRow, ...]
    units: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AreaBody:
    """A county's villages."""

    villages: tuple[VillageRow, ...]


def overview_page(
    sight: Sight, atlas: Atlas, actions: Sequence[Action], balance: BalanceBody | None, plan: PlanBody | None
) -> Page:
    """Make the page."""
    is_one = len(atlas.areas) == 1
    shortened = tuple(replace(action, items=action.items[:MOST_PLACES]) for action in actions)
    body = OverviewBody(
        figures=tuple(_figure(figure, atlas) for figure in figures(sight)),
        coverage=_coverage(sight, atlas),
        has_findings=has_findings(sight),
        actions=shortened[:MOST_KINDS],
        more_actions=shortened[MOST_KINDS:],
        balance=balance,
        plan=plan,
        plan_goal=Goal("plan"),
        villages=_villages(atlas, atlas.areas[0]) if is_one else (),
        counties=() if is_one else tuple(_county(atlas, area) for area in atlas.areas),
        units=_units(atlas),
    )
    scene = area_scene(atlas, atlas.areas[0]) if is_one else None
    return Page(INDEX, atlas.say(text("Overview")), "overview.html", body, scene=scene)


def area_page(atlas: Atlas, area: Area) -> Page:
    """Make the page of a county."""
    return Page(
        area.page, area.name, "area.html", AreaBody(_villages(atlas, area)), (home_of(atlas),), area_scene(atlas, area)
    )


def _villages(atlas: Atlas, area: Area) -> tuple[VillageRow, ...]:
    return tuple(village_row(atlas, key) for key in area.villages)


def _units(atlas: Atlas) -> tuple[Link, ...]:
    units = atlas.panorama.units
    if len(units) > MOST_UNITS:
        return ()
    return tuple(Link(unit.name, Goal(atlas.page_of_unit[key])) for key, unit in units.items())


def _county(atlas: Atlas, area: Area) -> CountyRow:
    villages = [atlas.panorama.villages[key] for key in area.villages]
    return CountyRow(
        name=area.name,
        goal=Goal(area.page),
        villages=len(villages),
        households=sum(village.households for village in villages),
        persons=sum(village.persons for village in villages),
        uncovered=sum(village.uncovered for village in villages),
    )


def _figure(figure: Figure, atlas: Atlas) -> FigureView:
    verdict = {True: "agrees", False: "differs", None: ""}[figure.agrees]
    words = {"agrees": text("agrees"), "differs": text("differs")}
    return FigureView(
        label=atlas.say(figure.label),
        counted=f"{figure.counted:,}",
        declared=atlas.say(text("declared {number}", number=_grouped(figure.declared))) if figure.declared else "",
        verdict=verdict,
        verdict_text=atlas.say(words[verdict]) if verdict else "",
    )


def _grouped(declared: str) -> str:
    """Write a plain number as all others are; what else the office declares (700+) stays as it wrote it."""
    return f"{int(declared):,}" if declared.isdecimal() else declared


def _coverage(sight: Sight, atlas: Atlas) -> CoverageView | None:
    measured = sight_coverage(sight)
    percent = percent_covered(measured)
    if percent is None:
        return None
    uncovered = measured.households - measured.covered
    sentence = (
        text("Every household has a helper.")
        if not uncovered
        else text(
            "{covered} of {households} households have a helper; {uncovered} have none.",
            covered=measured.covered,
            households=measured.households,
            uncovered=uncovered,
        )
    )
    return CoverageView(percent, measured.covered, uncovered, measured.households, atlas.say(sentence))
