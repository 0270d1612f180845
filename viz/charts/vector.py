"""The vector of a lens: how often each value is there today, beside what is attainable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pairing.model.sentences import figure
from pairing.text import Text, text
from viz.charts.drawing import Drawing, Margins
from viz.charts.figure import Figure, figure_markup
from viz.charts.spec import (
    ATTAINABLE,
    BANDS,
    MUTED,
    PAPER,
    ROW,
    SIZE,
    TODAY,
    or_worst,
    quantity,
    rule_layer,
    stretched,
    text_layer,
    tip_layer,
)
from viz.charts.words import beside_table, counted, lines, shortened, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from viz.balance import LensView
    from viz.charts.drawing import Layer
    from viz.charts.words import Say
    from viz.words import Words

WIDTH: Final = 360
_MIDDLE: Final = WIDTH / 2
_HEAD: Final = 24
_LONGEST: Final = 130
"""Pixels of a label; a class of values takes 90."""
_AIR: Final = 10
"""Between a label and the bars beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, or a class of values, and how often it is there."""

    value: Text
    today: int
    attainable: int
    worst: bool = False
    """Whether today's worst value is here, and could be better."""

    @property
    def counted(self) -> str:
        """How often it is there today, with a sign where that is the worst: colour is not to be the only mark."""
        return f"▲ {self.today:,}" if self.worst else f"{self.today:,}"


@dataclass(frozen=True, slots=True)
class Vector:
    """Values from the least to the largest."""

    label: Text
    """A sentence that says what is seen, for who does not see it."""
    bars: tuple[Bar, ...]
    largest_is_worst: bool
    """At which end the worst value is: it stands on top."""


def vector_of(view: LensView) -> Vector | None:
    """Give the vector of a lens; None when there is nothing to compare."""
    worst = view.worst if view.lens.status == "improvable" else None
    bars = tuple(
        Bar(one.label, one.today, one.attainable, worst is not None and one.holds(worst)) for one in view.classes
    )
    return Vector(_sentence(view), bars, view.largest_is_worst) if bars else None


def _sentence(view: LensView) -> Text:
    vectors = (view.lens, view.lens.attainable)
    low, high, attainable_low, attainable_high = (
        figure(end) for one in vectors if one for end in (one.min, one.max) if end is not None
    )
    return text(
        "{title}: today from {low} to {high}, attainable from {attainable_low} to {attainable_high}.",
        title=view.title,
        low=low,
        high=high,
        attainable_low=attainable_low,
        attainable_high=attainable_high,
    )


def vector_chart(vector: Vector, say: Say) -> Markup:
    """Draw a vector, which has values, the worst on top; what is worst is red and has a sign."""
    bars = vector.bars[::-1] if vector.largest_is_worst else vector.bars
    return figure_markup(Figure("vector", _butterfly(bars, vector.label, say)), say)


def _butterfly(bars: Sequence[Bar], label: Text, say: Say) -> Drawing:
    labels = [shortened(say(bar.value), _LONGEST, SIZE) for bar in bars]
    half = max(width(words, SIZE) for words in labels) / 2 + _AIR
    today, attainable = [bar.counted for bar in bars], [f"{bar.attainable:,}" for bar in bars]
    edge = max(width(count, SIZE) for count in (*today, *attainable)) + _AIR
    most = max(1, *(max(bar.today, bar.attainable) for bar in bars))
    height = ROW * len(bars)
    reaches = ((_MIDDLE - half, edge), (_MIDDLE + half, WIDTH - edge))
    room = reaches[1][1] - reaches[1][0]
    return Drawing(
        width=WIDTH,
        height=height,
        margins=Margins(top=_HEAD),
        rows=[
            {
                "today": stretched(bar.today, most, room),
                "attainable": stretched(bar.attainable, most, room),
                "worst": bar.worst,
            }
            for bar in bars
        ],
        layers=[
            tip_layer({"y": BANDS, "x": {"value": 0}, "x2": {"value": WIDTH}}),
            *_heads(half),
            *_wing("today", most, reaches[0], -1, or_worst(MUTED)),
            *_wing("attainable", most, reaches[1], 1, {"value": MUTED}),
            *(rule_layer(x=reach[0], y=0, y2=height) for reach in reaches),
            text_layer("value", {"y": BANDS, "x": {"value": _MIDDLE}}),
        ],
        label=say(beside_table(label)),
        tips=[_tip(bar, say) for bar in bars],
        texts={
            "value": labels,
            "today": today,
            "attainable": attainable,
            "head-today": [say(text("Today"))],
            "head-attainable": [say(text("Attainable"))],
        },
        own_scales=("x",),
    )


def _heads(half: float) -> list[Layer]:
    first = [{"filter": "datum.row === 0"}]
    return [
        text_layer(f"head-{name}", {"x": {"value": x}, "y": {"value": -_HEAD / 2 - 1}}, color=MUTED, align=align)
        | {"transform": first}
        for name, x, align in (("today", _MIDDLE - half, "right"), ("attainable", _MIDDLE + half, "left"))
    ]


def _wing(name: str, most: int, reach: tuple[float, float], direction: int, color: dict[str, Any]) -> list[Layer]:
    """Draw bars from the middle outwards, and how many each stands for."""
    place = {"y": BANDS, "x": quantity(name, most, reach)}
    hollow = {"color": PAPER, "stroke": ATTAINABLE, "strokeWidth": 1.5}
    return [
        {
            "mark": {"type": "bar"} | (hollow if direction > 0 else {}),
            "transform": [{"filter": f"datum.{name} > 0"}],
            "encoding": place | ({} if direction > 0 else {"color": or_worst(TODAY)}),
        },
        text_layer(name, place | {"color": color}, align="left" if direction > 0 else "right", dx=direction * 5),
    ]


def _tip(bar: Bar, say: Say) -> Words:
    said = (counted(text("Today"), bar.today), counted(text("Attainable"), bar.attainable))
    worst = (text("Worst value"),) if bar.worst else ()
    return lines(*map(say, (bar.value, *said, *worst)))
