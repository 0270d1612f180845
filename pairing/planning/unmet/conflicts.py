"""Pins in conflict: with an exclusion, a quota, 每户最多帮扶人, or with who may help whom; each by the smallest set."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.eligibility import Pairs
from pairing.model.labels import ConstraintKind
from pairing.model.plan import Unmet
from pairing.planning.unmet.around import constrained
from pairing.planning.unmet.called import UNKNOWN
from pairing.planning.unmet.trying import Lack
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.eligibility import Numbers
    from pairing.planning.area import Area
    from pairing.planning.unmet.case import Case
    from pairing.planning.values import Held


@dataclass(frozen=True, eq=False)
class Conflicts:
    """The pins of an area that cannot hold, or that force what the rules forbid."""

    case: Case

    def lacks(self) -> Iterator[Lack]:
        """Give each conflict once."""
        yield from self._excluded()
        yield from self._over_quota()
        yield from self._over_limit()
        yield from self._ineligible()

    @cached_property
    def _pinned(self) -> Pairs:
        return self.case.area.allowed.pinned

    def _unmet(self, smallest: Pairs, reason: Text) -> Unmet:
        cadres, households = (
            self.case.cadres(smallest.cadre.tolist()),
            self.case.households(smallest.household.tolist()),
        )
        return Unmet(
            kind="pins",
            subjects=tuple(dict.fromkeys((*cadres, *households))),
            reason=reason,
            pins=tuple(zip(cadres, households, strict=True)),
        )

    # Against an exclusion -----------------------------------------------------------------------------------------

    def _excluded(self) -> Iterator[Lack]:
        both = contradicted(self.case.area)
        said = text(
            "{cadre} ({unit}) is pinned to {household} ({village}) and excluded from helping it: the exclusion holds "
            "(C210)."
        )
        for at in range(len(both)):
            pair = both.where(np.arange(len(both)) == at)
            named = self.case.called.pair(int(pair.cadre[0]), int(pair.household[0]))
            yield Lack(
                unmet=self._unmet(pair, Text(said.english, named)),
                gain=lambda then: len(both) - len(contradicted(then.area)),
                remedies=(self.case.remedies.lifted(pair), self.case.remedies.unpinned(pair)),
            )

    # Against a quota ----------------------------------------------------------------------------------------------

    def _over_quota(self) -> Iterator[Lack]:
        quota = self.case.area.allowed.quota
        pins = np.bincount(self._pinned.cadre, minlength=len(quota))
        for cadre in np.flatnonzero(pins > quota).tolist():
            mine = self._pinned.where(self._pinned.cadre == cadre)
            most, count = int(quota[cadre]), len(mine)
            reason = text(
                "{cadre} ({unit}) has a quota of {quota}, and {count} households are pinned to him: {households}. Any "
                "{more} of these pins are one too many (C204).",
                cadre=self.case.called.cadre(cadre),
                unit=self.case.called.unit(cadre) or UNKNOWN,
                quota=most,
                count=count,
                more=most + 1,
                households=self.case.called.households(mine.household.tolist()),
            )
            yield Lack(
                unmet=self._unmet(_first(mine, most + 1), reason),
                gain=self._less_overload,
                wanted=count - most,
                remedies=(self.case.remedies.quotas([(cadre, count)]), self.case.remedies.unpinned(mine)),
            )

    def _less_overload(self, then: Held) -> int:
        held = self.case.held
        worse = then.uncovered > held.uncovered or then.idle > held.idle
        return 0 if worse else held.overload - then.overload

    # Against 每户最多帮扶人 -----------------------------------------------------------------------------------------

    def _over_limit(self) -> Iterator[Lack]:
        limit = self.case.area.policy.helpers
        for household in _crowded(self.case.area).tolist():
            here = self._pinned.where(self._pinned.household == household)
            reason = text(
                "{household} ({village}) may have {limit} helpers, and {count} cadres are pinned to it: {cadres}. Any "
                "{more} of these pins are one too many (C205).",
                household=self.case.called.household(household),
                village=self.case.called.village(household) or UNKNOWN,
                limit=limit,
                count=len(here),
                more=limit + 1,
                cadres=self.case.called.cadres(here.cadre.tolist()),
            )
            yield Lack(
                unmet=self._unmet(_first(here, limit + 1), reason),
                gain=self._less_crowded,
                wanted=len(here) - limit,
                remedies=(self.case.remedies.limit(len(here)), self.case.remedies.unpinned(here)),
            )

    def _less_crowded(self, then: Held) -> int:
        return excess(self.case.area) - excess(then.area)

    # Against who may help -----------------------------------------------------------------------------------------

    def _ineligible(self) -> Iterator[Lack]:
        """Give pins of people who may not help there, those of one unit and village together."""
        allowed = self.case.area.allowed
        wrong = self._pinned.where(self._pinned.within(self.case.area.ineligible))
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at, pair in enumerate(zip(allowed.unit[wrong.cadre], allowed.village[wrong.household], strict=True)):
            groups[int(pair[0]), int(pair[1])].append(at)
        for (unit, village), some in groups.items():
            pairs = wrong.where(np.isin(np.arange(len(wrong)), some))
            reason = text(
                "{cadres} ({unit}) may not help in {village}, but are pinned to {households} there: the unit is not "
                "twinned with the village, and they are neither posted nor linked there (C203).",
                cadres=self.case.called.cadres(dict.fromkeys(pairs.cadre.tolist())),
                unit=self.case.called.unit_at(unit),
                village=self.case.called.village_at(village),
                households=self.case.called.households(dict.fromkeys(pairs.household.tolist())),
            )
            yield Lack(
                unmet=self._unmet(pairs, reason),
                gain=self._less_ineligible,
                wanted=len(pairs),
                remedies=(
                    iter([self.case.remedies.twinning(unit, village)]),
                    self.case.remedies.unpinned(pairs),
                ),
            )

    def _less_ineligible(self, then: Held) -> int:
        held = self.case.held
        return 0 if then.uncovered > held.uncovered else held.ineligible - then.ineligible


def contradicted(area: Area) -> Pairs:
    """Give the pins that an exclusion stands against."""
    pins = constrained(area, ConstraintKind.PIN)
    return pins.where(pins.within(constrained(area, ConstraintKind.EXCLUSION)))


def excess(area: Area) -> int:
    """Tell how many pins there are beyond 每户最多帮扶人."""
    pins = np.bincount(area.allowed.pinned.household, minlength=1)
    return int(np.maximum(0, pins - area.policy.helpers).sum())


def _crowded(area: Area) -> Numbers:
    pins = np.bincount(area.allowed.pinned.household, minlength=len(area.allowed.village))
    return np.flatnonzero(pins > area.policy.helpers)


def _first(pairs: Pairs, count: int) -> Pairs:
    return Pairs(pairs.cadre[:count], pairs.household[:count])
