"""The best assignment of a part: solved, told apart into pairs, with the potentials that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pairing.assignment.levels import Level, LoadRanks, Policy, rows_of
from pairing.assignment.network import PEOPLE, SOURCE, Encoding, cadre_costs
from pairing.assignment.pairs import pairs_of_blocks
from pairing.eligibility import NONE, Pairs, distinct
from pairing.flow import solve
from pairing.model.labels import Participation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.assignment.parts import Part
    from pairing.assignment.ties import Ties
    from pairing.eligibility import Flags, Numbers
    from pairing.flow import Solution
    from pairing.model.settings import Settings

MARGIN = 2
"""Times the average load: so many households a cadre is given arcs for at first."""


@dataclass(frozen=True, eq=False)
class Best:
    """A best assignment of a part, and its proof."""

    part: Part
    pairs: Pairs
    """By position in the part, sorted; pinned pairs among them."""
    potentials: Numbers
    """One row a row of the order; columns are the source, the sink, the cadres and the households."""
    by_blocks: bool
    """Whether the potentials hold even if a cadre might help one household more than once."""

    @property
    def loads(self) -> Numbers:
        """How many households each cadre helps."""
        return np.bincount(self.pairs.cadre, minlength=len(self.part.cadres))

    @property
    def helpers(self) -> Numbers:
        """How many helpers each household has."""
        return np.bincount(self.pairs.household, minlength=len(self.part.households))


def policy_of(settings: Settings, parts: Iterable[Part]) -> Policy:
    """Read what the settings ask, for these parts."""
    most: dict[int, int] = {}
    for part in parts:
        for quota in distinct(part.quota[part.quota >= 1]):
            reach = int(part.reach[part.quota == quota].max())
            most[int(quota)] = max(most.get(int(quota), 0), reach)
    return Policy(
        everyone=settings.participation is Participation.ALL,
        helpers=settings.helpers_per_household,
        ranks=LoadRanks(most),
    )


def best_of(
    part: Part,
    policy: Policy,
    *,
    by_blocks: bool = True,
    largest_cost: int | None = None,
    ties: Ties | None = None,
) -> Best:
    """Find a best assignment of a part: by blocks, if that can be told apart into pairs, else pair by pair.

    ``largest_cost`` bounds what one call of the solver may be given; see :func:`pairing.flow.solve`. With ``ties``
    there is one best assignment only, whatever the solver.
    """
    found = _solved(part, policy, largest_cost, ties, by_blocks=True) if by_blocks else None
    found = found or _solved(part, policy, largest_cost, ties, by_blocks=False)
    if found is None:
        raise AssertionError("a flow of single pairs is pairs")
    return found


def _solved(part: Part, policy: Policy, largest_cost: int | None, ties: Ties | None, *, by_blocks: bool) -> Best | None:
    most = first_guess(part, policy)
    while True:
        encoding = Encoding(part, policy, most, by_blocks)
        solution = solve(encoding.network, largest_cost, ties.of(encoding) if ties else None)
        short = _too_few_arcs(encoding, solution)
        if not short.any():
            break
        most = np.where(short, np.minimum(part.reach, 2 * most + 1), most)
    pairs = _decoded(encoding, solution)
    people = PEOPLE + len(part.cadres) + len(part.households)
    return None if pairs is None else Best(part, pairs, solution.potentials[:, :people], by_blocks)


def first_guess(part: Part, policy: Policy) -> Numbers:
    """Give each cadre arcs for somewhat more households than an even share of his quota."""
    wanted = max(part.pairings, len(part.households), len(part.cadres) if policy.everyone else 0)
    share = MARGIN * part.quota * wanted // max(1, int(part.quota.sum())) + MARGIN
    pinned = np.bincount(part.pinned.cadre, minlength=len(part.cadres))
    if any(term.level is Level.CHANGES for terms in policy.order for term in terms):
        share = np.maximum(share, np.bincount(part.today.cadre, minlength=len(part.cadres)) + MARGIN)
    return np.minimum(part.reach, np.where(part.quota >= 1, pinned + share, part.reach))


def _too_few_arcs(encoding: Encoding, solution: Solution) -> Flags:
    """Tell for which cadres one household more, for which there is no arc, would be better."""
    part = encoding.part
    left = np.flatnonzero(encoding.most < part.reach)
    cadre = PEOPLE + left
    costs = rows_of(encoding.policy.order, cadre_costs(part.quota[left], encoding.most[left] + 1, encoding.policy))
    reduced = costs + solution.potentials[:, [SOURCE]] - solution.potentials[:, cadre]
    first = np.argmax(reduced != 0, axis=0)
    short = np.zeros(len(part.cadres), np.bool_)
    short[left] = reduced[first, np.arange(len(left))] < 0
    return short


def _decoded(encoding: Encoding, solution: Solution) -> Pairs | None:
    part = encoding.part
    single, _ = encoding.pairs
    drawn = int(encoding.most.sum())
    flow = solution.flow[drawn:]
    if not encoding.by_blocks:
        return part.pinned.and_also(single.where(flow[: len(single)] > 0))
    counts = (int((part.group != NONE).sum()), len(part.blocks), int((part.village != NONE).sum()), len(single))
    into, across, out, alone, _ = np.split(flow, np.cumsum(counts))
    fixed = part.pinned.and_also(single.where(alone > 0))
    drawn_by, helping = np.zeros(len(part.cadres), np.int64), np.zeros(len(part.households), np.int64)
    drawn_by[part.group != NONE] = into
    helping[part.village != NONE] = out
    return pairs_of_blocks(part, drawn_by, across, helping, fixed)
