"""The scenes of a site: what each draws, what it leaves out and says so. The table on its page says the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from pairing.model.labels import PostingRole, Role, label_text
from pairing.text import Text, text
from viz.layout import Form, Layers, layered, one_plus_one
from viz.pages.details import (
    cadre_detail,
    cadre_mark,
    household_detail,
    household_mark,
    unit_detail,
    village_detail,
)
from viz.pages.drawing import SIDES, drawn
from viz.pages.panorama import ROLE_ORDER
from viz.pages.scene import Detail, Mark, Scene
from viz.villages import counties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from viz.layout import Positions
    from viz.pages.atlas import Area, Atlas
    from viz.pages.panorama import Pairing
    from viz.words import Words

MOST_HOUSEHOLDS: Final = 160
MOST_CADRES: Final = 200
"""The most of a layer that one picture draws; the table beside it has them all."""
STRANGER: Final = "stranger"
"""The group of units, and their cadres, that help in a village they are not twinned with."""
_POSTS: Final = {PostingRole.FIRST_SECRETARY: "★", PostingRole.RESIDENT_OFFICER: "☆", PostingRole.MEMBER: "·"}


# An area: the 1+1 form ---------------------------------------------------------------------------------------------


def area_scene(atlas: Atlas, area: Area) -> Scene:
    """Draw the villages of an area by county, their lead, responsible and partner units around them."""
    seen = atlas.panorama
    ties = [tie for village in area.drawn for tie in seen.twinnings_by_village.get(village, ())]
    role_of: dict[int, Role] = {}
    for tie in sorted(ties, key=lambda tie: ROLE_ORDER.index(tie.role)):
        role_of.setdefault(tie.unit, tie.role)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()  # a unit may be entered in two roles at one village
    grouped = counties([seen.villages[key] for key in area.drawn], atlas.language)
    for number, (county, villages) in enumerate(grouped.items()):
        graph.add_node(f"county:{number}", label=county, group="county", shape="text")
        for village in villages:
            _add_village(graph, atlas, village)
    for unit, role in role_of.items():
        _add_unit(graph, atlas, unit, role.value)
    for tie in ties:
        said = atlas.both(partial(label_text, tie.role))
        graph.add_edge(_unit(atlas, tie.unit), _village(atlas, tie.village), group=f"tie-{tie.role.value}", sub=said)
    form = Form(
        counties=[(f"county:{n}", [_village(atlas, v) for v in keys]) for n, keys in enumerate(grouped.values())],
        leads=_units_in_role(atlas, role_of, Role.LEAD),
        responsibles=_units_in_role(atlas, role_of, Role.RESPONSIBLE),
        partners=_units_in_role(atlas, role_of, Role.PARTNER, Role.UNDECIDED),
        ties=[(_unit(atlas, tie.unit), _village(atlas, tie.village)) for tie in ties if tie.role == role_of[tie.unit]],
        further=[
            (_unit(atlas, tie.unit), _village(atlas, tie.village), SIDES[f"tie-{tie.role.value}"])
            for tie in ties
            if tie.role != role_of[tie.unit]
        ],
    )
    return _scene(
        atlas,
        graph,
        one_plus_one(form),
        _Caption(
            key=area.page,
            title=area.name,
            subtitle=text("{villages} villages, {units} units", villages=len(area.villages), units=len(role_of)),
            notes=_left_out(villages=len(area.villages) - len(area.drawn)),
        ),
        {_unit(atlas, unit): unit_detail(atlas, unit) for unit in role_of}
        | {_village(atlas, village): village_detail(atlas, village) for village in area.drawn},
    )


def _units_in_role(atlas: Atlas, role_of: Mapping[int, Role], *roles: Role) -> list[str]:
    return [_unit(atlas, unit) for unit, role in role_of.items() if role in roles]


# A village: units, their cadres, its households ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cast:
    """Who appears on the page of a village or unit, in reading order."""

    roles: Mapping[int, str]
    """The role of each unit."""
    cadres: Sequence[int]
    households: Sequence[int]
    pairings: Sequence[Pairing]


def village_cast(atlas: Atlas, key: int) -> Cast:
    """Give a village's units by role, the cadres who help there or are idle in these units, and its households."""
    seen = atlas.panorama
    homes = seen.households_by_village.get(key, ())
    pairings = [tie for home in homes for tie in seen.ties_of_household(home)]
    roles = _roles_of_units(atlas, key, pairings)
    return Cast(roles, _cadres_of_village(atlas, key, roles, pairings), homes, pairings)


