"""What several people and places of an area are called in one sentence, by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairing.model.sentences import names_text
from pairing.planning.people import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.text import Text

UNKNOWN = "–"
"""Stands for a unit or village that is not known."""


@dataclass(frozen=True, eq=False)
class Called(Names):
    """The names of an area's people and places; of many the first few."""

    def unit_at(self, number: int) -> str:
        """Give a unit's name; its id where it has none."""
        return self._units[number] or self.area.allowed.units[number]

    def village_at(self, number: int) -> str:
        """Give a village's name; its id where it has none."""
        return self._villages[number] or self.area.allowed.villages[number]

    def cadres(self, numbers: Iterable[int]) -> Text | str:
        """Name cadres."""
        return names_text([self.cadre(number) for number in numbers])

    def households(self, numbers: Iterable[int]) -> Text | str:
        """Name households."""
        return names_text([self.household(number) for number in numbers])

    def units(self, numbers: Iterable[int]) -> Text | str:
        """Name units."""
        return names_text([self.unit_at(number) for number in numbers])

    def pair(self, cadre: int, household: int) -> dict[str, str]:
        """Give what a sentence says of a cadre and a household, by the names of its fields."""
        return {
            "cadre": self.cadre(cadre),
            "unit": self.unit(cadre) or UNKNOWN,
            "household": self.household(household),
            "village": self.village(household) or UNKNOWN,
        }
