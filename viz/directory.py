"""Who somebody in a plan is, as the office knows him: cadres by name, unit and phone, households by head and village.

A plan has ids only. Names come from the roster; for somebody who is not in it, as one who is only supposed to join,
from the plan itself, which says of everybody in a change what he is called and where he belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pairing.graph import node_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.plan import NaturalKey, Plan
    from pairing.roster import Roster


@dataclass(frozen=True, slots=True)
class Entry:
    """A cadre or household; of what is not known nothing is said."""

    subject: str
    """``cadre:C001`` or ``household:H001``."""
    name: str
    place: str = ""
    """The unit, or the village."""
    phone: str = ""

    @property
    def id(self) -> str:
        """The planner's own code."""
        return self.subject.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody whom a plan names."""

    entries: Mapping[str, Entry]

    def entry(self, subject: str) -> Entry:
        """Look somebody up; who is not known is called by his id."""
        return self.entries.get(subject) or Entry(subject, subject.partition(":")[2])

    def name(self, subject: str) -> str:
        """Give the name of somebody, of a unit or of a village."""
        return self.entry(subject).name


def directory_of(plan: Plan, roster: Roster | None) -> Directory:
    """List everybody whom a plan names, by the roster where it knows them."""
    told = {key.subject: _told(key) for change in plan.changes for key in change.keys}
    return Directory(told | (_known(roster, _subjects(plan)) if roster else {}))


def _told(key: NaturalKey) -> Entry:
    return Entry(key.subject, key.name or key.subject.partition(":")[2], key.place or "")


def _subjects(plan: Plan) -> set[str]:
    """Give everybody whom a plan names."""
    of_changes = (one for change in plan.changes for one in (change.subject, change.from_, change.to) if one)
    of_unmet = (one for unmet in plan.unmet for one in unmet.subjects)
    pinned = (
        one
        for unmet in plan.unmet
        for cadre, household in unmet.pins
        for one in (node_name("cadre", cadre), node_name("household", household))
    )
    supposed = (*plan.what_if.without, *plan.what_if.joining) if plan.what_if else ()
    return {*of_changes, *of_unmet, *pinned, *supposed}


def _known(roster: Roster, subjects: set[str]) -> dict[str, Entry]:
    units = roster.units.select(unit_key="key", place="name")
    villages = roster.villages.select(village_key="key", place="name")
    frames = {
        "cadre": roster.cadres.join(units, on="unit_key", how="left").select("id", "name", "place", "phone"),
        "household": roster.households.join(villages, on="village_key", how="left").select("id", "head", "place"),
        "unit": roster.units.select("id", "name"),
        "village": roster.villages.select("id", "name"),
    }
    return {entry.subject: entry for kind, frame in frames.items() for entry in _entries(kind, frame, subjects)}


def _entries(kind: str, frame: pl.DataFrame, subjects: set[str]) -> Iterable[Entry]:
    wanted = [subject.removeprefix(f"{kind}:") for subject in subjects if subject.startswith(f"{kind}:")]
    for identity, name, *further in frame.filter(pl.col("id").is_in(wanted)).iter_rows():
        yield Entry(f"{kind}:{identity}", name or identity, *(value or "" for value in further))
