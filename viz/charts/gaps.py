"""Where the gaps are: of each village or county, the households with a helper and those without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.text import Text, text
from viz.charts.drawing import Drawing
from viz.charts.figure import Figure, Key, Table, figure_markup
from viz.charts.spec import (
    BANDS,
    MUTED,
    ROW,
    SIZE,
    TODAY,
    WORST,
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

    from viz.charts.drawing import Layer, Row
    from viz.charts.words import Say
    from viz.pages.words import Words

WIDTH: Final = 600
MOST_ROWS: Final = 30
"""More are not looked at; the table of the villages has them all."""
LONGEST_NAME: Final = 140
"""Pixels; a longer name is cut and stands in full in its tooltip."""
_AIR: Final = 10
_ONLY_GAPS: Final = {"transform": [{"filter": "datum.worst"}]}


@dataclass(frozen=True, slots=True)
class Covered:
    """A place, and how many of its households have a helper and how many have none."""

    name: str
    covered: int
    uncovered: int

    @property
    def counted(self) -> str:
        """How many have none, of how many; or only how many there are."""
        households = self.covered + self.uncovered
        return f"▲ {self.uncovered:,} / {households:,}" if self.uncovered else f"{households:,}"


def gaps_chart(places: Sequence[Covered], title: Text, place: Text, say: Say) -> Markup:
    """Draw places, of which there is one at least, those with the most gaps first; ``place`` says what they are."""
    ordered = sorted(places, key=lambda one: (-one.uncovered, one.covered))
    shown, left_out = ordered[:MOST_ROWS], ordered[MOST_ROWS:]
    keys = [Key("chart-today", text("With a helper")), Key("chart-worst", text("Without a helper"), "▲")]
    drawing = _stacked(shown, _label(ordered, title), say)
    return figure_markup(
        Figure("gaps", drawing, title=title, keys=keys, note=_left_out(left_out), table=_table(shown, place)), say
    )


def _label(places: Sequence[Covered], title: Text) -> Text:
    return text(
        "{title}: {uncovered} of {households} households have no helper.",
        title=title,
        uncovered=f"{sum(one.uncovered for one in places):,}",
        households=f"{sum(one.covered + one.uncovered for one in places):,}",
    )


def _left_out(places: Sequence[Covered]) -> Text | None:
    if not places:
        return None
    return text(
        "{count} more are not drawn; {uncovered} households there have no helper.",
        count=f"{len(places):,}",
        uncovered=f"{sum(one.uncovered for one in places):,}",
    )


def _table(places: Sequence[Covered], place: Text) -> Table:
    head = (place, text("Households"), text("With a helper"), text("Without a helper"))
    rows = [
        (one.name, *(f"{count:,}" for count in (one.covered + one.uncovered, one.covered, one.uncovered)))
        for one in places
    ]
    return Table(head, rows)


def _stacked(places: Sequence[Covered], label: Text, say: Say) -> Drawing:
    names = [shortened(one.name, LONGEST_NAME, SIZE) for one in places]
    counts = [one.counted for one in places]
    left = max(width(name, SIZE) for name in names) + _AIR
    right = WIDTH - max(width(count, SIZE) for count in counts) - _AIR
    most = max(*(one.covered + one.uncovered for one in places), 1)
    height = ROW * len(places)
    return Drawing(
        width=WIDTH,
        height=height,
        rows=[_row(one, most, right - left) for one in places],
        layers=[
            tip_layer({"y": BANDS, "x": {"value": 0}, "x2": {"value": WIDTH}}),
            *_bars(most, (left, right)),
            rule_layer(x=left, y=0, y2=height),
            text_layer("name", {"y": BANDS, "x": {"value": left - _AIR}}, align="right"),
        ],
        label=say(beside_table(label)),
        tips=[_tip(one, say) for one in places],
        texts={"name": names, "count": counts},
    )


def _row(place: Covered, most: int, room: float) -> Row:
    covered = stretched(place.covered, most, room)
    return {"covered": covered, "all": covered + stretched(place.uncovered, most, room), "worst": place.uncovered > 0}


def _bars(most: int, reach: tuple[float, float]) -> list[Layer]:
    place = {"y": BANDS, "x": quantity("covered", most, reach)}
    whole = place | {"x": quantity("all", most, reach)}
    return [
        {"mark": {"type": "bar", "color": TODAY}, "encoding": place},
        _ONLY_GAPS | {"mark": {"type": "bar", "color": WORST}, "encoding": whole | {"x2": {"field": "covered"}}},
        text_layer("count", whole | {"color": or_worst(MUTED)}, align="left", dx=5),
    ]


def _tip(place: Covered, say: Say) -> Words:
    said = (counted(text("With a helper"), place.covered), counted(text("Without a helper"), place.uncovered))
    return lines(place.name, *map(say, said))
