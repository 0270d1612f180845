"""Three repairs as a clerk, or a short script, makes them; each under the same hard rules as ours.

All begin alike: what is excluded ends, what is pinned begins, who is one helper too many goes. Then every household
without a helper gets one, every helper who may not help is relieved, and every idle cadre takes a household over from
somebody who has several, or joins where there is room. They differ in whom they take:

in row order   the first of the planner's rows who still has room in his quota, or the first at all
least loaded   the one with the least of his quota used
swap           as least loaded; then, by the same levels as ours and as long as anything is better: helpers too many go
               from where there are several, a household passes from one cadre to another, a cadre from one household
               to another, and whatever can be brought back as it was, is
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from tests.pairing.planning.result import inside

if TYPE_CHECKING:
    from tests.pairing.balance.brute import Pair
    from tests.pairing.planning.office import WholeOffice

LAST: Final = 99
"""Stands for no 顺序."""


class State:
    """Who helps whom, while a clerk changes it."""

    def __init__(self, office: WholeOffice) -> None:
        self.office = office
        self.helpers: dict[str, set[str]] = defaultdict(set)
        self.households: dict[str, set[str]] = defaultdict(set)
        for pair in office.today:
            self.begin(pair)

    @property
    def pairs(self) -> set[Pair]:
        """All pairs."""
        return {(cadre, household) for household, cadres in self.helpers.items() for cadre in cadres}

    def begin(self, pair: Pair) -> None:
        """Let a cadre help a household."""
        self.helpers[pair[1]].add(pair[0])
        self.households[pair[0]].add(pair[1])

    def end(self, pair: Pair) -> None:
        """Let him help it no more."""
        self.helpers[pair[1]].remove(pair[0])
        self.households[pair[0]].remove(pair[1])

    def pass_on(self, household: str, giver: str, taker: str) -> None:
        """Let one cadre follow another."""
        self.end((giver, household))
        self.begin((taker, household))

    def load(self, cadre: str) -> int:
        """Count a cadre's households."""
        return len(self.households[cadre])

    def has_room(self, household: str) -> bool:
        """Tell whether a household may have one helper more."""
        return len(self.helpers[household]) < self.office.room(household)

    def used(self, cadre: str, more: int = 0) -> Fraction:
        """Give how much of his quota a cadre has used."""
        return Fraction(self.load(cadre) + more, self.office.quota(cadre) or 1)

    def is_free(self, pair: Pair) -> bool:
        """Tell whether the planner has not pinned a pair."""
        return pair not in self.office.pins


Choice = Callable[[State, list[str]], str]
"""How one of several cadres is chosen."""


def in_row_order(office: WholeOffice) -> set[Pair]:
    """Fill gaps in the order of the rows."""
    return _filled(office, _first_with_room).pairs


def least_loaded_first(office: WholeOffice) -> set[Pair]:
    """Fill gaps with whoever has the least to do."""
    return _filled(office, _least_loaded).pairs


def swapping(office: WholeOffice) -> set[Pair]:
    """Fill gaps so, then swap until no swap helps."""
    state = _filled(office, _least_loaded)
    while _trimmed(state) or _passed_on(state) or _evened(state) or _brought_back(state):
        pass
    return state.pairs


GREEDY: Final = {
    "in row order": in_row_order,
    "least loaded first": least_loaded_first,
    "swap until none helps": swapping,
}


def _first_with_room(state: State, cadres: list[str]) -> str:
    return next((c for c in cadres if state.load(c) < state.office.quota(c)), cadres[0])


def _least_loaded(state: State, cadres: list[str]) -> str:
    return min(cadres, key=lambda cadre: state.used(cadre, 1))


def _filled(office: WholeOffice, choose: Choice) -> State:
    state = State(office)
    _obey(state)
    for household in office.scope:
        if not state.helpers[household] and office.candidates[household]:
            state.begin((choose(state, office.candidates[household]), household))
    for cadre, household in sorted(state.pairs - office.eligible - office.pins):
        others = [c for c in office.candidates[household] if c not in state.helpers[household]]
        if others:
            state.pass_on(household, cadre, choose(state, others))
        elif len(state.helpers[household]) > 1:
            state.end((cadre, household))
    if office.everyone:
        _employ(state, choose)
    return state


def _obey(state: State) -> None:
    """Begin what is pinned; where there are too many helpers, those who may not help go, then the last of the rows."""
    for pair in sorted(state.office.pins):
        state.begin(pair)
    for household in state.office.scope:
        going = sorted(
            (c for c in state.helpers[household] if state.is_free((c, household))),
            key=lambda c: ((c, household) in state.office.eligible, -(state.office.ordinal((c, household)) or LAST), c),
        )
        for cadre in going[: max(0, len(state.helpers[household]) - state.office.room(household))]:
            state.end((cadre, household))


