"""Words in two languages: what a page says in its own, and what it says when the reader changes the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import LANGUAGES, Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.text import Language

Words = str | tuple[str, str]
"""What a person reads: one string where both languages have the same, as of a name; else the page's own and the other.

The type keeps the other language from being lost: nothing joins or cuts a Words as if it were a string.
"""


def other_language(language: Language) -> Language:
    """Give the language that a page can be changed into."""
    return next(other for other in LANGUAGES if other != language)


def words_of(say: Callable[[Language], str], language: Language) -> Words:
    """Say something in both languages, the page's own first."""
    here, there = say(language), say(other_language(language))
    return here if here == there else (here, there)


def shown_first(words: Words) -> str:
    """Give what a page shows before anybody changes its language."""
    return words if isinstance(words, str) else words[0]


_SCRIPT: Final[dict[str, Text]] = {
    "failed": text("This part of the page could not be loaded: {file}. Keep the folders parts and pages beside it."),
    "not_found": text("{name} is not in this site."),
    "shown": text("{shown} of {all} shown"),
    "results": text("{count} found"),
    "none": text("Nobody and nothing of that name."),
    "more": text("{count} more; type on to narrow the search."),
    "searching": text("Searching the rest …"),
    "similar": text("Similar names"),
    "page": text("Page"),
    "county": text("County"),
    "findings": text("To do"),
    "ties": text("Ties"),
    "relation": text("Tie"),
    "name": text("Name"),
    "period": text("Dates"),
    "until": text("{since} to {until}"),
    "open": text("Open its page"),
    "form": text("Form of pairing"),
    "form_one": text("One for one"),
    "form_fan": text("One for several"),
    "form_many": text("Several for one"),
    "form_knot": text("Several for several"),
    "focus": text("Show only the neighbourhood"),
    "depth": text("{count} steps"),
    "depth_of_focus": text("How far"),
    "fold": text("Hide {count} neighbours"),
    "unfold": text("Add {count} neighbours"),
    "show_all": text("Show everything"),
    "tied": text("{count} ties"),
    "only": text("only {what}"),
    "without": text("without {what}"),
    "around": text("{count} steps around {name}"),
    "before_plan": text("today"),
    "after_plan": text("with the plan"),
    "on_villages": text("×{count}"),
    "role_lead": text("lead"),
    "role_responsible": text("responsible"),
    "role_partner": text("partner"),
    "role_undecided": text("undecided"),
    "mark_gap": text("no helper"),
    "mark_idle": text("no household"),
    "mark_over": text("over quota"),
    "mark_shared": text("helped by {count}"),
    "village": text("Village"),
    "unit": text("Unit"),
    "cadre": text("Cadre"),
    "household": text("Household"),
}
"""What the scripts say by themselves; a script's own words stand under its name."""


def script_words(language: Language) -> dict[str, Words]:
    """Give the words of the scripts; they fill in the ``{fields}``."""
    return {name: words_of(words.render, language) for name, words in _SCRIPT.items()}
