"""The sample while it is being made: plain records, a tuple a table, before they become columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from pairing.model.table import TABLES
from pairing.roster import Roster, roster_from_tables, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pairing.model.cell import TableName
    from pairing.model.records import (
        Cadre,
        Constraint,
        Household,
        Liaison,
        Pairing,
        Posting,
        Row,
        Twinning,
        Unit,
        Village,
    )
    from pairing.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """Every row of a small roster, each checked by its own model when it was made."""

    units: tuple[Unit, ...] = ()
    villages: tuple[Village, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    households: tuple[Household, ...] = ()
    twinnings: tuple[Twinning, ...] = ()
    postings: tuple[Posting, ...] = ()
    liaisons: tuple[Liaison, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    constraints: tuple[Constraint, ...] = ()

    def changing_pairings(self, chosen: Callable[[Pairing], bool], change: Callable[[Pairing], Pairing]) -> Draft:
        """Give the draft with the chosen pairings changed."""
        rows = (change(row) if chosen(row) else row for row in self.pairings)
        return replace(self, pairings=tuple(rows))

    def to_roster(self, settings: Settings) -> Roster:
        """Give the same rows as a Roster."""
        rows: dict[TableName, Sequence[Row]] = {
            "units": self.units,
            "villages": self.villages,
            "cadres": self.cadres,
            "households": self.households,
            "twinnings": self.twinnings,
            "postings": self.postings,
            "liaisons": self.liaisons,
            "pairings": self.pairings,
            "constraints": self.constraints,
        }
        return roster_from_tables({name: _frame(name, rows[name]) for name in TABLES}, settings)


def _frame(name: TableName, rows: Sequence[Row]) -> pl.DataFrame:
    types = {column: schema(name)[column] for column in TABLES[name].columns}
    return pl.DataFrame([row.model_dump() for row in rows], schema=types)
