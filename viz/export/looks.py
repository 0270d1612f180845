"""How large nodes are and in what colours they and their ties are painted: those of the pages, in the light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing import counting
from pairing.graph import Tie
from pairing.model.labels import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairing.roster import NodeKind, Roster
    from viz.export.network import Value

COLOURS: Final[Mapping[str, str]] = {
    "ink": "#1c2430",
    "lead": "#1d4f91",
    "responsible": "#24734f",
    "partner": "#69707d",
    "stranger": "#8a5a9e",
    "household": "#857c6a",
    "gap": "#b3261e",
    "over": "#985000",
    "tie": "#7d8898",
    "thread": "#d5dbe4",
}
"""By their names in the pages' style sheet."""
SIZES: Final[Mapping[NodeKind, int]] = {"unit": 14, "village": 32, "cadre": 4, "household": 4}
"""Radiuses. Gephi stretches sizes to reach from 4 to 100, and distances as much: so persons must be 4 to be seen."""
_OF_ROLE: Final = {Role.LEAD: "lead", Role.RESPONSIBLE: "responsible", Role.PARTNER: "partner"}
_OF_TIE: Final = {Tie.BELONGS_TO: "thread", Tie.LIVES_IN: "thread", Tie.CONSTRAINED: "over"}


@dataclass(frozen=True, slots=True)
class Looks:
    """The colours of the nodes, by kind and the planner's own id."""

    nodes: Mapping[tuple[NodeKind, str], str]

    def of_node(self, kind: NodeKind, identity: str) -> str:
        """Name a node's colour."""
        return self.nodes.get((kind, identity), {"village": "ink", "household": "household"}.get(kind, "stranger"))

    def of_edge(self, known: Mapping[str, Value]) -> str:
        """Name a tie's colour: a twinning has that of its role."""
        tie = Tie(str(known["type"]))
        return of_role(known.get("role")) if tie is Tie.TWINNED_WITH else _OF_TIE.get(tie, "tie")


def of_role(role: Value | None) -> str:
    """Name the colour of a role; one not decided looks like a partner's."""
    return _OF_ROLE.get(Role(str(role)), "partner") if role else "partner"


def looks_of(roster: Roster) -> Looks:
    """Paint units by their first role, cadres like their unit, and households that nobody helps as gaps."""
    first = by_role(roster).unique("unit", keep="first", maintain_order=True)
    units = {unit: of_role(role) for unit, role in first.select("unit", "role").iter_rows()}
    cadres = {cadre: units[unit] for cadre, unit in roster.cadres.select("id", "unit").iter_rows() if unit in units}
    helped = counting.counting_pairings(roster)["household_key"]
    alone = counting.households_in_scope(roster).filter(~pl.col("key").is_in(helped.implode()))
    return Looks(
        {
            **{("unit", unit): colour for unit, colour in units.items()},
            **{("cadre", cadre): colour for cadre, colour in cadres.items()},
            **{("household", home): "gap" for home in alone["id"]},
        }
    )


def by_role(roster: Roster) -> pl.DataFrame:
    """Give the active twinnings, lead before responsible before partner; blank roles come last."""
    order = pl.Enum([role.value for role in Role])
    return counting.active_twinnings(roster).sort(pl.col("role").cast(order), nulls_last=True, maintain_order=True)


def red_green_blue(colour: str) -> dict[str, int]:
    """Take a colour of the style sheet apart."""
    return {part: int(COLOURS[colour][at : at + 2], 16) for part, at in (("r", 1), ("g", 3), ("b", 5))}
