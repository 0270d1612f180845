"""Which levels rows prove, given that no assignment is better by them (DESIGN §7).

Of all plans with at most so many changes, those that are as good as this one in the levels proven so far must still be
among those that are best by the rows so far. Then a row of the next level proves it. So does the sum of that level and
changes, with any weights, where the plan has as many changes as it may: another with no more of them cannot be better
in the level alone, and one that is as good has as many changes too.

Load is judged from the largest on. Its plain sum of ranks, by itself in a row, proves it, for what is best by any
increasing ranks is best by all (what a flow can reach has that form). A sum with changes does not; the number of
households of one rank does, after all ranks above.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing.model.plan import PlanLevel, Term

    Look = tuple[PlanLevel, int | None, int | None]
    """A level, and of load at which rank or above which."""

CHURN: Final[Look] = ("changes", None, None)


@dataclass
class Walk:
    """Goes through rows, and notes what they prove."""

    levels: Sequence[PlanLevel]
    """In their order."""
    ranks: int
    """Ranks of load above this one are known: at first, as there is none above the last, all."""
    spent: bool
    """Whether the plan has as many changes as it may."""
    proven: list[PlanLevel] = field(default_factory=list)
    pinned: bool = False
    """Whether all plans that are left have as many changes as this one."""

    def through(self, rows: Sequence[Sequence[Term]]) -> frozenset[PlanLevel]:
        """Give the levels that are proven."""
        for row in rows:
            self._pass_changes()
            if not self._step(row):
                break
        self._pass_changes()
        return frozenset(self.proven)

    @property
    def _next(self) -> PlanLevel | None:
        return self.levels[len(self.proven)] if len(self.proven) < len(self.levels) else None

    def _pass_changes(self) -> None:
        if self.pinned and self._next == "changes":
            self.proven.append("changes")

    def _step(self, row: Sequence[Term]) -> bool:
        """Take a row; tells whether the next can be of use."""
        weights: Counter[Look] = Counter()
        for term in row:
            weights[term.level, term.at, term.above] += term.weight
        mixed = len(weights) > 1 and weights.pop(CHURN, 0)
        if len(weights) != 1 or min(weights.values()) <= 0 or mixed < 0:
            return False
        (look,) = weights
        return self._take_churn() if look == CHURN else self._take(look, mixed=bool(mixed))

    def _take_churn(self) -> bool:
        """Take a row of changes alone: what is left has as many; where there may be no more, that is everything."""
        known = self.pinned or "changes" in self.proven
        self.pinned = self.pinned or self.spent
        if self._next == "changes":
            self.proven.append("changes")
            return True
        return known or self.pinned

    def _take(self, look: Look, *, mixed: bool) -> bool:
        """Take a row of one level, or of the sum of one and changes."""
        level = look[0]
        if level not in self.proven and level != self._next:
            return False
        if mixed and not (self.pinned or self.spent):
            return False
        self.pinned = self.pinned or mixed
        if level in self.proven:
            return True
        if level == "load" and not self._ranked(look, plain=not mixed):
            return False
        if level != "load" or self.ranks <= 0:
            self.proven.append(level)
        return True

    def _ranked(self, look: Look, *, plain: bool) -> bool:
        """Take a row of load; tells whether it is of use."""
        _, at, above = look
        if at is not None:
            self.ranks -= at == self.ranks
            return at >= self.ranks
        lowest = above or 0
        if plain or self.ranks - lowest <= 1:
            self.ranks = min(self.ranks, lowest)
            return True
        return False
