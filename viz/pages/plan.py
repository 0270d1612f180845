"""The plan section of the page: what it does in numbers, its changes as a table to filter, the curve as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cypher.explanation import explanations
from pairing.text import Text, text
from viz.pages.goal import Goal, goal_at
from viz.pages.plan_curve import CurveView, curve_view
from viz.plan import FOLLOWS, KINDS, UNMET, concerned, effect_text, plan_view, worst
from viz.wording import day_text, ordinal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.balance import Summary
    from pairing.model.plan import Change, Plan, Unmet
    from pairing.roster import Roster
    from viz.directory import Entry
    from viz.pages.atlas import Atlas
    from viz.plan import ChangeView, FindingChange, LensChange, LevelView, PlanView

MOST_CHANGES: Final = 500
"""The most changes that the page lists; the workbook of the plan has them all."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level, in the order in which plans are judged."""

    name: str
    today: str
    value: str
    proven: str
    is_proven: bool
    mark: str


@dataclass(frozen=True, slots=True)
class LensRow:
    """A lens: its worst value and its CV before, after and attainable."""

    title: str
    worst: tuple[str, ...]
    cv: tuple[str, ...]
    trend: str
    mark: str
    verdict: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Findings of one code, before and after."""

    code: str
    title: str
    before: int
    after: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody with the unit or village he belongs to, and where the picture shows him."""

    name: str
    place: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change."""

    id: str
    group: str
    kind: str
    kind_label: str
    forced: bool
    forced_label: str
    mark: str
    village: str
    household: PersonView
    old: PersonView | None
    new: PersonView | None
    ordinal: str
    date: str
    reason: str
    codes: tuple[str, ...]
    """The rules that the reason does not name itself."""
    is_supposed: bool
    """Whether only what is supposed makes it necessary."""


@dataclass(frozen=True, slots=True)
class UnmetView:
    """What no plan can do."""

    kind: str
    who: str
    reason: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilterView:
    """A choice by which the changes are filtered: the attribute of a row, and its values with their labels."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanSection:
    """The section."""

    title: str
    day: str
    sentences: tuple[str, ...]
    spared: tuple[str, ...]
    levels: tuple[LevelRow, ...]
    lenses: tuple[LensRow, ...]
    balance_note: str
    findings: tuple[FindingRow, ...]
    changes: tuple[ChangeRow, ...]
    more: str
    """Says how many changes are not listed; empty when all are."""
    filters: tuple[FilterView, ...]
    unmet: tuple[UnmetView, ...]
    curve: CurveView | None


def plan_section(plan: Plan, roster: Roster, atlas: Atlas) -> PlanSection:
    """Make the section's view-model."""
    view, say = plan_view(plan, roster), atlas.say
    changes = _changes(view, atlas)
    more = len(view.changes) - len(changes)
    return PlanSection(
        title=say(view.title),
        day=say(text("In force from {day}", day=day_text(plan.effective, atlas.language))),
        sentences=tuple(map(say, view.sentences)),
        spared=tuple(map(say, plan.what_if.spared)) if plan.what_if else (),
        levels=tuple(_level(one, atlas) for one in view.levels),
        lenses=tuple(_lens(one, atlas) for one in view.lenses),
        balance_note=say(FOLLOWS),
        findings=_findings(view.findings, atlas),
        changes=changes,
        more=say(text("{count} more are in the workbook of the plan.", count=more)) if more else "",
        filters=tuple(_filters(changes, atlas)),
        unmet=tuple(_unmet(one, view, atlas) for one in plan.unmet),
        curve=curve_view(plan, atlas) if plan.curve else None,
    )


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


# Changes -----------------------------------------------------------------------------------------------------------


def _changes(view: PlanView, atlas: Atlas) -> tuple[ChangeRow, ...]:
    scenes = atlas.scenes_of_nodes()
    supposed = set(view.plan.what_if.because) if view.plan.what_if else set()
    return tuple(_change(seen, scenes, supposed, atlas) for seen in view.changes[:MOST_CHANGES])


def _change(seen: ChangeView, scenes: Mapping[str, str], supposed: set[str], atlas: Atlas) -> ChangeRow:
    change, say = seen.change, atlas.say
    reason = say(change.reason)
    return ChangeRow(
        id=change.id,
        group=change.group or "",
        kind=change.kind,
        kind_label=say(seen.kind),
        forced=change.forced,
        forced_label=say(seen.forced),
        mark=seen.mark,
        village=seen.household.place,
        household=_person(seen.household, scenes),
        old=_person(seen.old, scenes) if seen.old else None,
        new=_person(seen.new, scenes) if seen.new else None,
        ordinal=say(ordinal_text(change.ordinal)) if change.ordinal else "",
        date=say(_period(change)),
        reason=reason,
        codes=tuple(code for code in change.codes if code not in reason),
        is_supposed=change.id in supposed,
    )


def _period(change: Change) -> Text:
    """Say from when on it is so, and until when where it ends by itself."""
    since, *until = [day.isoformat() for day in (change.date, change.until) if day]
    if not until:
        return Text("{since}", {"since": since}, "{since}")
    return text("{since} to {until}", since=since, until=until[0])


def _person(entry: Entry, scenes: Mapping[str, str]) -> PersonView:
    return PersonView(entry.name, entry.place, goal_at(scenes.get(entry.subject, ""), entry.subject))


def _filters(changes: tuple[ChangeRow, ...], atlas: Atlas) -> Iterable[FilterView]:
    """Offer what tells changes apart; where all are alike there is nothing to choose."""
    say = atlas.say
    kinds = {kind: say(words) for kind, words in KINDS.items() if any(one.kind == kind for one in changes)}
    forced = {("yes" if one.forced else "no"): one.forced_label for one in changes}
    villages = {one.village: one.village for one in changes if one.village}
    groups = {one.group: one.group for one in changes if one.group}
    offered = (
        ("kind", text("Kind"), kinds),
        ("forced", text("Required?"), forced),
        ("village", text("Village"), villages),
        ("group", text("Group"), groups),
    )
    for name, label, choices in offered:
        if len(choices) > 1 or (name == "group" and choices):
            yield FilterView(name, say(label), tuple(choices.items()))


def _unmet(unmet: Unmet, view: PlanView, atlas: Atlas) -> UnmetView:
    say = atlas.say
    return UnmetView(
        kind=say(UNMET[unmet.kind]),
        who="、".join(map(say, concerned(unmet, view.directory))),
        reason=say(unmet.reason),
        suggestions=tuple(say(effect_text(one)) for one in unmet.suggestions),
    )
