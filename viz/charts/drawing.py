"""A drawing: what Vega-Lite draws, and which words are written onto its marks afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from viz.charts.spec import CONFIG, VEGA_LITE
from viz.charts.svg import tidied

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from viz.words import Words

Layer = dict[str, Any]
"""A layer in Vega-Lite's own words."""
Row = dict[str, float | bool]
"""A row of data. Numbers only: no word that somebody wrote ever gets to the renderer."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Room around the plot, in pixels."""

    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart before it is drawn; ``width`` and ``height`` are the plot's, without its margins."""

    width: float
    height: float
    rows: Sequence[Row]
    """They are numbered from 0 when drawn, as ``row``."""
    layers: Sequence[Layer]
    label: Words
    """What the chart says, for who does not see it."""
    tips: Sequence[Words] = ()
    """A tooltip for each row."""
    texts: Mapping[str, Sequence[Words]] = field(default_factory=dict)
    """For each layer of texts, by its kind, what it says of each row."""
    margins: Margins = Margins()
    own_scales: Sequence[str] = ()
    """Channels for which each layer has a scale of its own."""


def drawn(drawing: Drawing) -> Element:
    """Draw as SVG, made safe to stand in a page."""
    svg = rendered(json.dumps(_spec(drawing)))
    return tidied(svg, drawing.label, _said("tip", drawing.tips), _all_texts(drawing))


@lru_cache(maxsize=64)
def rendered(spec: str) -> str:
    """Render a spec, which no word is in: the same chart in another language or on another page is not drawn again."""
    # Imported here because a page without charts need not pay for the renderer: 0.6 s with its first drawing, 110 MB.
    from vl_convert import vegalite_to_svg  # noqa: PLC0415 - as above

    no_addresses: list[str] = []
    return vegalite_to_svg(spec, vl_version=VEGA_LITE, config=CONFIG, allowed_base_urls=no_addresses)


def _spec(drawing: Drawing) -> dict[str, Any]:
    margins = drawing.margins
    return {
        "width": drawing.width,
        "height": drawing.height,
        "autosize": "none",
        "padding": {"left": margins.left, "right": margins.right, "top": margins.top, "bottom": margins.bottom},
        "background": None,
        "data": {"values": [{"row": number, **row} for number, row in enumerate(drawing.rows)]},
        "layer": list(drawing.layers),
        "resolve": {"scale": dict.fromkeys(drawing.own_scales, "independent")},
    }


def _all_texts(drawing: Drawing) -> dict[str, Words]:
    return {name: words for kind, said in drawing.texts.items() for name, words in _said(kind, said).items()}


def _said(kind: str, said: Sequence[Words]) -> dict[str, Words]:
    return {f"{kind}-{number}": words for number, words in enumerate(said)}
