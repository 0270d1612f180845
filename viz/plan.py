"""A plan as screen, sheets and page show it: its changes with names, its levels, its balance before and after.

All in words that are in no language yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.balance.indices import Vector
from pairing.balance.lenses import LARGEST_IS_WORST
from pairing.balance.measure import compared
from pairing.model.sentences import LENSES, figure
from pairing.text import Text, joined, text
from viz.directory import directory_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from pairing.model.plan import (
        Change,
        ChangeKind,
        LensSummary,
        LevelValue,
        Mode,
        Plan,
        PlanLevel,
        Proven,
        Suggestion,
        Unmet,
        UnmetKind,
    )
    from pairing.roster import Roster
    from viz.directory import Directory, Entry

TITLES: Final[Mapping[Mode, Text]] = {
    "repair": text("Plan of changes to the pairings"),
    "propose": text("Plan of pairings from nothing"),
    "undo": text("Plan that undoes changes to the pairings"),
}
KINDS: Final[Mapping[ChangeKind, Text]] = {
    "move": text("Move"),
    "add": text("Add"),
    "drop": text("End"),
    "order": text("Order"),
}
FORCED: Final[Mapping[bool, Text]] = {True: text("required"), False: text("optional")}
FORCED_MARKS: Final[Mapping[bool, str]] = {True: "●", False: "○"}
"""What stands before it, so that colour is not the only mark."""
LEVELS: Final[Mapping[PlanLevel, Text]] = {
    "uncovered": text("Households without a helper"),
    "ineligible": text("Pairings by cadres who may not help there"),
    "idle": text("Cadres without a household"),
    "overload": text("Households beyond quota"),
    "pairings": text("Pairings"),
    "load": text("Largest load"),
    "support": text("Σ helpers²"),
    "changes": text("Changes"),
    "first": text("First helpers kept"),
    "preference": text("Σ difficulty × level"),
}
PROVEN: Final[Mapping[Proven, Text]] = {
    "certificate": text("proven"),
    "solver": text("proven by the solver"),
    "bound": text("best found"),
}
UNMET: Final[Mapping[UnmetKind, Text]] = {
    "uncovered": text("without a helper"),
    "idle": text("without a household"),
    "overload": text("beyond quota"),
    "pins": text("pins in conflict"),
}
TRENDS: Final = {
    "attained": (text("as good as can be"), "✓"),
    "better": (text("better"), "▲"),
    "same": (text("as before"), "="),
    "worse": (text("worse"), "▼"),
}
"""How a lens stands after the plan: in words, and as a sign."""


FOLLOWS: Final = text(
    "A plan makes the load of cadres and the helpers of households as even as can be; what becomes of the other lenses "
    "follows from that."
)
"""Why a plan may leave a lens worse than it was."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change, with everybody it is about."""

    change: Change
    household: Entry
    old: Entry | None
    """Who helps before; of an order, whose order it is."""
    new: Entry | None

    @property
    def kind(self) -> Text:
        """What is done."""
        return KINDS[self.change.kind]

    @property
    def forced(self) -> Text:
        """Whether a gap is left without it."""
        return FORCED[self.change.forced]

    @property
    def mark(self) -> str:
        """The same as a sign."""
        return FORCED_MARKS[self.change.forced]


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level: today, with the plan, and whether it is proven."""

    level: LevelValue

    @property
    def name(self) -> Text:
        """What it counts."""
        return LEVELS[self.level.name]

    @property
    def numbers(self) -> tuple[Fraction | None, Fraction, Fraction | None]:
        """Its value today, with the plan, and its bound; there are no changes today, and no hundredths in words."""
        today = None if self.level.name == "changes" else self.level.today
        per = 100 if self.level.name == "preference" else 1
        bound = self.level.bound
        return today and today / per, self.level.value / per, bound and bound / per

    @property
    def today(self) -> str:
        """Its value today."""
        today = self.numbers[0]
        return "—" if today is None else figure(today)

    @property
    def value(self) -> str:
        """Its value with the plan."""
        return figure(self.numbers[1])

    @property
    def is_proven(self) -> bool:
        """Tell whether no plan does better."""
        return self.level.proven != "bound"

    @property
    def mark(self) -> str:
        """The same as a sign."""
        return "✓" if self.is_proven else "≈"

    @property
    def proven(self) -> Text:
        """The same in words, with what cannot be beaten where it is not proven."""
        bound = self.numbers[2]
        if bound is None:
            return PROVEN[self.level.proven]
        return text("best found; the bound is {bound}", bound=figure(bound))


@dataclass(frozen=True, slots=True)
class LensChange:
    """One lens before, after, and as it could be."""

    before: LensSummary
    after: LensSummary
    attainable: LensSummary | None

    @property
    def title(self) -> Text:
        """Its name in the planner's words."""
        return LENSES[self.before.name]

    @property
    def summaries(self) -> tuple[tuple[Text, LensSummary | None], ...]:
        """Give each of the three with its name."""
        return (
            (text("before"), self.before),
            (text("after"), self.after),
            (text("attainable"), self.attainable),
        )

    @property
    def trend(self) -> str:
        """One of the keys of TRENDS."""
        if self.attainable and _is_as_good(self.after, self.attainable):
            return "attained"
        if _is_as_good(self.before, self.after):
            return "worse" if not _is_as_good(self.after, self.before) else "same"
        return "better"

    @property
    def verdict(self) -> Text:
        """How it stands after the plan."""
        return TRENDS[self.trend][0]

    @property
    def mark(self) -> str:
        """The same as a sign."""
        return TRENDS[self.trend][1]