def village_scene(atlas: Atlas, key: int, cast: Cast) -> Scene:
    """Draw a village in layers: its units by role, their cadres who help there or are idle, its households."""
    seen = atlas.panorama
    village = seen.villages[key]
    shown_cadres = _first(cast.cadres, MOST_CADRES, lambda cadre: not seen.is_idle(cadre))
    shown_homes = _first(cast.households, MOST_HOUSEHOLDS, lambda home: not seen.helpers(home))
    posts = {post.cadre: _POSTS[post.role] for post in seen.posts_by_village.get(key, ()) if post.role}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for unit, role in cast.roles.items():
        _add_unit(graph, atlas, unit, role)
    for cadre in shown_cadres:
        _add_cadre(graph, atlas, cadre, cast.roles, posts.get(cadre, ""))
    for home in shown_homes:
        _add_household(graph, atlas, home)
    layers = Layers(
        groups=_groups(atlas, cast.roles, shown_cadres),
        ends=[_household(atlas, home) for home in shown_homes],
        ties=_add_pairings(graph, atlas, cast.pairings),
    )
    return _scene(
        atlas,
        graph,
        layered(layers),
        _Caption(
            key=atlas.page_of_village[key],
            title=village.name,
            subtitle=text(
                "{households} households, {uncovered} without a helper; {cadres} cadres help",
                households=village.households,
                uncovered=village.uncovered,
                cadres=village.cadres,
            ),
            notes=_left_out(
                households=len(cast.households) - len(shown_homes), cadres=len(cast.cadres) - len(shown_cadres)
            ),
        ),
        {_village(atlas, key): village_detail(atlas, key)} | _details(atlas, cast),
    )


def _roles_of_units(atlas: Atlas, village: int, pairings: Iterable[Pairing]) -> dict[int, str]:
    """Give the units of a village, those twinned by role, then those whose cadres help there all the same."""
    seen = atlas.panorama
    roles: dict[int, str] = {}
    for tie in seen.twinnings_by_village.get(village, ()):
        roles.setdefault(tie.unit, tie.role.value)
    helpers = (*(tie.cadre for tie in pairings), *(post.cadre for post in seen.posts_by_village.get(village, ())))
    for helper in helpers:
        if (unit := seen.cadres[helper].unit) is not None:
            roles.setdefault(unit, STRANGER)
    return roles


def _cadres_of_village(
    atlas: Atlas, village: int, role_of: Mapping[int, str], pairings: Iterable[Pairing]
) -> list[int]:
    """Give the cadres who help, are posted or linked there, and the idle ones of the units twinned with it."""
    seen = atlas.panorama
    cast = dict.fromkeys(tie.cadre for tie in pairings)
    cast |= dict.fromkeys(post.cadre for post in seen.posts_by_village.get(village, ()))
    for unit, role in role_of.items():
        if role != STRANGER:
            cast |= dict.fromkeys(filter(seen.is_idle, seen.cadres_by_unit.get(unit, ())))
    return list(cast)


# A unit: its cadres, their households by village ---------------------------------------------------------------------


def unit_cast(atlas: Atlas, key: int) -> Cast:
    """Give a unit, its cadres, and the households they help."""
    seen = atlas.panorama
    cadres = seen.cadres_by_unit.get(key, ())
    pairings = [
        tie for cadre in cadres for tie in (*seen.pairings_by_cadre.get(cadre, ()), *seen.begun_by_cadre.get(cadre, ()))
    ]
    return Cast({key: "unit"}, cadres, list(dict.fromkeys(tie.household for tie in pairings)), pairings)


