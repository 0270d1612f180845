"""Every S and C rule as bare polars joins over a roster's frames: what the graph's answers are measured against.

Each rule gives a frame with a row per violation: the ids it is about (``village``, ``units``, …) and what its message
needs, as its Cypher does. Written as one who knows polars would: lazily, and joined on the integer keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.labels import ACTIVE, CadreList, ConstraintKind, PostingRole, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairing.model.settings import Settings
    from pairing.roster import Roster

PAIR: Final = ("cadre_key", "household_key")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules share: nodes with their names, ties in force on D, and those of them that count."""

    settings: Settings
    units: pl.LazyFrame
    villages: pl.LazyFrame
    cadres: pl.LazyFrame
    """All of them, with ``level``, the ``usual`` quota of their rank, and ``active``."""
    households: pl.LazyFrame
    """All of them, with ``in_scope``."""
    twinnings: pl.LazyFrame
    posted: pl.LazyFrame
    linked: pl.LazyFrame
    paired: pl.LazyFrame
    """These three in force on D, whoever they are of."""
    postings: pl.LazyFrame
    liaisons: pl.LazyFrame
    helps: pl.LazyFrame
    """These three as they count."""
    pins: pl.LazyFrame
    exclusions: pl.LazyFrame


def violations(roster: Roster) -> dict[str, pl.DataFrame]:
    """Give the violations of every rule, by its code; each rule is a query of its own, as in the graph."""
    scene = scene_of(roster)
    return {code: rule(scene).collect() for code, rule in RULES.items()}


def violations_together(roster: Roster) -> dict[str, pl.DataFrame]:
    """Give the same from one query for all rules, of which polars computes the parts they share once."""
    scene = scene_of(roster)
    return dict(zip(RULES, pl.collect_all([rule(scene) for rule in RULES.values()]), strict=True))


def scene_of(roster: Roster) -> Scene:
    """Say what the rules are about; nothing is computed before a rule asks for it."""
    posted, linked = (_in_force(roster, frame) for frame in (roster.postings.lazy(), roster.liaisons.lazy()))
    paired = _in_force(roster, roster.pairings.lazy().filter(~pl.col("void")))
    cadres, households = _cadres(roster), _households(roster)
    active = cadres.filter("active").select("cadre_key", own_unit_key="unit_key")
    in_scope = households.filter("in_scope").select("household_key")
    sender = pl.coalesce("unit_key", "own_unit_key")
    return Scene(
        settings=roster.settings,
        units=_named(roster.units, "unit", "name"),
        villages=_named(roster.villages, "village", "name"),
        cadres=cadres,
        households=households,
        twinnings=_in_force(roster, roster.twinnings.lazy()),
        posted=posted,
        linked=linked,
        paired=paired,
        postings=posted.join(active, on="cadre_key").with_columns(sender_key=sender),
        liaisons=linked.join(active, on="cadre_key", how="semi"),
        helps=paired.join(active, on="cadre_key", how="semi").join(in_scope, on="household_key", how="semi"),
        pins=_constrained(roster, ConstraintKind.PIN),
        exclusions=_constrained(roster, ConstraintKind.EXCLUSION),
    )


def _named(frame: pl.DataFrame, kind: str, name: str, *others: str) -> pl.LazyFrame:
    return frame.lazy().select(
        pl.col("key").alias(f"{kind}_key"),
        pl.col("id").alias(kind),
        pl.coalesce(name, "id").alias(f"{kind}_name"),
        *others,
    )


def _in_force(roster: Roster, frame: pl.LazyFrame) -> pl.LazyFrame:
    start, end = pl.col("start_date"), pl.col("end_date")
    rows = frame.filter(start.is_null() | (start <= roster.on), end.is_null() | (end >= roster.on))
    return rows.select(pl.col("^(key|.*_key|role|ordinal)$"))


def _cadres(roster: Roster) -> pl.LazyFrame:
    ranks = roster.settings.rank_table()
    level, usual = ({rank: both[place] for rank, both in ranks.items()} for place in (0, 1))
    rank = pl.col("rank")
    return _named(roster.cadres, "cadre", "name", "unit_key", "rank", "state", "quota").with_columns(
        active=pl.col("state") == ACTIVE,
        level=rank.replace_strict(level, default=None, return_dtype=pl.Int32),
        usual=rank.replace_strict(usual, default=1, return_dtype=pl.Int32).fill_null(1),
    )


