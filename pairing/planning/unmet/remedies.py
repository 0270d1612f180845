"""What might loosen what no plan can do: twinnings, cadres, quotas, a limit; exclusions and pins taken back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.balance.further import RANK, further_cadres, further_twinning, units_with_room
from pairing.eligibility import NONE
from pairing.model.labels import ConstraintKind
from pairing.planning.supposing import with_limit, with_quota, without_constraint
from pairing.planning.unmet.trying import Try
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pairing.eligibility import Numbers, Pairs
    from pairing.planning.area import Area
    from pairing.planning.unmet.called import Called
    from pairing.planning.values import Held
    from pairing.roster import Roster

TAKEN_BACK: Final = {
    ConstraintKind.EXCLUSION: text("{cadre} no longer excluded from helping {household} ({village})"),
    ConstraintKind.PIN: text("{cadre} no longer pinned to {household} ({village})"),
}


@dataclass(frozen=True, eq=False)
class Remedies:
    """Suppositions about an area, those first that are most likely to help; people and places are numbers."""

    held: Held
    """The best assignment as things are."""
    called: Called

    @property
    def _area(self) -> Area:
        return self.held.area

    @property
    def _roster(self) -> Roster:
        return self._area.roster

    def twinnings_with(self, village: int) -> Iterator[Try]:
        """Twin a unit with a village: first units whose cadres have most room."""
        allowed = self._area.allowed
        number = {identity: at for at, identity in enumerate(allowed.units)}
        there = set(self._units_of(village))
        for identity, room in units_with_room(allowed, self.held.loads):
            if room and number[identity] not in there:
                yield self.twinning(number[identity], village)

    def twinnings_of(self, unit: int) -> Iterator[Try]:
        """Twin a unit with a village: first villages where there is most room for helpers."""
        twinned, room = self._area.today.twinned, self._room_of_villages
        there = set(twinned.household[twinned.cadre == unit].tolist())
        for village in np.argsort(-room, kind="stable").tolist():
            if unit != NONE and room[village] and village not in there:
                yield self.twinning(unit, village)

    def twinning(self, unit: int, village: int) -> Try:
        """Twin a unit with a village."""
        allowed = self._area.allowed
        said = text(
            "a twinning of {unit} with {village}",
            unit=self.called.unit_at(unit),
            village=self.called.village_at(village),
        )
        return Try(said, partial(further_twinning, self._roster, allowed.units[unit], allowed.villages[village]))

    def cadres(self, village: int, households: int) -> Iterator[Try]:
        """Add cadres to a unit twinned with a village: first as few as the quotas for so many households ask for."""
        _, quota = self._roster.settings.rank_table()[RANK]
        for unit in self._units_of(village)[: quota > 0]:
            identity = self._area.allowed.units[unit]
            for number in count(-(-households // quota)):
                said = text(
                    "{number} more cadres of rank {rank} in {unit}",
                    number=number,
                    rank=RANK,
                    unit=self.called.unit_at(unit),
                )
                yield Try(said, partial(further_cadres, self._roster, number, identity))

    def quotas(self, wanted: Iterable[tuple[int, int]]) -> Iterator[Try]:
        """Give a cadre another quota."""
        for cadre, quota in wanted:
            said = text(
                "a quota of {quota} for {cadre} ({unit})",
                quota=quota,
                cadre=self.called.cadre(cadre),
                unit=self.called.unit(cadre) or "–",
            )
            yield Try(said, partial(with_quota, self._roster, self._area.cadre_ids[cadre], quota))

    def limit(self, helpers: int) -> Iterator[Try]:
        """Let every household have so many helpers."""
        said = text("{helpers} helpers per household at most", helpers=helpers)
        yield Try(said, partial(with_limit, self._roster, helpers))

    def lifted(self, pairs: Pairs) -> Iterator[Try]:
        """Take an exclusion back: first of cadres who have most room."""
        room = (self._area.allowed.quota - self.held.loads)[pairs.cadre]
        order = np.argsort(-room, kind="stable")
        return self._taken_back(ConstraintKind.EXCLUSION, pairs.cadre[order], pairs.household[order])

    def unpinned(self, pairs: Pairs) -> Iterator[Try]:
        """Take a pin back."""
        return self._taken_back(ConstraintKind.PIN, pairs.cadre, pairs.household)

    def _taken_back(self, kind: ConstraintKind, cadres: Numbers, households: Numbers) -> Iterator[Try]:
        area = self._area
        for cadre, household in zip(cadres.tolist(), households.tolist(), strict=True):
            ids = area.cadre_ids[cadre], area.household_ids[household]
            said = Text(TAKEN_BACK[kind].english, self.called.pair(cadre, household))
            yield Try(said, partial(without_constraint, self._roster, kind, *ids))

    def _units_of(self, village: int) -> list[int]:
        twinned = self._area.today.twinned
        units: list[int] = twinned.cadre[twinned.household == village].tolist()
        return units

    @cached_property
    def _room_of_villages(self) -> Numbers:
        """Tell how many helpers more the households of each village may have."""
        allowed = self._area.allowed
        room = np.maximum(0, self._area.most_helpers - self.held.helpers)
        known = allowed.village != NONE
        return np.bincount(allowed.village[known], room[known], len(allowed.villages)).astype(np.int64)
