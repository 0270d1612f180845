"""From pairings to what a planner decides on: which household gets, loses or exchanges a helper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pairing.eligibility import Pairs
    from pairing.model.plan import ChangeKind
    from pairing.planning.area import Area
    from pairing.planning.values import Held

Lists = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One change of a household's helpers, by the numbers of an area."""

    household: int
    old: int | None
    new: int | None

    @property
    def kind(self) -> ChangeKind:
        """A move, an add or a drop."""
        if self.old is None:
            return "add"
        return "drop" if self.new is None else "move"

    @property
    def cadres(self) -> tuple[int, ...]:
        """Who is concerned."""
        return tuple(one for one in (self.old, self.new) if one is not None)


def exchanges(area: Area, result: Pairs) -> tuple[Exchange, ...]:
    """Give the changes from today to other pairings, in the order of households.

    Of a household with several, the old and the new helper of one unit belong together; the others as their ids follow.
    """
    today = area.today.pairs
    ends, starts = _by_household(today.where(~today.within(result))), _by_household(result.where(~result.within(today)))
    found: list[Exchange] = []
    for household in sorted({*ends, *starts}):
        pairs = _matched(area, ends.get(household, []), starts.get(household, []))
        found += (Exchange(household, old, new) for old, new in pairs)
    return tuple(found)


def _by_household(pairs: Pairs) -> Lists:
    lists: Lists = defaultdict(list)
    for cadre, household in pairs.listed():
        lists[household].append(cadre)
    return lists


def _matched(area: Area, ends: Sequence[int], starts: Sequence[int]) -> Iterator[tuple[int | None, int | None]]:
    old, new = list(ends), list(starts)
    for one in ends:
        same = next((other for other in new if area.allowed.unit[other] == area.allowed.unit[one]), None)
        if same is not None:
            yield one, same
            old.remove(one)
            new.remove(same)
    both = min(len(old), len(new))
    yield from zip(old[:both], new[:both], strict=True)
    yield from ((one, None) for one in old[both:])
    yield from ((None, one) for one in new[both:])


def grouped(found: Iterable[Exchange]) -> list[list[Exchange]]:
    """Put the changes together that share a household or a cadre, directly or by others; as their households follow."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    changes = list(found)
    for change in changes:
        nodes = [("household", change.household), *(("cadre", cadre) for cadre in change.cadres)]
        nx.add_star(graph, nodes)
    group_of = {node: number for number, nodes in enumerate(nx.connected_components(graph)) for node in nodes}
    groups: dict[int, list[Exchange]] = defaultdict(list)
    for change in changes:
        groups[group_of["household", change.household]].append(change)
    return list(groups.values())


@dataclass(frozen=True, eq=False)
class Weighing:
    """Tells what hangs on a change alone."""

    plan: Held
    """The pairings the plan leads to."""

    def is_forced(self, change: Exchange) -> bool:
        """Tell whether rejecting a change alone leaves a gap or an error.

        Somebody without a helper, an expected cadre without a household under 全员, a pair that is excluded, or one
        that is pinned and not there.
        """
        if (change.old, change.household) in self.ended:
            return True
        if change.new is None:
            return False
        expected = self.plan.area.allowed.quota[change.new] >= 1
        alone = self.plan.loads[change.new] == 1 and expected and self.plan.everyone
        bare = self.plan.helpers[change.household] == 1 and change.old is None
        return bool(alone or bare or (change.new, change.household) in self.pinned)

    @cached_property
    def ended(self) -> set[tuple[int, int]]:
        """The pairs of today that an exclusion ends."""
        return set(self.plan.area.allowed.ended.listed())

    @cached_property
    def pinned(self) -> set[tuple[int, int]]:
        """The pinned pairs."""
        return set(self.plan.area.allowed.pinned.listed())
