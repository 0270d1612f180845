"""The sentences of a proof: each names people and gives numbers, and each can be checked by counting (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.model.sentences import WEIGHTS, sentence_text
from pairing.text import text
from pairing.verification.arrays import NONE, marked, numbers, once
from pairing.verification.division import joined
from pairing.verification.values import expected_in_units
from pairing.verification.words import within
from pairing.verification.writing import same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pairing.model.balance import LensName, LensProof, Sentence, SentenceKind, Shortage
    from pairing.text import Text
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.assignment import Assignment
    from pairing.verification.chains import Chain
    from pairing.verification.division import Division
    from pairing.verification.levels import Levels
    from pairing.verification.summaries import Runs
    from pairing.verification.verdict import Docket
    from pairing.verification.world import Register, World

NOBODY: Final = numbers()


@dataclass(frozen=True, eq=False)
class Set:
    """Cadres and households that a sentence is about, by number, ascending."""

    cadres: Numbers
    households: Numbers


@dataclass(frozen=True, eq=False)
class Told:
    """What a sentence must say."""

    numbers: Mapping[str, int | Fraction]
    cadres: Numbers = field(default_factory=lambda: NOBODY)
    households: Numbers = field(default_factory=lambda: NOBODY)
    villages: Numbers = field(default_factory=lambda: NOBODY)
    units: Numbers = field(default_factory=lambda: NOBODY)
    of: Text | None = None
    holds: bool = True
    """Whether what it says follows from the numbers."""


@dataclass(frozen=True, eq=False)
class Sentences:
    """Checks sentences."""

    docket: Docket
    world: World
    division: Division
    assignment: Assignment | None
    levels: Levels

    # Lenses ---------------------------------------------------------------------------------------------------------

    def of_lens(self, whose: Text, name: LensName, proof: LensProof, found: Runs, chain: Chain | None) -> None:
        """Check the sentences of a lens whose attainable vector is ``found``."""
        told = self._telling(name, proof, found, chain)
        needed = 1 if told else 0
        enough = len(proof.sentences) == needed or (name in {"load", "support"} and len(proof.sentences) > needed > 0)
        self.docket.claim(
            enough,
            lambda: text(
                "{whose}: the proof has {claimed} sentences; {needed} are needed.",
                whose=whose,
                claimed=len(proof.sentences),
                needed=needed,
            ),
        )
        about = {(sentence.kind, sentence.cadres, sentence.households) for sentence in proof.sentences}
        twice = text("{whose}: the same is said twice.", whose=whose)
        self.docket.claim(len(about) == len(proof.sentences), lambda: twice)
        for number, sentence in enumerate(proof.sentences, 1):
            self._sentence(within(whose, text("sentence {number}", number=number)), sentence, told)

    def _telling(
        self, name: LensName, proof: LensProof, found: Runs, chain: Chain | None
    ) -> Mapping[SentenceKind, Callable[[Set], Told | None]]:
        """Give the kinds of sentences that a lens may have, and what they must say; none if there is nothing to say."""
        first, last = found.pairs[0][0], found.pairs[-1][0]
        if name == "units":
            return {"spread": lambda _: self._spread(proof, found)}
        if chain is not None and name == "burden":
            return {"carried": lambda _: self._carried(chain, proof, last)} if last else {}
        if chain is not None:
            return {"served": lambda _: self._served(chain, proof, name)}
        if self.assignment is None:
            return {}
        reasons = _Reasons(self.world, self.division, self.assignment)
        return reasons.of_load(last) if name == "load" else reasons.of_support(int(first))

    def _served(self, chain: Chain, proof: LensProof, name: LensName) -> Told:
        block = proof.blocks[0]
        low = {chain.register.numbers[member] for member in block.members}
        cadres = chain.choices.who_choose(lambda places: not low.isdisjoint(places))
        counted: dict[str, int | Fraction] = {
            "villages_count": len(low),
            "cadres": len(cadres),
            "weight": sum((chain.weight[place] for place in low), Fraction(0)),
            "value": block.value,
        }
        units = _known(self.world.unit[cadres])
        return Told(counted, villages=numbers(sorted(low)), units=units, of=WEIGHTS[name])

    def _carried(self, chain: Chain, proof: LensProof, value: Fraction) -> Told:
        high = {chain.register.numbers[member] for member in proof.blocks[-1].members}
        households = chain.choices.who_choose(high.issuperset)
        units = numbers(sorted(high))
        counted: dict[str, int | Fraction] = {
            "households": len(households),
            "cadres": int(expected_in_units(self.world)[units].sum()),
            "units_count": len(units),
            "value": value,
        }
        return Told(counted, villages=_known(self.world.village[households]), units=units)

    def _spread(self, proof: LensProof, found: Runs) -> Told:
        least = found.pairs[0][0]
        return Told({"twinnings": len(proof.twinnings), "villages_count": found.count, "value": least})

    # Shortages ------------------------------------------------------------------------------------------------------

    def of_shortages(self, shortages: Sequence[Shortage]) -> None:
        """Check the shortages; what is said to loosen them is a suggestion, but must name what is there."""
        if self.assignment is None:
            return
        scarcity = _Scarcity(self.world)
        for number, shortage in enumerate(shortages, 1):
            whose = text("shortage {number}", number=number)
            self._sentence(whose, shortage.sentence, scarcity.telling)
            self._remedies(whose, shortage)
        short = sum((shortage.sentence.numbers.get("short", Fraction(0)) for shortage in shortages), Fraction(0))
        attained = 0 if self.levels.attained is None else self.levels.attained["overload"]
        self.docket.claim(
            short <= attained,
            lambda: text("The shortages add up to more than the {count} households beyond quota.", count=attained),
        )
        self._apart([shortage.sentence for shortage in shortages])

    def _apart(self, sentences: Sequence[Sentence]) -> None:
        """Check that no cadre is in two shortages of a kind, which would count him twice."""
        named = [(sentence.kind, cadre) for sentence in sentences for cadre in sentence.cadres]
        said = text("A cadre is in two shortages of one kind.")
        self.docket.claim(len(set(named)) == len(named), lambda: said)

    def _remedies(self, whose: Text, shortage: Shortage) -> None:
        for remedy in shortage.remedies:
            for identity, register in ((remedy.unit, self.world.units), (remedy.village, self.world.villages)):
                self.docket.claim(
                    identity is None or identity in register.numbers,
                    lambda: text("{whose}: a remedy names a unit or village that is not in the roster.", whose=whose),
                )

    # One sentence ---------------------------------------------------------------------------------------------------

    def _sentence(
        self, whose: Text, sentence: Sentence, told: Mapping[SentenceKind, Callable[[Set], Told | None]]
    ) -> None:
        telling = told.get(sentence.kind)
        fits = self.docket.claim(
            telling is not None,
            lambda: text("{whose}: a sentence of kind {kind} is not for here.", whose=whose, kind=sentence.kind),
        )
        cadres = self._numbered(whose, text("list of cadres"), sentence.cadres, self.world.cadres)
        households = self._numbered(whose, text("list of households"), sentence.households, self.world.households)
        if not fits or telling is None or cadres is None or households is None:
            return
        must = telling(Set(cadres, households))
        said = text("{whose}: what it says does not follow.", whose=whose)
        if self.docket.claim(must is not None and must.holds, lambda: said) and must is not None:
            self._same(whose, sentence, must)

    def _numbered(self, whose: Text, what: Text, ids: Sequence[str], register: Register) -> Numbers | None:
        """Give the numbers of people, who must be known and in order, each once."""
        found = [register.numbers.get(identity, NONE) for identity in ids]
        ordered = NONE not in found and all(one < other for one, other in pairwise(found))
        said = text(
            "{whose}: not all in the {what} are in the roster, or they are not in the order of their codes.",
            whose=whose,
            what=what,
        )
        return numbers(found) if self.docket.claim(ordered, lambda: said) else None

    def _same(self, whose: Text, sentence: Sentence, must: Told) -> None:
        docket, world = self.docket, self.world
        villages, units = world.villages.ids_of(must.villages), world.units.ids_of(must.units)
        exact = {name: Fraction(number) for name, number in must.numbers.items()}
        docket.listed(whose, text("list of cadres"), sentence.cadres, world.cadres.ids_of(must.cadres))
        docket.listed(whose, text("list of households"), sentence.households, world.households.ids_of(must.households))
        docket.listed(whose, text("list of villages"), sentence.villages, villages)
        docket.listed(whose, text("list of units"), sentence.units, units)
        docket.listed(whose, text("list of numbers"), sorted(sentence.numbers.items()), sorted(exact.items()))
        written = sentence_text(
            sentence.kind, exact, world.villages.names_of(villages), world.units.names_of(units), must.of
        )
        docket.claim(
            same_text(sentence.text, written),
            lambda: text("{whose}: the text must be “{text}”.", whose=whose, text=written),
        )


@dataclass(frozen=True, eq=False)
class _Places:
    """Where people belong."""

    world: World

    def about(self, some: Set, counted: Mapping[str, int | Fraction], *, holds: bool) -> Told:
        """Name the people of a set, their villages and units."""
        villages, units = _known(self.world.village[some.households]), _known(self.world.unit[some.cadres])
        return Told(counted, some.cadres, some.households, villages, units, holds=holds)

    def candidates(self, households: Numbers) -> Flags:
        """Tell who is a candidate of any of some households."""
        world = self.world
        chosen = marked(households, len(world.households))
        _, offered = world.open_to.spread(_known(world.village[households]))
        single = world.candidates
        return marked(np.concatenate([offered, single.left[chosen[single.right]]]), len(world.cadres))

    def closed(self, some: Set) -> bool:
        """Tell whether every candidate of the households is among the cadres, and each household has one."""
        outside = self.candidates(some.households)
        outside[some.cadres] = False
        return not outside.any() and bool((self.choices(some.households) > 0).all())

    def choices(self, households: Numbers) -> Numbers:
        """Count the candidates of each of some households."""
        world = self.world
        offered = np.append(world.open_to.counts, 0)[world.village[households]]
        single = np.bincount(world.candidates.right, minlength=len(world.households))[households]
        return offered + single

    def needed(self, households: Numbers) -> int:
        """Count the pairings that households must have: one each, or all that are pinned."""
        return int(np.maximum(1, self.world.pins[households]).sum())


@dataclass(frozen=True, eq=False)
class _Reasons:
    """Why load and support cannot be better."""

    world: World
    division: Division
    assignment: Assignment

    @cached_property
    def places(self) -> _Places:
        return _Places(self.world)

    def of_load(self, worst: Fraction) -> Mapping[SentenceKind, Callable[[Set], Told | None]]:
        """Say what may be told of the largest load."""
        if not worst:
            return {}
        return {
            "coverage": lambda some: self._coverage(some, worst),
            "participation": lambda some: self._participation(some, worst),
            "pairings": lambda some: self._pairings(some, worst),
            "exchange": lambda some: self._exchange(some, worst, self.division.cadre[self._loaded(worst)]),
        }

    def of_support(self, worst: int) -> Mapping[SentenceKind, Callable[[Set], Told | None]]:
        """Say what may be told of the smallest support."""
        helped = self.division.household[self.assignment.helpers == worst]
        exchange: dict[SentenceKind, Callable[[Set], Told | None]] = {
            "exchange": lambda some: self._exchange(some, Fraction(worst), helped)
        }
        if worst:
            return exchange | {
                "shared": lambda some: self._shared(some, worst),
                "few": lambda some: self._few(some, worst),
            }
        lost = np.flatnonzero(self.world.choice == 0)
        villages = _known(self.world.village[lost])
        told = Told({"households": len(lost)}, households=lost, villages=villages)
        return {"unreachable": lambda _: told} if len(lost) else exchange

    def _loaded(self, worst: Fraction) -> Flags:
        quota, loads = self.world.quota, self.assignment.loads
        loaded: Flags = self.world.expected & (loads * worst.denominator == quota * worst.numerator)
        return loaded

    def _below(self, cadres: Numbers, load: Fraction) -> Numbers:
        """Give how many households each can have and stay below a load; an exempt one, all he is allowed."""
        quota, reach = self.world.quota[cadres], self.world.reach[cadres]
        most = -(-quota * load.numerator // load.denominator) - 1
        return np.where(quota >= 1, np.minimum(most, reach), reach)

    def _part(self, some: Set) -> int:
        """Give the part of the first cadre, or household, of a set; NONE for nobody."""
        if len(some.cadres):
            return int(self.division.cadre[some.cadres[0]])
        return int(self.division.household[some.households[0]]) if len(some.households) else NONE

    def _whole(self, part: int) -> Set:
        return Set(self.division.cadres.at(part), self.division.households.at(part))

    def _coverage(self, some: Set, load: Fraction) -> Told:
        room = int(self._below(some.cadres, load).sum())
        needed = self.places.needed(some.households)
        counted: dict[str, int | Fraction] = {
            "households": len(some.households),
            "needed": needed,
            "cadres": len(some.cadres),
            "load": load,
            "room": room,
        }
        return self.places.about(some, counted, holds=needed > room and self.places.closed(some))

    def _participation(self, some: Set, load: Fraction) -> Told | None:
        part = self._part(some)
        if part == NONE:
            return None
        cadres = self.division.cadres.at(part)
        cadres = cadres[self.world.expected[cadres]]
        full = cadres[self._below(cadres, load) == 0]
        idle = int((self.assignment.loads[cadres] == 0).sum())
        holds = self.world.everyone and len(full) > idle
        counted: dict[str, int | Fraction] = {"cadres": len(full), "load": load, "idle": idle}
        return Told(counted, cadres=full, units=_known(self.world.unit[full]), holds=holds)

    def _pairings(self, some: Set, load: Fraction) -> Told | None:
        part = self._part(some)
        if part == NONE:
            return None
        whole = self._whole(part)
        room, pairs = int(self._below(whole.cadres, load).sum()), int(self.assignment.sizes[part])
        counted: dict[str, int | Fraction] = {
            "pairings": pairs,
            "load": load,
            "cadres": len(whole.cadres),
            "room": room,
        }
        villages, units = _known(self.world.village[whole.households]), _known(self.world.unit[whole.cadres])
        return Told(counted, cadres=whole.cadres, villages=villages, units=units, holds=room < pairs)

    def _exchange(self, some: Set, value: Fraction, parts: Numbers) -> Told | None:
        """Say that no exchange helps in a part; ``parts`` are those of the people who have the value."""
        part = self._part(some)
        if part == NONE:
            return None
        whole = self._whole(part)
        counted: dict[str, int | Fraction] = {
            "households": len(whole.households),
            "cadres": len(whole.cadres),
            "value": value,
        }
        return self.places.about(whole, counted, holds=bool((parts == part).any()))

    def _shared(self, some: Set, worst: int) -> Told | None:
        part = self._part(some)
        if part == NONE:
            return None
        households, pairs, more = self.division.households.at(part), int(self.assignment.sizes[part]), worst + 1
        counted: dict[str, int | Fraction] = {"pairings": pairs, "households": len(households), "more": more}
        villages = _known(self.world.village[households])
        return Told(counted, households=households, villages=villages, holds=pairs < more * len(households))

    def _few(self, some: Set, worst: int) -> Told | None:
        households = some.households
        if not len(households):
            return None
        parts = self.division.household[households]
        few = bool((parts == parts[0]).all()) and bool((self.places.choices(households) <= worst).all())
        counted: dict[str, int | Fraction] = {"households": len(households), "helpers": worst}
        return Told(counted, households=households, villages=_known(self.world.village[households]), holds=few)


@dataclass(frozen=True, eq=False)
class _Scarcity:
    """Where quotas, or households, do not suffice."""

    world: World

    @cached_property
    def places(self) -> _Places:
        return _Places(self.world)

    @property
    def telling(self) -> Mapping[SentenceKind, Callable[[Set], Told | None]]:
        """Say what may be told of a shortage."""
        return {"overload": self._overload, "idle": self._idle, "unplaced": lambda _: self._unplaced()}

    def _overload(self, some: Set) -> Told:
        needed, quota = self.places.needed(some.households), int(self.world.quota[some.cadres].sum())
        counted: dict[str, int | Fraction] = {
            "households": len(some.households),
            "needed": needed,
            "cadres": len(some.cadres),
            "quota": quota,
            "short": needed - quota,
        }
        holds = needed > quota and self.places.closed(some) and self._connected(some)
        return self.places.about(some, counted, holds=holds)

    def _connected(self, some: Set) -> bool:
        """Tell whether candidate pairs join all of a set; a village stands for its households."""
        world = self.world
        cadres, households = marked(some.cadres, len(world.cadres)), marked(some.households, len(world.households))
        village = np.where(world.village == NONE, len(world.villages), world.village)
        inhabited = marked(village[some.households], len(world.villages) + 1)
        offers = world.offers.where(cadres[world.offers.left] & inhabited[world.offers.right])
        single = world.candidates
        single = single.where(cadres[single.left] & households[single.right])
        first, own = len(world.cadres), len(world.cadres) + len(world.villages)
        covered = marked(offers.right, len(world.villages) + 1)
        node = np.where(covered[village], first + village, own + np.arange(len(village)))
        left = np.concatenate([offers.left, single.left])
        right = np.concatenate([first + offers.right, node[single.right]])
        label = joined(own + len(village), left, right)
        return len(set(label[np.concatenate([some.cadres, node[some.households]])].tolist())) == 1

    def _idle(self, some: Set) -> Told:
        world, cadres = self.world, some.cadres
        offered, single = self._open_to(cadres)
        helpers = np.append(offered, 0)[world.village] + single
        households = np.flatnonzero(helpers)
        room = int(np.minimum(world.room, helpers).sum())
        counted: dict[str, int | Fraction] = {
            "cadres": len(cadres),
            "households": len(households),
            "room": room,
            "idle": len(cadres) - room,
        }
        holds = len(cadres) > room and bool(world.expected[cadres].all())
        return self.places.about(Set(cadres, households), counted, holds=holds)

    def _open_to(self, cadres: Numbers) -> tuple[Numbers, Numbers]:
        """Count of some cadres how many are offered each village, and are single candidates of each household."""
        world, inside = self.world, marked(cadres, len(self.world.cadres))
        offers, single = world.offers, world.candidates
        return (
            np.bincount(offers.right[inside[offers.left]], minlength=len(world.villages)),
            np.bincount(single.right[inside[single.left]], minlength=len(world.households)),
        )

    def _unplaced(self) -> Told:
        world = self.world
        placed = marked(np.concatenate([world.offers.left, world.candidates.left]), len(world.cadres))
        alone = np.flatnonzero(world.expected & ~placed)
        units = _known(world.unit[alone])
        return Told({"cadres": len(alone)}, cadres=alone, units=units, holds=len(alone) > 0)


def _known(places: Numbers) -> Numbers:
    """List places, each once; NONE is no place."""
    return once(places[places != NONE])