def _households(roster: Roster) -> pl.LazyFrame:
    rows = _named(roster.households, "household", "head", "village_key", "persons", "difficulty", "state")
    return rows.with_columns(in_scope=pl.col("state").is_in(list(roster.settings.in_scope)))


def _constrained(roster: Roster, kind: ConstraintKind) -> pl.LazyFrame:
    return roster.constraints.lazy().filter(pl.col("kind") == kind).select(PAIR)


# Places and postings ------------------------------------------------------------------------------------------------


def without_role(scene: Scene, role: Role) -> pl.LazyFrame:
    """S101, S103."""
    return scene.villages.join(_in_role(scene, role), on="village_key", how="anti")


def with_several(scene: Scene, role: Role) -> pl.LazyFrame:
    """S102, S104."""
    held = _in_role(scene, role).join(scene.units, on="unit_key").group_by("village_key")
    units = held.agg(units=pl.col("unit").unique(), unit_names=pl.col("unit_name").unique())
    return units.filter(pl.col("units").list.len() > 1).join(scene.villages, on="village_key")


def in_both_roles(scene: Scene) -> pl.LazyFrame:
    """S105."""
    ends = ("unit_key", "village_key")
    both = _in_role(scene, Role.LEAD).join(_in_role(scene, Role.RESPONSIBLE), on=ends, how="semi").unique(ends)
    return both.join(scene.units, on="unit_key").join(scene.villages, on="village_key")


def not_sent(scene: Scene, role: Role, posted: PostingRole) -> pl.LazyFrame:
    """S106, S107."""
    units = _in_role(scene, role).join(scene.units, on="unit_key")
    senders = _posted_as(scene, posted).filter(pl.col("sender_key").is_not_null())
    named = senders.join(scene.cadres.select("cadre_key", "cadre_name"), on="cadre_key")
    return (
        units.join(named, on="village_key")
        .group_by("village_key")
        .agg(
            pl.col("unit_name").unique().alias("unit_names"),
            pl.col("cadre_name").unique().alias("cadre_names"),
            own=(pl.col("sender_key") == pl.col("unit_key")).any(),
        )
        .filter(~pl.col("own"))
        .join(scene.villages, on="village_key")
    )


def not_one_first_secretary(scene: Scene) -> pl.LazyFrame:
    """S108."""
    return _team(scene, _posted_as(scene, PostingRole.FIRST_SECRETARY)).filter(pl.col("number") != 1)


def no_resident_officer(scene: Scene) -> pl.LazyFrame:
    """S109."""
    return scene.villages.join(_posted_as(scene, PostingRole.RESIDENT_OFFICER), on="village_key", how="anti")


def team_too_small(scene: Scene) -> pl.LazyFrame:
    """S110."""
    return _team(scene, scene.postings).filter(pl.col("number") < scene.settings.team_size)


def secretary_below_division(scene: Scene) -> pl.LazyFrame:
    """S111."""
    division, _ = scene.settings.rank_table()["处级"]
    juniors = scene.cadres.filter(pl.col("level") < division).select("cadre_key", "cadre", "cadre_name", "rank")
    secretaries = _posted_as(scene, PostingRole.FIRST_SECRETARY).unique(("cadre_key", "village_key"))
    return secretaries.join(juniors, on="cadre_key").join(scene.villages, on="village_key")


def unit_without_village(scene: Scene) -> pl.LazyFrame:
    """S112."""
    return scene.units.join(scene.twinnings, on="unit_key", how="anti")


def no_leader_linked(scene: Scene) -> pl.LazyFrame:
    """S113."""
    return scene.villages.join(scene.liaisons, on="village_key", how="anti")


def left_but_still_tied(scene: Scene) -> pl.LazyFrame:
    """S114."""
    gone = scene.cadres.filter(~pl.col("active"))
    ties = {"postings": scene.posted, "liaisons": scene.linked, "pairings": scene.paired}
    for name, rows in ties.items():
        of_gone = rows.join(gone, on="cadre_key", how="semi").group_by("cadre_key").agg(pl.len().alias(name))
        gone = gone.join(of_gone, on="cadre_key", how="left")
    tied = gone.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in ties))
    return tied.with_columns(pl.col(list(ties)).fill_null(0)).join(scene.units, on="unit_key", how="left")


def too_many_villages(scene: Scene) -> pl.LazyFrame:
    """S115."""
    twinned = scene.twinnings.group_by("unit_key").agg(number=pl.col("village_key").n_unique())
    return twinned.filter(pl.col("number") > scene.settings.villages_per_unit).join(scene.units, on="unit_key")


