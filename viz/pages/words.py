"""The words that the scripts of a page say by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.words import words_of_text

if TYPE_CHECKING:
    from pairing.text import Language, Text
    from viz.words import Words

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
    return {name: words_of_text(words, language) for name, words in _SCRIPT.items()}
