"""Words in two languages: what a page says in its own, and what it says when the reader changes the language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pairing.text import LANGUAGES, Text

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


def words_of_text(words: Text, language: Language) -> Words:
    """Say a Text in both languages, the page's own first."""
    if words.values or words.chinese:
        return words_of(words.render, language)
    return _constant(words.english, language)


@cache
def _constant(english: str, language: Language) -> Words:
    """Say a sentence without fields: a province says the same few a million times."""
    return words_of(Text(english).render, language)


def shown_first(words: Words) -> str:
    """Give what a page shows before anybody changes its language."""
    return words if isinstance(words, str) else words[0]
