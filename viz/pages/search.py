"""The search index: every name with its initials and spelling, what it is, and the scene that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairing.graph import node_name
from viz.ordering import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pairing.roster import NodeKind
    from viz.pages.atlas import Atlas


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something that can be found."""

    node: str
    name: str
    initials: str
    spelling: str
    kind: NodeKind
    place: str
    """What tells namesakes apart: a cadre's unit, a household's village, a village's county."""
    scene: str


def search_entries(atlas: Atlas) -> Iterator[Entry]:
    """Give an entry for each village, unit, cadre and household, in this order."""
    seen = atlas.panorama
    for key, village in seen.villages.items():
        yield _entry("village", village.id, village.name, village.place, atlas.scene_of_village[key])
    for key, unit in seen.units.items():
        yield _entry("unit", unit.id, unit.name, "", atlas.scene_of_unit[key])
    for key, cadre in seen.cadres.items():
        place = "" if cadre.unit is None else seen.units[cadre.unit].name
        yield _entry("cadre", cadre.id, cadre.name, place, atlas.scene_of_cadre(key))
    for key, home in seen.households.items():
        place = "" if home.village is None else seen.villages[home.village].name
        yield _entry("household", home.id, home.head, place, atlas.scene_of_household(key))


def _entry(kind: NodeKind, identity: str, name: str, place: str, scene: str) -> Entry:
    initials, spelling = spelled(name, person=kind in {"cadre", "household"})
    return Entry(node_name(kind, identity), name, initials, spelling, kind, place, scene)
