"""Tell a flow by blocks apart into pairs, no pair twice.

What flows is known by cadre, by block and by household; who of a class helps whom in a village is still open. Each
village lays its households out in turns (everybody's first helper, then the second ones) beside the cadres' units, a
cadre's own one after the other, so that he meets different households. What still meets twice is mended by swapping
two helpers within the village, or two households within the class; if that fails, nothing is given.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from pairing.assignment.network import spread
from pairing.eligibility import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.assignment.parts import Part
    from pairing.eligibility import Numbers


def pairs_of_blocks(part: Part, drawn: Numbers, across: Numbers, helped: Numbers, fixed: Pairs) -> Pairs | None:
    """Give the pairs of a flow, ``fixed`` ones among them.

    ``drawn`` is what each cadre gives to blocks, ``across`` what flows in each block, ``helped`` what each household
    takes from blocks.
    """
    cadre, village = _cadre_units(part, drawn, across)
    household = _household_units(part, helped)
    order = np.argsort(village, kind="stable")
    laid = Pairs(cadre[order], household)
    return _without_twice(part, laid, village[order], fixed)


def _cadre_units(part: Part, drawn: Numbers, across: Numbers) -> tuple[Numbers, Numbers]:
    """Cut each class's units, cadre by cadre, to the villages in turn; those who give most come first."""
    some = np.flatnonzero(drawn)
    some = some[np.lexsort((-drawn[some], part.group[some]))]
    cadre = np.repeat(some, drawn[some])
    order = np.lexsort((part.blocks.household, part.blocks.cadre))
    return cadre, np.repeat(part.blocks.household[order], across[order])


def _household_units(part: Part, helped: Numbers) -> Numbers:
    """Lay each village's households out in turns."""
    household, turn = spread(helped)
    return household[np.lexsort((household, turn, part.village[household]))]


def _without_twice(part: Part, laid: Pairs, village: Numbers, fixed: Pairs) -> Pairs | None:
    """Swap helpers of one village, or households of one class, until no pair is there twice; None if that fails."""
    swapping = _Swapping(part, laid, village, fixed)
    if not all(swapping.mended(at) for at in swapping.twice):
        return None
    return Pairs(np.array(swapping.cadre, np.int64), laid.household).and_also(fixed)


class _Swapping:
    """Units laid out side by side, whose cadres may change places."""

    def __init__(self, part: Part, laid: Pairs, village: Numbers, fixed: Pairs) -> None:
        self.cadre, self._household = laid.cadre.tolist(), laid.household.tolist()
        self._village, self._group = village, part.group
        self._held = Counter(fixed.listed())
        self.twice = []
        for at, pair in enumerate(zip(self.cadre, self._household, strict=True)):
            if self._held[pair]:
                self.twice.append(at)
            self._held[pair] += 1

    def mended(self, at: int) -> bool:
        """Swap the cadre of one unit with that of another, unless that has been done from the other side."""
        if self._held[self.cadre[at], self._household[at]] == 1:
            return True
        other = next((other for other in self._partners(at) if self._may_swap(at, other)), None)
        if other is not None:
            self._swap(at, other)
        return other is not None

    def _partners(self, at: int) -> Iterator[int]:
        begin, end = np.searchsorted(self._village, [self._village[at], self._village[at] + 1])
        yield from range(int(begin), int(end))
        group = self._group[self.cadre[at]]
        yield from np.flatnonzero(self._group[np.array(self.cadre)] == group).tolist()

    def _may_swap(self, at: int, other: int) -> bool:
        cadre, household, held = self.cadre, self._household, self._held
        swapped = (cadre[other], household[at]), (cadre[at], household[other])
        differ = cadre[at] != cadre[other] and household[at] != household[other]
        return differ and not any(held[pair] for pair in swapped)

    def _swap(self, at: int, other: int) -> None:
        cadre, household, held = self.cadre, self._household, self._held
        for i in (at, other):
            held[cadre[i], household[i]] -= 1
        cadre[at], cadre[other] = cadre[other], cadre[at]
        for i in (at, other):
            held[cadre[i], household[i]] += 1