def _is_as_good(one: LensSummary, other: LensSummary) -> bool:
    """Tell whether a vector is at least as good as another, from the worst end on (leximin)."""
    return compared(one.name, Vector.of(one.vector), Vector.of(other.vector)) != "improvable"


def worst(summary: LensSummary | None) -> str:
    """Write the worst value of a vector; a dash where there is none."""
    if summary is None:
        return "—"
    value = summary.max if summary.name in LARGEST_IS_WORST else summary.min
    return "—" if value is None else figure(value)


@dataclass(frozen=True, slots=True)
class FindingChange:
    """How many findings of a code there are, before and after."""

    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it is shown."""

    plan: Plan
    directory: Directory
    changes: tuple[ChangeView, ...]
    levels: tuple[LevelView, ...]
    lenses: tuple[LensChange, ...]
    findings: tuple[FindingChange, ...]

    @property
    def title(self) -> Text:
        """What kind of plan it is."""
        return TITLES[self.plan.mode]

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What there is to know before the changes."""
        return (*_counted(self.plan), _status(self.plan), *_supposed(self.plan, self.directory))


def plan_view(plan: Plan, roster: Roster | None) -> PlanView:
    """Give a plan as it is shown; without a roster, by the names that the plan itself has."""
    directory = directory_of(plan, roster)
    return PlanView(
        plan,
        directory,
        tuple(_change(change, directory) for change in plan.changes),
        tuple(map(LevelView, plan.levels)),
        _lenses(plan),
        _findings(plan),
    )


def _change(change: Change, directory: Directory) -> ChangeView:
    old = change.to if change.kind == "order" else change.from_
    entries = [one and directory.entry(one) for one in (old, change.to)]
    return ChangeView(change, directory.entry(change.subject), entries[0] or None, entries[1] or None)


def _lenses(plan: Plan) -> tuple[LensChange, ...]:
    after, attainable = ({one.name: one for one in part} for part in (plan.balance.after, plan.balance.attainable))
    return tuple(
        LensChange(before, after[before.name], attainable.get(before.name))
        for before in plan.balance.before
        if before.name in after and before.count
    )


def _findings(plan: Plan) -> tuple[FindingChange, ...]:
    before, after = plan.findings.before, plan.findings.after
    return tuple(FindingChange(code, before.get(code, 0), after.get(code, 0)) for code in sorted({*before, *after}))


# In sentences --------------------------------------------------------------------------------------------------------


def _counted(plan: Plan) -> tuple[Text, ...]:
    counted = plan.counted
    forced = sum(change.forced for change in counted)
    sentences = [
        text(
            "Changes: {count}, of which {forced} required and {chosen} optional.",
            count=len(counted),
            forced=forced,
            chosen=len(counted) - forced,
        )
    ]
    if orders := len(plan.changes) - len(counted):
        sentences.append(text("Beside them {count} that only change the order of helpers.", count=orders))
    if plan.mode == "repair":
        sentences.append(
            text(
                "Gaps alone {gaps} changes; with full balance {full}.",
                gaps=plan.counts.gaps_only,
                full=plan.counts.full,
            )
        )
    if plan.max_changes is not None:
        sentences.append(text("No more than {most} changes were allowed.", most=plan.max_changes))
    return tuple(sentences)


def _status(plan: Plan) -> Text:
    match plan.status:
        case "optimal":
            return text("Every level is proven: no plan does better, or as well with fewer changes.")
        case "bounded":
            return text("The best found; what is not proven has its bound beside it.")
        case "inverse":
            return text("It undoes another plan and claims nothing.")


def _supposed(plan: Plan, directory: Directory) -> tuple[Text, ...]:
    if plan.what_if is None:
        return ()
    supposed = plan.what_if
    settings = "、".join(f"{key}={value}" for key, value in supposed.settings.items())
    named = (
        (supposed.without, text("without {who}", who=_named(supposed.without, directory))),
        (supposed.joining, text("with {who}", who=_named(supposed.joining, directory))),
        (supposed.settings, Text("{settings}", {"settings": settings}, "{settings}")),
    )
    what = [words for some, words in named if some]
    return (
        text(
            "Supposed: {what}. Changes because of it: {because}; no longer needed: {spared}; changes without it: "
            "{base}.",
            what=joined(text("{one}; {other}"), what),
            because=len(supposed.because),
            spared=len(supposed.spared),
            base=supposed.base_changes,
        ),
    )


def _named(subjects: tuple[str, ...], directory: Directory) -> str:
    return "、".join(map(directory.name, subjects))


def effect_text(suggestion: Suggestion) -> Text:
    """Say what would be left with a suggestion: it was tried."""
    return text(
        "{suggestion} (then households without a helper: {uncovered}, cadres without a household: {idle}, households "
        "beyond quota: {overload}, changes: {changes})",
        suggestion=suggestion.text,
        uncovered=suggestion.uncovered,
        idle=suggestion.idle,
        overload=suggestion.overload,
        changes=suggestion.changes,
    )


def concerned(unmet: Unmet, directory: Directory) -> tuple[Text, ...]:
    """Name those whom something unmet concerns, with where they belong: of pins the pairs, else the people."""
    if not unmet.pins:
        return tuple(whole_name(directory.entry(one)) for one in unmet.subjects)
    pairs = ((directory.entry(cadre), directory.entry(household)) for cadre, household in unmet.pins)
    return tuple(
        Text("{cadre}–{household}", {"cadre": whole_name(cadre), "household": whole_name(head)}, "{cadre}–{household}")
        for cadre, head in pairs
    )


def whole_name(entry: Entry) -> Text:
    """Name somebody with the unit or village he belongs to."""
    if not entry.place:
        return Text("{name}", {"name": entry.name}, "{name}")
    return text("{name} ({place})", name=entry.name, place=entry.place)
