"""The sentences that show a planner why no better value is attainable: sets she can count (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.assignment.network import room_of
from pairing.balance.choices import candidates
from pairing.balance.closed import Closed, Following
from pairing.eligibility import NONE, distinct
from pairing.model.balance import Sentence
from pairing.model.sentences import WEIGHTS, sentence_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.assignment.best import Best
    from pairing.balance.attainable import Assigned, Chained, Spread
    from pairing.balance.lenses import Today
    from pairing.eligibility import Flags, Numbers
    from pairing.model.balance import LensName, SentenceKind
    from pairing.text import Text

Figures = dict[str, int | Fraction]
"""The numbers of a sentence, by their names in it."""
STARTS: Final = 20
"""From so many of the most loaded cadres of a part a closed set is sought; the smallest is told."""


@dataclass(frozen=True, eq=False)
class Speaker:
    """Writes sentences about a roster's people, by their numbers."""

    today: Today

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        roster = self.today.roster
        tables = {"villages": roster.villages, "units": roster.units}
        return {
            kind: {identity: name or identity for identity, name in rows.select("id", "name").iter_rows()}
            for kind, rows in tables.items()
        }

    def say(  # noqa: PLR0913 - a sentence has as many parts
        self,
        kind: SentenceKind,
        numbers: Figures,
        *,
        cadres: Numbers | None = None,
        households: Numbers | None = None,
        villages: Numbers | None = None,
        units: Numbers | None = None,
        listed: bool = True,
        of: Text | None = None,
    ) -> Sentence:
        """Write a sentence; villages and units that are not given are those of the households and cadres."""
        allowed = self.today.allowed
        if villages is None and households is not None:
            villages = _places(allowed.village[households])
        if units is None and cadres is not None:
            units = _places(allowed.unit[cadres])
        village_ids = _ids(allowed.villages, villages)
        unit_ids = _ids(allowed.units, units)
        exact = {name: Fraction(number) for name, number in numbers.items()}
        names = self._names
        return Sentence(
            kind=kind,
            cadres=_ids(allowed.cadres["id"], cadres) if listed else (),
            households=_ids(allowed.households["id"], households) if listed else (),
            villages=village_ids,
            units=unit_ids,
            numbers=exact,
            text=sentence_text(
                kind,
                exact,
                [names["villages"][i] for i in village_ids],
                [names["units"][i] for i in unit_ids],
                of,
            ),
        )


def _places(numbers: Numbers) -> Numbers:
    return distinct(numbers[numbers != NONE])


def _ids(ids: object, numbers: Numbers | None) -> tuple[str, ...]:
    return () if numbers is None else tuple(ids.gather(numbers))  # type: ignore[attr-defined]


