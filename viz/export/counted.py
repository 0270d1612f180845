"""The roster of what counts on D, without history: who left, households out of scope and ended rows are not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pairing import counting
from pairing.roster import Roster, roster_from_tables

if TYPE_CHECKING:
    from pairing.model.cell import TableName


def counted(roster: Roster) -> Roster:
    """Give the roster of what counts on D (DESIGN §2); rows know where they came from, and have new keys.

    Pins and exclusions carry no dates: those are kept whose cadre and household are.
    """
    kept: dict[TableName, pl.DataFrame] = {
        **roster.tables,
        "cadres": counting.active_cadres(roster),
        "households": counting.households_in_scope(roster),
        "twinnings": counting.active_twinnings(roster),
        "postings": counting.counting_postings(roster),
        "liaisons": counting.counting_liaisons(roster),
        "pairings": counting.counting_pairings(roster),
    }
    kept["constraints"] = roster.constraints.filter(
        pl.col("cadre_key").is_in(kept["cadres"]["key"].implode()),
        pl.col("household_key").is_in(kept["households"]["key"].implode()),
    )
    tables = {name: frame for name, frame in kept.items() if name not in roster.absent}
    return roster_from_tables(tables, roster.settings, on=roster.on, sources=roster.sources)
