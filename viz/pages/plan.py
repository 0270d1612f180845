"""The page of a plan: what it does in numbers, and its changes as a table in which the planner decides on each.

What is decided is saved by the browser as one file, which `pairing apply` reads: so the site has the plan's own file in
it, character by character (:mod:`pairing.model.review`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cypher.explanation import explanations
from pairing.text import Text, text
from viz.pages.goal import Goal, goal_at
from viz.pages.page import Page, home_of
from viz.pages.plan_curve import CurveView, curve_view
from viz.pages.plan_review import ACCEPT, DECIDED, HOW, SUPPOSED, ReviewView, review_view
from viz.plan import FOLLOWS, KINDS, UNMET, concerned, effect_text, plan_view, worst
from viz.wording import day_text, ordinal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pairing.model.balance import Summary
    from pairing.model.plan import Change, Plan, Unmet
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.directory import Entry
    from viz.pages.atlas import Atlas
    from viz.plan import ChangeView, FindingChange, LensChange, LevelView, PlanView
    from viz.words import Words

KEY: Final = "plan"
MOST_CHANGES: Final = 1000
"""The most changes that the page lists; the workbook of the plan has them all."""
MOST_VILLAGES: Final = 300
"""The most villages that stand before and after; each village's own page has its changes."""
MOST_UNMET: Final = 200
"""The most of what cannot be met that is told."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level, in the order in which plans are judged."""

    name: Words
    today: str
    value: str
    proven: Words
    is_proven: bool
    mark: str


@dataclass(frozen=True, slots=True)
class LensRow:
    """A lens: its worst value and its CV before, after and attainable."""

    title: Words
    worst: tuple[str, ...]
    cv: tuple[str, ...]
    trend: str
    mark: str
    verdict: Words


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Findings of one code, before and after."""

    code: str
    title: Words
    before: int
    after: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village that the plan changes, before and after."""

    name: str
    goal: Goal
    changes: int
    households: int
    uncovered: tuple[int, int]
    pairings: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody with the unit or village he belongs to, and which page shows him."""

    name: str
    place: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change."""

    id: str
    group: str
    kind: str
    kind_label: Words
    forced: bool
    forced_label: Words
    mark: str
    village: str
    units: tuple[str, ...]
    """Those of the helpers before and after."""
    household: PersonView
    old: PersonView | None
    new: PersonView | None
    ordinal: Words
    date: Words
    reason: Words
    codes: tuple[str, ...]
    """The rules that the reason does not name itself."""
    is_supposed: bool
    """Whether only what is supposed makes it necessary."""


@dataclass(frozen=True, slots=True)
class UnmetView:
    """What no plan can do."""

    kind: Words
    who: tuple[Words, ...]
    reason: Words
    suggestions: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class FilterView:
    """A choice by which the changes are filtered: the attribute of a row, and its values with their labels."""

    name: str
    label: Words
    choices: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class PlanBody:
    """The page."""

    title: Words
    day: Words
    sentences: tuple[Words, ...]
    spared: tuple[Words, ...]
    levels: tuple[LevelRow, ...]
    lenses: tuple[LensRow, ...]
    balance_note: Words
    findings: tuple[FindingRow, ...]
    villages: tuple[VillageRow, ...]
    more_villages: Words
    """Says how many villages are not listed; empty when all are."""
    changes: tuple[ChangeRow, ...]
    how: Words
    """How to decide on them, or why not."""
    has_groups: bool
    has_dates: bool
    """Whether some change does not hold from the plan's day on for good."""
    more: Words
    """Says how many changes are not listed; empty when all are."""
    filters: tuple[FilterView, ...]
    review: ReviewView | None
    """None where there is nothing to decide, or what is decided could not be applied."""
    unmet: tuple[UnmetView, ...]
    more_unmet: Words
    curve: CurveView | None


