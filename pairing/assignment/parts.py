"""The connected parts of who may help whom: no pair joins two of them, so each is balanced by itself."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.eligibility import NONE, Pairs, distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from pairing.eligibility import Eligibility, Flags, Numbers


@dataclass(frozen=True, eq=False)
class Part:
    """Cadres and households joined by allowed pairs, directly or by others.

    Everything but ``cadres`` and ``households`` is by position in these two.
    """

    cadres: Numbers
    """Their numbers in the eligibility, ascending."""
    households: Numbers
    quota: Numbers
    group: Numbers
    """The class of each cadre, from 0; NONE for one in no block."""
    village: Numbers
    """The village of each household that is in a block, from 0; else NONE."""
    blocks: Pairs
    """Class and village: each of the cadres may help each of the households."""
    single: Pairs
    """Allowed pairs in no block."""
    ineligible: Flags
    """Which of ``single``."""
    pinned: Pairs
    pairings: int
    """How many pairings count here today; one that an exclusion ends counts where its household is."""
    today: Pairs
    """Those that no exclusion ends."""
    first: Pairs
    """Those of today whose cadre is the first helper."""
    before: Numbers
    """How many helpers each household has today, those included whom an exclusion ends."""
    level: Numbers
    """The level of each cadre's rank."""
    difficulty: Numbers
    """The difficulty of each household, in hundredths."""

    @cached_property
    def members(self) -> Lists:
        """The cadres of each class."""
        return Lists.by(self.group)

    @cached_property
    def homes(self) -> Lists:
        """The households of each village."""
        return Lists.by(self.village)

    @cached_property
    def reach(self) -> Numbers:
        """How many households each cadre is allowed."""
        homes = self.homes.counts[self.blocks.household]
        by_class = np.bincount(self.blocks.cadre, homes, len(self.members.counts) + 1).astype(np.int64)
        alone = self.single.where(~self.doubled)
        return by_class[self.group] + np.bincount(alone.cadre, minlength=len(self.cadres))

    @cached_property
    def choice(self) -> Numbers:
        """How many cadres each household is allowed."""
        members = self.members.counts[self.blocks.cadre]
        by_village = np.bincount(self.blocks.household, members, len(self.homes.counts) + 1).astype(np.int64)
        alone = self.single.where(~self.doubled)
        return by_village[self.village] + np.bincount(alone.household, minlength=len(self.households))

    @cached_property
    def doubled(self) -> Flags:
        """Which of ``single`` are in a block too: today's pairs, which cost less than others of their block."""
        return Pairs(self.group[self.single.cadre], self.village[self.single.household]).within(self.blocks)

    @cached_property
    def level_of_class(self) -> Numbers:
        """The level of the cadres of each class."""
        return self.level[self.members.heads]

    @cached_property
    def difficulty_of_village(self) -> Numbers:
        """The difficulty of the households of each village."""
        return self.difficulty[self.homes.heads]

    def refined(self) -> Part:
        """Give the same part with what a change costs alike in every block, and today's pairs beside the blocks.

        Classes are split by level and villages by difficulty, for a block has one cost.
        """
        group, by_class = _split(self.group, self.level)
        village, by_village = _split(self.village, self.difficulty)
        single = self.single.and_also(self.today)
        return replace(
            self,
            group=group,
            village=village,
            blocks=_crossed(self.blocks, by_class, by_village),
            single=single,
            ineligible=single.within(self.single.where(self.ineligible)),
        )

    def placed(self, pairs: Pairs) -> Pairs:
        """Give pairs by position by the numbers of the eligibility."""
        return Pairs(self.cadres[pairs.cadre], self.households[pairs.household])

    def same(self) -> tuple[object, ...]:
        """Give all that its best assignment depends on, without what was worked out from it."""
        return tuple(getattr(self, field.name) for field in fields(self) if field.name not in {"cadres", "households"})

    def spelled_out(self) -> tuple[Pairs, Flags]:
        """Give all allowed pairs, and which of them are ineligible."""
        alone = self.single.where(~self.doubled)
        cadre, household = [alone.cadre], [alone.household]
        for group, village in zip(self.blocks.cadre, self.blocks.household, strict=True):
            members, homes = self.members.of(group), self.homes.of(village)
            cadre.append(np.repeat(members, len(homes)))
            household.append(np.tile(homes, len(members)))
        pairs = Pairs(np.concatenate(cadre), np.concatenate(household))
        ineligible = np.zeros(len(pairs), np.bool_)
        ineligible[: len(alone)] = self.ineligible[~self.doubled]
        return pairs, ineligible


@dataclass(frozen=True, eq=False)
class Lists:
    """Numbers by label: those of each label lie together, ascending; those labelled NONE are left out."""

    order: Numbers
    begin: Numbers

    @classmethod
    def by(cls, labels: Numbers) -> Lists:
        """Put positions together by their label."""
        order = np.argsort(labels, kind="stable")
        return cls(order, np.searchsorted(labels[order], np.arange(int(labels.max(initial=NONE)) + 2)))

    @property
    def counts(self) -> Numbers:
        """How many have each label."""
        return np.diff(self.begin)

    @property
    def heads(self) -> Numbers:
        """The first of each label; every label has one."""
        return self.order[self.begin[:-1]]

    def of(self, label: int) -> Numbers:
        """List those of one label."""
        if label + 1 >= len(self.begin):
            return self.order[:0]
        return self.order[self.begin[label] : self.begin[label + 1]]


