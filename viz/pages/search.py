"""The search index: every name with how it is read, what it is, where it belongs, and the page that shows it.

It is written as classic scripts that a page loads when somebody searches (DESIGN §9). ``index`` is the manifest: pages,
counties, villages and units, the readings of characters, and which shard holds which names. The shards ``index-1`` …
hold cadres and households in reading order. A site of a county's size has one shard; in a larger one a search begins
with the shard in which the beginning typed belongs, and ``index-code-1`` … say in which shard a code is to be found.

What a name is searched by (initials, spelling, what sounds the same) all comes from its syllables, which the script
folds. Everything is taken from the atlas, which has nothing that its audience may not see.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

import polars as pl

from viz.ordering import SURNAMES, TONES, places, surname_syllables, syllable
from viz.pages.embedding import part
from viz.pages.goal import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pairing.roster import NodeKind
    from viz.pages.atlas import Atlas
    from viz.pages.page import Link
    from viz.words import Words

MANIFEST: Final = "index"
MOST_IN_ONE: Final = 40_000
"""The most cadres and households in one shard: a county's, read within a tenth of a second."""
SHARD_SIZE: Final = 500_000
"""About how many bytes a shard of a larger site has: so few that nobody notices while one is read."""
NOWHERE: Final = -1

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LEADING_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, county, village or unit that can be found, and to which people belong."""

    kind: str
    code: str
    name: Words
    where: str
    """What tells namesakes apart: a village's county."""
    page: str


@dataclass(frozen=True, slots=True)
class Person:
    """A cadre or household that can be found."""

    kind: NodeKind
    code: str
    name: str
    sounds: str
    place: int
    """Which of the places he belongs to: a cadre's unit, a household's village; -1 when that is not known."""
    page: int
    """Which of the site's pages shows him; -1 when none does."""


def search_scripts(atlas: Atlas, menu: Iterable[Link]) -> Iterator[tuple[str, str]]:
    """Give the parts of the index by name, the manifest first, each written when it is asked for.

    ``menu`` is the site's own pages, which can be found by their titles in both languages.
    """
    found = tuple(search_places(atlas, menu))
    pages = list(dict.fromkeys(place.page for place in found))
    people = _in_reading_order(tuple(search_people(atlas, found, pages)))
    shards = _shards(people)
    codes = tuple(_pieces(_codes(shards), lambda one: len(one[1]) + 12)) if len(shards) > 1 else ()
    manifest = {
        "pages": pages,
        "places": [_place_row(place) for place in found],
        "readings": _readings(chain((_text(place.name) for place in found), (person.name for person in people))),
        "shards": [[len(shard), *_range(map(letters_of, shard))] for shard in shards],
        "codes": [[codes[0][0], codes[-1][0]] for codes in codes],
    }
    yield part(MANIFEST, manifest)
    for number, shard in enumerate(shards, 1):
        yield part(f"{MANIFEST}-{number}", _shard_columns(shard))
    for number, piece in enumerate(codes, 1):
        yield part(f"{MANIFEST}-code-{number}", _code_columns(piece))


# What can be found ------------------------------------------------------------------------------------------------


def search_places(atlas: Atlas, menu: Iterable[Link]) -> Iterator[Place]:
    """Give the site's pages, then its counties, villages and units, each kind in its own order."""
    seen = atlas.panorama
    yield from (Place("page", "", link.name, "", link.goal.page) for link in menu)
    yield from _counties(atlas)
    for key, village in seen.villages.items():
        yield Place("village", village.id, village.name, village.place, atlas.page_of_village[key])
    for key, unit in seen.units.items():
        yield Place("unit", unit.id, unit.name, "", atlas.page_of_unit[key])


def _counties(atlas: Atlas) -> Iterator[Place]:
    """Give each county once, with the overview that draws it."""
    overviews = {area.name: area.page for area in atlas.areas}
    named = ((one.prefecture or "", one.county) for one in atlas.panorama.villages.values() if one.county)
    for prefecture, county in dict.fromkeys(named):
        yield Place("county", "", county, prefecture, overviews.get(prefecture + county, INDEX))


def search_people(atlas: Atlas, found: Sequence[Place], pages: Sequence[str]) -> Iterator[Person]:
    """Give cadres, then households, as the panorama orders them, with numbers of ``found`` and of ``pages``."""
    seen = atlas.panorama
    number_of_page = {page: number for number, page in enumerate(pages)}
    number_of = {(place.kind, place.code): number for number, place in enumerate(found)}
    units = {key: number_of["unit", unit.id] for key, unit in seen.units.items()}
    villages = {key: number_of["village", village.id] for key, village in seen.villages.items()}
    for key, cadre in seen.cadres.items():
        page = number_of_page.get(atlas.page_of_cadre(key), NOWHERE)
        yield _person("cadre", cadre.id, cadre.name, _number(units, cadre.unit), page)
    for key, home in seen.households.items():
        page = number_of_page.get(atlas.page_of_household(key), NOWHERE)
        yield _person("household", home.id, home.head, _number(villages, home.village), page)


def _person(kind: NodeKind, code: str, name: str, place: int, page: int) -> Person:
    return Person(kind, code, name, sounds_of(name, person=True), place, page)


