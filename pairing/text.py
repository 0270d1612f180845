"""Sentences for a person, kept apart from the language they are read in.

The core never knows who is reading: a finding made now may be printed in Chinese, stored on a server and shown in
English later. So the core makes a :class:`Text`, and the edge renders it.
"""

from __future__ import annotations

import gettext
import locale
import os
import re
from dataclasses import dataclass, field
from functools import cache, reduce
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence that is not yet in a language.

    ``english`` is a template with ``{name}`` fields and the key into the catalogues. ``chinese`` is given only where
    the sentence comes with its own translation, as the header of a rule does. A value may itself be a Text.
    """

    english: str
    values: Mapping[str, object] = field(default_factory=dict)
    chinese: str | None = None

    def render(self, language: Language) -> str:
        """Write the sentence in ``language``; a field without a value stays as it is written."""
        return _FIELD.sub(lambda match: self._value(match, language), self._template(language))

    def _template(self, language: Language) -> str:
        if language == "zh":
            if self.chinese is not None:
                return self.chinese
            return translation("zh").gettext(self.english) if self.english else ""
        return self.english

    def _value(self, match: re.Match[str], language: Language) -> str:
        name = match.group(1)
        if name not in self.values:
            return match.group(0)
        value = self.values[name]
        return value.render(language) if isinstance(value, Text) else str(value)

    def __str__(self) -> str:
        return self.render("en")


def text(english: str, /, **values: object) -> Text:
    """Make a Text whose Chinese is in the catalogue; the extraction of messages looks for this name."""
    return Text(english, values)


def joined(template: Text, parts: Sequence[Text]) -> Text:
    """Join sentences, of which there is at least one, by a template such as ``{one} or {other}``."""
    return reduce(lambda one, other: Text(template.english, {"one": one, "other": other}), parts)


@cache
def translation(language: Language) -> gettext.NullTranslations:
    """Load a catalogue once; a missing one gives the English keys."""
    with as_file(files("pairing") / "locale") as folder:
        return gettext.translation("pairing", folder, languages=[language], fallback=True)


def language_from_environment() -> Language:
    """Tell the reader's language from the system's locale: Chinese unless it names another one.

    Chinese is the product's first language, so a bare ``C`` or ``POSIX`` locale reads Chinese too.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return _language_of_locale(value)
    return _language_of_locale(locale.getlocale()[0] or "")


def _language_of_locale(value: str) -> Language:
    plain = value.partition(".")[0].partition("@")[0].lower()
    if plain in {"", "c", "posix"} or plain.startswith(("zh", "chinese")):
        return "zh"
    return "en"
