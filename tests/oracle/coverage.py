"""C rules: who helps whom, over the households in scope, the expected cadres and the pairings that count."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pairing.model.finding import Severity
from pairing.model.labels import CadreList, ConstraintKind, Participation
from tests.oracle.rule import Subjects, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.world import Edge, World

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def households(world: World) -> list[str]:
    """Give the households in scope."""
    return world.households


def cadres(world: World) -> list[str]:
    """Give the active cadres."""
    return world.cadres


def pairings(world: World) -> list[Edge]:
    """Give the pairings that count."""
    return world.pairings


@rule("C201", ERROR, "households", "pairings", over=households)
def household_without_helper(world: World) -> Iterator[Subjects]:
    return (frozenset({name}) for name in world.households if not world.helpers_of[name])


def weight_of_idleness(world: World, _subjects: Subjects) -> Severity:
    """Weigh an idle cadre: a warning where all take part, for information where only as many as needed do."""
    as_needed = world.settings.participation is Participation.AS_NEEDED
    return INFO if as_needed else WARNING


def cadres_who_could_be_idle(world: World) -> list[str]:
    """Give the expected cadres; nobody where the list of cadres names only those who help."""
    helpers_only = world.settings.cadre_list is CadreList.HELPERS_ONLY
    return [] if helpers_only else world.expected


@rule("C202", weight_of_idleness, "cadres", "pairings", over=cadres_who_could_be_idle)
def idle_cadre(world: World) -> Iterator[Subjects]:
    return (frozenset({cadre}) for cadre in world.expected if not world.helped_by[cadre])


def weight_of_stranger(world: World, subjects: Subjects) -> Severity:
    """Weigh a pairing out of reach: a warning, unless the planner pinned it."""
    pinned = world.constrained(ConstraintKind.PIN)
    return INFO if any(subjects == {*pair} for pair in pinned) else WARNING


@rule("C203", weight_of_stranger, "pairings", "twinnings", over=pairings)
def helper_who_may_not(world: World) -> Iterator[Subjects]:
    for edge in world.pairings:
        if world.may_help(edge.tail, edge.head) is False:
            yield frozenset({edge.tail, edge.head})


@rule("C204", WARNING, "pairings", "cadres.rank|cadres.quota", over=cadres)
def cadre_over_quota(world: World) -> Iterator[Subjects]:
    return (frozenset({cadre}) for cadre in world.cadres if len(world.helped_by[cadre]) > world.quota(cadre))


@rule("C205", WARNING, "households", "pairings", over=households)
def too_many_helpers(world: World) -> Iterator[Subjects]:
    most = world.settings.helpers_per_household
    return (frozenset({name}) for name in world.households if len(world.helpers_of[name]) > most)


def shared_households(world: World) -> list[str]:
    """Give the households in scope with several helpers."""
    return [name for name in world.households if len(world.helpers_of[name]) > 1]


@rule("C206", WARNING, "pairings.ordinal", over=shared_households)
def not_one_first_helper(world: World) -> Iterator[Subjects]:
    first = dict.fromkeys(shared_households(world), 0)
    for edge in world.pairings:
        if edge.head in first and edge.cells["ordinal"] == 1:
            first[edge.head] += 1
    return (frozenset({name}) for name, count in first.items() if count != 1)


@rule("C207", INFO, "pairings", over=pairings)
def knot(world: World) -> Iterator[Subjects]:
    for edge in world.pairings:
        if len(world.helped_by[edge.tail]) > 1 and len(world.helpers_of[edge.head]) > 1:
            yield frozenset({edge.tail, edge.head})


def active_pairings(world: World) -> list[Edge]:
    """Give the pairings active on D, whether or not they count."""
    return world.active("pairings")


@rule("C208", ERROR, "pairings", over=active_pairings)
def helped_out_of_scope(world: World) -> Iterator[Subjects]:
    for edge in active_pairings(world):
        if not world.is_in_scope(edge.head):
            yield frozenset({edge.tail, edge.head})


def hard_cases(world: World) -> list[str]:
    """Give the households in scope whose difficulty reaches 困难户系数; none where all difficulties are 1."""
    least = world.settings.hard_case
    told = {name: Decimal(str(world.cells(name)["difficulty"])) for name in world.households}
    if all(difficulty == 1 for difficulty in told.values()):
        return []
    return [name for name, difficulty in told.items() if difficulty >= least]


@rule("C209", WARNING, "pairings", "cadres.rank", over=hard_cases)
def hard_case_without_senior_helper(world: World) -> Iterator[Subjects]:
    senior, _ = world.settings.rank_table()[world.settings.hard_case_rank]
    for name in hard_cases(world):
        helpers = world.helpers_of[name]
        judged = [level for level in map(world.level, helpers) if level is not None]
        if (judged or not helpers) and not any(level >= senior for level in judged):
            yield frozenset({name})


def constrained_in_scope(world: World, kind: ConstraintKind) -> set[tuple[str, str]]:
    """Give the pairs with a pin, or with an exclusion, of which the household is in scope."""
    return {pair for pair in world.constrained(kind) if world.is_in_scope(pair[1])}


def exclusions(world: World) -> set[tuple[str, str]]:
    """Give the pairs the planner has excluded."""
    return constrained_in_scope(world, ConstraintKind.EXCLUSION)


@rule("C210", ERROR, "pairings", "constraints", over=exclusions)
def excluded_but_paired(world: World) -> Iterator[Subjects]:
    excluded = exclusions(world)
    for edge in world.pairings:
        if (edge.tail, edge.head) in excluded:
            yield frozenset({edge.tail, edge.head})


def pins(world: World) -> set[tuple[str, str]]:
    """Give the pairs the planner has pinned and not excluded: an exclusion beats a pin (DESIGN §7)."""
    return constrained_in_scope(world, ConstraintKind.PIN) - exclusions(world)


@rule("C211", ERROR, "pairings", "constraints", over=pins)
def pinned_but_not_paired(world: World) -> Iterator[Subjects]:
    in_force = {(edge.tail, edge.head) for edge in world.pairings}
    return (frozenset(pair) for pair in pins(world) - in_force)
