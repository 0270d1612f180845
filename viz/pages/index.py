"""The view-model of the one page: what its template shows, ready to be shown. The template computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pairing.model.table import TABLES
from pairing.text import text
from viz.audience import NAMES
from viz.figures import figures, percent_covered, sight_coverage
from viz.pages.atlas import MOST_VILLAGES
from viz.pages.balance import balance_section
from viz.pages.goal import goal_at
from viz.pages.panorama import node_of
from viz.pages.plan import plan_section
from viz.villages import counties
from viz.wording import SEVERITIES, day_text, place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pairing.model.cell import TableName
    from pairing.model.finding import Finding, Severity
    from pairing.model.report import RuleOutcome
    from pairing.reading.reading import ColumnRead
    from pairing.text import Language, Text
    from viz.audience import Sight
    from viz.figures import Figure
    from viz.pages.atlas import Atlas
    from viz.pages.balance import BalanceSection
    from viz.pages.goal import Goal
    from viz.pages.plan import PlanSection
    from viz.villages import VillageLine

MOST_ITEMS: Final = 40
"""The most findings of one code that the page lists; the list of findings in the workbook has them all."""
MOST_UNITS: Final = 400
"""The most units the chooser of pictures offers; beyond, the search finds them."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A total and how it compares with the declared one."""

    label: str
    counted: str
    declared: str
    verdict: str
    """``agrees``, ``differs`` or empty."""
    verdict_text: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Coverage as a number, a bar and a sentence."""

    percent: str
    covered: int
    uncovered: int
    households: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding."""

    message: str
    place: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class Action:
    """Findings of one code: one thing to do."""

    code: str
    severity: str
    label: str
    title: str
    hint: str
    count: int
    items: tuple[Item, ...]
    more: str
    """Says how many are not listed; empty when all are."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule that was not checked, or had nothing to check."""

    code: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """What became of the rules, in one sentence and in full for those that were not checked."""

    sentence: str
    skipped: tuple[RuleView, ...]
    vacuous: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village in the table of villages."""

    name: str
    place: str
    lead: str
    responsible: str
    units: int
    cadres: int
    households: int
    persons: int
    helpers_per_household: str
    uncovered: int
    goal: Goal


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture that can be chosen."""

    scene: str
    title: str


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Pictures of a kind or county."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """How a column of the input was read."""

    where: str
    header: str
    read_as: str
    why: str
    known: bool


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The page."""

    language: str
    title: str
    as_of: str
    audience: str
    is_public: bool
    inputs: tuple[str, ...]
    rows_set_aside: str
    figures: tuple[FigureView, ...]
    coverage: CoverageView | None
    has_report: bool
    actions: tuple[Action, ...]
    rules: RulesView | None
    balance: BalanceSection | None
    plan: PlanSection | None
    villages: tuple[VillageRow, ...]
    choices: tuple[ChoiceGroup, ...]
    shows_plans: bool
    note: str
    """What the page leaves out because the roster is large; empty when nothing."""
    columns: tuple[ColumnView, ...]


def index_page(sight: Sight, atlas: Atlas) -> IndexPage:
    """Make the page's view-model."""
    say = atlas.say
    report = sight.report
    return IndexPage(
        language="zh-CN" if atlas.language == "zh" else "en",
        title=say(text("Paired assistance at a glance")),
        as_of=say(text("As of {day}", day=day_text(sight.roster.on, atlas.language))),
        audience=say(NAMES[sight.audience]),
        is_public=sight.audience == "public",
        inputs=tuple(one.path.replace("\\", "/").rsplit("/", 1)[-1] for one in report.inputs) if report else (),
        rows_set_aside=_rows_set_aside(sight, atlas),
        figures=tuple(_figure(figure, atlas) for figure in figures(sight)),
        coverage=_coverage(sight, atlas),
        has_report=report is not None and sight.plans,
        actions=_actions(report.findings, atlas) if report else (),
        rules=_rules(report.rules, atlas) if report and report.rules else None,
        balance=balance_section(sight.balance, atlas) if sight.balance else None,
        plan=plan_section(sight.plan, sight.roster, atlas) if sight.plan else None,
        villages=tuple(_village(village, atlas) for village in atlas.panorama.villages.values()),
        choices=_choices(atlas),
        shows_plans=sight.plans,
        note=_note(atlas),
        columns=tuple(_column(column, atlas.language) for column in sight.columns),
    )


def _rows_set_aside(sight: Sight, atlas: Atlas) -> str:
    if sight.report is None or not sight.report.rows_set_aside:
        return ""
    return atlas.say(text("{count} rows were set aside and are not counted.", count=sight.report.rows_set_aside))


def _figure(figure: Figure, atlas: Atlas) -> FigureView:
    verdict = {True: "agrees", False: "differs", None: ""}[figure.agrees]
    words = {"agrees": text("agrees"), "differs": text("differs")}
    return FigureView(
        label=atlas.say(figure.label),
        counted=f"{figure.counted:,}",
        declared=atlas.say(text("declared {number}", number=figure.declared)) if figure.declared else "",
        verdict=verdict,
        verdict_text=atlas.say(words[verdict]) if verdict else "",
    )


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


