"""From a page to HTML: templates escape everything, compute nothing, and say their words in both languages."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from pairing.text import Text
from viz.html import NONCE, environment, sealed
from viz.pages.drawing import options
from viz.pages.embedding import embedded
from viz.pages.goal import INDEX
from viz.pages.markup import both, go, link, said, ties
from viz.pages.packing import packed
from viz.pages.words import script_words
from viz.words import shown_first, words_of_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from pairing.text import Language
    from viz.pages.page import Frame, Page

_SCRIPT_END: Final = re.compile("</script", re.IGNORECASE)


class Press:
    """Prints the pages of one site, each as a file or all as one, which has only those that it is ``among``."""

    def __init__(self, frame: Frame, language: Language, *, among: frozenset[str] | None = None) -> None:
        self._frame = frame
        self._language: Language = language
        self._among = among
        self._environment = _environment(language)

    @cached_property
    def _settings(self) -> Markup:
        """What the scripts of every page are told."""
        told = {"words": script_words(self._language), "options": options(), "single": self._among is not None}
        return embedded(told)

    def printed(self, page: Page) -> bytes:
        """Write a page."""
        return self._rendered("base.html", page)

    def bound(self, pages: Sequence[Page], style: bytes, scripts: Sequence[bytes]) -> bytes:
        """Write all pages as one file, with the style sheet and the scripts that they share."""
        return self._rendered(
            "single.html",
            pages[0],
            others=[(page.key, self._content(page)) for page in pages],
            style=Markup(style.decode().replace("</", "<\\/")),  # noqa: S704 - our own
            codes=[Markup(_SCRIPT_END.sub(r"<\\/script", code.decode())) for code in scripts],  # noqa: S704 - our own
        )

    def _content(self, page: Page) -> Markup:
        template = self._environment.get_template("content.html")
        return Markup(template.render(self._given(page)))  # noqa: S704 - the template has escaped it

    def _rendered(self, template: str, page: Page, **more: object) -> bytes:
        """Write a page with its frame."""
        return sealed(self._environment.get_template(template).render(self._given(page), **more))

    def _given(self, page: Page) -> dict[str, object]:
        """Give what every template knows."""
        return {
            "frame": self._frame,
            "page": page,
            "body": page.body,
            "scene": embedded(packed(page.scene)) if page.scene else None,
            "settings": self._settings,
            "root": "" if page.key == INDEX else "../",
            "among": self._among,
            "nonce": NONCE,
        }


def _environment(language: Language) -> Environment:
    made = environment("templates", finalize=said)

    @cache
    def fixed(name: str) -> Markup:
        """Write a template that knows no page: what every page has alike is made once."""
        return Markup(made.get_template(name).render())  # noqa: S704 - the template has escaped it

    made.globals.update(
        text=lambda english, **values: words_of_text(Text(english, values), language),
        language=language,
        both=both,
        fixed=fixed,
    )
    made.filters |= {"first": shown_first, "grouped": "{:,}".format, "go": go, "link": link, "ties": ties}
    return made
