"""The balance section of the page: a card for each lens, with the picture of its vector beside what is attainable."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from pairing.model.sentences import figure
from pairing.text import text
from viz.balance import CLASSES, WORTH, lens_views, told_apart
from viz.pages.goal import Goal, goal_at
from viz.pages.panorama import node_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from pairing.model.balance import Balance, Shortage, Summary
    from pairing.text import Text
    from viz.balance import LensView
    from viz.classes import ValueClass
    from viz.pages.atlas import Atlas

WIDTH: Final = 360
"""Of a picture; on the page about as many pixels."""
_MIDDLE: Final = WIDTH // 2
_AXIS: Final = 42
"""Half the width of the column of values in the middle, between the bars."""
_DIGIT: Final = 8
"""Width of a digit of a count, with some air."""
_HEAD, _ROW, _BAR = 24, 20, 14
_BASELINE: Final = 15
_THINNEST: Final = 2
"""A bar of one among thousands is still seen."""


@dataclass(frozen=True, slots=True)
class BarView:
    """How often the values of a class are there: a bar to the left for today, one to the right for attainable."""

    count: str
    x: int
    y: int
    width: int
    count_x: int
    baseline: int
    is_worst: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A class of values."""

    label: str
    baseline: int
    today: BarView
    attainable: BarView


@dataclass(frozen=True, slots=True)
class PictureView:
    """A vector today beside the one that is attainable, the worst values on top."""

    width: int
    height: int
    middle: int
    left: int
    """Where the bars of today begin; those of the attainable begin at ``right``."""
    right: int
    alternative: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One number of a vector, today and attainable."""

    label: str
    today: str
    attainable: str


@dataclass(frozen=True, slots=True)
class NamedView:
    """Somebody or some place that has the worst value today."""

    name: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class LensCard:
    """A lens."""

    name: str
    title: str
    over: str
    formula: str
    status: str
    mark: str
    label: str
    verdict: str
    measures: tuple[MeasureView, ...]
    """The worst value first; none when there is nothing to compare."""
    picture: PictureView | None
    named: tuple[NamedView, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortageView:
    """Households that only certain cadres may help, who do not suffice, and what would loosen it."""

    sentence: str
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalanceSection:
    """The section."""

    notes: tuple[str, ...]
    cards: tuple[LensCard, ...]
    shortages: tuple[ShortageView, ...]


def balance_section(balance: Balance, atlas: Atlas) -> BalanceSection:
    """Make the section's view-model."""
    views = lens_views(balance)
    scenes, names = atlas.scenes_of_nodes(), _names(atlas)
    notes = (WORTH, CLASSES) if any(view.is_binned for view in views) else (WORTH,)
    return BalanceSection(
        notes=tuple(map(atlas.say, notes)),
        cards=tuple(_card(view, scenes, names, atlas) for view in views),
        shortages=tuple(_shortage(one, atlas) for one in balance.shortages),
    )


def _card(view: LensView, scenes: Mapping[str, str], names: Mapping[str, str], atlas: Atlas) -> LensCard:
    lens, say = view.lens, atlas.say
    over = text("{count} {population}", count=f"{lens.count:,}", population=lens.over)
    return LensCard(
        name=lens.name,
        title=say(view.title),
        over=say(over) if lens.count else say(lens.over),
        formula=say(view.formula),
        status=lens.status,
        mark=view.mark,
        label=say(view.label),
        verdict=say(view.verdict),
        measures=_measures(view, lens.attainable, atlas) if lens.attainable else (),
        picture=_picture(view, atlas) if view.classes else None,
        named=tuple(_named(one.subject, scenes, names) for one in view.at_worst if lens.status != "attained"),
        sentences=tuple(map(say, view.sentences)),
    )


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


def _named(subject: str, scenes: Mapping[str, str], names: Mapping[str, str]) -> NamedView:
    return NamedView(names.get(subject, subject), goal_at(scenes.get(subject, ""), subject))


def _names(atlas: Atlas) -> dict[str, str]:
    seen = atlas.panorama
    return {
        **{node_of("village", one): one.name for one in seen.villages.values()},
        **{node_of("unit", one): one.name for one in seen.units.values()},
        **{node_of("cadre", one): one.name for one in seen.cadres.values()},
        **{node_of("household", one): one.head for one in seen.households.values()},
    }


def _shortage(shortage: Shortage, atlas: Atlas) -> ShortageView:
    return ShortageView(
        atlas.say(shortage.sentence.text), tuple(atlas.say(remedy.text) for remedy in shortage.remedies)
    )


# Picture -----------------------------------------------------------------------------------------------------------


def _picture(view: LensView, atlas: Atlas) -> PictureView:
    classes = view.classes[::-1] if view.largest_is_worst else view.classes
    most = max(chain.from_iterable((one.today, one.attainable) for one in classes))
    room = _MIDDLE - _AXIS - _DIGIT * (len(f"{most:,}") + 2)
    rows = tuple(_row(one, number, view, (room, most), atlas) for number, one in enumerate(classes))
    return PictureView(
        width=WIDTH,
        height=_HEAD + _ROW * len(classes),
        middle=_MIDDLE,
        left=_MIDDLE - _AXIS,
        right=_MIDDLE + _AXIS,
        alternative=atlas.say(_alternative(view)),
        rows=rows,
    )


def _row(one: ValueClass, number: int, view: LensView, scale: tuple[int, int], atlas: Atlas) -> RowView:
    top = _HEAD + _ROW * number
    room, most = scale
    bars = []
    for often, worst, direction in ((one.today, view.worst, -1), (one.attainable, view.attainable_worst, 1)):
        width = max(_THINNEST, round(room * often / most)) if often else 0
        start = _MIDDLE + direction * _AXIS
        bars.append(
            BarView(
                count=f"{often:,}",
                x=start if direction > 0 else start - width,
                y=top + (_ROW - _BAR) // 2,
                width=width,
                count_x=start + direction * (width + _DIGIT // 2),
                baseline=top + _BASELINE,
                is_worst=worst is not None and one.holds(worst),
            )
        )
    return RowView(atlas.say(one.label), top + _BASELINE, bars[0], bars[1])


def _alternative(view: LensView) -> Text:
    lens, attainable = view.lens, view.lens.attainable
    ends = [figure(end) for one in (lens, attainable) if one for end in (one.min, one.max) if end is not None]
    low, high, attainable_low, attainable_high = ends
    return text(
        "{title}: today from {low} to {high}, attainable from {attainable_low} to {attainable_high}. The table below "
        "says the same as this picture.",
        title=view.title,
        low=low,
        high=high,
        attainable_low=attainable_low,
        attainable_high=attainable_high,
    )