def plan_body(plan: Plan, roster: Roster, atlas: Atlas) -> PlanBody:
    """Make the page's view-model."""
    view, say = plan_view(plan, roster), atlas.say
    changes = _changes(view, atlas)
    review = review_view(plan, roster, atlas)
    villages = tuple(_villages(atlas))
    return PlanBody(
        title=say(view.title),
        day=atlas.both(lambda language: _day(plan, language)),
        sentences=tuple(map(say, view.sentences)),
        spared=tuple(map(say, plan.what_if.spared)) if plan.what_if else (),
        levels=tuple(_level(one, atlas) for one in view.levels),
        lenses=tuple(_lens(one, atlas) for one in view.lenses),
        balance_note=say(FOLLOWS),
        findings=_findings(view.findings, atlas),
        villages=_most_changed(villages),
        more_villages=_more(len(villages) - MOST_VILLAGES, _MORE_VILLAGES, atlas),
        changes=changes,
        how=say(HOW if review else SUPPOSED),
        has_groups=any(one.group for one in changes),
        has_dates=any(one.date != plan.effective or one.until for one in plan.changes),
        more=_more(len(view.changes) - MOST_CHANGES, _MORE_CHANGES, atlas),
        filters=tuple(_filters(changes, atlas, decides=review is not None)),
        review=review,
        unmet=tuple(_unmet(one, view, atlas) for one in plan.unmet[:MOST_UNMET]),
        more_unmet=_more(len(plan.unmet) - MOST_UNMET, _MORE_UNMET, atlas),
        curve=curve_view(plan, atlas) if plan.curve else None,
    )


def plan_page(body: PlanBody, atlas: Atlas) -> Page:
    """Make the page."""
    return Page(KEY, body.title, "plan.html", body, (home_of(atlas),))


def _day(plan: Plan, language: Language) -> str:
    return text("In force from {day}", day=day_text(plan.effective, language)).render(language)


_MORE_CHANGES: Final = text(
    "{count} more are not listed here: what is saved on this page leaves them as they are in the plan. Decide on them "
    "in the workbook of the plan."
)
_MORE_VILLAGES: Final = text("{count} more villages change less; the page of each says how.")
_MORE_UNMET: Final = text("{count} more cannot be met.")


def _more(count: int, words: Text, atlas: Atlas) -> Words:
    """Say how many more there are, if there are."""
    return atlas.say(Text(words.english, {"count": count})) if count > 0 else ""


def _level(seen: LevelView, atlas: Atlas) -> LevelRow:
    return LevelRow(atlas.say(seen.name), seen.today, seen.value, atlas.say(seen.proven), seen.is_proven, seen.mark)


def _lens(lens: LensChange, atlas: Atlas) -> LensRow:
    summaries = [summary for _, summary in lens.summaries]
    return LensRow(
        title=atlas.say(lens.title),
        worst=tuple(map(worst, summaries)),
        cv=tuple(map(_cv, summaries)),
        trend=lens.trend,
        mark=lens.mark,
        verdict=atlas.say(lens.verdict),
    )


def _cv(summary: Summary | None) -> str:
    return "—" if summary is None or summary.cv is None else f"{summary.cv:.3f}"


def _findings(found: Iterable[FindingChange], atlas: Atlas) -> tuple[FindingRow, ...]:
    changed = [one for one in found if one.before != one.after]
    titles = {one.code: atlas.say(one.title) for one in explanations()} if changed else {}
    return tuple(
        FindingRow(one.code, titles.get(one.code, ""), one.before, one.after, one.after > one.before) for one in changed
    )


def _most_changed(villages: Sequence[VillageRow]) -> tuple[VillageRow, ...]:
    """Give the villages that change most, in the order of all."""
    most = sorted(range(len(villages)), key=lambda number: -villages[number].changes)[:MOST_VILLAGES]
    return tuple(villages[number] for number in sorted(most))


