"""What tests of charts share: words in both languages, and a chart taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

from pairing.text import Text
from viz.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from pairing.text import Language
    from viz.words import Words

SVG = "{http://www.w3.org/2000/svg}"


def say(words: Text) -> Words:
    return words_of(words.render, "en")


def saying(language: Language) -> Callable[[Text], Words]:
    return lambda words: words_of(words.render, language)


def same(word: str) -> Text:
    """A word that is the same in both languages."""
    return Text("{word}", {"word": word}, "{word}")


def parsed(chart: Markup) -> Element:
    return fromstring(chart)  # noqa: S314 - we wrote it ourselves


def picture(chart: Markup) -> Element:
    """The SVG of a chart, which is well-formed or raises."""
    found = parsed(chart).find(f"{SVG}svg")
    assert found is not None
    return found


def texts(chart: Markup) -> list[str]:
    return [one.text or "" for one in picture(chart).iter(f"{SVG}text")]


def tips(chart: Markup, language: str = "") -> list[list[str]]:
    """The lines of each tooltip; of the ``other`` language where it is asked for."""
    name = f"data-{language}-data-tip" if language else "data-tip"
    return [one.attrib[name].split("\n") for one in picture(chart).iter() if name in one.attrib]


def filled(chart: Markup, colour: str) -> list[str]:
    """The outlines of all that is filled with a colour of the style sheet."""
    return [one.attrib["d"] for one in picture(chart).iter(f"{SVG}path") if one.get("fill") == f"var(--{colour})"]
