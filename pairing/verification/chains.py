"""The fairest split of worth over villages, or of households over units: blocks and shares (DESIGN §6).

The blocks ascend, and every share goes only to the lowest block that its choice touches. So what arrives in the lowest
blocks is all that can arrive there, and no other split is better for the worst off, nor then for the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.text import text
from pairing.verification.arrays import NONE, Sheaf, Ties, begins, numbers, spans
from pairing.verification.summaries import Runs
from pairing.verification.values import expected_in_units
from pairing.verification.world import HUNDREDTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pairing.model.balance import Block, LensName, LensProof, Share
    from pairing.text import Text
    from pairing.verification.arrays import Flags, Numbers
    from pairing.verification.verdict import Docket
    from pairing.verification.world import Register, World

LARGEST: Final = 2**63
"""Numerators and denominators of a split are smaller."""


@dataclass(frozen=True, eq=False)
class Choices:
    """Who can choose among some places; those with the same choice are of one kind."""

    who: Numbers
    """Numbers of cadres or households, ascending."""
    kind: Numbers
    """Of each of these."""
    sets: tuple[tuple[int, ...], ...]
    """The places each kind chooses from, ascending."""

    @classmethod
    def of(cls, reached: Ties) -> Choices:
        """Put those who reach the same places together; ties are from people to places."""
        each, width, packed = spans(reached.left), reached.right.itemsize, reached.right.tobytes()
        known: dict[bytes, int] = {}
        found = numbers(known.setdefault(packed[a * width : b * width], len(known)) for a, b in each)
        sets = [tuple(np.frombuffer(places, np.int64).tolist()) for places in known]
        order = sorted(range(len(sets)), key=sets.__getitem__)
        rank = np.empty(len(sets), np.int64)
        rank[order] = np.arange(len(sets))
        return cls(reached.left[begins(reached.left)], rank[found], tuple(sets[number] for number in order))

    @cached_property
    def counts(self) -> list[int]:
        """How many are of each kind."""
        counts: list[int] = np.bincount(self.kind, minlength=len(self.sets)).tolist()
        return counts

    def who_choose(self, chosen: Callable[[tuple[int, ...]], bool]) -> Numbers:
        """Give those whose choice is a certain one."""
        kinds = np.array([chosen(places) for places in self.sets], np.bool_)
        return self.who[kinds[self.kind]] if len(self.who) else self.who


@dataclass(frozen=True, eq=False)
class Chain:
    """What can be split, and over which places."""

    register: Register
    """Of the places: villages or units."""
    weight: Mapping[int, Fraction]
    """Of each place that is a member of the lens."""
    choices: Choices


def strength(world: World) -> Chain:
    """Split cadres over villages by households."""
    counts = world.homes.counts
    return _of_cadres(world, {v: Fraction(count) for v, count in enumerate(counts.tolist()) if count})


def strength_by_need(world: World) -> Chain:
    """Split cadres over villages by need."""
    some = np.flatnonzero((world.homes.counts > 0) & (world.need > 0))
    return _of_cadres(
        world, {v: Fraction(need, HUNDREDTHS) for v, need in zip(some.tolist(), world.need[some].tolist(), strict=True)}
    )


def burden(world: World) -> Chain:
    """Split households over the units of their candidates by expected cadres."""
    weight = {u: Fraction(count) for u, count in enumerate(expected_in_units(world).tolist()) if count}
    unit = np.where(world.expected, world.unit, NONE)
    units = Sheaf.of(Ties.of(world.offers.right, unit[world.offers.left]), len(world.villages))
    owner, chosen = units.spread(world.village)
    single = world.candidates
    reached = Ties.of(owner, chosen).and_also(Ties.of(single.right, unit[single.left]))
    return Chain(world.units, weight, Choices.of(reached))


CHAINS: Final[dict[LensName, Callable[[World], Chain]]] = {
    "strength": strength,
    "strength_by_need": strength_by_need,
    "burden": burden,
}


def _of_cadres(world: World, weight: Mapping[int, Fraction]) -> Chain:
    single = world.candidates
    reached = world.offers.and_also(Ties.of(single.left, world.village[single.right]))
    counted = np.zeros(len(world.villages), np.bool_)
    counted[list(weight)] = True
    return Chain(
        world.villages, weight, Choices.of(reached.where(_worth(world)[reached.left] & counted[reached.right]))
    )


def _worth(world: World) -> Flags:
    """Tell who has worth: expected cadres, under 按需 those who help today; exempt ones with a pair not excluded."""
    helping = world.loads_today > 0
    kept = np.bincount(world.today.left[~world.barred], minlength=len(helping)) > 0
    return np.logical_or(world.expected & (helping | world.everyone), ~world.expected & kept)


def check_chain(docket: Docket, whose: Text, chain: Chain, proof: LensProof) -> Runs | None:
    """Check that blocks and shares are a fairest split; gives its vector if they are."""
    held = [_members(docket, whose, chain, proof.blocks), _choices(docket, whose, chain, proof.shares)]
    if not all(held):
        return None
    at = {member: number for number, block in enumerate(proof.blocks) for member in block.members}
    splits = [_split(docket, whose, share, at) for share in proof.shares]
    if not all(splits) or not _arriving(docket, whose, chain, proof):
        return None
    return Runs(tuple((block.value, len(block.members)) for block in proof.blocks))


def _members(docket: Docket, whose: Text, chain: Chain, blocks: Sequence[Block]) -> bool:
    """Check that the blocks ascend, and that each member is in one of them."""
    listed = sorted(member for block in blocks for member in block.members)
    ids = chain.register.ids
    return all(
        [
            docket.listed(whose, text("members of the blocks"), listed, [ids[place] for place in chain.weight]),
            docket.claim(
                all(block.members and _ascend(block.members) for block in blocks),
                lambda: text("{whose}: the members of a block are not in the order of their codes.", whose=whose),
            ),
            docket.claim(
                _ascend([block.value for block in blocks]) and all(_small(block.value) for block in blocks),
                lambda: text("{whose}: the values of the blocks do not ascend.", whose=whose),
            ),
        ]
    )


def _choices(docket: Docket, whose: Text, chain: Chain, shares: Sequence[Share]) -> bool:
    """Check that the shares are all who have a choice."""
    ids, choices = chain.register.ids, chain.choices
    found = [(tuple(ids[place] for place in places), n) for places, n in zip(choices.sets, choices.counts, strict=True)]
    claimed = [(share.choice, share.count) for share in shares]
    return docket.listed(whose, text("choices, and who has each"), claimed, found)


def _split(docket: Docket, whose: Text, share: Share, at: Mapping[str, int]) -> bool:
    """Check that a share is split among the places of the lowest block that its choice touches, and used up."""
    low = min(at[place] for place in share.choice)
    open_ = [place for place in share.choice if at[place] == low]
    given = [place for place, _ in share.split]
    fair = _subsequence(given, open_) and all(worth > 0 and _small(worth) for _, worth in share.split)
    used_up = fair and sum(worth for _, worth in share.split) == share.count
    return docket.claim(
        used_up,
        lambda: text(
            "{whose}: what the {count} with the choice {choice} give is not split among {open} to the last.",
            whose=whose,
            count=share.count,
            choice="、".join(share.choice[:6]),
            open="、".join(open_[:6]),
        ),
    )


def _arriving(docket: Docket, whose: Text, chain: Chain, proof: LensProof) -> bool:
    """Check that what arrives at each place is its weight times the value of its block."""
    arriving = dict.fromkeys(chain.register.ids, Fraction(0))
    for share in proof.shares:
        for place, worth in share.split:
            arriving[place] += worth
    weight = {chain.register.ids[place]: weight for place, weight in chain.weight.items()}
    held = [
        docket.same(whose, text("value of {place}", place=place), block.value, arriving[place] / weight[place])
        for block in proof.blocks
        for place in block.members
    ]
    return all(held)


def _ascend(values: Sequence[object]) -> bool:
    return all(one < other for one, other in pairwise(values))  # type: ignore[operator]


def _subsequence(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Tell whether a list is another, in its order, with some left out."""
    rest = iter(all_)
    return all(place in rest for place in some)


def _small(value: Fraction) -> bool:
    return 0 <= value.numerator < LARGEST and value.denominator < LARGEST
