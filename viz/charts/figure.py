"""What stands around a picture: its title, what its signs mean, what its axis counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from viz.charts.drawing import drawn
from viz.charts.words import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.text import Text
    from viz.charts.drawing import Drawing
    from viz.charts.words import Say

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Key:
    """What a sign means: ``look`` is a class of charts.css, ``sign`` a character where it is one."""

    look: str
    meaning: Text
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with all that belongs to it."""

    kind: str
    """charts.css knows it as ``chart-KIND``."""
    drawing: Drawing
    title: Text | None = None
    keys: Sequence[Key] = ()
    across: Text | None = None
    """What is counted from left to right."""


def figure_markup(figure: Figure, say: Say) -> Markup:
    """Write a figure as HTML that is XML too; whatever is in it, is text.

    Characters that XML knows no way to write become U+FFFD.
    """
    element = Element("figure", {"class": f"chart chart-{figure.kind}"})
    if figure.title is not None:
        written(SubElement(element, "figcaption"), say(figure.title))
    if figure.keys:
        _write_keys(element, figure.keys, say)
    element.append(drawn(figure.drawing))
    if figure.across is not None:
        written(SubElement(element, "p", {"class": "chart-across"}), say(figure.across))
    # Empty elements in full: HTML takes <span/> for one that is still open.
    markup = tostring(element, encoding="unicode", short_empty_elements=False)
    return Markup(_NOT_XML.sub("\ufffd", markup))  # noqa: S704 - every text of the tree was escaped just here


def _write_keys(element: Element, keys: Sequence[Key], say: Say) -> None:
    items = SubElement(element, "ul", {"class": "chart-keys"})
    for key in keys:
        item = SubElement(items, "li")
        SubElement(item, "span", {"class": f"chart-sign {key.look}", "aria-hidden": "true"}).text = key.sign
        written(SubElement(item, "span"), say(key.meaning))
