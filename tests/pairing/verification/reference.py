"""Proofs of tiny areas, made pair by pair and written as plainly as can be, without the product's code.

An assignment is a flow: source → cadres → households → sink → source. What can be done or undone to it is listed, arc
by arc with a cost in each row. The potentials are the lengths of the shortest ways to each node from anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING

from pairing.model.balance import PartProof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairing.model.plan import PlanLevel, Term
    from tests.pairing.balance.brute import Pair
    from tests.pairing.planning.areas import Desk

Pairs = frozenset["Pair"]
Cost = tuple[int, ...]
Levels = dict["PlanLevel", int]


def legal_sets(desk: Desk) -> list[Pairs]:
    """Give every set of pairs that keeps the hard rules."""
    choices = []
    for household in desk.scope:
        pinned = {pair for pair in desk.pins if pair[1] == household}
        others = [pair for pair in desk.allowed if pair[1] == household and pair not in pinned]
        spare = desk.room(household) - len(pinned)
        choices.append([pinned.union(some) for count in range(spare + 1) for some in combinations(others, count)])
    return [frozenset().union(*chosen) for chosen in product(*choices)]


@dataclass(frozen=True)
class Part:
    """Cadres and households joined by allowed pairs."""

    cadres: tuple[str, ...]
    households: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Reference:
    """What rows make of an area."""

    desk: Desk
    rows: Sequence[Sequence[Term]]

    @cached_property
    def parts(self) -> list[Part]:
        """Give the parts, in the order of their first households."""
        cadres, households = set(self.desk.active), set(self.desk.scope)
        found = [Part(tuple(sorted(some & cadres)), tuple(sorted(some & households))) for some in self.desk.parts()]
        return sorted(found, key=lambda part: part.households)

    @cached_property
    def ranks(self) -> dict[tuple[Fraction, Fraction], int]:
        """Rank every household that a cadre might help."""
        keys = {self._key(c, k) for c in self.desk.active if self.desk.quota(c) for k in range(1, self.reach(c) + 1)}
        return {key: rank for rank, key in enumerate(sorted(keys), 1)}

    def _key(self, cadre: str, k: int) -> tuple[Fraction, Fraction]:
        quota = self.desk.quota(cadre)
        return Fraction(k, quota), Fraction(1 - k, quota)

    def reach(self, cadre: str) -> int:
        """Count the households a cadre may help."""
        return sum(c == cadre for c, _ in self.desk.allowed)

    def room(self, household: str) -> int:
        """Count the helpers a household may have."""
        return min(self.desk.room(household), sum(h == household for _, h in self.desk.allowed))

    # Costs ------------------------------------------------------------------------------------------------------

    def cost(self, levels: Levels) -> Cost:
        """Give the cost of a step in every row, from what it costs in each level."""
        return tuple(sum(term.weight * _seen(term, levels.get(term.level, 0)) for term in row) for row in self.rows)

    def of_load(self, cadre: str, k: int) -> Cost:
        quota = self.desk.quota(cadre)
        return self.cost({
            "idle": -int(bool(quota) and k == 1 and self.desk.everyone),
            "overload": int(k > quota),
            "load": self.ranks[self._key(cadre, k)] if quota else 0,
        })  # fmt: skip

    def of_support(self, household: str, j: int) -> Cost:
        before = len(self.desk.before(household))
        return self.cost({"uncovered": -int(j == 1), "support": 2 * j - 1, "changes": -int(j <= before)})

    def of_pairing(self, part: Part, n: int) -> Cost:
        return self.cost({"pairings": -1 if n <= self.today(part) else 1})

    def of_pair(self, pair: Pair, *, known: bool = True) -> Cost:
        """Give the cost of a pair; one that is not known costs as one that does not count today."""
        return self.cost({
            "ineligible": int(known and pair not in self.desk.eligible),
            "changes": int(not known or pair not in self.desk.today),
            "first": -int(known and pair in self.desk.firsts),
            "preference": -self.desk.worth(pair),
        })  # fmt: skip

    def today(self, part: Part) -> int:
        """Count the pairings of a part's households."""
        return sum(h in part.households for _, h in self.desk.counting)

    def value(self, pairs: Pairs) -> Cost:
        """Add up what an assignment costs."""
        steps = [self.of_pair(pair) for pair in pairs - self.desk.pins]
        for cadre in self.desk.active:
            steps += [self.of_load(cadre, k + 1) for k in range(sum(c == cadre for c, _ in pairs))]
        for household in self.desk.scope:
            steps += [self.of_support(household, j + 1) for j in range(sum(h == household for _, h in pairs))]
        for part in self.parts:
            steps += [self.of_pairing(part, n + 1) for n in range(sum(h in part.households for _, h in pairs))]
        return tuple(map(sum, zip((0,) * len(self.rows), *steps, strict=True)))

    # Proof ------------------------------------------------------------------------------------------------------

    def offered(self, pair: Pair) -> bool:
        """Tell whether a pair is one of a whole village that the cadre is offered."""
        cadre, (village, _) = pair[0], self.desk.area.households[pair[1]]
        area, unit = self.desk.area, self.desk.area.cadres[cadre][0]
        posted = {v for c, v in area.posted if c == cadre}
        tied = (unit, village) in area.twinned or (cadre, village) in area.linked
        excluded = any(c == cadre for c, _ in self.desk.excluded)
        return self.desk.quota(cadre) > 0 and not excluded and (village in posted if posted else tied)

    def arcs(self, part: Part, pairs: Pairs, *, repeatable: bool) -> Iterator[tuple[str, str, Cost]]:
        """Give whatever can be done or undone: from, to, cost."""
        pairs = frozenset(pair for pair in pairs if pair[1] in part.households)
        for cadre in part.cadres:
            load = sum(c == cadre for c, _ in pairs)
            if load < self.reach(cadre):
                yield "source", cadre, self.of_load(cadre, load + 1)
            if load:
                yield cadre, "source", _less(self.of_load(cadre, load))
        for household in part.households:
            helpers = sum(h == household for _, h in pairs)
            if helpers < self.room(household):
                yield household, "sink", self.of_support(household, helpers + 1)
            if helpers:
                yield "sink", household, _less(self.of_support(household, helpers))
        yield "sink", "source", self.of_pairing(part, len(pairs) + 1)
        if pairs:
            yield "source", "sink", _less(self.of_pairing(part, len(pairs)))
        for pair in self.desk.allowed:
            if pair[1] in part.households:
                yield from self._between(pair, used=pair in pairs, repeatable=repeatable)

    def _between(self, pair: Pair, *, used: bool, repeatable: bool) -> Iterator[tuple[str, str, Cost]]:
        cadre, household = pair
        block = repeatable and self.offered(pair)
        if block:
            yield cadre, household, self.of_pair(pair, known=False)
        if pair in self.desk.pins:
            return
        if used:
            yield household, cadre, _less(self.of_pair(pair))
        elif not block or pair in self.desk.today:
            yield cadre, household, self.of_pair(pair)

    def proof(self, pairs: Pairs, *, repeatable: bool) -> tuple[PartProof, ...]:
        """Prove an assignment; one that is not the best has potentials too, and they prove nothing."""
        return tuple(self._part_proof(part, pairs, repeatable=repeatable) for part in self.parts)

    def _part_proof(self, part: Part, pairs: Pairs, *, repeatable: bool) -> PartProof:
        nodes = ("source", "sink", *part.cadres, *part.households)
        length = dict.fromkeys(nodes, (0,) * len(self.rows))
        arcs = list(self.arcs(part, pairs, repeatable=repeatable))
        for _ in nodes:  # Bellman (1958), Ford (1956)
            for tail, head, cost in arcs:
                length[head] = min(length[head], tuple(a + b for a, b in zip(length[tail], cost, strict=True)))
        return PartProof(
            cadres=part.cadres,
            households=part.households,
            pairings_today=self.today(part),
            pairs=tuple(
                sorted((part.cadres.index(c), part.households.index(h)) for c, h in pairs if h in part.households)
            ),
            repeatable=repeatable,
            potentials=tuple(zip(*length.values(), strict=True)),
        )


def _seen(term: Term, cost: int) -> int:
    if term.at is not None:
        return int(cost == term.at)
    return cost if term.above is None else max(0, cost - term.above)


def _less(cost: Cost) -> Cost:
    return tuple(-part for part in cost)
