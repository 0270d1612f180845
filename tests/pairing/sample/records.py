"""A roster as the plain records that the oracle reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.table import TABLES
from tests.oracle import World, world_from_records

if TYPE_CHECKING:
    from pairing.roster import Roster


def world_of(roster: Roster) -> World:
    """Give the oracle the same rows, on the same day, under the same settings."""
    records = {name: roster.tables[name].select(list(TABLES[name].columns)).to_dicts() for name in TABLES}
    return world_from_records(records, roster.settings, roster.on)
