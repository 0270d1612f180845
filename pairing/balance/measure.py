"""The balance of a roster: six lenses measured, what is attainable beside each, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.assignment.proofs import part_proof
from pairing.balance import attainable, sentences
from pairing.balance.lenses import CODES, LARGEST_IS_WORST, Today, lack
from pairing.balance.sentences import Reasons, Speaker
from pairing.balance.shortages import shortages
from pairing.balance.values import said_of, summary
from pairing.eligibility import eligibility
from pairing.graph import node_name
from pairing.model.balance import (
    LEVELS,
    Balance,
    Block,
    Judged,
    Lens,
    LensProof,
    Share,
)
from pairing.model.labels import Participation
from pairing.model.sentences import OVER, incomparable_text
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    import polars as pl

    from pairing.balance.attainable import Assigned, Chained
    from pairing.balance.indices import Vector
    from pairing.balance.lenses import Measured
    from pairing.model.balance import GroupSummary, LensName, PartProof, Sentence, Status
    from pairing.roster import Roster
    from pairing.text import Text


def measure_balance(roster: Roster, progress: Callable[[int, int], None] | None = None) -> Balance:
    """Measure the balance of a roster on its date through all six lenses, and prove what is attainable.

    ``progress`` is told before each connected part how many are done and how many there are.
    """
    today = Today(roster, eligibility(roster))
    return _Measuring(today, attainable.assigned(today, progress)).balance()


@dataclass(frozen=True, eq=False)
class _Measuring:
    """One measuring: what is today, and the best assignment."""

    today: Today
    assigned: Assigned

    def balance(self) -> Balance:
        return Balance(
            roster_sha256=self.today.roster.sha256,
            as_of=self.today.roster.on,
            lenses=tuple(self._lens(name) for name in CODES),
            levels=self.levels,
            shortages=shortages(self._reasons),
            parts=part_proofs(self.assigned),
        )

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker(self.today)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.assigned, self._speaker)

    def _lens(self, name: LensName) -> Lens:
        if lacking := self._lack(name):
            return Lens(name=name, code=CODES[name], over=OVER[name], status="skipped", reason=lacking)
        measured = self.today.measure(name)
        vector = measured.values.vector
        if not vector.count:
            return Lens(name=name, code=CODES[name], over=OVER[name], status="vacuous", reason=_nothing(name))
        best, proof = self._attainable(name)
        status = compared(name, vector, best)
        largest, least = (measured.values.ends(measured.subjects, largest=at) for at in (True, False))
        return Lens(
            name=name,
            code=CODES[name],
            over=OVER[name],
            most=largest,
            least=least,
            groups=self._groups(measured),
            attainable=summary(best),
            status=status,
            reason=incomparable_text(self.broken) if status == "not_comparable" else None,
            proof=proof,
            **said_of(vector),
        )

    def _lack(self, name: LensName) -> Text | None:
        group = lack(self.today.roster, name)
        if group is None:
            return None
        return text("Needs {what}, which this roster does not have.", what=" / ".join(group))

    def _groups(self, measured: Measured) -> tuple[GroupSummary, ...]:
        return (
            *measured.values.groups(measured.by_village, self._villages),
            *measured.values.groups(measured.by_unit, self._units),
        )

    @cached_property
    def _villages(self) -> list[str]:
        return [node_name("village", identity) for identity in self.today.allowed.villages]

    @cached_property
    def _units(self) -> list[str]:
        return [node_name("unit", identity) for identity in self.today.allowed.units]

    # What is attainable -------------------------------------------------------------------------------------------

    def _attainable(self, name: LensName) -> tuple[Vector, LensProof]:
        match name:
            case "load":
                vector = self.assigned.load_vector()
                return vector, LensProof(sentences=self._reasons.load(vector.runs[-1][0]))
            case "support":
                vector = self.assigned.support_vector()
                return vector, LensProof(sentences=self._reasons.support(vector.runs[0][0]))
            case "strength" | "strength_by_need":
                chain = getattr(attainable, name)(self.today)
                said = sentences.served(self._speaker, name, chain)
                return chain.vector, self._chain_proof(chain, said, self.today.allowed.villages)
            case "burden":
                chain = attainable.burden(self.today)
                said = sentences.carried(self._speaker, chain)
                return chain.vector, self._chain_proof(chain, said, self.today.allowed.units)
            case "units":
                even = attainable.units(self.today)
                units, villages = self.today.allowed.units, self.today.allowed.villages
                twinnings = zip(
                    units.gather(even.twinnings.cadre), villages.gather(even.twinnings.household), strict=True
                )
                return even.vector, LensProof(
                    sentences=sentences.spread(self._speaker, even), twinnings=tuple(twinnings)
                )

    def _chain_proof(self, chain: Chained, said: tuple[Sentence, ...], ids: pl.Series) -> LensProof:
        names = list(ids.gather(chain.choices.places))
        blocks = tuple(
            Block(value=chain.value(block), members=tuple(names[at] for at in block.places.tolist()))
            for block in chain.blocks
        )
        return LensProof(sentences=said, blocks=blocks, shares=_shares(chain, names))

    # Today beside it ----------------------------------------------------------------------------------------------

    @cached_property
    def levels(self) -> tuple[Judged, ...]:
        """Count today and the best assignment by every level; load is judged by its vector, and counts 0."""
        today, best = self.today, self.assigned
        ineligible = today.allowed.single.where(today.allowed.ineligible)
        now = self._judged(today.households_of_cadre, today.helpers_of_household)
        then = self._judged(best.loads, best.helpers)
        now["ineligible"] = int(today.allowed.today.within(ineligible).sum())
        then["ineligible"] = best.ineligible
        return tuple(Judged(name=name, today=now[name], attained=then[name]) for name in LEVELS)

    def _judged(self, loads: np.ndarray, helpers: np.ndarray) -> dict[str, int]:
        quota, expected = self.today.allowed.quota, self.today.allowed.expected
        return {
            "uncovered": int((helpers == 0).sum()),
            "idle": int((loads[expected] == 0).sum()),
            "overload": int(np.maximum(0, loads - quota).sum()),
            "pairings": int(loads.sum()),
            "load": 0,
            "support": int((helpers**2).sum()),
        }

    @cached_property
    def broken(self) -> dict[str, int]:
        """Count how often today's pairings break each rule that the best assignment keeps."""
        allowed, today = self.today.allowed, self.today
        worse = {level.name: max(0, level.today - level.attained) for level in self.levels}
        everyone = today.roster.settings.participation is Participation.ALL
        pinned = np.bincount(allowed.pinned.household, minlength=len(allowed.village))
        most = np.maximum(today.roster.settings.helpers_per_household, pinned)
        return {
            "uncovered": worse["uncovered"],
            "ineligible": worse["ineligible"],
            "idle": worse["idle"] if everyone else 0,
            "overload": worse["overload"],
            "excluded": len(allowed.ended),
            "crowded": int((today.helpers_of_household > most).sum()),
            "pinned": int((~allowed.pinned.within(today.pairs)).sum()),
            "exempt": int((allowed.quota[today.pairs.cadre] == 0).sum()),
        }


