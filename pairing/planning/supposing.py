"""Rosters as they would be if somebody left, or if the planner set something otherwise; none of it is written anywhere.

Leaving is what it would be in the planner's own tables: the state of those who leave is changed, and their rows end the
day before. So the rules do not find half a departure in a supposed roster.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.model.table import EDGE_TABLES, TABLES
from pairing.roster import NODE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairing.model.cell import TableName
    from pairing.model.labels import ConstraintKind
    from pairing.names import Node
    from pairing.roster import NodeKind, Roster

LEFT: Final = "调离"
"""The state of a cadre who is supposed to have left."""
MOVED: Final = ("已迁出", "已注销", "不再帮扶", "")
"""The state of a household that is supposed to have left: the first that is not within 在帮范围."""
LEAVING: Final[tuple[NodeKind, ...]] = ("cadre", "unit", "household")
"""What can be supposed to leave."""


def without(roster: Roster, nodes: Iterable[Node], day: dt.date | None = None) -> Roster:
    """Suppose that some have left by ``day``, which is the roster's own date unless it is given.

    A cadre is 调离, a household 已迁出; with a unit all its cadres go. Their twinnings, postings, liaisons and pairings
    end the day before, one that has not begun by then is on no day, and what was pinned or excluded of them is gone.
    Raises ValueError for a village, which does not leave.
    """
    gone = _gone(roster, nodes)
    last = (day or roster.on) - dt.timedelta(1)
    tables = dict(roster.tables)
    tables["cadres"] = _in_state(roster.cadres, gone["cadres"], LEFT)
    tables["households"] = _in_state(roster.households, gone["households"], _out_of_scope(roster))
    for name in EDGE_TABLES:
        touched = _touched(name, gone)
        if name == "constraints":
            tables[name] = _numbered(tables[name].filter(~touched))
        else:
            tables[name] = _ended(tables[name], touched, last)
    return replace(roster, tables=tables)


def _gone(roster: Roster, nodes: Iterable[Node]) -> dict[TableName, list[str]]:
    """Give the ids of all who leave, by table."""
    gone: dict[TableName, list[str]] = {NODE_KINDS[kind]: [] for kind in LEAVING}
    for node in nodes:
        if node.kind not in LEAVING:
            message = f"{node.subject} does not leave"
            raise ValueError(message)
        gone[NODE_KINDS[node.kind]].append(node.id)
    of_units = pl.col("unit").is_in(gone["units"]).fill_null(value=False)
    gone["cadres"] = roster.cadres.filter(of_units | pl.col("id").is_in(gone["cadres"]))["id"].to_list()
    return gone


def _in_state(rows: pl.DataFrame, ids: list[str], state: str) -> pl.DataFrame:
    return rows.with_columns(state=pl.when(pl.col("id").is_in(ids)).then(pl.lit(state)).otherwise("state"))


def _out_of_scope(roster: Roster) -> str:
    return next(state for state in MOVED if state not in roster.settings.in_scope)


def _touched(name: TableName, gone: Mapping[TableName, list[str]]) -> pl.Expr:
    """Tell which rows of a table have an end that leaves."""
    ends = ((end, gone.get(TABLES[name].references[end], [])) for end in TABLES[name].key)
    return pl.any_horizontal(*(pl.col(end).is_in(ids) for end, ids in ends))


def _ended(rows: pl.DataFrame, touched: pl.Expr, last: dt.date) -> pl.DataFrame:
    """End rows; a pairing that would begin later is void, any other such row ends before it begins."""
    ends = touched & (pl.col("end_date").is_null() | (pl.col("end_date") > last))
    if "void" not in rows.columns:
        return rows.with_columns(end_date=pl.when(ends).then(pl.lit(last)).otherwise("end_date"))
    later = (pl.col("start_date") > last).fill_null(value=False)
    return rows.with_columns(
        end_date=pl.when(ends & ~later).then(pl.lit(last)).otherwise("end_date"),
        void=pl.col("void") | (ends & later),
    )


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the rows that are left keys from 0 on."""
    return rows.with_columns(key=pl.int_range(pl.len(), dtype=pl.UInt32))


def without_constraint(roster: Roster, kind: ConstraintKind, cadre: str, household: str) -> Roster:
    """Suppose that a pin or an exclusion, by the ids of the two, had not been set."""
    this = (pl.col("kind") == kind.value) & (pl.col("cadre") == cadre) & (pl.col("household") == household)
    return replace(roster, tables={**roster.tables, "constraints": _numbered(roster.constraints.filter(~this))})


def with_quota(roster: Roster, cadre: str, quota: int) -> Roster:
    """Suppose another quota of a cadre, by his id."""
    own = pl.when(pl.col("id") == cadre).then(pl.lit(quota)).otherwise("quota").cast(pl.Int32)
    return replace(roster, tables={**roster.tables, "cadres": roster.cadres.with_columns(quota=own)})


def with_limit(roster: Roster, helpers: int) -> Roster:
    """Suppose another 每户最多帮扶人."""
    return replace(roster, settings=roster.settings.model_copy(update={"helpers_per_household": helpers}))
