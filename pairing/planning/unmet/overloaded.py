"""Overload that stays in every plan: sets of households for which quotas do not suffice, and what would loosen them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.eligibility import NONE
from pairing.model.plan import Unmet
from pairing.planning.unmet.trying import Lack
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.balance.closed import Closed
    from pairing.eligibility import Numbers
    from pairing.planning.unmet.case import Case, Rest
    from pairing.planning.unmet.trying import Try
    from pairing.planning.values import Held

SLIGHT: Final = 3
"""By no more is a larger quota suggested."""


@dataclass(frozen=True, eq=False)
class Overloaded:
    """The cadres who are over their quota, and not by pins alone: those are conflicts of pins."""

    case: Case

    def lacks(self) -> Iterator[Lack]:
        """Give each set of cadres whose quotas do not suffice for the households that only they may help."""
        allowed, held = self.case.area.allowed, self.case.held
        pins = np.bincount(allowed.pinned.cadre, minlength=len(allowed.quota))
        for rest in self.case.rests(held.loads > np.maximum(allowed.quota, pins)):
            following = self.case.reasons.following(rest.best)
            over = np.flatnonzero(rest.best.loads > rest.best.part.quota)
            for closed in following.split(following.from_loaded(over)):
                yield self._lack(rest, closed, np.intersect1d(over, closed.cadres))

    def _lack(self, rest: Rest, closed: Closed, over: Numbers) -> Lack:
        cadres, households = rest.part.cadres[over], rest.part.households[closed.households]
        needed = int((rest.pins_of_household[closed.households] == 0).sum())
        short = needed - int(rest.best.part.quota[closed.cadres].sum())
        return Lack(
            unmet=Unmet(
                kind="overload",
                subjects=self.case.cadres(cadres.tolist()),
                reason=self._reason(rest, closed, cadres, needed),
            ),
            gain=self._gain,
            wanted=max(1, short),
            remedies=tuple(self._remedies(cadres, households, max(1, short))),
        )

    def _gain(self, then: Held) -> int:
        held = self.case.held
        worse = then.uncovered > held.uncovered or then.idle > held.idle
        return 0 if worse else held.overload - then.overload

    def _reason(self, rest: Rest, closed: Closed, over: Numbers, needed: int) -> Text:
        quota = int(rest.best.part.quota[closed.cadres].sum())
        if needed <= quota:
            return text(
                "{cadres} stay over their quotas: no chain of hand-overs relieves them that leaves nobody else worse "
                "off.",
                cadres=self.case.called.cadres(over.tolist()),
            )
        households = rest.part.households[closed.households]
        said = self.case.reasons.speaker.say(
            "overload",
            {
                "households": needed,
                "cadres": len(closed.cadres),
                "needed": needed,
                "quota": quota,
                "short": needed - quota,
            },
            cadres=rest.part.cadres[closed.cadres],
            households=households[rest.pins_of_household[closed.households] == 0],
        ).text
        if not rest.pins_of_cadre[closed.cadres].any():
            return said
        pinned = text(
            "These {households} households ({villages}) need {needed} pairings, which only these {cadres} cadres "
            "({units}) can give; what is pinned leaves {quota} of their quotas: {short} too few."
        )
        return Text(pinned.english, said.values)

    def _remedies(self, over: Numbers, households: Numbers, short: int) -> Iterator[Iterator[Try]]:
        remedies, village = self.case.remedies, self.case.main_village(households)
        exclusions = self.case.exclusions
        room = self.case.area.allowed.quota > self.case.held.loads
        yield remedies.lifted(exclusions.where(np.isin(exclusions.household, households) & room[exclusions.cadre]))
        if village != NONE:
            yield remedies.cadres(village, short)
            yield remedies.twinnings_with(village)
        loads, quota = self.case.held.loads, self.case.area.allowed.quota
        slightly = over[loads[over] <= quota[over] + SLIGHT]
        yield remedies.quotas((cadre, int(loads[cadre])) for cadre in slightly.tolist())