def compared(name: LensName, today: Vector, best: Vector) -> Status:
    """Compare two vectors of a lens from the worst end on: the first value that differs decides (leximin)."""
    ours, theirs = today.runs, best.runs
    if name in LARGEST_IS_WORST:
        ours, theirs = ours[::-1], theirs[::-1]
    sign = _leximin(ours, theirs)
    if name in LARGEST_IS_WORST:
        sign = -sign
    return "attained" if sign == 0 else "not_comparable" if sign > 0 else "improvable"


def _leximin(ours: tuple[tuple[Fraction, int], ...], theirs: tuple[tuple[Fraction, int], ...]) -> int:
    """Give the sign of the first difference of two vectors written out value by value."""
    left, right = list(ours), list(theirs)
    while left and right:
        (mine, many), (other, others) = left[0], right[0]
        if mine != other:
            return 1 if mine > other else -1
        fewer = min(many, others)
        for runs, value, count in ((left, mine, many), (right, other, others)):
            if count == fewer:
                runs.pop(0)
            else:
                runs[0] = (value, count - fewer)
    return 0


def _nothing(name: LensName) -> Text:
    return text("Nothing to compare: there are no {population}.", population=OVER[name])


def part_proofs(found: Assigned) -> tuple[PartProof, ...]:
    """Write down the best assignment of every part, and the potentials that prove it."""
    allowed = found.today.allowed
    return tuple(part_proof(best, allowed.cadres["id"], allowed.households["id"]) for best in found.bests)


def _shares(chain: Chained, names: list[str]) -> tuple[Share, ...]:
    supply = chain.choices.supply
    split: list[dict[int, Fraction]] = [{} for _ in chain.choices.lists]
    for block in chain.blocks:
        for arc, flow in zip(block.arcs.tolist(), block.flows, strict=True):
            split[int(supply.supplier[arc])][int(supply.place[arc])] = flow
    return tuple(
        Share(
            choice=tuple(names[place] for place in choice),
            count=int(amount),
            split=tuple((names[place], worth[place]) for place in choice if place in worth),
        )
        for choice, amount, worth in zip(chain.choices.lists, supply.amount.tolist(), split, strict=True)
    )
