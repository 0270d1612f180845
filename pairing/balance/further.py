"""Rosters with somebody or something more in them: what might loosen a shortage, and who has room for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from pairing.eligibility import NONE
from pairing.model.labels import ACTIVE, Role

if TYPE_CHECKING:
    from pairing.eligibility import Eligibility, Numbers
    from pairing.model.cell import TableName
    from pairing.roster import Roster

RANK: Final = "正科"
"""What a further cadre is imagined to be: section level."""


def further_cadres(roster: Roster, number: int, unit: str) -> Roster:
    """Add cadres to a unit; their ids stand behind all others and are in no file."""
    rows = roster.cadres
    unit_key = roster.units.filter(pl.col("id") == unit)["key"][0]
    further = [
        {
            "key": rows.height + at,
            "id": f"\U0010ffff{at}",
            "unit": unit,
            "unit_key": unit_key,
            "rank": RANK,
            "state": ACTIVE,
        }
        for at in range(number)
    ]
    return _with_rows(roster, "cadres", further)


def further_twinning(roster: Roster, unit: str, village: str) -> Roster:
    """Twin a unit with a village."""
    keys = {
        "unit_key": roster.units.filter(pl.col("id") == unit)["key"][0],
        "village_key": roster.villages.filter(pl.col("id") == village)["key"][0],
    }
    row = {"key": roster.twinnings.height, "unit": unit, "village": village, "role": Role.PARTNER.value, **keys}
    return _with_rows(roster, "twinnings", [row])


def _with_rows(roster: Roster, table: TableName, further: list[dict[str, object]]) -> Roster:
    rows = roster.tables[table]
    made = pl.DataFrame(further, schema={name: rows.schema[name] for name in further[0]})
    return replace(roster, tables={**roster.tables, table: pl.concat([rows, made], how="diagonal")})


def units_with_room(allowed: Eligibility, loads: Numbers) -> list[tuple[str, int]]:
    """Give the units with room below their cadres' quotas, those with most first."""
    room = np.maximum(0, allowed.quota - loads)
    known = allowed.unit != NONE
    by_unit = np.bincount(allowed.unit[known], room[known], len(allowed.units)).astype(np.int64)
    order = np.argsort(-by_unit, kind="stable")
    return [(allowed.units[int(unit)], int(by_unit[unit])) for unit in order]
