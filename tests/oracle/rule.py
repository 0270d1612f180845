"""What a rule of the oracle is, and how it is answered: skipped, vacuous, passed or violated, told apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pairing.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from pairing.model.report import Status
    from tests.oracle.world import World

Subjects = frozenset[str]
Violation = tuple[Subjects, Severity]
"""Whom a finding is about, and how much it weighs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of a world; a violation found twice is there twice."""

    status: Status
    violations: Counter[Violation]


@dataclass(frozen=True, slots=True)
class Rule:
    """One S or C rule of DESIGN §5.

    ``needs`` are tables and columns of which each must be in the input; ``a|b`` asks for one of them. ``over`` gives
    the population and ``find`` the subjects of each violation; ``severity`` may depend on the subjects.
    """

    code: str
    severity: Callable[[World, Subjects], Severity]
    needs: tuple[str, ...]
    over: Callable[[World], Collection[object]]
    find: Callable[[World], Iterable[Subjects]]


RULES: Final[dict[str, Rule]] = {}


def rule(
    code: str,
    severity: Severity | Callable[[World, Subjects], Severity],
    *needs: str,
    over: Callable[[World], Collection[object]],
) -> Callable[[Callable[[World], Iterator[Subjects]]], Callable[[World], Iterator[Subjects]]]:
    """Register a function that yields the subjects of each violation as the rule of a code."""

    def register(
        find: Callable[[World], Iterator[Subjects]],
    ) -> Callable[[World], Iterator[Subjects]]:
        weigh = severity if callable(severity) else _always(severity)
        RULES[code] = Rule(code, weigh, needs, over, find)
        return find

    return register


def _always(severity: Severity) -> Callable[[World, Subjects], Severity]:
    return lambda _world, _subjects: severity


def answer(rule: Rule, world: World) -> Answer:
    """Answer one rule; a severity of the settings stands for each of its own, 关 skips it."""
    chosen = world.settings.severities.get(rule.code)
    if chosen == "off" or not all(_is_met(world, need) for need in rule.needs):
        return Answer("skipped", Counter())
    if not rule.over(world):
        return Answer("vacuous", Counter())
    found = Counter(
        (subjects, Severity(chosen) if chosen else rule.severity(world, subjects)) for subjects in rule.find(world)
    )
    return Answer("violated" if found else "passed", found)


def _is_met(world: World, need: str) -> bool:
    return any(world.has(one) for one in need.split("|"))
