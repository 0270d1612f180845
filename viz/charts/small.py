"""Today's vector of a lens in small, for a page that shows all lenses at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.charts.drawing import Drawing, Margins
from viz.charts.figure import Figure, figure_markup
from viz.charts.spec import (
    BANDS,
    BAR,
    MUTED,
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
from viz.charts.words import counted, lines, shortened, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from viz.charts.drawing import Layer
    from viz.charts.vector import Bar, Vector
    from viz.charts.words import Say
    from viz.words import Words

WIDTH, HEIGHT = 220, 92
_WIDEST: Final = 34
"""A column is no wider, so that few of them still are columns."""
_TOP, _FOOT = 19, 20
"""Above and below the columns, for a line of text each."""
_PLOT: Final = HEIGHT - _TOP - _FOOT
_AIR: Final = 4
_UNDER: Final = {"y": {"value": _PLOT + 11}, "color": {"value": MUTED}}
"""Where labels of columns stand."""


def small_chart(vector: Vector, say: Say) -> Markup:
    """Draw today's vector, which has values, from the least to the largest; what is worst is red and has a sign."""
    return figure_markup(Figure("small", _columns(vector, say)), say)


def _columns(vector: Vector, say: Say) -> Drawing:
    bars = vector.bars
    most = max(*(bar.today for bar in bars), 1)
    room = WIDTH / len(bars)
    labels = [shortened(say(bar.value), WIDTH // 2, SIZE) for bar in bars]
    return Drawing(
        width=WIDTH,
        height=_PLOT,
        margins=Margins(top=_TOP, bottom=_FOOT),
        rows=[{"today": stretched(bar.today, most, _PLOT), "worst": bar.worst} for bar in bars],
        layers=[
            tip_layer({"x": BANDS, "y": {"value": -_TOP}, "y2": {"value": _PLOT + _FOOT}}),
            *_bars(most, min(_WIDEST, room * BAR / ROW)),
            *(_labels() if _fit(labels, room) else _ends(len(bars))),
        ],
        label=say(vector.label),
        tips=[_tip(bar, say) for bar in bars],
        texts={"count": _counts(bars, room), "value": labels},
    )


def _bars(most: int, size: float) -> list[Layer]:
    place = {"x": BANDS, "y": quantity("today", most)}
    return [
        {"mark": {"type": "bar", "width": size, "height": None}, "encoding": place | {"color": or_worst(TODAY)}},
        rule_layer(y=_PLOT, x=0, x2=WIDTH),
        text_layer("count", place | {"color": or_worst(MUTED)}, dy=-9),
    ]


def _labels() -> list[Layer]:
    return [text_layer("value", {"x": BANDS, **_UNDER})]


def _ends(count: int) -> list[Layer]:
    """Name the first and the last column only."""
    return [
        text_layer("value", {"x": {"value": x}, **_UNDER}, align=align)
        | {"transform": [{"filter": f"datum.row === {row}"}]}
        for row, x, align in ((0, 0, "left"), (count - 1, WIDTH, "right"))
    ]


def _counts(bars: Sequence[Bar], room: float) -> list[Words]:
    """Say how often each value is there, or only which is the worst where there is no room for more."""
    counts: list[Words] = [bar.counted for bar in bars]
    return counts if _fit(counts, room) else ["▲" if bar.worst else "" for bar in bars]


def _fit(labels: Sequence[Words], room: float) -> bool:
    return all(width(label, SIZE) + _AIR <= room for label in labels)


def _tip(bar: Bar, say: Say) -> Words:
    return lines(say(bar.value), say(counted(text("Today"), bar.today)))
