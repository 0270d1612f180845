"""Which page shows whom: an area's overview, a page per village, a page per unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pairing.text import text
from viz.pages.goal import INDEX
from viz.villages import counties
from viz.words import Words, words_of, words_of_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pairing.text import Language, Text
    from viz.pages.panorama import Panorama

MOST_VILLAGES: Final = 200
"""The most villages one overview draws; a larger area has an overview for each county."""


@dataclass(frozen=True, slots=True)
class Area:
    """What one overview is of: all villages, or a county's."""

    page: str
    name: Words
    villages: tuple[int, ...]

    @property
    def drawn(self) -> tuple[int, ...]:
        """Give the villages that one picture can draw; the others stand in the table."""
        return self.villages[:MOST_VILLAGES]


@dataclass(frozen=True, eq=False)
class Atlas:
    """A panorama, the pages' language, and the page of everything in it."""

    panorama: Panorama
    language: Language
    areas: Sequence[Area]
    page_of_village: Mapping[int, str]
    page_of_unit: Mapping[int, str]

    def say(self, words: Text) -> Words:
        """Write a Text in both languages."""
        return words_of_text(words, self.language)

    def both(self, say: Callable[[Language], str]) -> Words:
        """Write in both languages what is not a Text: a label, a date."""
        return words_of(say, self.language)

    def page_of_household(self, household: int) -> str:
        """Give the page of its village; empty when its village is not known."""
        village = self.panorama.households[household].village
        return "" if village is None else self.page_of_village[village]

    def page_of_cadre(self, cadre: int) -> str:
        """Give the village where he helps first, else his unit; empty when he has neither."""
        for pairing in self.panorama.pairings_by_cadre.get(cadre, ()):
            if page := self.page_of_household(pairing.household):
                return page
        unit = self.panorama.cadres[cadre].unit
        return "" if unit is None else self.page_of_unit[unit]

    @cached_property
    def pages_of_nodes(self) -> dict[str, str]:
        """Give the page of every node by its name, for links and for the search."""
        seen = self.panorama
        return {
            **{one.node: self.page_of_village[key] for key, one in seen.villages.items()},
            **{one.node: self.page_of_unit[key] for key, one in seen.units.items()},
            **{one.node: self.page_of_cadre(key) for key, one in seen.cadres.items()},
            **{one.node: self.page_of_household(key) for key, one in seen.households.items()},
        }


def atlas(panorama: Panorama, language: Language) -> Atlas:
    """Give the pages numbers in reading order, the site's own: they say nothing of the planner's ids."""
    return Atlas(
        panorama=panorama,
        language=language,
        areas=_areas(panorama, language),
        page_of_village={key: f"village-{number}" for number, key in enumerate(panorama.villages, 1)},
        page_of_unit={key: f"unit-{number}" for number, key in enumerate(panorama.units, 1)},
    )


def _areas(panorama: Panorama, language: Language) -> tuple[Area, ...]:
    villages = list(panorama.villages.values())
    by_county = counties(villages, language)
    if len(villages) <= MOST_VILLAGES or len(by_county) == 1:
        return (Area(INDEX, words_of_text(text("Overview"), language), tuple(panorama.villages)),)
    return tuple(Area(f"area-{number}", name, tuple(keys)) for number, (name, keys) in enumerate(by_county.items(), 1))