def parts_of(allowed: Eligibility) -> Iterator[Part]:
    """Give each part, ordered by its first household; those who have no allowed pair are in none."""
    cadre_part, household_part = _labels(allowed)
    cadres, households = Lists.by(cadre_part), Lists.by(household_part)
    block_part = np.full(len(allowed.villages) + 1, NONE, np.int64)
    block_part[allowed.village] = household_part
    blocks = Lists.by(block_part[allowed.blocks.household])
    single, pinned = (Lists.by(household_part[pairs.household]) for pairs in (allowed.single, allowed.pinned))
    counting = np.concatenate([allowed.today.household, allowed.ended.household])
    all_today = Lists.by(household_part[counting])
    today, first = (Lists.by(household_part[pairs.household]) for pairs in (allowed.today, allowed.first))
    level, difficulty, before = allowed.level, allowed.difficulty, allowed.before
    at = _Positions(allowed, cadres, households)
    for number in range(len(households.counts)):
        here = cadres.of(number), households.of(number)
        chosen = single.of(number)
        block = _at(allowed.blocks, blocks.of(number))
        classes, villages = distinct(block.cadre), distinct(block.household)
        yield Part(
            cadres=here[0],
            households=here[1],
            quota=allowed.quota[here[0]],
            group=_renumbered(allowed.group[here[0]], classes),
            village=_renumbered(allowed.village[here[1]], villages),
            blocks=Pairs(np.searchsorted(classes, block.cadre), np.searchsorted(villages, block.household)),
            single=at.local(_at(allowed.single, chosen)),
            ineligible=allowed.ineligible[chosen],
            pinned=at.local(_at(allowed.pinned, pinned.of(number))),
            pairings=len(all_today.of(number)),
            today=at.local(_at(allowed.today, today.of(number))),
            first=at.local(_at(allowed.first, first.of(number))),
            before=before[here[1]],
            level=level[here[0]],
            difficulty=difficulty[here[1]],
        )


def _split(label: Numbers, kind: Numbers) -> tuple[Numbers, Lists]:
    """Split labels by kind; give the new ones, and of which label each is."""
    labelled = np.flatnonzero(label != NONE)
    codes = (label[labelled] << 32) + kind[labelled]
    known = distinct(codes)
    split = np.full(len(label), NONE, np.int64)
    split[labelled] = np.searchsorted(known, codes)
    return split, Lists.by(known >> 32)


def _crossed(blocks: Pairs, by_class: Lists, by_village: Lists) -> Pairs:
    """Give each block as the blocks of what its class and its village were split into."""
    found = [
        (np.repeat(classes, len(villages)), np.tile(villages, len(classes)))
        for classes, villages in ((by_class.of(group), by_village.of(village)) for group, village in blocks.listed())
    ]
    nothing = np.zeros(0, np.int64)
    return Pairs(
        np.concatenate([nothing, *(one for one, _ in found)]), np.concatenate([nothing, *(other for _, other in found)])
    ).sorted()


def _at(pairs: Pairs, chosen: Numbers) -> Pairs:
    return Pairs(pairs.cadre[chosen], pairs.household[chosen])


def _renumbered(numbers: Numbers, known: Numbers) -> Numbers:
    """Give each number's position among those known, NONE for others."""
    if not len(known):
        return np.full(len(numbers), NONE, np.int64)
    positions = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(known[positions] == numbers, positions, NONE)


class _Positions:
    """Where cadres and households are within their parts."""

    def __init__(self, allowed: Eligibility, cadres: Lists, households: Lists) -> None:
        self._cadre = _within(cadres, len(allowed.quota))
        self._household = _within(households, len(allowed.village))

    def local(self, pairs: Pairs) -> Pairs:
        """Give pairs by position."""
        return Pairs(self._cadre[pairs.cadre], self._household[pairs.household])


def _within(lists: Lists, whole: int) -> Numbers:
    placed = np.full(whole, NONE, np.int64)
    listed = lists.order[lists.begin[0] :]
    placed[listed] = np.arange(len(listed)) - np.repeat(lists.begin[:-1] - lists.begin[0], lists.counts)
    return placed


def _labels(allowed: Eligibility) -> tuple[Numbers, Numbers]:
    """Give the part of each cadre and of each household, NONE for those without an allowed pair.

    The graph joined is one of classes and villages, with people only where they are in no block.
    """
    import networkx as nx  # noqa: PLC0415 - it costs 0.1 s, which those who only name a part need not pay

    classes, villages = int(allowed.group.max(initial=NONE)) + 1, len(allowed.villages)
    covered = np.zeros(villages + 1, np.bool_)  # the last entry is that of no village
    covered[allowed.blocks.household] = True
    own_cadre = classes + villages + np.arange(len(allowed.group))
    own_household = classes + villages + len(allowed.group) + np.arange(len(allowed.village))
    cadre_node = np.where(allowed.group == NONE, own_cadre, allowed.group)
    household_node = np.where(covered[allowed.village], classes + allowed.village, own_household)
    joined = Pairs(
        np.concatenate([allowed.blocks.cadre, cadre_node[allowed.single.cadre]]),
        np.concatenate([classes + allowed.blocks.household, household_node[allowed.single.household]]),
    ).sorted()
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(joined.listed())
    label = np.full(classes + villages + len(cadre_node) + len(household_node), NONE, np.int64)
    for number, nodes in enumerate(nx.connected_components(graph)):
        label[list(nodes)] = number
    return _in_order(label[cadre_node], label[household_node])


def _in_order(cadre: Numbers, household: Numbers) -> tuple[Numbers, Numbers]:
    """Give the parts numbers in the order of their first households."""
    labels, first = np.unique(household[household != NONE], return_index=True)
    renamed = np.full(int(max(household.max(initial=NONE), cadre.max(initial=NONE))) + 2, NONE, np.int64)
    renamed[labels[np.argsort(first)]] = np.arange(len(labels))
    return renamed[cadre], renamed[household]
