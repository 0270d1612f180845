"""What a set of pairs amounts to, level by level, and whether it is legal: counted once more, without the product."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tests.pairing.balance.brute import Pair


class Office(Protocol):
    """Who may help whom, and who does today, as a planner sees it."""

    @property
    def active(self) -> Sequence[str]:
        """Cadres."""

    @property
    def scope(self) -> Sequence[str]:
        """Households."""

    @property
    def counting(self) -> AbstractSet[Pair]:
        """The pairs that count today, those that an exclusion ends included."""

    @property
    def firsts(self) -> AbstractSet[Pair]:
        """Those of today, not ended by an exclusion, with 顺序 1."""

    @property
    def pins(self) -> AbstractSet[Pair]:
        """Those that no exclusion contradicts."""

    @property
    def eligible(self) -> AbstractSet[Pair]:
        """Pairs that C203 does not find."""

    @property
    def allowed(self) -> Collection[Pair]:
        """Pairs that the hard rules allow."""

    @property
    def everyone(self) -> bool:
        """Whether all are to take part."""

    @property
    def ordered(self) -> bool:
        """Whether the roster says anything of the order of helpers (顺序)."""

    def quota(self, cadre: str) -> int:
        """Give 定额."""

    def before(self, household: str) -> AbstractSet[str]:
        """Give who helps a household today, those whom an exclusion ends included."""

    def room(self, household: str) -> int:
        """Give how many helpers a household may have."""

    def worth(self, pair: Pair) -> int:
        """Give difficulty in hundredths × level."""

    def ordinal(self, pair: Pair) -> int | None:
        """Give 顺序 of a pair of today."""

    def standing(self, pair: Pair) -> tuple[object, ...]:
        """Tell, least first, who would be a household's first helper."""

    def parts(self) -> Sequence[AbstractSet[str]]:
        """Give the connected parts of the allowed pairs: cadres and households."""


@dataclass(frozen=True)
class Reached:
    """How good a set of pairs is, level by level; in each, less is better."""

    uncovered: int
    ineligible: int
    idle: int
    """0 where only as many as needed take part."""
    overload: int
    distance: int
    """From as many pairs as today, part by part."""
    load: tuple[Fraction, ...]
    """Households helped ÷ quota of each expected cadre, the largest first."""
    support: int
    changes: int
    first: int
    """First helpers kept, negative."""
    preference: int
    """Σ difficulty in hundredths × level, negative."""

    def by(self, order: Iterable[str]) -> tuple[object, ...]:
        """Give the levels in an order."""
        return tuple(getattr(self, name) for name in order)


def reached(office: Office, pairs: Collection[Pair]) -> Reached:
    """Judge a set of pairs."""
    loads = dict.fromkeys(office.active, 0)
    helpers: dict[str, set[str]] = {household: set() for household in office.scope}
    for cadre, household in pairs:
        loads[cadre] += 1
        helpers[household].add(cadre)
    quota = {cadre: office.quota(cadre) for cadre in office.active}
    expected = [cadre for cadre in office.active if quota[cadre]]
    return Reached(
        uncovered=sum(not helping for helping in helpers.values()),
        ineligible=sum(pair not in office.eligible for pair in pairs),
        idle=sum(not loads[cadre] for cadre in expected) if office.everyone else 0,
        overload=sum(max(0, loads[cadre] - quota[cadre]) for cadre in office.active),
        distance=sum(abs(inside(part, pairs) - inside(part, office.counting)) for part in office.parts()),
        load=tuple(sorted((Fraction(loads[cadre], quota[cadre]) for cadre in expected), reverse=True)),
        support=sum(len(helping) ** 2 for helping in helpers.values()),
        changes=sum(changes_of(office.before(household), helping) for household, helping in helpers.items()),
        first=-len(office.firsts & set(pairs)),
        preference=-sum(office.worth(pair) for pair in pairs),
    )


def together(some: Iterable[Reached]) -> Reached:
    """Judge several areas as one."""
    found = list(some)
    summed = {
        field.name: sum(getattr(one, field.name) for one in found) for field in fields(Reached) if field.name != "load"
    }
    return Reached(load=tuple(sorted((load for one in found for load in one.load), reverse=True)), **summed)


def changes_of(before: AbstractSet[str], after: AbstractSet[str]) -> int:
    """Count what a household is asked: the larger of the helpers who end and those who begin."""
    return max(len(before - after), len(after - before))


def inside(part: AbstractSet[str], pairs: Iterable[Pair]) -> int:
    """Count the pairs whose household is in a part."""
    return sum(household in part for _, household in pairs)


def broken_rules(office: Office, pairs: Collection[Pair]) -> Iterator[str]:
    """Say of each hard rule where it is broken."""
    found, allowed = set(pairs), set(office.allowed)
    yield from (f"not allowed: {pair}" for pair in sorted(found - allowed))
    yield from (f"pinned: {pair}" for pair in sorted(office.pins - found))
    for household in office.scope:
        helpers = sum(h == household for _, h in found)
        if helpers > office.room(household):
            yield f"too many: {helpers} help {household}"
