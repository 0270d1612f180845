"""Quotas and rooms that do not suffice, and what would loosen them, each tried by solving again with it (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing.balance.attainable import assigned
from pairing.balance.further import RANK, further_cadres, further_twinning, units_with_room
from pairing.balance.lenses import Today
from pairing.eligibility import eligibility
from pairing.model.balance import Remedy, Shortage
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.balance.attainable import Assigned
    from pairing.balance.sentences import Reasons
    from pairing.eligibility import Numbers
    from pairing.model.balance import Sentence
    from pairing.model.cell import TableName
    from pairing.roster import Roster

MORE: Final = 3
"""So many cadres more than the quotas ask for are tried, where those do not help."""
TRIED_UNITS: Final = 5
HELPED: Final = 5
"""For so many shortages remedies are sought; each costs some solving."""
MOST_HOUSEHOLDS: Final = 20_000
"""Of larger areas only the shortages are told: solving them again takes seconds each time."""


def shortages(reasons: Reasons) -> tuple[Shortage, ...]:
    """Name every set of households for which quotas do not suffice, and of cadres for whom there is no room."""
    over = [sentence for best in reasons.assigned.bests for sentence in reasons.overloaded(best)]
    idle = chain.from_iterable(map(reasons.idle, reasons.assigned.bests))
    trial = _Trial(reasons.assigned)
    loosened = [trial.remedies(sentence) if at < HELPED else () for at, sentence in enumerate(over)]
    return (
        *(Shortage(sentence=one, remedies=some) for one, some in zip(over, loosened, strict=True)),
        *(Shortage(sentence=sentence) for sentence in (*idle, *reasons.unplaced())),
    )


@dataclass(frozen=True, eq=False)
class _Trial:
    """Solves again what a change would make of the roster."""

    assigned: Assigned

    @property
    def _roster(self) -> Roster:
        return self.assigned.today.roster

    @cached_property
    def _overload(self) -> int:
        return _overload(self.assigned)

    def remedies(self, sentence: Sentence) -> tuple[Remedy, ...]:
        """Give what would loosen a shortage, each tried."""
        if self._roster.households.height > MOST_HOUSEHOLDS:
            return ()
        short, village = int(sentence.numbers["short"]), self._village(sentence)
        if village is None:
            return ()
        found = (next(tries, None) for tries in (self._cadres(short, village), self._twinnings(short, village)))
        return tuple(remedy for remedy in found if remedy is not None)

    def _village(self, sentence: Sentence) -> str | None:
        """Give the village with most of the households."""
        rows = self._roster.households.filter(pl.col("id").is_in(sentence.households)).drop_nulls("village")
        counts = rows.group_by("village").len().sort(["len", "village"], descending=[True, False])
        return None if counts.is_empty() else counts["village"][0]

    def _cadres(self, short: int, village: str) -> Iterator[Remedy]:
        _, quota = self._roster.settings.rank_table()[RANK]
        units = self._twinned_with(village)
        if not units or not quota:
            return
        least = -(-short // quota)
        for number in range(least, least + MORE):
            if self._loosens(short, further_cadres(self._roster, number, units[0])):
                said = text(
                    "{number} more cadres of rank {rank} in any unit twinned with {village}",
                    number=number,
                    rank=RANK,
                    village=self._name("villages", village),
                )
                yield Remedy(kind="cadres", number=number, rank=RANK, village=village, text=said)

    def _twinnings(self, short: int, village: str) -> Iterator[Remedy]:
        there = set(self._twinned_with(village))
        room_in = units_with_room(self.assigned.today.allowed, self.assigned.loads)
        able = (unit for unit, room in room_in if room >= short and unit not in there)
        for unit in islice(able, TRIED_UNITS):
            if self._loosens(short, further_twinning(self._roster, unit, village)):
                said = text(
                    "a twinning of {unit} with {village}",
                    unit=self._name("units", unit),
                    village=self._name("villages", village),
                )
                yield Remedy(kind="twinning", unit=unit, village=village, text=said)

    def _twinned_with(self, village: str) -> list[str]:
        today = self.assigned.today
        number = today.allowed.villages.to_list().index(village)
        units: Numbers = today.twinned.cadre[today.twinned.household == number]
        return list(today.allowed.units.gather(units))

    def _loosens(self, short: int, changed: Roster) -> bool:
        again = assigned(Today(changed, eligibility(changed)))
        return _overload(again) <= self._overload - short

    def _name(self, table: TableName, identity: str) -> str:
        names = self._roster.tables[table].filter(pl.col("id") == identity)["name"]
        return names[0] or identity


def _overload(found: Assigned) -> int:
    return int(np.maximum(0, found.loads - found.today.allowed.quota).sum())