@dataclass(frozen=True, eq=False)
class Reasons:
    """Finds, for the best assignment, the sets that force its values."""

    assigned: Assigned
    speaker: Speaker

    @cached_property
    def _candidate(self) -> Flags:
        return candidates(self.assigned.today.allowed)

    def following(self, best: Best) -> Following:
        """Give what follows pairs within a part."""
        allowed = self.assigned.today.allowed
        here = np.zeros(len(allowed.village), np.bool_)
        here[best.part.households] = True
        return Following(best, self._candidate[np.flatnonzero(here[allowed.single.household])])

    # Load ---------------------------------------------------------------------------------------------------------

    def load(self, worst: Fraction) -> tuple[Sentence, ...]:
        """Say why the largest load cannot be smaller."""
        if worst == 0:
            return ()
        for best in self.assigned.bests:
            if _largest(best) == worst:
                return (self._load_in(best, worst),)
        raise AssertionError("the largest load is in some part")

    def _load_in(self, best: Best, worst: Fraction) -> Sentence:
        for reason in (self._coverage, self._participation, self._pairings):
            found = reason(best, worst)
            if found is not None:
                return found
        return self.exchange(best, worst)

    def _coverage(self, best: Best, worst: Fraction) -> Sentence | None:
        following, cap = self.following(best), _below(best, worst)
        found = []
        seen = np.zeros(len(best.part.cadres), np.bool_)
        for start in np.flatnonzero(_loaded(best, worst))[:STARTS]:
            if not seen[start]:
                closed = following.from_loaded(np.array([start]))
                seen[closed.cadres] = True
                found.append(closed)
        tight = [one for one in found if _needed(best, one) > int(cap[one.cadres].sum())]
        if not tight:
            return None
        least = min(tight, key=lambda one: len(one.cadres))
        return self._about(
            "coverage", best, least, needed=_needed(best, least), load=worst, room=int(cap[least.cadres].sum())
        )

    def _participation(self, best: Best, worst: Fraction) -> Sentence | None:
        expected = best.part.quota >= 1
        full = np.flatnonzero(expected & (_below(best, worst) == 0))
        idle = int((best.loads[expected] == 0).sum())
        if not self.assigned.policy.everyone or len(full) <= idle:
            return None
        cadres = best.part.cadres[full]
        return self.speaker.say("participation", {"cadres": len(full), "load": worst, "idle": idle}, cadres=cadres)

    def _pairings(self, best: Best, worst: Fraction) -> Sentence | None:
        room = int(_below(best, worst).sum())
        if room >= len(best.pairs):
            return None
        part = best.part
        numbers: Figures = {"pairings": len(best.pairs), "load": worst, "cadres": len(part.cadres), "room": room}
        return self.speaker.say(
            "pairings",
            numbers,
            cadres=part.cadres,
            villages=_places(self.assigned.today.allowed.village[part.households]),
        )

    def exchange(self, best: Best, value: Fraction) -> Sentence:
        """Say that no chain of hand-overs helps, which the potentials prove."""
        part = best.part
        whole = Closed(np.arange(len(part.cadres)), np.arange(len(part.households)))
        return self._about("exchange", best, whole, value=value)

    def _about(self, kind: SentenceKind, best: Best, closed: Closed, **numbers: int | Fraction) -> Sentence:
        counts: Figures = {"households": len(closed.households), "cadres": len(closed.cadres)}
        return self.speaker.say(
            kind,
            counts | numbers,
            cadres=best.part.cadres[closed.cadres],
            households=best.part.households[closed.households],
        )

    # Support ------------------------------------------------------------------------------------------------------

    def support(self, worst: Fraction) -> tuple[Sentence, ...]:
        """Say why the least supported household cannot have more helpers."""
        if worst == 0:
            lost = np.setdiff1d(
                np.arange(len(self.assigned.helpers)),
                np.concatenate([_no_one(), *(best.part.households for best in self.assigned.bests)]),
            )
            if len(lost):
                return (self.speaker.say("unreachable", {"households": len(lost)}, households=lost),)
        here = next(best for best in self.assigned.bests if int(best.helpers.min()) == worst)
        return (self._support_in(here, int(worst)),)

    def _support_in(self, best: Best, worst: int) -> Sentence:
        part, more = best.part, worst + 1
        if len(best.pairs) < more * len(part.households):
            numbers: Figures = {"pairings": len(best.pairs), "households": len(part.households), "more": more}
            return self.speaker.say("shared", numbers, households=part.households, listed=True)
        few = np.flatnonzero(self._choice(best) <= worst)
        if len(few):
            return self.speaker.say("few", {"households": len(few), "helpers": worst}, households=part.households[few])
        return self.exchange(best, Fraction(worst))

    def _choice(self, best: Best) -> Numbers:
        part, following = best.part, self.following(best)
        unlike = part.single.where(~following.candidate)
        return part.choice - np.bincount(unlike.household, minlength=len(part.households))

    # Shortages ----------------------------------------------------------------------------------------------------

    def overloaded(self, best: Best) -> Iterator[Sentence]:
        """Give the sets whose quotas do not suffice for the households that only they may help."""
        over = np.flatnonzero(best.loads > best.part.quota)
        if not len(over):
            return
        following = self.following(best)
        for closed in following.split(following.from_loaded(over)):
            needed, quota = _needed(best, closed), int(best.part.quota[closed.cadres].sum())
            if needed > quota:
                yield self._about("overload", best, closed, needed=needed, quota=quota, short=needed - quota)

    def idle(self, best: Best) -> Iterator[Sentence]:
        """Give the sets of expected cadres for whom there are too few households."""
        expected = best.part.quota >= 1
        following = self.following(best)
        idle = np.flatnonzero(expected & (best.loads == 0) & following.placed)
        if not len(idle) or not self.assigned.policy.everyone:
            return
        room = room_of(best.part, self.assigned.policy)
        for closed in following.split(following.from_idle(idle)):
            fits = int(np.minimum(room[closed.households], following.candidates_among(closed)).sum())
            stay = len(closed.cadres) - fits
            if stay > 0 and expected[closed.cadres].all():
                yield self._about("idle", best, closed, room=fits, idle=stay)

    def unplaced(self) -> Iterator[Sentence]:
        """Name the expected cadres who are a candidate of nobody."""
        allowed = self.assigned.today.allowed
        placed = allowed.group != NONE
        placed[allowed.single.cadre[self._candidate]] = True
        alone = np.flatnonzero(allowed.expected & ~placed)
        if len(alone):
            yield self.speaker.say("unplaced", {"cadres": len(alone)}, cadres=alone)


