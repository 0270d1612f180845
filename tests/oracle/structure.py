"""S rules: what a village, a unit and a posting must be like, over every village and unit in the tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pairing.model.finding import Severity
from pairing.model.labels import PostingRole, Role
from tests.oracle.rule import Subjects, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.world import World

ERROR, WARNING = Severity.ERROR, Severity.WARNING
DIVISION_RANK = "处级"


def villages(world: World) -> list[str]:
    """Give every village in the table."""
    return world.villages


def units(world: World) -> list[str]:
    """Give every unit in the table."""
    return world.units


def with_role(world: World, role: Role) -> list[str]:
    """Give the villages that have a unit in a role."""
    return list(world.units_in_role(role))


def without_role(world: World, role: Role) -> Iterator[Subjects]:
    """Give the villages that have no unit in a role."""
    held = world.units_in_role(role)
    return (frozenset({village}) for village in world.villages if village not in held)


def with_several(world: World, role: Role) -> Iterator[Subjects]:
    """Give the villages with several units in a role, and these units."""
    held = world.units_in_role(role)
    return (frozenset({village, *units}) for village, units in held.items() if len(units) > 1)


def known_senders(world: World, posted: PostingRole) -> dict[str, set[str]]:
    """Give the units that sent the cadres posted to each village; one of unknown sender tells nothing."""
    senders: dict[str, set[str]] = defaultdict(set)
    for posting in world.postings:
        sender = world.sender(posting)
        if posting.cells["role"] == posted and sender is not None:
            senders[posting.head].add(sender)
    return senders


def not_sent(world: World, role: Role, posted: PostingRole) -> Iterator[Subjects]:
    """Give the villages that have a unit in a role and somebody posted, of whom none was sent by such a unit."""
    senders = known_senders(world, posted)
    for village, units in world.units_in_role(role).items():
        if senders[village] and not senders[village] & units:
            yield frozenset({village})


@rule("S101", ERROR, "villages", "twinnings.role", over=villages)
def no_lead_unit(world: World) -> Iterator[Subjects]:
    return without_role(world, Role.LEAD)


@rule("S102", ERROR, "villages", "twinnings.role", over=villages)
def several_lead_units(world: World) -> Iterator[Subjects]:
    return with_several(world, Role.LEAD)


@rule("S103", ERROR, "villages", "twinnings.role", over=villages)
def no_responsible_unit(world: World) -> Iterator[Subjects]:
    return without_role(world, Role.RESPONSIBLE)


@rule("S104", ERROR, "villages", "twinnings.role", over=villages)
def several_responsible_units(world: World) -> Iterator[Subjects]:
    return with_several(world, Role.RESPONSIBLE)


@rule("S105", ERROR, "villages", "twinnings.role", over=villages)
def one_unit_in_both_roles(world: World) -> Iterator[Subjects]:
    responsible = world.units_in_role(Role.RESPONSIBLE)
    for village, leads in world.units_in_role(Role.LEAD).items():
        for unit in leads & responsible[village]:
            yield frozenset({village, unit})


@rule("S106", ERROR, "villages", "twinnings.role", "postings", over=villages)
def lead_unit_sent_no_first_secretary(world: World) -> Iterator[Subjects]:
    return not_sent(world, Role.LEAD, PostingRole.FIRST_SECRETARY)


@rule("S107", ERROR, "villages", "twinnings.role", "postings", over=villages)
def responsible_unit_sent_no_officer(world: World) -> Iterator[Subjects]:
    return not_sent(world, Role.RESPONSIBLE, PostingRole.RESIDENT_OFFICER)


@rule("S108", ERROR, "villages", "postings", over=villages)
def not_one_first_secretary(world: World) -> Iterator[Subjects]:
    posted = world.posted_as(PostingRole.FIRST_SECRETARY)
    return (frozenset({village}) for village in world.villages if len(posted[village]) != 1)


@rule("S109", ERROR, "villages", "postings", over=villages)
def no_resident_officer(world: World) -> Iterator[Subjects]:
    posted = world.posted_as(PostingRole.RESIDENT_OFFICER)
    return (frozenset({village}) for village in world.villages if not posted[village])


@rule("S110", WARNING, "villages", "postings", over=villages)
def team_too_small(world: World) -> Iterator[Subjects]:
    team: dict[str, set[str]] = defaultdict(set)
    for posting in world.postings:
        team[posting.head].add(posting.tail)
    smallest = world.settings.team_size
    return (frozenset({village}) for village in world.villages if len(team[village]) < smallest)


@rule("S111", WARNING, "villages", "postings", "cadres.rank", over=villages)
def first_secretary_below_division_rank(world: World) -> Iterator[Subjects]:
    division, _ = world.settings.rank_table()[DIVISION_RANK]
    for village, secretaries in world.posted_as(PostingRole.FIRST_SECRETARY).items():
        for cadre in secretaries:
            level = world.level(cadre)
            if level is not None and level < division:
                yield frozenset({cadre, village})


@rule("S112", WARNING, "units", "twinnings", over=units)
def unit_without_village(world: World) -> Iterator[Subjects]:
    twinned = {edge.tail for edge in world.twinnings}
    return (frozenset({unit}) for unit in world.units if unit not in twinned)


@rule("S113", WARNING, "villages", "liaisons", over=villages)
def no_leader_linked(world: World) -> Iterator[Subjects]:
    linked = {edge.head for edge in world.liaisons}
    return (frozenset({village}) for village in world.villages if village not in linked)


def left_cadres(world: World) -> list[str]:
    """Give the cadres in the table who have left."""
    return [cadre for cadre in world.kinds["cadre"] if not world.serves(cadre)]


@rule("S114", ERROR, "cadres", over=left_cadres)
def left_but_still_tied(world: World) -> Iterator[Subjects]:
    tables = (world.active(table) for table in ("postings", "liaisons", "pairings"))
    tied = {edge.tail for edges in tables for edge in edges}
    return (frozenset({cadre}) for cadre in left_cadres(world) if cadre in tied)


@rule("S115", WARNING, "units", "twinnings", over=units)
def unit_with_too_many_villages(world: World) -> Iterator[Subjects]:
    twinned: dict[str, set[str]] = defaultdict(set)
    for edge in world.twinnings:
        twinned[edge.tail].add(edge.head)
    most = world.settings.villages_per_unit
    return (frozenset({unit}) for unit, places in twinned.items() if len(places) > most)


def posted_cadres(world: World) -> set[str]:
    """Give the active cadres posted somewhere on D."""
    return {posting.tail for posting in world.postings}


@rule("S116", ERROR, "postings", over=posted_cadres)
def posted_in_several_villages(world: World) -> Iterator[Subjects]:
    villages: dict[str, set[str]] = defaultdict(set)
    for posting in world.postings:
        villages[posting.tail].add(posting.head)
    return (frozenset({cadre, *places}) for cadre, places in villages.items() if len(places) > 1)
