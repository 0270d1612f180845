"""The looks that all charts have in common, in Vega-Lite's words: one product, one hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

VEGA_LITE: Final = "6.4"
"""One of the versions in the wheel; another one may draw otherwise."""

SIZE: Final = 13
"""Of all words and numbers: the small text of the style sheet. A chart is shown a pixel for a pixel."""
ROW: Final = 22
"""From one row to the next; ``BAR`` of it is the bar."""
BAR: Final = 14
THINNEST: Final = 2
"""A bar of one among thousands is still seen."""
NUMBER: Final = ",.3~f"
"""As ``figure`` writes numbers: thousands apart, three decimals at most."""

INK, MUTED, RULE, FAINT = "var(--ink)", "var(--muted)", "var(--tie)", "var(--faint)"
TODAY, TODAY_SOFT, ATTAINABLE, WORST = "var(--accent)", "var(--accent-soft)", "var(--responsible)", "var(--gap)"
BOUND, PAPER = "var(--over)", "var(--paper)"
"""Names of the style sheet, so that dark pages and paper are its business alone."""

CONFIG: Final[dict[str, Any]] = {
    "view": {"stroke": None},
    "axis": {
        "title": None,
        "ticks": False,
        "domain": False,
        "gridColor": FAINT,
        "labelColor": MUTED,
        "labelFontSize": SIZE,
        "labelPadding": 6,
        "format": NUMBER,
        # Whatever asks how wide a text is would ask the fonts of the machine that writes the page.
        "labelOverlap": False,
        "labelLimit": 0,
        "labelBound": False,
        "labelFlush": False,
    },
    "bar": {"color": TODAY, "height": {"band": BAR / ROW}},
    "line": {"color": TODAY, "strokeWidth": 2},
    "area": {"color": TODAY_SOFT},
    "point": {"opacity": 1, "strokeWidth": 1.5},
    "text": {"fontSize": SIZE, "color": INK, "baseline": "middle", "limit": 0},
}
BANDS: Final = {"field": "row", "type": "nominal", "axis": None, "scale": {"paddingInner": 0, "paddingOuter": 0}}
"""Encodes a row of data by a band of its own, in the order of the rows."""
_STEPS: Final = (1, 2, 5)


def called(kind: str) -> dict[str, str]:
    """Name each mark of a layer by its row: ``tip-3``. Under this name its words are written onto it when drawn."""
    return {"expr": f"'{kind}-' + datum.row"}


def text_layer(kind: str, encoding: dict[str, Any], **looks: Any) -> dict[str, Any]:  # noqa: ANN401 - Vega-Lite's words
    """Make a layer of texts; a dot stands where the words will be."""
    return {"mark": {"type": "text", "text": "·", "description": called(kind), **looks}, "encoding": encoding}


def tip_layer(encoding: dict[str, Any]) -> dict[str, Any]:
    """Make a layer of bands that cannot be seen and have the tooltips: easier to hit than a thin bar or a dot."""
    return {"mark": {"type": "rect", "color": "transparent", "description": called("tip")}, "encoding": encoding}


def rule_layer(**pixels: float) -> dict[str, Any]:
    """Make a layer of one line, such as the one that bars stand on: ``x``, ``y``, and ``x2`` or ``y2``."""
    place = {channel: {"value": pixel} for channel, pixel in pixels.items()}
    return {"data": {"values": [{}]}, "mark": "rule", "encoding": place | {"color": {"value": RULE}}}


def quantity(
    field: str, most: float, reach: tuple[float, float] | None = None, axis: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Encode a number by where it lies between zero and ``most``, over the pixels of ``reach``."""
    scale: dict[str, Any] = {"domain": [0, most], "nice": False, "zero": True}
    pixels = {"range": list(reach)} if reach else {}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": scale | pixels}


def axis_at(numbers: Sequence[Fraction], *, grid: bool = True) -> dict[str, Any]:
    """Make an axis with these numbers."""
    return {"values": [float(number) for number in numbers], "grid": grid}


def or_worst(color: str) -> dict[str, Any]:
    """Encode a colour: red for a row that is ``worst``."""
    return {"condition": {"test": "datum.worst", "value": WORST}, "value": color}


def ticks(most: Fraction, room: int, *, whole: bool) -> list[Fraction]:
    """Give round numbers from zero up to the first that ``most`` does not exceed, ``room`` steps at most.

    Steps are 1, 2 or 5 times a power of ten, and whole numbers where parts of one have no meaning.
    """
    most = most or Fraction(1)
    steps = (digit * Fraction(10) ** power for power in count(floor(log10(most / room))) for digit in _STEPS)
    step = next(step for step in steps if (step >= 1 or not whole) and ceil(most / step) <= room)
    return [step * number for number in range(ceil(most / step) + 1)]


def stretched(value: int, most: int, room: float) -> float:
    """Give the length of a bar in the unit of its value: something is at least THINNEST pixels of ``room``."""
    return max(value, THINNEST * most / room) if value else 0
