"""The words that the page's script says by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pairing.text import text

if TYPE_CHECKING:
    from pairing.text import Language, Text

_WORDS: Final[dict[str, Text]] = {
    "canvas": text("Picture of {title}. The table below says the same."),
    "failed": text("This part of the page could not be loaded: {file}. Keep the folder beside the page."),
    "findings": text("To do"),
    "loading": text("Loading …"),
    "more": text("{count} more; type on to narrow the search."),
    "name": text("Name"),
    "none": text("Nobody and nothing of that name."),
    "nothing_drawn": text("There is nobody to draw here."),
    "open": text("Open its picture"),
    "period": text("Dates"),
    "relation": text("Tie"),
    "results": text("{count} found"),
    "shown": text("{shown} of {all} shown"),
    "ties": text("Ties"),
    "until": text("{since} to {until}"),
    "village": text("Village"),
    "unit": text("Unit"),
    "cadre": text("Cadre"),
    "household": text("Household"),
}


def script_words(language: Language) -> dict[str, str]:
    """Give the words in a language; their ``{fields}`` are filled in by the script."""
    return {name: words.render(language) for name, words in _WORDS.items()}
