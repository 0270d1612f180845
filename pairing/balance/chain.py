"""The most even split of a supply that can only go to certain places: exact, with the chain of sets that proves it.

Supplies (cadres with the same choice of villages, households with the same choice of units) are split freely over
the places of their choice; a place's value is what arrives there ÷ its weight. The vector that is leximin from below
is leximin from above too: the lexicographically optimal base of a polymatroid (Megiddo 1974, Fujishige 1980). It is
found by decomposition (Groenevelt 1991): try to give all places the average; if a maximum flow cannot, its minimum cut
parts the places that end below it from those above, and each side is split by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

if TYPE_CHECKING:
    from pairing.eligibility import Numbers


@dataclass(frozen=True, eq=False)
class Supply:
    """How much each supplier has, and which places it can go to: arcs from suppliers to places."""

    amount: Numbers
    supplier: Numbers
    place: Numbers
    weight: Numbers
    """Of each place; positive."""


@dataclass(frozen=True, eq=False)
class Block:
    """Places that end with one value."""

    value: Fraction
    places: Numbers
    arcs: Numbers
    """The arcs of the supply that end in them and are used."""
    flows: tuple[Fraction, ...]
    """How much goes along each of these arcs."""


def even_split(supply: Supply) -> tuple[Block, ...]:
    """Give the blocks of the most even split, ascending by value; every place is in exactly one."""
    reached = np.zeros(len(supply.weight), np.bool_)
    reached[supply.place] = True
    blocks = [Block(Fraction(0), np.flatnonzero(~reached), np.zeros(0, np.int64), ())] if not reached.all() else []
    todo = [np.arange(len(supply.place))] if reached.any() else []
    while todo:
        arcs = todo.pop()
        found = _tried(supply, arcs)
        if isinstance(found, Block):
            blocks.append(found)
        else:
            todo.extend(found)
    return _merged(blocks)


def _tried(supply: Supply, arcs: Numbers) -> Block | tuple[Numbers, Numbers]:
    """Give all places of some arcs the average, or part the arcs into those of the low and of the high places."""
    suppliers, tail = np.unique(supply.supplier[arcs], return_inverse=True)
    places, head = np.unique(supply.place[arcs], return_inverse=True)
    amount, weight = supply.amount[suppliers], supply.weight[places]
    whole, share = int(weight.sum()), int(amount.sum())
    source = len(suppliers) + len(places)
    head = len(suppliers) + head
    solver = SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        np.concatenate([np.full(len(suppliers), source), tail, len(suppliers) + np.arange(len(places))]).astype(
            np.int32
        ),
        np.concatenate([np.arange(len(suppliers)), head, np.full(len(places), source + 1)]).astype(np.int32),
        np.concatenate([amount * whole, amount[tail] * whole + 1, weight * share]),  # + 1: an arc is never what is cut
    )
    solver.solve(source, source + 1)
    if solver.optimal_flow() == whole * share:
        flows = solver.flows(len(suppliers) + np.arange(len(arcs), dtype=np.int32))
        used = np.flatnonzero(flows)
        exact = tuple(Fraction(flow, whole) for flow in flows[used].tolist())
        return Block(Fraction(share, whole), places, arcs[used], exact)
    cut = np.zeros(source + 2, np.bool_)
    cut[solver.get_source_side_min_cut()] = True
    return arcs[~cut[tail] & ~cut[head]], arcs[cut[tail]]


def _merged(blocks: list[Block]) -> tuple[Block, ...]:
    """Put blocks of the same value together."""
    together: dict[Fraction, list[Block]] = {}
    for block in blocks:
        together.setdefault(block.value, []).append(block)
    return tuple(
        Block(
            value,
            np.sort(np.concatenate([block.places for block in same])),
            np.concatenate([block.arcs for block in same]),
            tuple(flow for block in same for flow in block.flows),
        )
        for value, same in sorted(together.items())
    )