def posted_in_several_villages(scene: Scene) -> pl.LazyFrame:
    """S116."""
    places = scene.postings.join(scene.villages, on="village_key").group_by("cadre_key")
    posted = places.agg(villages=pl.col("village").unique(), village_names=pl.col("village_name").unique())
    return _with_cadre(scene, posted.filter(pl.col("villages").list.len() > 1))


def _in_role(scene: Scene, role: Role) -> pl.LazyFrame:
    return scene.twinnings.filter(pl.col("role") == role).select("unit_key", "village_key")


def _posted_as(scene: Scene, role: PostingRole) -> pl.LazyFrame:
    return scene.postings.filter(pl.col("role") == role).select("cadre_key", "village_key", "sender_key")


def _team(scene: Scene, postings: pl.LazyFrame) -> pl.LazyFrame:
    numbers = postings.group_by("village_key").agg(number=pl.col("cadre_key").n_unique())
    return scene.villages.join(numbers, on="village_key", how="left").with_columns(pl.col("number").fill_null(0))


def _with_cadre(scene: Scene, rows: pl.LazyFrame) -> pl.LazyFrame:
    names = scene.cadres.select("cadre_key", "cadre", "cadre_name", "unit_key")
    return rows.join(names, on="cadre_key").join(scene.units, on="unit_key", how="left")


# Pairings -----------------------------------------------------------------------------------------------------------


def household_without_helper(scene: Scene) -> pl.LazyFrame:
    """C201."""
    alone = scene.households.filter("in_scope").join(scene.helps, on="household_key", how="anti")
    return alone.join(scene.villages, on="village_key", how="left")


def idle_cadre(scene: Scene) -> pl.LazyFrame:
    """C202."""
    is_complete = scene.settings.cadre_list is CadreList.COMPLETE
    idle = scene.cadres.filter(pl.lit(is_complete) & pl.col("active")).join(scene.helps, on="cadre_key", how="anti")
    expected = _with_quota(scene, idle).filter(pl.col("quota") >= 1)
    return expected.join(scene.units, on="unit_key", how="left")


def helper_who_may_not(scene: Scene) -> pl.LazyFrame:
    """C203."""
    units = scene.cadres.select("cadre_key", "unit_key")
    homes = scene.households.select("household_key", "village_key")
    helps = scene.helps.join(units, on="cadre_key").join(homes, on="household_key")
    strangers = (
        helps.filter(pl.col("unit_key").is_not_null(), pl.col("village_key").is_not_null())
        .join(scene.twinnings, on=("unit_key", "village_key"), how="anti")
        .join(scene.posted, on=("cadre_key", "village_key"), how="anti")
        .join(scene.linked, on=("cadre_key", "village_key"), how="anti")
        .join(scene.exclusions, on=PAIR, how="anti")
    )
    found = pl.concat([strangers, helps.join(scene.exclusions, on=PAIR, how="semi")])
    pinned = scene.pins.unique().with_columns(pinned=pl.lit(True))
    return _with_both(scene, found.select("key", *PAIR).join(pinned, on=PAIR, how="left"))


def cadre_over_quota(scene: Scene) -> pl.LazyFrame:
    """C204."""
    loads = scene.helps.group_by("cadre_key").agg(households=pl.len())
    loaded = _with_quota(scene, loads.join(scene.cadres, on="cadre_key"))
    return loaded.filter(pl.col("households") > pl.col("quota")).join(scene.units, on="unit_key", how="left")


def too_many_helpers(scene: Scene) -> pl.LazyFrame:
    """C205."""
    most = scene.settings.helpers_per_household
    crowded = scene.helps.group_by("household_key").agg(helpers=pl.len()).filter(pl.col("helpers") > most)
    return _with_household(scene, crowded)


def not_one_first_helper(scene: Scene) -> pl.LazyFrame:
    """C206."""
    first = (pl.col("ordinal") == 1).sum()
    shared = scene.helps.group_by("household_key").agg(helpers=pl.len(), first=first)
    return _with_household(scene, shared.filter(pl.col("helpers") > 1, pl.col("first") != 1))


def knot(scene: Scene) -> pl.LazyFrame:
    """C207."""
    several = scene.helps.with_columns(
        households=pl.len().over("cadre_key"),
        helpers=pl.len().over("household_key"),
    )
    return _with_both(scene, several.filter(pl.col("households") > 1, pl.col("helpers") > 1))


