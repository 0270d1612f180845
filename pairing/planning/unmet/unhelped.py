"""Households nobody may help: who is there for their village at all, and why none of them can."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.eligibility import NONE, Pairs
from pairing.model.plan import Unmet
from pairing.planning.unmet.trying import Lack
from pairing.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from pairing.eligibility import Numbers
    from pairing.planning.area import Area
    from pairing.planning.unmet.case import Case
    from pairing.planning.unmet.trying import Try

    Group = tuple[int, tuple[int, ...]]
    """A village, and cadres who could help there but are excluded."""

LARGEST: Final = 5
"""No larger quota is suggested for somebody who is exempt: what division heads have."""


def unreachable(area: Area) -> Numbers:
    """Give the households that no allowed pair leads to."""
    reached = np.zeros(len(area.allowed.village), np.bool_)
    for part in area.parts:
        reached[part.households] = True
    return np.flatnonzero(~reached)


@dataclass(frozen=True, eq=False)
class Unhelped:
    """The households of an area that no plan can cover."""

    case: Case

    def lacks(self) -> Iterator[Lack]:
        """Say why nobody may help them, and what might change that; those of one village and one reason together."""
        for group, households in self._groups().items():
            yield Lack(
                unmet=Unmet(
                    kind="uncovered",
                    subjects=self.case.households(households),
                    reason=self._reason(group, households),
                ),
                gain=lambda then: self.case.held.uncovered - then.uncovered,
                wanted=len(households),
                remedies=tuple(self._remedies(group, households)),
            )

    @property
    def _area(self) -> Area:
        return self.case.area

    def _groups(self) -> dict[Group, list[int]]:
        groups: dict[Group, list[int]] = defaultdict(list)
        for household in unreachable(self._area).tolist():
            village = int(self._area.allowed.village[household])
            groups[village, self._excluded(household, village)].append(household)
        return groups

    def _excluded(self, household: int, village: int) -> tuple[int, ...]:
        """Give those who could help a household and are excluded: all who could, since nobody may."""
        exclusions = self.case.exclusions
        cadres = exclusions.cadre[exclusions.household == household]
        if not len(cadres) or village == NONE:
            return ()
        able = self.case.able(village)
        return tuple(cadre for cadre in cadres.tolist() if cadre in able)

    def _reason(self, group: Group, households: Sequence[int]) -> Text:
        village, excluded = group
        named = self.case.called.households(households)
        if village == NONE:
            return text("Nobody may help {households}: their village is not known.", households=named)
        place = self.case.called.village_at(village)
        if excluded:
            return text(
                "Nobody may help {households} ({village}): all who could are excluded, {cadres}.",
                households=named,
                village=place,
                cadres=self.case.called.cadres(excluded),
            )
        return self._nobody_able(village, {"households": named, "village": place})

    def _nobody_able(self, village: int, named: dict[str, object]) -> Text:
        """Say why those who are there for a village, if anybody is, cannot be sent."""
        units = self.case.around.units(self._area.allowed.villages[village])
        people = self._people(village)
        if units:
            said = text("Nobody may help {households} ({village}): {units} can send nobody there; {why}.")
        elif people.height:
            said = text("Nobody may help {households} ({village}): whoever is posted or linked there cannot; {why}.")
        else:
            said = text(
                "Nobody may help {households} ({village}): no unit is twinned with the village, and nobody is posted "
                "or linked there."
            )
        numbers = [at for at, unit in enumerate(self._area.allowed.units) if unit in units]
        return Text(said.english, {**named, "units": self.case.called.units(numbers), "why": _why(people)})

    def _remedies(self, group: Group, households: Sequence[int]) -> Iterator[Iterator[Try]]:
        village, excluded = group
        if village == NONE:
            return
        if excluded:
            cadres, homes = np.array(excluded, np.int64), np.array(households, np.int64)
            yield self.case.remedies.lifted(Pairs(np.tile(cadres, len(homes)), np.repeat(homes, len(cadres))))
        yield self.case.remedies.twinnings_with(village)
        yield self.case.remedies.cadres(village, len(households))
        exempt = self._people(village).filter("exempt")["id"].to_list()
        at = [number for number, identity in enumerate(self._area.cadre_ids) if identity in exempt]
        yield self.case.remedies.quotas((cadre, min(len(households), LARGEST)) for cadre in at)

    def _people(self, village: int) -> pl.DataFrame:
        return self.case.around.people(self._area.allowed.villages[village])


def _why(people: pl.DataFrame) -> Text:
    """Count what stands against those who are there for a village."""
    said = {
        "left": text("have left: {count}"),
        "exempt": text("have a quota of 0: {count}"),
        "elsewhere": text("are posted in other villages: {count}"),
    }
    parts = [Text(said[way].english, {"count": count}) for way in said if (count := int(people[way].sum()))]
    return joined(text("{one}; {other}"), parts) if parts else text("no cadre of theirs is listed")
