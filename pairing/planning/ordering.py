"""顺序: which helper of a household is its first, and what the others are, after a plan (DESIGN §7, C206)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Final

from pairing.counting import counting_pairings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pairing.planning.area import Area

FIRST: Final = 1
SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A pairing that counts today, as its row has it."""

    ordinal: int | None
    start: dt.date | None


@dataclass(frozen=True, eq=False)
class Ordinals:
    """The order of helpers in an area."""

    area: Area
    effective: dt.date

    @cached_property
    def known(self) -> bool:
        """Whether the roster says anything of it; where it does not, no plan does."""
        return self.area.roster.has("pairings.ordinal")

    @cached_property
    def rows(self) -> dict[int, dict[int, Row]]:
        """Of each household with a helper today: its helpers, and their rows."""
        area = self.area
        cadre_of = {identity: at for at, identity in enumerate(area.cadre_ids)}
        household_of = {identity: at for at, identity in enumerate(area.household_ids)}
        rows: dict[int, dict[int, Row]] = {}
        counting = counting_pairings(area.roster).select("cadre", "household", "ordinal", "start_date")
        for cadre, household, ordinal, start in counting.iter_rows():
            rows.setdefault(household_of[household], {}).setdefault(cadre_of[cadre], Row(ordinal, start))
        return rows

    def broken(self) -> Iterator[int]:
        """Give the households that C206 finds today, in order."""
        if self.known:
            yield from sorted(
                household for household, rows in self.rows.items() if len(rows) >= SEVERAL and not _one_first(rows)
            )

    def after(self, household: int, helpers: Collection[int]) -> dict[int, int | None]:
        """Give the order of those helpers whose pairing begins, or has another order than today."""
        today = self.rows.get(household, {})
        kept = {cadre: row.ordinal for cadre, row in today.items() if cadre in helpers}
        begun = sorted(set(helpers) - set(kept))
        if not self.known or len(helpers) < SEVERAL:
            return dict.fromkeys(begun)
        first = self._first(household, helpers)
        again = sorted(cadre for cadre, ordinal in kept.items() if cadre != first and ordinal == FIRST)
        taken = Counter(ordinal for cadre, ordinal in kept.items() if cadre != first and ordinal != FIRST)
        free = (number for number in count(SEVERAL) if not taken[number])
        found: dict[int, int | None] = {} if kept.get(first) == FIRST else {first: FIRST}
        return found | {cadre: next(free) for cadre in (*again, *begun) if cadre != first}

    def _first(self, household: int, helpers: Collection[int]) -> int:
        today = self.rows.get(household, {})
        firsts = [cadre for cadre in helpers if cadre in today and today[cadre].ordinal == FIRST]
        return min(firsts or helpers, key=lambda cadre: self._rank(cadre, today.get(cadre)))

    def _rank(self, cadre: int, row: Row | None) -> tuple[int, dt.date, int]:
        start = self.effective if row is None else row.start or dt.date.min
        return -int(self.area.allowed.level[cadre]), start, cadre


def _one_first(rows: dict[int, Row]) -> bool:
    return sum(row.ordinal == FIRST for row in rows.values()) == 1
