"""The page of the balance: a card for each lens, with a chart of its vector beside what is attainable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.balance import CLASSES, WORTH, lens_views, told_apart
from viz.charts import small_chart, vector_chart, vector_of
from viz.pages.goal import Goal, goal_at
from viz.pages.page import Link, Page, home_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from markupsafe import Markup

    from pairing.model.balance import Balance, Shortage, Summary
    from viz.balance import LensView
    from viz.charts import Vector
    from viz.pages.atlas import Atlas
    from viz.words import Words

KEY: Final = "balance"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A class of values, and how often it is there."""

    value: Words
    today: str
    attainable: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One number of a vector, today and attainable."""

    label: Words
    today: str
    attainable: str


@dataclass(frozen=True, slots=True)
class LensCard:
    """A lens."""

    name: str
    goal: Goal
    """Where it is told in full."""
    small: Markup | None
    """Today's values in a small picture; none when there is nothing to compare."""
    title: Words
    over: Words
    formula: Words
    status: str
    mark: str
    label: Words
    verdict: Words
    measures: tuple[MeasureView, ...]
    """The worst value first; none when there is nothing to compare."""
    chart: Markup | None
    """Today's values beside the attainable."""
    values: tuple[ValueRow, ...]
    """The same as a table, the worst first."""
    named: tuple[Link, ...]
    """Those that have the worst value today."""
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ShortageView:
    """Households that only certain cadres may help, who do not suffice, and what would loosen it."""

    sentence: Words
    remedies: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class BalanceBody:
    """The page."""

    notes: tuple[Words, ...]
    cards: tuple[LensCard, ...]
    shortages: tuple[ShortageView, ...]


def balance_body(balance: Balance, atlas: Atlas) -> BalanceBody:
    """Make the page's view-model."""
    views = lens_views(balance)
    pages, names = atlas.pages_of_nodes, _names(atlas)
    notes = (WORTH, CLASSES) if any(view.is_binned for view in views) else (WORTH,)
    return BalanceBody(
        notes=tuple(map(atlas.say, notes)),
        cards=tuple(_card(view, pages, names, atlas) for view in views),
        shortages=tuple(_shortage(one, atlas) for one in balance.shortages),
    )


def balance_page(body: BalanceBody, atlas: Atlas) -> Page:
    """Make the page."""
    return Page(KEY, atlas.say(text("Balance")), "balance.html", body, (home_of(atlas),))


def _card(view: LensView, pages: Mapping[str, str], names: Mapping[str, str], atlas: Atlas) -> LensCard:
    lens, say, vector = view.lens, atlas.say, vector_of(view)
    over = text("{count} {population}", count=f"{lens.count:,}", population=lens.over)
    return LensCard(
        name=lens.name,
        goal=Goal(KEY, f"lens:{lens.name}"),
        small=small_chart(vector, say) if vector else None,
        title=say(view.title),
        over=say(over) if lens.count else say(lens.over),
        formula=say(view.formula),
        status=lens.status,
        mark=view.mark,
        label=say(view.label),
        verdict=say(view.verdict),
        measures=_measures(view, lens.attainable, atlas) if lens.attainable else (),
        chart=vector_chart(vector, say) if vector else None,
        values=_values(vector, atlas) if vector else (),
        named=tuple(_named(one.subject, pages, names) for one in view.at_worst if lens.status != "attained"),
        sentences=tuple(map(say, view.sentences)),
    )


def _values(vector: Vector, atlas: Atlas) -> tuple[ValueRow, ...]:
    bars = vector.bars[::-1] if vector.largest_is_worst else vector.bars
    return tuple(ValueRow(atlas.say(bar.value), bar.counted, f"{bar.attainable:,}") for bar in bars)


def _measures(view: LensView, attainable: Summary, atlas: Atlas) -> tuple[MeasureView, ...]:
    today = view.lens
    worst = (view.worst, view.attainable_worst)
    ends = ("—", "—") if worst[0] is None or worst[1] is None else told_apart(worst[0], worst[1])
    return (
        MeasureView(atlas.say(text("Worst value")), *ends),
        MeasureView(atlas.say(text("Mean")), _number(today.mean), _number(attainable.mean)),
        MeasureView(atlas.say(text("CV")), _number(today.cv), _number(attainable.cv)),
        MeasureView(atlas.say(text("Gini")), _number(today.gini), _number(attainable.gini)),
    )


def _number(value: Fraction | float | None) -> str:
    """Write a mean or an index with three decimals; a dash where it has no meaning."""
    return "—" if value is None else f"{float(value):,.3f}"


def _named(subject: str, pages: Mapping[str, str], names: Mapping[str, str]) -> Link:
    return Link(names.get(subject, subject), goal_at(pages.get(subject, ""), subject))


def _names(atlas: Atlas) -> dict[str, str]:
    seen = atlas.panorama
    return {
        **{one.node: one.name for one in seen.villages.values()},
        **{one.node: one.name for one in seen.units.values()},
        **{one.node: one.name for one in seen.cadres.values()},
        **{one.node: one.head for one in seen.households.values()},
    }


def _shortage(shortage: Shortage, atlas: Atlas) -> ShortageView:
    return ShortageView(
        atlas.say(shortage.sentence.text), tuple(atlas.say(remedy.text) for remedy in shortage.remedies)
    )
