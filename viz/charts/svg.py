"""The renderer's SVG made fit to stand in a page, beside others of its kind and under a strict policy.

What is not known to be needed goes: ids, classes, roles, fonts, frames that draw nothing. Marks get their words here,
as text of a tree and not of a template, so that no name can become markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, fromstring

from viz.charts.words import attributed, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from viz.words import Words

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_ELEMENTS: Final = frozenset({"g", "path", "line", "text"})
_NUMERIC: Final = ("d", "transform", "x2", "y2")
_ATTRIBUTES: Final = (
    *_NUMERIC,
    *("fill", "stroke", "stroke-width", "stroke-dasharray"),
    *("text-anchor", "font-size"),
)
_LONG_DECIMAL: Final = re.compile(r"-?\d+\.\d{3,}(e-\d+)?")
_NOWHERE: Final = {"transform": "translate(0,0)"}


def tidied(svg: str, label: Words, tips: Mapping[str, Words], texts: Mapping[str, Words]) -> Element:
    """Give a picture named by ``label``, its marks with the tooltips and texts of their names."""
    drawn = fromstring(svg)  # noqa: S314 - our own renderer wrote it
    picture = Element("svg", {"xmlns": _NAMESPACE, "viewBox": drawn.attrib["viewBox"], "role": "img"})
    attributed(picture, "aria-label", label)
    for child in drawn:
        picture.extend(_kept(child, tips, texts))
    return picture


def _kept(drawn: Element, tips: Mapping[str, Words], texts: Mapping[str, Words]) -> Iterator[Element]:
    """Give what remains of an element: itself, its children where it only frames them, or nothing."""
    tag = drawn.tag.removeprefix(f"{{{_NAMESPACE}}}")
    if tag not in _ELEMENTS or drawn.get("display") == "none":
        return
    name = drawn.get("aria-label", "")
    element = Element(tag, _attributes(drawn))
    element.extend(one for child in drawn for one in _kept(child, tips, texts))
    if tag == "g":
        yield from [element] if element.attrib and len(element) else element
    elif tag == "text":
        if words := texts.get(name, drawn.text):
            yield written(element, words)
    elif name in tips:
        yield attributed(element, "data-tip", tips[name])
    elif "fill" in element.attrib or "stroke" in element.attrib:
        yield element


def _attributes(drawn: Element) -> dict[str, str]:
    kept = {name: drawn.attrib[name] for name in _ATTRIBUTES if name in drawn.attrib}
    kept |= {name: _LONG_DECIMAL.sub(_rounded, kept[name]) for name in _NUMERIC if name in kept}
    return {name: value for name, value in kept.items() if _NOWHERE.get(name) != value}


def _rounded(number: re.Match[str]) -> str:
    """Write a number with two decimals: a hundredth of a pixel is not seen, and takes fifteen characters."""
    return f"{round(float(number.group()), 2):g}"
