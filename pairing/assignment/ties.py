"""One best assignment among many: a number by which ties are broken, made from ids alone.

Best assignments are never unique, and which of them a solver finds follows from the order of its input. So among them
the one is chosen whose arcs have the least sum of hashes; that two have the same sum is as good as impossible
(Mulmuley, Vazirani and Vazirani 1987: with N arcs and hashes below R, less likely than N ÷ R). The choice depends on
nobody's position, so it stays when others come or go.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np

from pairing.eligibility import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from pairing.assignment.network import Encoding
    from pairing.eligibility import Numbers

    Hashes = NDArray[np.uint64]

BITS: Final = 36
"""Of a hash: times as many nodes as a province has, it still fits into 64 bits."""
BYTES: Final = 8
MIXING: Final = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
"""The constants of splitmix64 (Steele, Lea and Flood 2014)."""


@dataclass(frozen=True, eq=False)
class Ties:
    """The hashes of the people of one part."""

    cadre: Hashes
    household: Hashes

    @classmethod
    def of_ids(cls, cadres: Iterable[str], households: Iterable[str], seed: int = 0) -> Ties:
        """Hash ids."""
        return cls(_hashed(cadres, f"cadre {seed} "), _hashed(households, f"household {seed} "))

    def of(self, encoding: Encoding) -> Numbers:
        """Give each arc of a network a cost by which ties are broken."""
        part = encoding.part
        cadre, _ = encoding.drawn
        household, _ = encoding.helped
        pairs, _ = encoding.pairs
        alone = _mixed(self.cadre[pairs.cadre] ^ _mixed(self.household[pairs.household]))
        between = [alone]
        if encoding.by_blocks:
            inside, at_home = part.group != NONE, part.village != NONE
            classes, villages = self.cadre[part.members.heads], self.household[part.homes.heads]
            across = _mixed(classes[part.blocks.cadre] ^ _mixed(villages[part.blocks.household]))
            nothing = np.zeros(int(inside.sum()), np.uint64)
            between = [nothing, across, np.zeros(int(at_home.sum()), np.uint64), alone]
        back = np.zeros(2, np.uint64)
        whole = [self.cadre[cadre], *between, self.household[household], back]
        return (np.concatenate(whole) >> np.uint64(64 - BITS)).astype(np.int64)


def _hashed(ids: Iterable[str], salt: str) -> Hashes:
    digests = b"".join(blake2b(f"{salt}{one}".encode(), digest_size=BYTES).digest() for one in ids)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def _mixed(numbers: Hashes) -> Hashes:
    mixed = numbers + MIXING[0]
    for shift, factor in ((30, MIXING[1]), (27, MIXING[2])):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * factor
    return mixed ^ (mixed >> np.uint64(31))