def unit_scene(atlas: Atlas, key: int, cast: Cast) -> Scene:
    """Draw a unit in layers: its cadres, the households they help, the villages of these."""
    seen = atlas.panorama
    shown_cadres = _first(cast.cadres, MOST_CADRES, lambda cadre: seen.load(cadre) > 0)
    shown_homes = cast.households[:MOST_HOUSEHOLDS]
    villages = _villages_of_unit(atlas, key, shown_homes)
    graph: nx.DiGraph[str] = nx.DiGraph()
    _add_unit(graph, atlas, key, "unit")
    for cadre in shown_cadres:
        _add_cadre(graph, atlas, cadre, cast.roles, "")
    for home in shown_homes:
        _add_household(graph, atlas, home)
    for village, parts in villages.items():
        _add_village(graph, atlas, village)
        graph.add_edges_from(((_household(atlas, part), _village(atlas, village)) for part in parts), group="lives")
    layers = Layers(
        groups=_groups(atlas, cast.roles, shown_cadres),
        ends=[_household(atlas, home) for home in shown_homes],
        ties=_add_pairings(graph, atlas, cast.pairings),
        far=[
            (_village(atlas, village), [_household(atlas, part) for part in parts])
            for village, parts in villages.items()
        ]
        + _elsewhere(atlas, shown_homes),
    )
    return _scene(
        atlas,
        graph,
        layered(layers),
        _Caption(
            key=atlas.page_of_unit[key],
            title=seen.units[key].name,
            subtitle=text(
                "{cadres} cadres, {households} households", cadres=len(cast.cadres), households=len(cast.households)
            ),
            notes=_left_out(
                households=len(cast.households) - len(shown_homes), cadres=len(cast.cadres) - len(shown_cadres)
            ),
        ),
        {_unit(atlas, key): unit_detail(atlas, key)}
        | _details(atlas, cast)
        | {_village(atlas, village): village_detail(atlas, village) for village in villages},
    )


def _villages_of_unit(atlas: Atlas, unit: int, homes: Iterable[int]) -> dict[int, list[int]]:
    """Give the villages a unit is twinned with or helps in, each with the households drawn."""
    seen = atlas.panorama
    villages: dict[int, list[int]] = {tie.village: [] for tie in seen.twinnings_by_unit.get(unit, ())}
    for home in homes:
        if (village := seen.households[home].village) is not None:
            villages.setdefault(village, []).append(home)
    return villages


def _elsewhere(atlas: Atlas, homes: Iterable[int]) -> list[tuple[str, list[str]]]:
    lost = [_household(atlas, home) for home in homes if atlas.panorama.households[home].village is None]
    return [("", lost)] if lost else []


# What scenes have in common -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Caption:
    """What stands around a picture."""

    key: str
    title: Words
    subtitle: Text
    notes: Sequence[Text]


def _scene(
    atlas: Atlas, graph: nx.DiGraph[str], positions: Positions, caption: _Caption, details: Mapping[str, Detail]
) -> Scene:
    drawing = drawn(graph, positions)
    return Scene(
        key=caption.key,
        title=caption.title,
        subtitle=atlas.say(caption.subtitle),
        notes=tuple(map(atlas.say, caption.notes)),
        plans=atlas.panorama.plans,
        nodes=drawing.nodes,
        edges=drawing.edges,
        details=details,
    )


def _details(atlas: Atlas, cast: Cast) -> dict[str, Detail]:
    return (
        {_unit(atlas, unit): unit_detail(atlas, unit) for unit in cast.roles}
        | {_cadre(atlas, cadre): cadre_detail(atlas, cadre) for cadre in cast.cadres}
        | {_household(atlas, home): household_detail(atlas, home) for home in cast.households}
    )


def _left_out(villages: int = 0, households: int = 0, cadres: int = 0) -> list[Text]:
    notes = (
        (villages, text("{count} more villages are in the table of villages only.", count=villages)),
        (households, text("{count} more households are in the table only.", count=households)),
        (cadres, text("{count} more cadres are in the table only.", count=cadres)),
    )
    return [note for count, note in notes if count]


