"""The bulletin for the leader (通报): the whole on one page, in sentences; the public gets its first section only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from pairing.counting import expected_cadres
from pairing.model.finding import Severity
from pairing.model.labels import Participation
from pairing.text import Text, joined, text
from viz.balance import lens_views
from viz.figures import figures, percent_covered, sight_coverage, sight_totals
from viz.lists.lines import idle_cadres
from viz.plan import LEVELS
from viz.villages import village_lines
from viz.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from pairing.model.balance import Balance, LevelName
    from pairing.model.plan import Plan, PlanLevel
    from pairing.roster import Roster
    from pairing.text import Language
    from viz.audience import Sight
    from viz.figures import Figure

NAME: Final = text("Bulletin")
"""What its file and its sheet are called."""
TITLE: Final = text("Bulletin on the pairing programme")
ISSUED: Final = text("Issued by: ______________    Date: ______________")
MOST_ROWS: Final = 6
"""Places that a table of gaps names; the others it counts."""
MOST_NAMED: Final = 2
"""Of what cannot be met, how much is told; the rest is counted."""
_GAPS: Final[tuple[LevelName, ...]] = ("uncovered", "ineligible", "idle", "overload")
_OF_IDLE: Final = frozenset({"idle", "participation", "unplaced"})
"""What is no gap where only as many cadres take part as are needed: the level, and kinds of shortages."""
_NUMERALS: Final = "一二三四"


@dataclass(frozen=True, slots=True)
class GapTable:
    """Where gaps of a kind are, the most first."""

    headers: tuple[Text, Text, Text]
    rows: Sequence[tuple[str, int, int]]
    """Place, how many there are, and how many of them are gaps."""
    rest: tuple[Text, int, int] | None
    """The same of the places that are not named."""
    sentence: Text

    def said(self, language: Language) -> list[tuple[str, int, int]]:
        """Give all rows, the rest as the last one."""
        return [*self.rows, *([(self.rest[0].render(language), *self.rest[1:])] if self.rest else [])]


@dataclass(frozen=True, slots=True)
class Section:
    """A section, with its tables at its end."""

    title: Text
    sentences: Sequence[Text]
    tables: Sequence[GapTable] = ()


def sections(sight: Sight, language: Language) -> list[tuple[Text, Section]]:
    """Give the sections, each with its numbered title."""
    found = [_overview(sight)]
    if sight.plans:
        found += [_problems(sight, language), *_balance(sight), *_proposal(sight, language)]
    return [(_numbered(at, section.title), section) for at, section in enumerate(found)]


def _numbered(at: int, title: Text) -> Text:
    return text("{number}. {title}", number=Text(str(at + 1), chinese=_NUMERALS[at]), title=title)


# 总体情况 ------------------------------------------------------------------------------------------------------------


def _overview(sight: Sight) -> Section:
    counted = sight_totals(sight)
    measured = sight_coverage(sight)
    percent = percent_covered(measured)
    whole = text(
        "{units} units are twinned; there are {villages} villages, and {households} households with {persons} persons "
        "are in scope.",
        **{name: getattr(counted, name) for name in ("units", "villages", "households", "persons")},
    )
    covered = text(
        "{cadres} cadres help {covered} of them in {pairings} pairings: households covered: {percent} %.",
        cadres=counted.paired_cadres,
        covered=measured.covered,
        pairings=counted.pairings,
        percent=percent,
    )
    none = text("No household is in scope.")
    return Section(text("Overall"), [whole, none if percent is None else covered, *_declared(figures(sight))])


def _declared(counted: Sequence[Figure]) -> list[Text]:
    """Say whether the totals are those that are declared."""
    compared = [figure for figure in counted if figure.agrees is not None]
    differing = [
        text(
            "{total}: {counted} counted, {declared} declared",
            total=one.label,
            counted=one.counted,
            declared=one.declared,
        )
        for one in compared
        if not one.agrees
    ]
    if not compared:
        return []
    if not differing:
        return [text("All {count} declared totals agree.", count=len(compared))]
    return [
        text(
            "Of {count} declared totals {differing} differ ({which}).",
            count=len(compared),
            differing=len(differing),
            which=joined(text("{one}; {other}"), differing),
        )
    ]


# 存在问题 ------------------------------------------------------------------------------------------------------------


def _problems(sight: Sight, language: Language) -> Section:
    tables = [table for table in (_uncovered(sight, language), _idle(sight, language)) if table.rows]
    sentences = [*(table.sentence for table in tables), *_odd(sight.balance), *_found(sight)]
    none = text("No household is without a helper, and no cadre who should help is without a household.")
    return Section(text("What is not in order"), sentences or [none], tables)


def _uncovered(sight: Sight, language: Language) -> GapTable:
    """Count the households without a helper by village, those of no known village too."""
    rows = [(line.name, line.households, line.uncovered) for line in village_lines(sight.roster)]
    measured = sight_coverage(sight)
    lost = measured.households - sum(one[1] for one in rows)
    gaps = measured.households - measured.covered - sum(one[2] for one in rows)
    return _gap_table(
        (text("Village"), text("Households"), text("Without a helper")),
        [*rows, (_unknown("village", language), lost, gaps)],
        text("{count} households have no helper; they are in {places} villages."),
        text("{count} villages more"),
    )


def _idle(sight: Sight, language: Language) -> GapTable:
    """Count the cadres without a household by unit, where everybody is to help."""
    return _gap_table(
        (text("Unit"), text("Cadres"), text("Without a household")),
        _idle_of_units(sight.roster, language) if _everybody(sight) else [],
        text("{count} cadres who should help have no household; they are in {places} units."),
        text("{count} units more"),
    )


def _idle_of_units(roster: Roster, language: Language) -> list[tuple[str, int, int]]:
    """Name each unit, with how many of its cadres are expected to help and how many of them help nobody."""
    idle = idle_cadres(roster).select("key", idle=pl.lit(1))
    counted = (
        expected_cadres(roster)
        .join(idle, on="key", how="left")
        .group_by("unit_key", maintain_order=True)
        .agg(pl.len(), pl.col("idle").sum())
        .join(roster.units.select(unit_key="key", unit="name"), on="unit_key", how="left", maintain_order="left")
    )
    return counted.select(pl.col("unit").fill_null(_unknown("unit", language)), "len", "idle").rows()


def _everybody(sight: Sight) -> bool:
    """Tell whether every cadre who is expected to help is to have a household."""
    return sight.roster.settings.participation is Participation.ALL


def _unknown(kind: Literal["village", "unit"], language: Language) -> str:
    return {"village": text("Village not known"), "unit": text("Unit not known")}[kind].render(language)


def _gap_table(
    headers: tuple[Text, Text, Text], places: Sequence[tuple[str, int, int]], sentence: Text, more: Text
) -> GapTable:
    """Name the places with most gaps; ``sentence`` counts gaps and places, ``more`` the places that are not named."""
    there = sorted((place for place in places if place[2]), key=lambda place: -place[2])
    shown = len(there) if len(there) <= MOST_ROWS else MOST_ROWS - 1
    left = there[shown:]
    whole, gaps = sum(one[1] for one in left), sum(one[2] for one in left)
    rest = (replace(more, values={"count": len(left)}), whole, gaps) if left else None
    counted = {"count": sum(one[2] for one in there), "places": len(there)}
    return GapTable(headers, there[:shown], rest, replace(sentence, values=counted))


def _odd(balance: Balance | None) -> Iterator[Text]:
    """Say what else the levels of the balance count."""
    sentences: Mapping[LevelName, Text] = {
        "ineligible": text("{count} pairings are by cadres who may not help there."),
        "overload": text("The quotas of cadres are exceeded by {count} households in all."),
    }
    for level in balance.levels if balance else ():
        if level.today and level.name in sentences:
            yield replace(sentences[level.name], values={"count": level.today})


def _found(sight: Sight) -> Iterator[Text]:
    """Count what the check found, whatever it is about."""
    found = Counter(finding.severity for finding in sight.report.findings) if sight.report else Counter()
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    if errors or warnings:
        yield text(
            "The check of the data found {errors} errors and {warnings} warnings.", errors=errors, warnings=warnings
        )


# 均衡情况 ------------------------------------------------------------------------------------------------------------


def _balance(sight: Sight) -> list[Section]:
    """Say of each lens in a sentence how it stands."""
    if sight.balance is None:
        return []
    sentences = [
        text("{lens}: {label}. {verdict}", lens=view.title, label=view.label, verdict=view.verdict)
        for view in lens_views(sight.balance)
    ]
    return [Section(text("How balanced it is"), sentences)]


# 调整建议 ------------------------------------------------------------------------------------------------------------


def _proposal(sight: Sight, language: Language) -> list[Section]:
    if sight.plan is not None:
        sentences = [*_planned(sight, sight.plan, language), *_unmet(sight.plan)]
    elif sight.balance is not None:
        sentences = [*_possible(sight, sight.balance), *_short(sight, sight.balance)]
    else:
        return []
    return [Section(text("What is proposed"), sentences)]


def _gaps(sight: Sight) -> frozenset[str]:
    """Name the levels that count gaps."""
    return frozenset(_GAPS) if _everybody(sight) else frozenset(_GAPS) - _OF_IDLE


def _planned(sight: Sight, plan: Plan, language: Language) -> Iterator[Text]:
    """Say what a plan changes, and what that leads to."""
    if not plan.counted:
        yield text("Nothing needs to be changed.")
        return
    forced = sum(change.forced for change in plan.counted)
    yield text(
        "{count} changes are proposed from {day} on, {forced} of them required and {chosen} optional.",
        count=len(plan.counted),
        day=day_text(plan.effective, language),
        forced=forced,
        chosen=len(plan.counted) - forced,
    )
    levels = [(level.name, level.today, level.value) for level in plan.levels if level.name in _gaps(sight)]
    yield from _turned(text("With them: {turns}."), levels)


def _possible(sight: Sight, balance: Balance) -> Iterator[Text]:
    """Say what could be, where no plan is made."""
    levels = [(level.name, level.today, level.attained) for level in balance.levels if level.name in _gaps(sight)]
    turns = list(_turned(text("With the cadres and twinnings that there are, this can be attained: {turns}."), levels))
    if turns:
        yield from turns
    elif any(today for _, today, _ in levels):
        yield text("With the cadres and twinnings that there are, no gap can be closed.")
    else:
        yield text("No gap is open.")


def _turned(
    sentence: Text, levels: Sequence[tuple[LevelName | PlanLevel, int | Fraction, int | Fraction]]
) -> Iterator[Text]:
    """Say what becomes of the levels that change."""
    turns = [
        text("{what} {before} → {after}", what=LEVELS[name], before=before, after=after)
        for name, before, after in levels
        if before != after
    ]
    if turns:
        yield replace(sentence, values={"turns": joined(text("{one}; {other}"), turns)})


def _unmet(plan: Plan) -> Iterator[Text]:
    yield from (one.reason for one in plan.unmet[:MOST_NAMED])
    yield from _more(len(plan.unmet) - MOST_NAMED)


def _short(sight: Sight, balance: Balance) -> Iterator[Text]:
    shortages = [one for one in balance.shortages if _everybody(sight) or one.sentence.kind not in _OF_IDLE]
    for shortage in shortages[:MOST_NAMED]:
        yield shortage.sentence.text
        yield from (text("Remedy: {remedy}", remedy=remedy.text) for remedy in shortage.remedies[:1])
    yield from _more(len(shortages) - MOST_NAMED)


def _more(count: int) -> Iterator[Text]:
    if count > 0:
        yield text("{count} more cannot be met.", count=count)
