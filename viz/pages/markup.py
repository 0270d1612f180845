"""Markup that stands in thousands of rows: Words, links, the ends of ties. A template's macro takes five times as long.

Everything is escaped here, by ``markupsafe.escape``, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jinja2 import pass_context
from markupsafe import Markup, escape

from pairing.text import text
from viz.pages.goal import href, href_within
from viz.words import Words, words_of_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.runtime import Context

    from pairing.text import Language
    from viz.pages.goal import Goal
    from viz.pages.rows import TieView

_TURNS: Final = {"begins": ("＋", text("with the plan")), "ends": ("×", text("ends with the plan"))}


def said(value: Any) -> Any:  # noqa: ANN401 - whatever a template writes
    """Write Words so that the script can change the language; anything else stays as it is."""
    return Markup(_said(value)) if type(value) is tuple else value  # noqa: S704 - escaped there


def both(attribute: str, words: Words) -> Markup:
    """Write an attribute in both languages."""
    if isinstance(words, str):
        return Markup(f'{attribute}="{escape(words)}"')  # noqa: S704 - escaped just here
    here, there = (escape(each) for each in words)
    return Markup(f'{attribute}="{here}" data-other-{attribute}="{there}"')  # noqa: S704 - escaped just here


@pass_context
def go(context: Context, goal: Goal) -> Markup:
    """Write the address of a link; none where the file has not got that page."""
    return Markup(_go(context, goal))  # noqa: S704 - escaped there


@pass_context
def link(context: Context, name: Words, goal: Goal) -> Markup:
    """Write a name that leads somewhere; one that leads nowhere stays a name."""
    return Markup(_link(context, name, goal))  # noqa: S704 - escaped there


@pass_context
def ties(context: Context, views: Iterable[TieView]) -> Markup:
    """Write the other ends of pairings: who or where, in which order, since when, and what a plan makes of them."""
    language: Language = context["language"]
    return Markup("".join(_tie(context, one, language) for one in views))  # noqa: S704 - escaped there


def _tie(context: Context, one: TieView, language: Language) -> str:
    about = " · ".join(_said(part) for part in (one.place, one.ordinal, one.since) if part)
    where = f'<span class="where">{about}</span>' if about else ""
    if not one.turn:
        return f'<span class="tie">{_link(context, one.name, one.goal)}{where}</span>'
    sign, words = _TURNS[one.turn]
    turn = f'<span class="turn">{sign}{_said(words_of_text(words, language))}</span>'
    return f'<span class="tie turn-{one.turn}">{_link(context, one.name, one.goal)}{turn}{where}</span>'


def _said(words: Words) -> str:
    if isinstance(words, str):
        return escape(words)
    here, there = words
    return f'<span data-other="{escape(there)}">{escape(here)}</span>'


def _link(context: Context, name: Words, goal: Goal) -> str:
    address = _go(context, goal) if goal.page else ""
    return f"<a {address}>{_said(name)}</a>" if address else f"<span>{_said(name)}</span>"


def _go(context: Context, goal: Goal) -> str:
    among: frozenset[str] | None = context["among"]
    if among is None:
        return f'href="{escape(href(goal, context["page"].key))}"'
    return f'href="{escape(href_within(goal))}"' if goal.page in among else ""
