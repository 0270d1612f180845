"""How far values lie apart inside a unit: from the least to the largest, with their mean.

Two units of one mean can differ in this, which no table of the pages tells: where somebody carries three households
beside somebody who carries none, the head of the unit can mend it without asking anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pairing.model.sentences import figure
from pairing.text import Text, text
from viz.charts.drawing import Drawing, Margins
from viz.charts.figure import Figure, Key, Table, figure_markup
from viz.charts.spec import BANDS, ROW, SIZE, TODAY, TODAY_SOFT, axis_at, quantity, text_layer, ticks, tip_layer
from viz.charts.words import beside_table, counted, lines, shortened, width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from markupsafe import Markup

    from pairing.model.balance import GroupSummary, Lens
    from viz.charts.drawing import Layer
    from viz.charts.words import Say
    from viz.pages.words import Words

WIDTH: Final = 600
MOST_ROWS: Final = 30
LONGEST_NAME: Final = 160
_AIR: Final = 12
_AXIS: Final = 24
_STEPS: Final = 8


@dataclass(frozen=True, slots=True)
class Range:
    """The values of those who belong together."""

    name: str
    count: int
    """How many they are."""
    least: Fraction
    mean: Fraction
    largest: Fraction


def spread_of(lens: Lens, names: Mapping[str, str]) -> tuple[Range, ...]:
    """Give the values of a lens by group: those of ``names``, by subject (``unit:U1``), that have values."""
    ranges = (_range(one, names[one.subject]) for one in lens.groups if one.subject in names)
    return tuple(one for one in ranges if one is not None)


def _range(group: GroupSummary, name: str) -> Range | None:
    if group.min is None or group.mean is None or group.max is None:
        return None
    return Range(name, group.count, group.min, group.mean, group.max)


def spread_chart(ranges: Sequence[Range], title: Text, of: Text, across: Text, say: Say) -> Markup:
    """Draw ranges, of which there is one at least, the widest first.

    ``of`` says who belongs together ("Unit"), ``across`` what is counted ("households helped ÷ quota").
    """
    ordered = sorted(ranges, key=lambda one: (one.least - one.largest, -one.mean))
    shown, left_out = ordered[:MOST_ROWS], len(ordered[MOST_ROWS:])
    keys = [Key("chart-range", text("From the smallest to the largest")), Key("chart-exact", text("Mean"))]
    note = text("{count} more, whose values lie closer together, are not drawn.", count=f"{left_out:,}")
    return figure_markup(
        Figure(
            "spread",
            _ranges(shown, _label(ordered, title), say),
            title=title,
            keys=keys,
            across=across,
            note=note if left_out else None,
            table=_table(shown, of),
        ),
        say,
    )


def _label(ranges: Sequence[Range], title: Text) -> Text:
    return text(
        "{title}: farthest apart in {name}, from {least} to {largest}.",
        title=title,
        name=ranges[0].name,
        least=figure(ranges[0].least),
        largest=figure(ranges[0].largest),
    )


def _table(ranges: Sequence[Range], of: Text) -> Table:
    head = (of, text("Count"), text("Smallest"), text("Mean"), text("Largest"))
    rows = [(one.name, f"{one.count:,}", *map(figure, (one.least, one.mean, one.largest))) for one in ranges]
    return Table(head, rows)


def _ranges(ranges: Sequence[Range], label: Text, say: Say) -> Drawing:
    names = [shortened(one.name, LONGEST_NAME, SIZE) for one in ranges]
    left = max(width(name, SIZE) for name in names) + _AIR
    across = ticks(max(one.largest for one in ranges), _STEPS, whole=False)
    return Drawing(
        width=WIDTH - left - _AIR,
        height=ROW * len(ranges),
        margins=Margins(left, _AIR, 0, _AXIS),
        rows=[{"least": float(one.least), "mean": float(one.mean), "largest": float(one.largest)} for one in ranges],
        layers=[
            tip_layer({"y": BANDS, "x": {"value": -left}, "x2": {"value": WIDTH - left}}),
            *_bars(quantity("least", float(across[-1]), axis=axis_at(across))),
            text_layer("name", {"y": BANDS, "x": {"value": -_AIR}}, align="right"),
        ],
        label=say(beside_table(label)),
        tips=[_tip(one, say) for one in ranges],
        texts={"name": names},
    )


def _bars(x: dict[str, Any]) -> list[Layer]:
    ends = {"type": "tick", "color": TODAY, "thickness": 2, "size": 12}
    return [
        {
            "mark": {"type": "bar", "color": TODAY_SOFT},
            "encoding": {"y": BANDS, "x": x, "x2": {"field": "largest"}},
        },
        *({"mark": ends, "encoding": {"y": BANDS, "x": x | {"field": name}}} for name in ("least", "largest")),
        {
            "mark": {"type": "point", "fill": TODAY, "stroke": TODAY, "size": 42},
            "encoding": {"y": BANDS, "x": x | {"field": "mean"}},
        },
    ]


def _tip(one: Range, say: Say) -> Words:
    values = ((text("Smallest"), one.least), (text("Mean"), one.mean), (text("Largest"), one.largest))
    return lines(one.name, *(say(counted(kind, value)) for kind, value in values))
