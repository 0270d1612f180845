"""Which scene shows whom: an area's overview, a scene per village, a scene per unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pairing.text import Language, Text, text
from viz.pages.panorama import Panorama, node_of
from viz.villages import counties

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_VILLAGES: Final = 200
"""The most villages one overview draws; a larger area has an overview for each county."""


@dataclass(frozen=True, slots=True)
class Area:
    """What one overview draws: all villages, or a county's."""

    scene: str
    name: str
    villages: tuple[int, ...]
    left_out: int = 0
    """Villages beyond what one picture can draw; they stand in the table."""


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """A panorama, the reader's language, and the scene of everything in it."""

    panorama: Panorama
    language: Language
    areas: Sequence[Area]
    scene_of_village: Mapping[int, str]
    scene_of_unit: Mapping[int, str]

    def say(self, words: Text) -> str:
        """Write a Text in the reader's language."""
        if words.values or words.chinese:
            return words.render(self.language)
        return _constant(words.english, self.language)

    def scene_of_household(self, household: int) -> str:
        """Give the scene of its village; empty when its village is not known."""
        village = self.panorama.households[household].village
        return "" if village is None else self.scene_of_village[village]

    def scene_of_cadre(self, cadre: int) -> str:
        """Give the village where he helps first, else his unit; empty when he has neither."""
        for pairing in self.panorama.pairings_by_cadre.get(cadre, ()):
            if scene := self.scene_of_household(pairing.household):
                return scene
        unit = self.panorama.cadres[cadre].unit
        return "" if unit is None else self.scene_of_unit[unit]

    def scenes_of_nodes(self) -> dict[str, str]:
        """Give the scene of every node by its name, for links and for the search."""
        seen = self.panorama
        return {
            **{node_of("village", one): self.scene_of_village[key] for key, one in seen.villages.items()},
            **{node_of("unit", one): self.scene_of_unit[key] for key, one in seen.units.items()},
            **{node_of("cadre", one): self.scene_of_cadre(key) for key, one in seen.cadres.items()},
            **{node_of("household", one): self.scene_of_household(key) for key, one in seen.households.items()},
        }


@cache
def _constant(english: str, language: Language) -> str:
    """Say a sentence without fields: a province says the same few a million times."""
    return Text(english).render(language)


def atlas(panorama: Panorama, language: Language) -> Atlas:
    """Give the scenes numbers in reading order, the site's own: they say nothing of the planner's ids."""
    return Atlas(
        panorama=panorama,
        language=language,
        areas=_areas(panorama, language),
        scene_of_village={key: f"village-{number}" for number, key in enumerate(panorama.villages, 1)},
        scene_of_unit={key: f"unit-{number}" for number, key in enumerate(panorama.units, 1)},
    )


def _areas(panorama: Panorama, language: Language) -> tuple[Area, ...]:
    villages = list(panorama.villages.values())
    if len(villages) <= MOST_VILLAGES:
        return (Area("area-1", text("Overview").render(language), tuple(panorama.villages)),)
    return tuple(
        Area(f"area-{number}", name, tuple(keys[:MOST_VILLAGES]), max(0, len(keys) - MOST_VILLAGES))
        for number, (name, keys) in enumerate(counties(villages, language).items(), 1)
    )
