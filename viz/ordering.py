"""How Chinese readers expect things sorted and found: numbers in codes by value, names by pinyin.

A name is sorted character by character: by syllable, then tone, then the character itself, so that one surname stays
together. Surnames that are read differently from the common word (单 shàn, 曾 zēng) are read as surnames.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

SURNAMES: Final = {
    "万俟": ("mo4", "qi2"),
    "尉迟": ("yu4", "chi2"),
    "单": ("shan4",),
    "曾": ("zeng1",),
    "解": ("xie4",),
    "仇": ("qiu2",),
    "区": ("ou1",),
    "查": ("zha1",),
    "任": ("ren2",),
    "华": ("hua4",),
    "朴": ("piao2",),
    "乐": ("yue4",),
    "员": ("yun4",),
    "缪": ("miao4",),
    "翟": ("zhai2",),
    "召": ("shao4",),
    "繁": ("po2",),
    "燕": ("yan1",),
    "宁": ("ning4",),
    "牟": ("mou2",),
    "黑": ("he4",),
    "秘": ("bi4",),
    "冼": ("xian3",),
    "折": ("she2",),
    "隗": ("wei3",),
    "祭": ("zhai4",),
    "那": ("na1",),
    "盖": ("gai4",),
}
"""Surnames whose reading differs from the character's commonest one, with tones."""

_NUMBER: Final = re.compile(r"\d+")
TONES: Final = "12345"
"""What stands behind a syllable."""


@cache
def syllable(character: str) -> str:
    """Read one character in pinyin with its tone as a digit; what is not Chinese is its own reading, in lower case."""
    if character < "\u3400":
        return character.lower()
    import pypinyin  # noqa: PLC0415 - its dictionary costs 0.1 s, and Latin names never need it

    read = pypinyin.lazy_pinyin(character, style=pypinyin.Style.TONE3, neutral_tone_with_five=True)
    return read[0].lower() if read else character


def syllables(name: str, *, person: bool = False) -> tuple[str, ...]:
    """Read a name, a syllable per character, with tones; ``person`` reads a surname as a surname."""
    known = surname_syllables(name) if person else ()
    return (*known, *map(syllable, name[len(known) :]))


def surname_syllables(name: str) -> tuple[str, ...]:
    """Read the surname of a person; nothing for one that is read as its characters commonly are."""
    return next((SURNAMES[name[:length]] for length in (2, 1) if name[:length] in SURNAMES), ())


def reading_key(name: str, *, person: bool = False) -> str:
    """Give a text that sorts as a Chinese reader expects: numbers by value, characters by pinyin."""
    numbered = _NUMBER.sub(_by_value, name)
    return "\x1f".join(
        f"{read}\x1e{character}" for read, character in zip(syllables(numbered, person=person), numbered, strict=True)
    )


def _by_value(digits: re.Match[str]) -> str:
    plain = digits.group().lstrip("0")
    return f"{len(plain):03}{plain}"


def places(values: pl.Series, *, person: bool = False) -> pl.Series:
    """Give for each text its place in reading order, equal texts the same; null comes last as null.

    Distinct texts are read once, so a province's names cost a second and not a minute.
    """
    distinct = values.drop_nulls().unique().to_list()
    ordered: Sequence[str] = sorted(distinct, key=lambda text: (reading_key(text, person=person), text))
    return values.replace_strict(ordered, list(range(len(ordered))), default=None, return_dtype=pl.UInt32)
