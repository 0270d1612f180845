"""What the people of an area are called, by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pairing.eligibility import NONE

if TYPE_CHECKING:
    import polars as pl

    from pairing.planning.area import Area


@dataclass(frozen=True, eq=False)
class Names:
    """The names of an area's people and places."""

    area: Area

    def cadre(self, number: int) -> str:
        """Give a cadre's name; his id where he has none."""
        return self.own(number) or self.area.cadre_list[number]

    def household(self, number: int) -> str:
        """Give the name of a household's head; its id where there is none."""
        return self.head(number) or self.area.household_list[number]

    def own(self, cadre: int) -> str | None:
        """Give a cadre's name, if he has one."""
        return self._cadres[cadre]

    def head(self, household: int) -> str | None:
        """Give the name of a household's head, if there is one."""
        return self._heads[household]

    def unit(self, cadre: int) -> str | None:
        """Give the name of a cadre's unit, if it is known."""
        unit = int(self.area.allowed.unit[cadre])
        return None if unit == NONE else self._units[unit]

    def village(self, household: int) -> str | None:
        """Give the name of a household's village, if it is known."""
        village = int(self.area.allowed.village[household])
        return None if village == NONE else self._villages[village]

    @cached_property
    def _cadres(self) -> list[str | None]:
        return _column(self.area.allowed.cadres, self.area.roster.cadres, "name")

    @cached_property
    def _heads(self) -> list[str | None]:
        return _column(self.area.allowed.households, self.area.roster.households, "head")

    @cached_property
    def _units(self) -> list[str | None]:
        return list(self.area.roster.units.sort("id")["name"])

    @cached_property
    def _villages(self) -> list[str | None]:
        return list(self.area.roster.villages.sort("id")["name"])


def _column(numbered: pl.DataFrame, table: pl.DataFrame, name: str) -> list[str | None]:
    """Give a column of a table in the order of numbers."""
    return list(numbered.select("key").join(table.select("key", name), on="key", maintain_order="left")[name])