def _villages(atlas: Atlas) -> Iterator[VillageRow]:
    """Tell of each village that has changes how it stands today and with the plan."""
    seen = atlas.panorama
    for key, village in seen.villages.items():
        homes = seen.households_by_village.get(key, ())
        if changes := sum(len(seen.changes.get(home, ())) for home in homes):
            helpers = [(seen.helpers(home), seen.helpers_after(home)) for home in homes]
            before, after = zip(*helpers, strict=True)
            yield VillageRow(
                name=village.name,
                goal=Goal(atlas.page_of_village[key]),
                changes=changes,
                households=len(homes),
                uncovered=(before.count(0), after.count(0)),
                pairings=(sum(before), sum(after)),
            )


# Changes -----------------------------------------------------------------------------------------------------------


def _changes(view: PlanView, atlas: Atlas) -> tuple[ChangeRow, ...]:
    pages = atlas.pages_of_nodes
    supposed = set(view.plan.what_if.because) if view.plan.what_if else set()
    return tuple(_change(seen, pages, supposed, atlas) for seen in view.changes[:MOST_CHANGES])


def _change(seen: ChangeView, pages: Mapping[str, str], supposed: set[str], atlas: Atlas) -> ChangeRow:
    change, say = seen.change, atlas.say
    helpers = [one for one in (seen.old, seen.new) if one]
    return ChangeRow(
        id=change.id,
        group=change.group or "",
        kind=change.kind,
        kind_label=say(seen.kind),
        forced=change.forced,
        forced_label=say(seen.forced),
        mark=seen.mark,
        village=seen.household.place,
        units=tuple(dict.fromkeys(one.place for one in helpers if one.place)),
        household=_person(seen.household, pages),
        old=_person(seen.old, pages) if seen.old else None,
        new=_person(seen.new, pages) if seen.new else None,
        ordinal=say(ordinal_text(change.ordinal)) if change.ordinal else "",
        date=say(_period(change)),
        reason=say(change.reason),
        codes=tuple(code for code in change.codes if code not in change.reason.render(atlas.language)),
        is_supposed=change.id in supposed,
    )


def _period(change: Change) -> Text:
    """Say from when on it is so, and until when where it ends by itself."""
    since, *until = [day.isoformat() for day in (change.date, change.until) if day]
    if not until:
        return Text("{since}", {"since": since}, "{since}")
    return text("{since} to {until}", since=since, until=until[0])


def _person(entry: Entry, pages: Mapping[str, str]) -> PersonView:
    return PersonView(entry.name, entry.place, goal_at(pages.get(entry.subject, ""), entry.subject))


def _filters(changes: tuple[ChangeRow, ...], atlas: Atlas, *, decides: bool) -> Iterator[FilterView]:
    """Offer what tells changes apart; where all are alike there is nothing to choose."""
    say = atlas.say
    here = {one.kind for one in changes}
    kinds: dict[str, Words] = {kind: say(words) for kind, words in KINDS.items() if kind in here}
    forced = {("yes" if one.forced else "no"): one.forced_label for one in changes}
    offered: tuple[tuple[str, Text, Mapping[str, Words]], ...] = (
        ("kind", text("Kind"), kinds),
        ("forced", text("Required?"), forced),
        ("village", text("Village"), {one.village: one.village for one in changes if one.village}),
        ("unit", text("Unit"), {unit: unit for one in changes for unit in one.units}),
        ("group", text("Group"), {one.group: one.group for one in changes if one.group}),
        ("decided", ACCEPT, {value: say(words) for value, words in DECIDED.items()} if decides else {}),
    )
    for name, label, choices in offered:
        if len(choices) > 1 or (name == "group" and choices):
            yield FilterView(name, say(label), tuple(choices.items()))


def _unmet(unmet: Unmet, view: PlanView, atlas: Atlas) -> UnmetView:
    say = atlas.say
    return UnmetView(
        kind=say(UNMET[unmet.kind]),
        who=tuple(map(say, concerned(unmet, view.directory))),
        reason=say(unmet.reason),
        suggestions=tuple(say(effect_text(one)) for one in unmet.suggestions),
    )