def helped_out_of_scope(scene: Scene) -> pl.LazyFrame:
    """C208."""
    gone = scene.households.filter(~pl.col("in_scope")).select("household_key", "household", "household_name", "state")
    names = scene.cadres.select("cadre_key", "cadre", "cadre_name")
    return scene.paired.join(gone, on="household_key").join(names, on="cadre_key")


def hard_case_without_senior_helper(scene: Scene) -> pl.LazyFrame:
    """C209."""
    settings = scene.settings
    asked, _ = settings.rank_table().get(settings.hard_case_rank, (None, None))
    difficulty, level = pl.col("difficulty"), pl.col("level")
    least = pl.lit(asked, dtype=pl.Int32)
    hard = scene.households.filter("in_scope").filter(
        (difficulty != 1).any() & (difficulty >= settings.hard_case),
    )
    levels = scene.cadres.select("cadre_key", "level")
    helpers = (
        scene.helps.join(hard, on="household_key", how="semi")
        .join(levels, on="cadre_key")
        .group_by("household_key")
        .agg(reaching=(level >= least).any(), below=(level < least).any())
    )
    judged = hard.join(helpers, on="household_key", how="left").filter(
        pl.col("below").is_null() | (pl.col("below") & ~pl.col("reaching"))
    )
    return judged.join(scene.villages, on="village_key", how="left")


def excluded_but_paired(scene: Scene) -> pl.LazyFrame:
    """C210."""
    return _with_both(scene, scene.helps.join(scene.exclusions, on=PAIR, how="semi"))


def pinned_but_not_paired(scene: Scene) -> pl.LazyFrame:
    """C211."""
    in_scope = scene.households.filter("in_scope")
    pins = scene.pins.unique().join(scene.exclusions, on=PAIR, how="anti")
    missing = pins.join(scene.helps, on=PAIR, how="anti")
    return _with_both(scene, missing.join(in_scope, on="household_key", how="semi"))


def _with_quota(scene: Scene, cadres: pl.LazyFrame) -> pl.LazyFrame:
    """Give each his own quota, else that of the posted if there is one, else the usual one."""
    if scene.settings.posted_quota is None:
        return cadres.with_columns(pl.coalesce("quota", "usual").alias("quota"))
    posted = scene.posted.select("cadre_key").unique().with_columns(posted=scene.settings.posted_quota)
    known = cadres.join(posted, on="cadre_key", how="left")
    return known.with_columns(pl.coalesce("quota", "posted", "usual").alias("quota"))


def _with_household(scene: Scene, rows: pl.LazyFrame) -> pl.LazyFrame:
    names = scene.households.select("household_key", "household", "household_name", "village_key")
    return rows.join(names, on="household_key").join(scene.villages, on="village_key", how="left")


def _with_both(scene: Scene, rows: pl.LazyFrame) -> pl.LazyFrame:
    names = scene.cadres.select("cadre_key", "cadre", "cadre_name")
    return _with_household(scene, rows.join(names, on="cadre_key"))


RULES: Final[dict[str, Callable[[Scene], pl.LazyFrame]]] = {
    "S101": partial(without_role, role=Role.LEAD),
    "S102": partial(with_several, role=Role.LEAD),
    "S103": partial(without_role, role=Role.RESPONSIBLE),
    "S104": partial(with_several, role=Role.RESPONSIBLE),
    "S105": in_both_roles,
    "S106": partial(not_sent, role=Role.LEAD, posted=PostingRole.FIRST_SECRETARY),
    "S107": partial(not_sent, role=Role.RESPONSIBLE, posted=PostingRole.RESIDENT_OFFICER),
    "S108": not_one_first_secretary,
    "S109": no_resident_officer,
    "S110": team_too_small,
    "S111": secretary_below_division,
    "S112": unit_without_village,
    "S113": no_leader_linked,
    "S114": left_but_still_tied,
    "S115": too_many_villages,
    "S116": posted_in_several_villages,
    "C201": household_without_helper,
    "C202": idle_cadre,
    "C203": helper_who_may_not,
    "C204": cadre_over_quota,
    "C205": too_many_helpers,
    "C206": not_one_first_helper,
    "C207": knot,
    "C208": helped_out_of_scope,
    "C209": hard_case_without_senior_helper,
    "C210": excluded_but_paired,
    "C211": pinned_but_not_paired,
}
"""The rules by their codes."""
