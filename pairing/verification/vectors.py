"""The balance before and after a plan, and what is attainable, lens by lens (DESIGN §6).

Before and after are measured. Of what is attainable, a plan carries no proof but that of load and support, which a
balanced repair attains. What the units can attain follows from their numbers. Of the split of worth over villages and
units, which is proven in the balance of the roster, only this can be told here: the figures follow from the vector, it
has a value for each member, and the mean of these lies between the least and the largest.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pairing.text import Text, text
from pairing.verification.chains import CHAINS, LARGEST
from pairing.verification.lenses import CODES, measurable
from pairing.verification.summaries import Runs, check_summary
from pairing.verification.values import MEASURES
from pairing.verification.words import lens_text, within

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pairing.model.balance import LensName
    from pairing.model.plan import LensSummary, Plan
    from pairing.verification.changes import Changes
    from pairing.verification.verdict import Docket
    from pairing.verification.world import World


def check_vectors(docket: Docket, changes: Changes, plan: Plan) -> None:
    """Check the vectors of every lens that can be measured, and the figures that follow from them."""
    before, after = _measured(changes.world), _measured(changes.after)
    balance = plan.balance
    for said, claimed, found in (
        (text("before"), balance.before, before),
        (text("after"), balance.after, after),
    ):
        if _same_lenses(docket, said, claimed, found):
            for lens in claimed:
                check_summary(docket, within(_lens_text(lens.name), said), lens, found[lens.name])
    said = text("attainable")
    if _same_lenses(docket, said, balance.attainable, after):
        attainable = _Attainable(docket, changes.world, after, plan)
        for lens in balance.attainable:
            attainable.check(within(_lens_text(lens.name), said), lens)


def _measured(world: World) -> dict[LensName, Runs]:
    """Give the vectors of the lenses that can be measured and have members."""
    names = (name for name in CODES if measurable(world.roster, name))
    measured = ((name, MEASURES[name](world)) for name in names)
    return {name: some.values.runs for name, some in measured if len(some.members)}


def _lens_text(name: LensName) -> Text:
    return lens_text(CODES[name], name)


def _same_lenses(docket: Docket, said: Text, claimed: Sequence[LensSummary], found: Mapping[LensName, Runs]) -> bool:
    return docket.same(said, text("lenses, in order"), tuple(lens.name for lens in claimed), tuple(found))


@dataclass(frozen=True, eq=False)
class _Attainable:
    docket: Docket
    world: World
    after: Mapping[LensName, Runs]
    plan: Plan

    def check(self, whose: Text, lens: LensSummary) -> None:
        """Check what is said to be attainable in a lens, as far as it follows from anything."""
        found = self._known(lens.name)
        if found is not None:
            check_summary(self.docket, whose, lens, found)
        elif self._is_vector(whose, lens):
            claimed = Runs.of(lens.vector)
            check_summary(self.docket, whose, lens, claimed)
            self._mean(whose, lens.name, claimed)

    def _is_vector(self, whose: Text, lens: LensSummary) -> bool:
        """Check that there is a value a member, and none beyond all bounds."""
        counts = [count for _, count in lens.vector]
        members = min(counts, default=0) >= 1 and sum(counts) == self.after[lens.name].count
        small = all(0 <= value.numerator < LARGEST > value.denominator for value, _ in lens.vector)
        return self.docket.claim(
            members and small, lambda: text("{whose}: it is no vector with a value for each member.", whose=whose)
        )

    def _known(self, name: LensName) -> Runs | None:
        plan = self.plan
        balanced = plan.mode == "repair" and plan.goal == "balance" and plan.max_changes is None
        if name == "units":
            return _even(len(self.world.twinned), len(self.world.villages))
        return self.after[name] if balanced and name in {"load", "support"} else None

    def _mean(self, whose: Text, name: LensName, claimed: Runs) -> None:
        if name not in CHAINS or claimed.min is None or claimed.max is None:
            return
        chain = CHAINS[name](self.world)
        whole, worth = sum(chain.weight.values(), Fraction(0)), sum(chain.choices.counts)
        self.docket.claim(
            claimed.min * whole <= worth <= claimed.max * whole,
            lambda: text("{whose}: the mean is not between the least and the largest value.", whose=whose),
        )


def _even(twinnings: int, villages: int) -> Runs:
    """Spread twinnings over villages so that none has two more than another."""
    each, more = divmod(twinnings, villages)
    counts = ((Fraction(each), villages - more), (Fraction(each + 1), more))
    return Runs.of((value, count) for value, count in counts if count)
