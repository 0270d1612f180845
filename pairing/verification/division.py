"""The connected parts of who may help whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pairing.verification.arrays import NONE, Sheaf

if TYPE_CHECKING:
    from pairing.verification.arrays import Numbers
    from pairing.verification.world import World


@dataclass(frozen=True, eq=False)
class Division:
    """The parts, numbered in the order of their first household."""

    count: int
    cadre: Numbers
    """The part of each cadre; NONE for one who is allowed nobody."""
    household: Numbers
    cadres: Sheaf
    """The cadres of each part."""
    households: Sheaf


def division_of(world: World) -> Division:
    """Part the cadres and households that are not joined by allowed pairs."""
    cadre_label, household_label = _labels(world)
    whole = len(world.households)
    reached = np.flatnonzero(world.choice > 0)
    first = np.full(int(max(cadre_label.max(initial=0), household_label.max(initial=0))) + 1, whole, np.int64)
    np.minimum.at(first, household_label[reached], reached)
    begins = np.zeros(whole + 1, np.int64)
    begins[first[household_label[reached]]] = 1
    number = np.cumsum(begins) - 1
    cadre = np.where(world.reach > 0, number[first[cadre_label]], NONE)
    household = np.where(world.choice > 0, number[first[household_label]], NONE)
    count = int(begins.sum())
    return Division(count, cadre, household, Sheaf.by(cadre, count), Sheaf.by(household, count))


def _labels(world: World) -> tuple[Numbers, Numbers]:
    """Label each cadre and household by what it is joined with.

    The households of a village that is offered to somebody are all joined, so the village stands for them.
    """
    cadres, villages = len(world.cadres), len(world.villages)
    own = cadres + villages + np.arange(len(world.households))
    offered = np.append(world.open_to.counts, 0) > 0  # the last entry is that of unknown villages
    node = np.where(offered[world.village], cadres + world.village, own)
    left = np.concatenate([world.offers.left, world.single.left])
    right = np.concatenate([cadres + world.offers.right, node[world.single.right]])
    label = joined(cadres + villages + len(own), left, right)
    return label[:cadres], label[node]


def joined(nodes: int, left: Numbers, right: Numbers) -> Numbers:
    """Label nodes alike just if edges join them: the label is the smallest node of each component."""
    label = np.arange(nodes)
    while True:
        lower, upper = np.minimum(label[left], label[right]), np.maximum(label[left], label[right])
        apart = lower != upper
        if not apart.any():
            return label
        np.minimum.at(label, upper[apart], lower[apart])
        label = _flat(label)


def _flat(label: Numbers) -> Numbers:
    """Follow labels of labels to their end."""
    while True:
        further = label[label]
        if (further == label).all():
            return label
        label = further
