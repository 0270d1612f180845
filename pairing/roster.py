"""The Roster: one planning area with its whole history, columnar and immutable, seen as of a date.

One polars frame a table, in the order of the planner's rows. Every frame has, before the columns of its record:

``key``      dense integer of the row, 0 to n-1: how the engines know a node or edge
``source``   index into :attr:`Roster.sources`
``row``      the row in that sheet or file, counted as a spreadsheet counts

and after them, for each reference, ``<field>_key``: the key of the row it names. Only rows that can be used are here:
each node's id is unique, both ends of an edge exist. A blank or unreadable cell is null, except where the record has a
default.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast

import polars as pl

from pairing.model.cell import Amount, Choice, Count, Day, Flag, TableName
from pairing.model.finding import Place
from pairing.model.labels import Role
from pairing.model.settings import Settings
from pairing.model.table import EDGE_TABLES, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

NodeKind = Literal["unit", "village", "cadre", "household"]
NODE_KINDS: Final[dict[NodeKind, TableName]] = {
    "unit": "units",
    "village": "villages",
    "cadre": "cadres",
    "household": "households",
}
PROVENANCE: Final = {"key": pl.UInt32(), "source": pl.UInt16(), "row": pl.UInt32()}
DIFFICULTY: Final = pl.Decimal(9, 2)


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet or file that rows came from, and the column each field was read from.

    ``columns`` maps ``table.field`` to (letters, header): ``{"households.head": ("D", "户主姓名")}``.
    """

    file: str
    sheet: str | None = None
    columns: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Roster:
    """All rows of a planning area. Make one with ``read_roster``; look at it on another day with :meth:`at`."""

    tables: Mapping[TableName, pl.DataFrame]
    settings: Settings
    sources: tuple[Source, ...]
    absent: frozenset[TableName] = frozenset()
    """Tables the input does not have at all, which is not the same as empty: rules that need them are skipped."""
    on: dt.date = field(default_factory=dt.date.today)
    """The date D as of which the roster is seen (DESIGN §2)."""

    @property
    def units(self) -> pl.DataFrame:
        """单位."""
        return self.tables["units"]

    @property
    def villages(self) -> pl.DataFrame:
        """村."""
        return self.tables["villages"]

    @property
    def cadres(self) -> pl.DataFrame:
        """干部."""
        return self.tables["cadres"]

    @property
    def households(self) -> pl.DataFrame:
        """贫困户."""
        return self.tables["households"]

    @property
    def twinnings(self) -> pl.DataFrame:
        """单位结对."""
        return self.tables["twinnings"]

    @property
    def postings(self) -> pl.DataFrame:
        """驻村."""
        return self.tables["postings"]

    @property
    def liaisons(self) -> pl.DataFrame:
        """联点."""
        return self.tables["liaisons"]

    @property
    def pairings(self) -> pl.DataFrame:
        """结对."""
        return self.tables["pairings"]

    @property
    def constraints(self) -> pl.DataFrame:
        """限制."""
        return self.tables["constraints"]

    def at(self, day: dt.date) -> Roster:
        """Look at the same rows as of another day, past or future."""
        return dataclasses.replace(self, on=day)

    def with_settings(self, settings: Settings) -> Roster:
        """Give the same rows under other settings; their 截至日期, if any, becomes the date."""
        return dataclasses.replace(self, settings=settings, on=settings.as_of or self.on)

    def has(self, needed: str) -> bool:
        """Tell whether the input holds a table (``postings``) or a column of it (``cadres.rank``) at all.

        A column is absent when there are rows and none has a value in it; 未定 is not a role, so twinnings that are all
        undecided have none (DESIGN §4: what a ledger leaves out is not a gap).
        """
        table, _, column = needed.partition(".")
        name = cast("TableName", table)
        if name in self.absent:
            return False
        if not column:
            return True
        values = self.tables[name][column]
        if needed == "twinnings.role":
            values = values.replace({Role.UNDECIDED.value: None})
        return values.is_empty() or values.null_count() < values.len()

    def place(self, table: TableName, key: int, column: str | None = None) -> Place:
        """Say where a row of a table, and a field of it, stand in the planner's files."""
        frame = self.tables[table]
        source = self.sources[frame["source"][key]]
        letters, header = source.columns.get(f"{table}.{column}", (None, None))
        return Place(
            file=source.file,
            sheet=source.sheet,
            row=int(frame["row"][key]),
            column=letters,
            header=header,
        )

    @cached_property
    def sha256(self) -> str:
        """Hash the canonical content: typed rows sorted, settings; not where they came from, nor their order."""
        digest = hashlib.sha256()
        for name in TABLES:
            digest.update(f"{name}:{name in self.absent}\n".encode())
            digest.update(canonical(self.tables[name], name).write_csv(null_value="\0").encode())
        settings = self.settings.model_dump(mode="json", exclude_defaults=True)
        digest.update(json.dumps(settings, sort_keys=True).encode())
        return digest.hexdigest()

    def same_content(self, other: Roster) -> bool:
        """Tell whether two rosters hold the same rows and settings, whatever their order and origin."""
        return self.sha256 == other.sha256

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give the roster as a labelled multigraph for people to work with; see :mod:`pairing.graph`."""
        from pairing.graph import graph_from_roster  # noqa: PLC0415 - which sees rosters

        return graph_from_roster(self)


def canonical(frame: pl.DataFrame, name: TableName) -> pl.DataFrame:
    """Give a table's typed rows without keys and origin, sorted: what two equal tables have in common."""
    fields = list(TABLES[name].columns)
    return frame.select(fields).sort(fields, nulls_last=True)


