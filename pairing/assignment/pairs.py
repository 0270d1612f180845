"""Tell a flow by blocks apart into pairs, no pair twice.

What flows is known by cadre, by block and by household; who of a class helps whom in a village is still open. Each
village lays its households out in turns (everybody's first helper, then the second ones) beside the cadres' units, a
cadre's own one after the other, so that he meets different households. What still meets twice is mended by swapping
two helpers within the village; if that fails, nothing is given.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from pairing.assignment.network import spread
from pairing.eligibility import NONE, Pairs

if TYPE_CHECKING:
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
    return _without_twice(laid, village[order], fixed)


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


def _without_twice(laid: Pairs, village: Numbers, fixed: Pairs) -> Pairs | None:
    """Swap helpers of one village until no pair is there twice; None where that does not end."""
    cadre, household = laid.cadre.tolist(), laid.household.tolist()
    held = Counter(zip(fixed.cadre.tolist(), fixed.household.tolist(), strict=True))
    twice = []
    for at, pair in enumerate(zip(cadre, household, strict=True)):
        if held[pair]:
            twice.append(at)
        held[pair] += 1
    for at in twice:
        if held[cadre[at], household[at]] == 1:
            continue  # mended already, as somebody else's partner
        begin, end = np.searchsorted(village, [village[at], village[at] + 1])
        other = next((i for i in range(int(begin), int(end)) if _may_swap(cadre, household, held, at, i)), NONE)
        if other == NONE:
            return None
        for i in (at, other):
            held[cadre[i], household[i]] -= 1
        cadre[at], cadre[other] = cadre[other], cadre[at]
        for i in (at, other):
            held[cadre[i], household[i]] += 1
    return Pairs(np.array(cadre, np.int64), np.array(household, np.int64)).and_also(fixed)


def _may_swap(cadre: list[int], household: list[int], held: Counter[tuple[int, int]], at: int, other: int) -> bool:
    swapped = (cadre[other], household[at]), (cadre[at], household[other])
    return cadre[at] != cadre[other] and household[at] != household[other] and not any(held[pair] for pair in swapped)
