"""Quotas and rooms that do not suffice, and what would loosen them, each tried by solving again with it (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing.balance.attainable import assigned
from pairing.balance.lenses import Today
from pairing.eligibility import NONE, eligibility
from pairing.model.balance import Remedy, Shortage
from pairing.model.labels import ACTIVE, Role
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.balance.attainable import Assigned
    from pairing.balance.sentences import Reasons
    from pairing.eligibility import Numbers
    from pairing.model.balance import Sentence
    from pairing.model.cell import TableName
    from pairing.roster import Roster

RANK: Final = "正科"
"""What a further cadre is imagined to be: section level."""
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
            if self._loosens(short, "cadres", _further_cadres(self._roster, number, units[0])):
                said = text(
                    "{number} more cadres of rank {rank} in any unit twinned with {village}",
                    number=number,
                    rank=RANK,
                    village=self._name("villages", village),
                )
                yield Remedy(kind="cadres", number=number, rank=RANK, village=village, text=said)

    def _twinnings(self, short: int, village: str) -> Iterator[Remedy]:
        there = set(self._twinned_with(village))
        able = (unit for unit, room in self._with_room() if room >= short and unit not in there)
        for unit in islice(able, TRIED_UNITS):
            if self._loosens(short, "twinnings", _further_twinning(self._roster, unit, village)):
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

    def _with_room(self) -> list[tuple[str, int]]:
        """Give the units with room below their cadres' quotas, those with most first."""
        allowed = self.assigned.today.allowed
        room = np.maximum(0, allowed.quota - self.assigned.loads)
        known = allowed.unit != NONE
        by_unit = np.bincount(allowed.unit[known], room[known], len(allowed.units)).astype(np.int64)
        order = np.argsort(-by_unit, kind="stable")
        return [(allowed.units[int(unit)], int(by_unit[unit])) for unit in order]

    def _loosens(self, short: int, table: TableName, rows: pl.DataFrame) -> bool:
        changed = replace(self._roster, tables={**self._roster.tables, table: rows})
        again = assigned(Today(changed, eligibility(changed)))
        return _overload(again) <= self._overload - short

    def _name(self, table: TableName, identity: str) -> str:
        names = self._roster.tables[table].filter(pl.col("id") == identity)["name"]
        return names[0] or identity


def _overload(found: Assigned) -> int:
    return int(np.maximum(0, found.loads - found.today.allowed.quota).sum())


def _further_cadres(roster: Roster, number: int, unit: str) -> pl.DataFrame:
    """Add cadres to the table; their ids stand behind all others and are in no file."""
    rows = roster.cadres
    unit_key = roster.units.filter(pl.col("id") == unit)["key"][0]
    further = [
        {
            "key": rows.height + at,
            "id": f"\U0010ffff{at}",
            "unit": unit,
            "unit_key": unit_key,
            "rank": RANK,
            "state": ACTIVE,
        }
        for at in range(number)
    ]
    return _added(rows, further)


def _further_twinning(roster: Roster, unit: str, village: str) -> pl.DataFrame:
    keys = {
        "unit_key": roster.units.filter(pl.col("id") == unit)["key"][0],
        "village_key": roster.villages.filter(pl.col("id") == village)["key"][0],
    }
    row = {"key": roster.twinnings.height, "unit": unit, "village": village, "role": Role.PARTNER.value, **keys}
    return _added(roster.twinnings, [row])


def _added(rows: pl.DataFrame, further: list[dict[str, object]]) -> pl.DataFrame:
    made = pl.DataFrame(further, schema={name: rows.schema[name] for name in further[0]})
    return pl.concat([rows, made], how="diagonal")