def schema(name: TableName) -> dict[str, pl.DataType]:
    """Give the polars schema of a table's frame."""
    table = TABLES[name]
    fields = {column: _dtype(name, column) for column in table.columns}
    keys = {f"{column}_key": pl.UInt32() for column in table.references}
    return {**PROVENANCE, **fields, **keys}


def _dtype(name: TableName, column: str) -> pl.DataType:
    match TABLES[name].columns[column].kind:
        case Count():
            return pl.Int32()
        case Amount():
            return DIFFICULTY if column == "difficulty" else pl.Float64()
        case Day():
            return pl.Date()
        case Flag():
            return pl.Boolean()
        case Choice() | _:
            return pl.String()


def empty_table(name: TableName) -> pl.DataFrame:
    """Give a table without rows."""
    return pl.DataFrame(schema=schema(name))


def roster_from_tables(
    tables: Mapping[TableName, pl.DataFrame],
    settings: Settings | None = None,
    *,
    on: dt.date | None = None,
    sources: tuple[Source, ...] = (Source("memory"),),
) -> Roster:
    """Build a Roster from frames of record fields that are known to be good: a generator's, or a test's.

    Missing tables are absent; missing columns are filled with the record's default or null; ``key``, ``source``,
    ``row`` and the reference keys are made here. An edge whose end does not exist raises ValueError: files go through
    ``read_roster``, which reports it as a finding instead.
    """
    settings = settings or Settings()
    nodes = {name: _with_provenance(tables.get(name), name) for name in TABLES}
    keyed = {name: _with_reference_keys(nodes[name], name, nodes) for name in TABLES}
    for name in EDGE_TABLES:
        ends = [f"{column}_key" for column in TABLES[name].key]
        if any(keyed[name][end].null_count() for end in ends):
            message = f"{name}: an end of an edge does not exist"
            raise ValueError(message)
    return Roster(
        tables=keyed,
        settings=settings,
        sources=sources,
        absent=frozenset(name for name in TABLES if name not in tables),
        on=on or settings.as_of or dt.date.today(),  # noqa: DTZ011 - the office's own calendar day
    )


def _with_provenance(frame: pl.DataFrame | None, name: TableName) -> pl.DataFrame:
    table = TABLES[name]
    if frame is None:
        return empty_table(name).select(*PROVENANCE, *table.columns)
    defaults = {n: i.get_default() for n, i in table.record.model_fields.items() if not i.is_required()}
    made = frame.with_columns(
        pl.lit(defaults.get(column)).alias(column) for column in table.columns if column not in frame.columns
    )
    filled = made.with_columns(
        pl.col(column).cast(_dtype(name, column)).fill_null(pl.lit(defaults.get(column)).cast(_dtype(name, column)))
        for column in table.columns
    )
    rows = pl.int_range(pl.len(), dtype=pl.UInt32())
    return filled.select(
        rows.alias("key"),
        (pl.col("source") if "source" in frame.columns else pl.lit(0)).cast(pl.UInt16).alias("source"),
        (pl.col("row") if "row" in frame.columns else rows + 2).cast(pl.UInt32).alias("row"),
        *table.columns,
    )


def _with_reference_keys(frame: pl.DataFrame, name: TableName, nodes: Mapping[TableName, pl.DataFrame]) -> pl.DataFrame:
    for column, target in TABLES[name].references.items():
        ids = nodes[target].select(pl.col("id").alias(column), pl.col("key").alias(f"{column}_key"))
        frame = frame.join(ids, on=column, how="left", maintain_order="left")
    return frame