def _employ(state: State, choose: Choice) -> None:
    """Give each idle cadre a household: another's, who has several, or as a further helper."""
    office = state.office
    for cadre in office.active:
        if office.quota(cadre) and not state.load(cadre):
            homes = office.homes[cadre]
            offers = [(giver, h) for h in homes for giver in sorted(state.helpers[h]) if _spares(state, giver, h)]
            if offers:
                giver, household = _relieved(state, offers, choose)
                state.pass_on(household, giver, cadre)
            elif room := [household for household in homes if state.has_room(household)]:
                state.begin((cadre, room[0]))


def _spares(state: State, giver: str, household: str) -> bool:
    return state.load(giver) > 1 and state.is_free((giver, household))


def _relieved(state: State, offers: list[Pair], choose: Choice) -> Pair:
    """Take from the first of the rows, or, where the least loaded are to be given more, from the most loaded."""
    return offers[0] if choose is _first_with_room else max(offers, key=lambda pair: state.used(pair[0]))


def _trimmed(state: State) -> bool:
    """Let helpers go, of those with most to do, where a part has more pairs than today; tell whether any went."""
    found = False
    for part in state.office.parts():
        surplus = inside(part, state.pairs) - inside(part, state.office.counting)
        for _ in range(surplus):
            spare = [pair for pair in sorted(state.pairs) if pair[1] in part and _can_go(state, pair)]
            if spare:
                state.end(max(spare, key=lambda pair: (state.used(pair[0]), _is_new(state, pair))))
                found = True
    return found


def _can_go(state: State, pair: Pair) -> bool:
    cadre, household = pair
    idle = state.load(cadre) == 1 and state.office.quota(cadre) > 0 and state.office.everyone
    return len(state.helpers[household]) > 1 and not idle and state.is_free(pair)


def _evened(state: State) -> bool:
    """Let a cadre go from a household with several helpers to one with fewer, as long as that is more even."""
    office, found = state.office, False
    for household in office.scope:
        for cadre in sorted(state.helpers[household], key=lambda c: (not _is_new(state, (c, household)), c)):
            count = len(state.helpers[household]) - 1
            fewer = [h for h in office.homes[cadre] if len(state.helpers[h]) < count and state.has_room(h)]
            if fewer and state.is_free((cadre, household)):
                state.end((cadre, household))
                state.begin((cadre, min(fewer, key=lambda h: len(state.helpers[h]))))
                found = True
    return found


def _passed_on(state: State) -> bool:
    """Pass households on as long as each time that is better; tell whether any was."""
    found, again = False, True
    while again:
        again = False
        for household in state.office.scope:
            for giver in sorted(c for c in state.helpers[household] if state.is_free((c, household))):
                takers = [c for c in state.office.candidates[household] if c not in state.helpers[household]]
                taker = min(takers, key=lambda c: _cost(state, (c, household), 1), default=giver)
                if taker != giver and _cost(state, (taker, household), 1) < _cost(state, (giver, household)):
                    state.pass_on(household, giver, taker)
                    again = found = True
    return found


Cost = tuple[bool, int, bool, tuple[Fraction, Fraction]]


def _cost(state: State, pair: Pair, more: int = 0) -> Cost:
    """Say what the last household of a cadre, or one more, costs level by level if it is this one."""
    office, load = state.office, state.load(pair[0]) + more
    quota = office.quota(pair[0])
    employs = load == 1 and quota > 0 and office.everyone
    return pair not in office.eligible, -employs, load > quota, _rank(load, quota)


@cache
def _rank(load: int, quota: int) -> tuple[Fraction, Fraction]:
    """Give what the largest load, then the next, is made small by (DESIGN §6)."""
    return (Fraction(load, quota), Fraction(1 - load, quota)) if quota else (Fraction(0), Fraction(0))


def _brought_back(state: State) -> bool:
    """Bring back whom a household had, where that makes nothing worse; tell whether anybody was."""
    lost = sorted((state.office.today & state.office.eligible) - state.pairs)
    return sum(_returns(state, cadre, household) for cadre, household in lost) > 0


def _returns(state: State, cadre: str, household: str) -> bool:
    """Let somebody new give a household back, for nothing or in exchange for one that the other has newly."""
    for newcomer in sorted(c for c in state.helpers[household] if _is_new(state, (c, household))):
        if _cost(state, (cadre, household), 1) <= _cost(state, (newcomer, household)):
            state.pass_on(household, newcomer, cadre)
            return True
        for other in sorted(h for h in state.households[cadre] if _is_new(state, (cadre, h))):
            if newcomer in state.office.candidates[other] and newcomer not in state.helpers[other]:
                state.pass_on(household, newcomer, cadre)
                state.pass_on(other, cadre, newcomer)
                return True
    return False


def _is_new(state: State, pair: Pair) -> bool:
    return pair not in state.office.today and state.is_free(pair)
