"""What an audience may see, cell by cell: not even a default stands where it may see nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pairing.model.table import NODE_TABLES, TABLES
from pairing.roster import Roster
from viz.audience import PUBLIC_FIELDS

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from viz.audience import Sight


def disclosed(seen: Sight) -> Roster:
    """Give the roster as it is handed over.

    A sight's own has the defaults that counting needs: a public household would be registered and of difficulty 1,
    whatever the office knows of it.
    """
    roster = seen.roster
    if seen.audience == "internal":
        return roster
    tables = {name: _bare(frame, name) if name in NODE_TABLES else frame for name, frame in roster.tables.items()}
    return Roster(tables, roster.settings, roster.sources, roster.absent, roster.on)


def _bare(frame: pl.DataFrame, name: TableName) -> pl.DataFrame:
    kept = {"id", *(field for field in TABLES[name].columns if f"{name}.{field}" in PUBLIC_FIELDS)}
    bare = (pl.lit(None, dtype=frame[field].dtype).alias(field) for field in TABLES[name].columns if field not in kept)
    return frame.with_columns(bare)
