"""Cadres who stay without a household in every plan: those who may help nobody, and those for whom there is no room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from pairing.counting import counting_postings
from pairing.eligibility import NONE
from pairing.model.plan import Unmet
from pairing.planning.unmet.called import UNKNOWN
from pairing.planning.unmet.trying import Lack
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.balance.closed import Closed, Following
    from pairing.eligibility import Flags, Numbers, Pairs
    from pairing.planning.unmet.case import Case, Rest
    from pairing.planning.unmet.trying import Try
    from pairing.planning.values import Held

    Why = Literal["posted", "excluded", "nowhere"]

UNPLACED: Final = {
    "posted": text("{cadres} ({unit}) may help nobody: where they are posted no household is in scope."),
    "excluded": text("{cadres} ({unit}) may help nobody: they are excluded from helping all whom they could."),
    "nowhere": text("{cadres} ({unit}) may help nobody: no village with a household in scope is open to them."),
}


@dataclass(frozen=True, eq=False)
class Idle:
    """The expected cadres without a household, where everybody is to take part."""

    case: Case

    def lacks(self) -> Iterator[Lack]:
        """Give those who may help nobody by unit and reason, then each set for which there is no room."""
        if self.case.held.idle:
            yield from self._unplaced()
            yield from self._crowded()

    @cached_property
    def _idle(self) -> Flags:
        idle: Flags = self.case.area.allowed.expected & (self.case.held.loads == 0)
        return idle

    @cached_property
    def _nobodys(self) -> Flags:
        """Which of them may help nobody."""
        ids = [identity for said in self.case.reasons.unplaced() for identity in said.cadres]
        alone: Flags = self._idle & self.case.area.cadre_ids.is_in(ids).to_numpy()
        return alone

    def _gain(self, then: Held) -> int:
        held = self.case.held
        return 0 if then.uncovered > held.uncovered else held.idle - then.idle

    # Who may help nobody ------------------------------------------------------------------------------------------

    def _unplaced(self) -> Iterator[Lack]:
        groups: dict[tuple[int, Why], list[int]] = defaultdict(list)
        for cadre in np.flatnonzero(self._nobodys).tolist():
            groups[int(self.case.area.allowed.unit[cadre]), self._why(cadre)].append(cadre)
        for (unit, why), cadres in sorted(groups.items()):
            place = UNKNOWN if unit == NONE else self.case.called.unit_at(unit)
            reason = Text(UNPLACED[why].english, {"cadres": self.case.called.cadres(cadres), "unit": place})
            yield Lack(
                unmet=Unmet(kind="idle", subjects=self.case.cadres(cadres), reason=reason),
                gain=self._gain,
                wanted=len(cadres),
                remedies=() if why == "posted" else tuple(self._openings(np.array(cadres, np.int64))),
            )

    def _why(self, cadre: int) -> Why:
        if self.case.area.cadre_ids[cadre] in self._posted:
            return "posted"
        mine = self._exclusions_of(np.array([cadre]))
        villages = {village for village in self.case.area.allowed.village[mine.household].tolist() if village != NONE}
        return "excluded" if any(cadre in self.case.able(village) for village in villages) else "nowhere"

    @cached_property
    def _posted(self) -> frozenset[str]:
        return frozenset(counting_postings(self.case.area.roster)["cadre"])

    def _exclusions_of(self, cadres: Numbers) -> Pairs:
        return self.case.exclusions.where(np.isin(self.case.exclusions.cadre, cadres))

    def _openings(self, cadres: Numbers) -> Iterator[Iterator[Try]]:
        """Give what opens further households to some cadres."""
        yield self.case.remedies.lifted(self._exclusions_of(cadres))
        units = self.case.area.allowed.unit[cadres]
        known = units[units != NONE]
        if len(known):
            yield self.case.remedies.twinnings_of(int(np.bincount(known).argmax()))

    # For whom there is no room ------------------------------------------------------------------------------------

    def _crowded(self) -> Iterator[Lack]:
        waiting = self._idle & ~self._nobodys
        for rest in self.case.rests(waiting):
            following = self.case.reasons.following(rest.best)
            idle = np.flatnonzero(waiting[rest.part.cadres])
            for closed in following.split(following.from_idle(idle)):
                here = np.intersect1d(idle, closed.cadres)
                if len(here):
                    yield self._lack(rest, following, closed, here)

    def _lack(self, rest: Rest, following: Following, closed: Closed, idle: Numbers) -> Lack:
        cadres, helpers = rest.part.cadres[idle], self.case.area.policy.helpers
        return Lack(
            unmet=Unmet(
                kind="idle",
                subjects=self.case.cadres(cadres.tolist()),
                reason=self._reason(rest, closed, cadres, _places(rest, following, closed, helpers)),
            ),
            gain=self._gain,
            wanted=len(idle),
            remedies=(*self._openings(cadres), self.case.remedies.limit(helpers + 1)),
        )

    def _reason(self, rest: Rest, closed: Closed, idle: Numbers, places: int) -> Text:
        """Say how many more there are than places for them."""
        waiting = (rest.part.quota[closed.cadres] >= 1) & (rest.pins_of_cadre[closed.cadres] == 0)
        if not waiting.all() or len(closed.cadres) <= places:
            return text(
                "{cadres} stay without a household: no chain of hand-overs finds one for them that leaves nobody else "
                "worse off.",
                cadres=self.case.called.cadres(idle.tolist()),
            )
        said = self.case.reasons.speaker.say(
            "idle",
            {
                "cadres": len(closed.cadres),
                "households": len(closed.households),
                "room": places,
                "idle": len(closed.cadres) - places,
            },
            cadres=rest.part.cadres[closed.cadres],
            households=rest.part.households[closed.households],
        ).text
        if not rest.pins_of_household[closed.households].any():
            return said
        pinned = text(
            "These {cadres} cadres ({units}) may help only these {households} households ({villages}), which have room "
            "for {room} helpers beside those who are pinned: {idle} stay without."
        )
        return Text(pinned.english, said.values)


def _places(rest: Rest, following: Following, closed: Closed, most: int) -> int:
    """Count the places that the households of a set have for its cadres, beside those that are pinned.

    A household whose only candidates may not help it keeps one of them, because nobody else may take over.
    """
    pins, part = rest.pins_of_household, rest.part
    lone = np.zeros(len(part.households), np.bool_)
    bad = part.ineligible & following.candidate & ~part.single.within(part.pinned)
    lone[part.single.household[bad]] = True
    room = np.where(lone, 1, np.maximum(most, pins)) - pins
    return int(np.minimum(np.maximum(0, room[closed.households]), following.candidates_among(closed)).sum())
