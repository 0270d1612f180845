"""Sets that nobody leads out of: found by following who helps whom and who else may, again and again (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pairing.eligibility import NONE, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from pairing.assignment.best import Best
    from pairing.eligibility import Flags, Numbers


@dataclass(frozen=True, eq=False)
class Closed:
    """Cadres and households of a part, ascending by position in it."""

    cadres: Numbers
    households: Numbers


@dataclass(frozen=True, eq=False)
class Following:
    """Follows pairs within a part and its best assignment; ``candidate`` tells which single pairs are candidates."""

    best: Best
    candidate: Flags

    @cached_property
    def _single(self) -> Pairs:
        return self.best.part.single.where(self.candidate)

    @property
    def placed(self) -> Flags:
        """Which cadres are a candidate of anybody."""
        placed: Flags = (self.best.part.group != NONE) | _marked(self._single.cadre, len(self.best.part.cadres))
        return placed

    def from_loaded(self, cadres: Numbers) -> Closed:
        """From some cadres to their households, to every candidate of these, and again."""
        part, helps = self.best.part, self.best.pairs
        inside, homes = _marked(cadres, len(part.cadres)), np.zeros(len(part.households), np.bool_)
        while True:
            homes |= _marked(helps.household[inside[helps.cadre]], len(homes))
            wider = inside | self._candidates_of(homes)
            if (wider == inside).all():
                return Closed(np.flatnonzero(inside), np.flatnonzero(homes))
            inside = wider

    def from_idle(self, cadres: Numbers) -> Closed:
        """From some cadres to every household they are a candidate of, to its helpers, and again."""
        part, helps = self.best.part, self.best.pairs
        inside, homes = _marked(cadres, len(part.cadres)), np.zeros(len(part.households), np.bool_)
        while True:
            homes |= self._open_to(inside)
            wider = inside | _marked(helps.cadre[homes[helps.household]], len(inside))
            if (wider == inside).all():
                return Closed(np.flatnonzero(inside), np.flatnonzero(homes))
            inside = wider

    def _candidates_of(self, homes: Flags) -> Flags:
        part = self.best.part
        villages = _marked(part.village[homes], len(part.homes.counts) + 1)
        classes = _marked(part.blocks.cadre[villages[part.blocks.household]], len(part.members.counts) + 1)
        classes[NONE] = False
        single = self._single.cadre[homes[self._single.household]]
        return classes[part.group] | _marked(single, len(part.cadres))

    def _open_to(self, inside: Flags) -> Flags:
        part = self.best.part
        classes = _marked(part.group[inside], len(part.members.counts) + 1)
        villages = _marked(part.blocks.household[classes[part.blocks.cadre]], len(part.homes.counts) + 1)
        villages[NONE] = False
        single = self._single.household[inside[self._single.cadre]]
        return villages[part.village] | _marked(single, len(part.households))

    def candidates_among(self, closed: Closed) -> Numbers:
        """Tell how many cadres of a set are candidates of each household of it."""
        part = self.best.part
        inside = _marked(closed.cadres, len(part.cadres))
        members = np.bincount(part.group[closed.cadres] + 1, minlength=len(part.members.counts) + 1)[1:]
        by_village = np.bincount(part.blocks.household, members[part.blocks.cadre], len(part.homes.counts) + 1).astype(
            np.int64
        )
        single = np.bincount(self._single.household[inside[self._single.cadre]], minlength=len(part.households))
        return (by_village[part.village] + single)[closed.households]

    def split(self, closed: Closed) -> Iterator[Closed]:
        """Part a set into those joined by candidate pairs."""
        import networkx as nx  # noqa: PLC0415 - as in pairing.assignment.parts

        part = self.best.part
        homes, inside = _marked(closed.households, len(part.households)), _marked(closed.cadres, len(part.cadres))
        graph: nx.Graph[tuple[str, int]] = nx.Graph()
        graph.add_nodes_from(("c", at) for at in closed.cadres.tolist())
        graph.add_edges_from(
            (("c", c), ("h", h))
            for c, h in zip(self._single.cadre.tolist(), self._single.household.tolist(), strict=True)
            if inside[c] and homes[h]
        )
        for group, village in zip(part.blocks.cadre.tolist(), part.blocks.household.tolist(), strict=True):
            members = [("c", at) for at in part.members.of(group).tolist() if inside[at]]
            here = [("h", at) for at in part.homes.of(village).tolist() if homes[at]]
            if members and here:
                graph.add_edges_from((members[0], home) for home in here)
                graph.add_edges_from((member, here[0]) for member in members)
        for joined in nx.connected_components(graph):
            cadres = np.array(sorted(at for kind, at in joined if kind == "c"), np.int64)
            households = np.array(sorted(at for kind, at in joined if kind == "h"), np.int64)
            if len(cadres):
                yield Closed(cadres, households)


def _marked(positions: Numbers, whole: int) -> Flags:
    marks = np.zeros(whole, np.bool_)
    marks[positions] = True
    return marks