def _first(keys: Sequence[int], most: int, matters: Callable[[int], bool]) -> list[int]:
    """Give at most ``most``, those that matter before the others, in the order given."""
    if len(keys) <= most:
        return list(keys)
    kept = set(sorted(keys, key=lambda key: not matters(key))[:most])
    return [key for key in keys if key in kept]


def _groups(atlas: Atlas, units: Iterable[int], cadres: Sequence[int]) -> list[tuple[str, list[str]]]:
    of_unit: dict[int | None, list[str]] = {unit: [] for unit in units}
    for cadre in cadres:
        of_unit.setdefault(atlas.panorama.cadres[cadre].unit, []).append(_cadre(atlas, cadre))
    return [("" if unit is None else _unit(atlas, unit), members) for unit, members in of_unit.items()]


def _add_unit(graph: nx.DiGraph[str], atlas: Atlas, key: int, role: str) -> None:
    unit = atlas.panorama.units[key]
    known = next((one for one in ROLE_ORDER if one == role), None)
    sub = atlas.both(partial(label_text, known)) if known else ""
    graph.add_node(_unit(atlas, key), label=unit.name, sub=sub, group=f"unit-{role}", shape="box")


def _add_village(graph: nx.DiGraph[str], atlas: Atlas, key: int) -> None:
    village = atlas.panorama.villages[key]
    sub = text("{count} households", count=village.households)
    if village.uncovered:
        sub = text("{count} households · ▲ {gaps}", count=village.households, gaps=village.uncovered)
    mark: Mark = "gap" if village.uncovered else ""
    graph.add_node(
        _village(atlas, key), label=village.name, sub=atlas.say(sub), mark=mark, group="village", shape="box"
    )


def _add_cadre(graph: nx.DiGraph[str], atlas: Atlas, key: int, role_of: Mapping[int, str], post: str) -> None:
    seen = atlas.panorama
    cadre = seen.cadres[key]
    role = STRANGER if cadre.unit is None else role_of.get(cadre.unit, STRANGER)
    marks = _marks(cadre_mark(atlas, key, seen.load(key)), cadre_mark(atlas, key, seen.load_after(key)))
    label = f"{post} {cadre.name}" if post else cadre.name
    graph.add_node(_cadre(atlas, key), label=label, group=f"cadre-{role}", shape="dot", **marks)
    if cadre.unit is not None:
        graph.add_edge(_unit(atlas, cadre.unit), _cadre(atlas, key), group="belongs")


def _add_household(graph: nx.DiGraph[str], atlas: Atlas, key: int) -> None:
    seen = atlas.panorama
    marks = _marks(household_mark(seen.helpers(key)), household_mark(seen.helpers_after(key)))
    graph.add_node(_household(atlas, key), label=seen.households[key].head, group="household", shape="square", **marks)


def _marks(mark: Mark, after: Mark) -> dict[str, Any]:
    """Give the mark of today, and that of the plan where it is another."""
    return {"mark": mark} if mark == after else {"mark": mark, "after": after}


def _add_pairings(graph: nx.DiGraph[str], atlas: Atlas, pairings: Iterable[Pairing]) -> list[tuple[str, str]]:
    """Add the ties whose both ends are drawn; the first helper's is drawn apart from the others'."""
    ties = []
    for tie in pairings:
        ends = (_cadre(atlas, tie.cadre), _household(atlas, tie.household))
        if all(end in graph for end in ends):
            looks = {"change": tie.turn} if tie.turn else {}
            graph.add_edge(*ends, group="helps" if tie.ordinal in {None, 1} else "helps-too", **looks)
            ties.append(ends)
    return ties


def _unit(atlas: Atlas, key: int) -> str:
    return atlas.panorama.units[key].node


def _village(atlas: Atlas, key: int) -> str:
    return atlas.panorama.villages[key].node


def _cadre(atlas: Atlas, key: int) -> str:
    return atlas.panorama.cadres[key].node


def _household(atlas: Atlas, key: int) -> str:
    return atlas.panorama.households[key].node