# What to do --------------------------------------------------------------------------------------------------------


def _actions(findings: Iterable[Finding], atlas: Atlas) -> tuple[Action, ...]:
    scenes = atlas.scenes_of_nodes()
    ordered = sorted(findings, key=lambda found: (found.severity.weight, found.code))
    grouped = groupby(ordered, key=lambda found: (found.severity, found.code))
    return tuple(_action(code, severity, list(found), scenes, atlas) for (severity, code), found in grouped)


def _action(code: str, severity: Severity, found: Sequence[Finding], scenes: Mapping[str, str], atlas: Atlas) -> Action:
    more = len(found) - MOST_ITEMS
    return Action(
        code=code,
        severity=severity.value,
        label=atlas.say(SEVERITIES[severity]),
        title=atlas.say(found[0].title),
        hint=atlas.say(found[0].hint),
        count=len(found),
        items=tuple(_item(one, scenes, atlas) for one in found[:MOST_ITEMS]),
        more=atlas.say(text("{count} more are in the workbook's list of findings.", count=more)) if more > 0 else "",
    )


def _item(found: Finding, scenes: Mapping[str, str], atlas: Atlas) -> Item:
    goal = next((goal_at(scenes[one], one) for one in found.subjects if scenes.get(one)), goal_at("", ""))
    return Item(atlas.say(found.message), place_text(found), goal)


def _rules(outcomes: Sequence[RuleOutcome], atlas: Atlas) -> RulesView:
    by_status = {
        status: [one for one in outcomes if one.status == status] for status in ("passed", "vacuous", "skipped")
    }
    sentence = text(
        "Rules passed: {passed}; nothing to check: {vacuous}; could not be checked: {skipped}.",
        **{status: len(found) for status, found in by_status.items()},
    )
    return RulesView(
        atlas.say(sentence),
        skipped=tuple(_rule(one, atlas) for one in by_status["skipped"]),
        vacuous=tuple(_rule(one, atlas) for one in by_status["vacuous"]),
    )


def _rule(outcome: RuleOutcome, atlas: Atlas) -> RuleView:
    return RuleView(outcome.code, atlas.say(outcome.title), atlas.say(outcome.reason) if outcome.reason else "")


# Villages and pictures ----------------------------------------------------------------------------------------------


def _village(village: VillageLine, atlas: Atlas) -> VillageRow:
    ratio = village.helpers_per_household
    return VillageRow(
        name=village.name,
        place=village.place,
        lead="、".join(village.lead),
        responsible="、".join(village.responsible),
        units=village.units,
        cadres=village.cadres,
        households=village.households,
        persons=village.persons,
        helpers_per_household="—" if ratio is None else f"{ratio:.2f}",
        uncovered=village.uncovered,
        goal=goal_at(atlas.scene_of_village[village.key], node_of("village", village)),
    )


def _choices(atlas: Atlas) -> tuple[ChoiceGroup, ...]:
    seen = atlas.panorama
    areas = ChoiceGroup(atlas.say(text("Overview")), tuple(Choice(one.scene, one.name) for one in atlas.areas))
    villages = [
        ChoiceGroup(county, tuple(Choice(atlas.scene_of_village[key], seen.villages[key].name) for key in keys))
        for county, keys in counties(list(seen.villages.values()), atlas.language).items()
    ]
    units = tuple(Choice(atlas.scene_of_unit[key], unit.name) for key, unit in seen.units.items())
    return (areas, *villages, *([ChoiceGroup(atlas.say(text("Units")), units)] if len(units) <= MOST_UNITS else []))


def _note(atlas: Atlas) -> str:
    if len(atlas.areas) == 1:
        return ""
    return atlas.say(
        text(
            "There are {count} villages, more than the {most} one picture can show: the overview is drawn by county.",
            count=len(atlas.panorama.villages),
            most=MOST_VILLAGES,
        )
    )


# How columns were read ----------------------------------------------------------------------------------------------

_WHY: Final[Mapping[str, Text]] = {
    "name": text("its own name"),
    "synonym": text("a name we know"),
    "setting": text("named in the settings"),
    "unknown": text("not known, not read"),
    "sensitive": text("identity or bank numbers, dropped"),
    "duplicate": text("a second one of its kind, not read"),
    "ignored": text("not needed, not read"),
}


def _column(column: ColumnRead, language: Language) -> ColumnView:
    return ColumnView(
        where=f"{column.sheet or column.file}!{column.letters}",
        header=column.header,
        read_as=_field_name(column.field, language) if column.field else "—",
        why=_WHY[column.why].render(language),
        known=column.field is not None,
    )


def _field_name(field: str, language: Language) -> str:
    name, _, column = field.partition(".")
    table: TableName = name  # type: ignore[assignment]
    if table not in TABLES or column not in TABLES[table].columns:
        return field
    return f"{TABLES[table].chinese} · {TABLES[table].columns[column].chinese}" if language == "zh" else field