def _no_one() -> Numbers:
    return np.zeros(0, np.int64)


def _largest(best: Best) -> Fraction:
    expected = best.part.quota >= 1
    pairs = set(zip(best.loads[expected].tolist(), best.part.quota[expected].tolist(), strict=True))
    return max((Fraction(load, quota) for load, quota in pairs), default=Fraction(0))


def _loaded(best: Best, load: Fraction) -> Flags:
    expected = best.part.quota >= 1
    found: Flags = expected & (best.loads * load.denominator == best.part.quota * load.numerator)
    return found


def _below(best: Best, load: Fraction) -> Numbers:
    """Give how many households each cadre can have with a load below ``load``; an exempt one, all he is allowed."""
    part = best.part
    quotas = distinct(part.quota)
    most = np.array([ceil(load * int(quota)) - 1 for quota in quotas.tolist()], np.int64)
    return np.where(part.quota >= 1, np.minimum(part.reach, most[np.searchsorted(quotas, part.quota)]), part.reach)


def _needed(best: Best, closed: Closed) -> int:
    """Count the pairings that the households of a set must have: one each, or all that are pinned."""
    pinned = np.bincount(best.part.pinned.household, minlength=len(best.part.households))
    return int(np.maximum(1, pinned[closed.households]).sum())


# Chains and twinnings ---------------------------------------------------------------------------------------------


def served(speaker: Speaker, name: LensName, chain: Chained) -> tuple[Sentence, ...]:
    """Say why the weakest villages cannot be stronger."""
    if not chain.blocks:
        return ()
    block, choices = chain.blocks[0], chain.choices
    low = set(block.places.tolist())
    cadres = choices.who_choose(low)
    weight = Fraction(int(choices.supply.weight[block.places].sum()), chain.scale)
    villages = choices.places[block.places]
    numbers: Figures = {
        "villages_count": len(villages),
        "cadres": len(cadres),
        "weight": weight,
        "value": chain.value(block),
    }
    units = _places(speaker.today.allowed.unit[cadres])
    return (speaker.say("served", numbers, villages=villages, units=units, of=WEIGHTS[name]),)


def carried(speaker: Speaker, chain: Chained) -> tuple[Sentence, ...]:
    """Say why the most burdened units cannot be less so."""
    if not chain.blocks or not chain.blocks[-1].value:
        return ()
    block, choices = chain.blocks[-1], chain.choices
    households = choices.who_choose_only(set(block.places.tolist()))
    units = choices.places[block.places]
    numbers: Figures = {
        "households": len(households),
        "cadres": int(choices.supply.weight[block.places].sum()),
        "units_count": len(units),
        "value": block.value,
    }
    villages = _places(speaker.today.allowed.village[households])
    return (speaker.say("carried", numbers, villages=villages, units=units),)


def spread(speaker: Speaker, even: Spread) -> tuple[Sentence, ...]:
    """Say why the village with fewest units cannot have more."""
    if not even.villages:
        return ()
    least = even.vector.runs[0][0]
    numbers: Figures = {"twinnings": len(even.twinnings), "villages_count": even.villages, "value": least}
    return (speaker.say("spread", numbers),)