def _number(numbers: Mapping[int, int], key: int | None) -> int:
    return NOWHERE if key is None else numbers.get(key, NOWHERE)


# How it is read ---------------------------------------------------------------------------------------------------


def sounds_of(name: str, *, person: bool = False) -> str:
    """Read the Chinese characters of a name, a syllable each, without tones: ``zhang ming zhe``.

    Other letters are their own reading, and the script has them in the name.
    """
    known = surname_syllables(name) if person else ()
    read = (*(one.strip(TONES) for one in known), *map(_sound, name[len(known) :]))
    return " ".join(filter(None, read))


@cache
def _sound(character: str) -> str:
    """Read a Chinese character; of any other nothing is said."""
    return syllable(character).strip(TONES) if _HAN.match(character) else ""


def folded(text: str) -> str:
    """Reduce a text to letters and digits as the script does, without widths, capitals, accents, spaces and signs."""
    if text.isascii() and text.isalnum():
        return text.lower()
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text))).lower()
    return "".join(character for character in bare if unicodedata.category(character)[0] in "LMN")


def bare_code(code: str) -> str:
    """Fold a code and leave out leading zeros: ``H-0123`` is looked for as ``h123``."""
    return _LEADING_ZEROS.sub("", folded(code))


def letters_of(person: Person) -> str:
    """Give the beginning of a name as somebody types it in letters; what finds the shard needs no more."""
    read = person.sounds.split()
    if len(read) < len(person.name):
        sounds = iter(read)
        read = [next(sounds, "") if _HAN.match(character) else folded(character) for character in person.name[:8]]
    return "".join(read).replace("v", "u")[:6]


def _readings(names: Iterable[str]) -> dict[str, str]:
    """List the characters that are read as a syllable: those of everyday use, and whatever others the site has."""
    others = sorted(set(_HAN.findall("".join(set(names)))) - set(everyday_characters()))
    grouped: dict[str, list[str]] = {}
    for character in (*everyday_characters(), *others):
        grouped.setdefault(_sound(character), []).append(character)
    for surname, (read, *further) in SURNAMES.items():
        if not further:
            grouped.setdefault(read.strip(TONES), []).append(surname)
    return {read: "".join(dict.fromkeys(characters)) for read, characters in sorted(grouped.items())}


@cache
def everyday_characters() -> str:
    """Give the 6,763 characters of GB 2312: what is typed in place of a name's own is nearly always one of them."""
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    return bytes(half for row in rows for cell in cells for half in (row, cell)).decode("gb2312", errors="ignore")


# How it is written ------------------------------------------------------------------------------------------------


def _in_reading_order(people: Sequence[Person]) -> list[Person]:
    order = places(pl.Series([person.name for person in people], dtype=pl.String), person=True).to_list()
    return [people[number] for number in sorted(range(len(people)), key=order.__getitem__)]


def _shards(people: Sequence[Person]) -> list[list[Person]]:
    """Cut people in reading order into shards, in each the cadres first."""
    pieces = [people] if len(people) <= MOST_IN_ONE else _pieces(people, _weight)
    return [sorted(piece, key=lambda person: person.kind) for piece in pieces if piece]


def _weight(person: Person) -> int:
    """Estimate the bytes of a person in a shard."""
    return len(person.code) + 3 * len(person.name) + len(person.sounds) + 18


def _pieces(values: Iterable[Piece], weight: Callable[[Piece], int]) -> Iterator[list[Piece]]:
    """Cut a sequence into pieces of about ``SHARD_SIZE``."""
    piece: list[Piece] = []
    size = 0
    for value in values:
        piece.append(value)
        size += weight(value)
        if size >= SHARD_SIZE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _range(keys: Iterable[str]) -> tuple[str, str]:
    known = sorted(set(keys))
    return known[0], known[-1]


def _codes(shards: Sequence[Sequence[Person]]) -> list[tuple[str, str, int]]:
    """Give for each code how it is looked for, itself, and its place in all shards together; sorted."""
    people = chain.from_iterable(shards)
    return sorted((bare_code(person.code), person.code, at) for at, person in enumerate(people))


def _place_row(place: Place) -> list[object]:
    sounds = sounds_of(place.name) if isinstance(place.name, str) else [sounds_of(name) for name in place.name]
    return [place.kind, place.code, place.name, sounds, place.where, place.page]


def _code_columns(piece: Sequence[tuple[str, str, int]]) -> dict[str, object]:
    return {"codes": [code for _, code, _ in piece], "at": [at for *_, at in piece]}


def _shard_columns(shard: Sequence[Person]) -> dict[str, object]:
    """Write a shard by columns, which takes half the room of rows; ``cadres`` says how many of it come first."""
    return {
        "cadres": sum(person.kind == "cadre" for person in shard),
        "codes": [person.code for person in shard],
        "names": [person.name for person in shard],
        "sounds": [person.sounds for person in shard],
        "places": [person.place for person in shard],
        "pages": [person.page for person in shard],
    }


def _text(words: Words) -> str:
    return words if isinstance(words, str) else "".join(words)
