"""The words of DESIGN §2 over a networkx graph: what is active, what counts, who is expected, who may help whom.

Read from the design, not from the product: nothing here looks at ``pairing.counting`` or at a rule's Cypher.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import networkx as nx

from pairing.model.cell import TableName
from pairing.model.labels import ACTIVE, ConstraintKind, PostingRole, Role
from pairing.model.records import RECORDS
from pairing.model.table import EDGE_TABLES, NODE_TABLES, TABLES

if TYPE_CHECKING:
    from pairing.model.settings import Settings

Cell = str | int | float | bool | Decimal | dt.date | StrEnum | None
Record = Mapping[str, Cell]
Records = Mapping[TableName, Sequence[Record]]
"""Rows as a planner has them, by table; a table that is not there is absent from the input."""

KINDS: Final[dict[TableName, str]] = {
    "units": "unit",
    "villages": "village",
    "cadres": "cadre",
    "households": "household",
}


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of an edge table: the names of its ends, and its cells."""

    tail: str
    head: str
    cells: Record


def graph_from_records(records: Records) -> nx.MultiDiGraph[str]:
    """Draw every row as a node or an edge; a blank cell takes the default of its record."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for table in NODE_TABLES:
        for record in records.get(table, ()):
            name = f"{KINDS[table]}:{record['id']}"
            graph.add_node(name, kind=KINDS[table], cells=_with_defaults(table, record))
    for table in EDGE_TABLES:
        tail, head = TABLES[table].key
        kinds = TABLES[table].references
        for record in records.get(table, ()):
            graph.add_edge(
                f"{KINDS[kinds[tail]]}:{record[tail]}",
                f"{KINDS[kinds[head]]}:{record[head]}",
                table=table,
                cells=_with_defaults(table, record),
            )
    return graph


def _with_defaults(table: TableName, record: Record) -> Record:
    fields = RECORDS[table].model_fields
    blank = {name: None if info.is_required() else info.default for name, info in fields.items()}
    return {**blank, **{name: value for name, value in record.items() if value is not None}}


@dataclass(frozen=True, eq=False)
class World:
    """A graph of records, seen under settings on a day."""

    graph: nx.MultiDiGraph[str]
    present: frozenset[TableName]
    settings: Settings
    on: dt.date

    def has(self, needed: str) -> bool:
        """Tell whether the input has a table, or a column not blank in every row; 未定 is no role."""
        table, _, column = needed.partition(".")
        if table not in self.present:
            return False
        nothing = {None, Role.UNDECIDED} if needed == "twinnings.role" else {None}
        rows = list(self._rows(table))
        return not column or not rows or any(cells[column] not in nothing for cells in rows)

    def _rows(self, table: str) -> Iterator[Record]:
        if table in NODE_TABLES:
            kind = KINDS[table]
            return (data["cells"] for _, data in self.graph.nodes(data=True) if data["kind"] == kind)
        return (edge.cells for edge in self.edges[table])

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """Names of nodes by kind."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, data in self.graph.nodes(data=True):
            found[data["kind"]].append(name)
        return found

    @property
    def units(self) -> list[str]:
        """Every unit in the table."""
        return self.kinds["unit"]

    @property
    def villages(self) -> list[str]:
        """Every village in the table."""
        return self.kinds["village"]

    @cached_property
    def edges(self) -> dict[str, list[Edge]]:
        """Every edge of the input by table."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for tail, head, data in self.graph.edges(data=True):
            found[data["table"]].append(Edge(tail, head, data["cells"]))
        return found

    def cells(self, name: str) -> Record:
        """Give the row of a node."""
        cells: Record = self.graph.nodes[name]["cells"]
        return cells

    def is_active(self, edge: Edge) -> bool:
        """Tell whether a dated row is active on D: the end is the last day that counts; void counts nowhere."""
        start, end = edge.cells["start_date"], edge.cells["end_date"]
        begun = not isinstance(start, dt.date) or start <= self.on
        lasting = not isinstance(end, dt.date) or self.on <= end
        return begun and lasting and not edge.cells.get("void")

    def active(self, table: TableName) -> list[Edge]:
        """Give the rows of an edge table that are active on D."""
        return [edge for edge in self.edges[table] if self.is_active(edge)]

    def serves(self, cadre: str) -> bool:
        """Tell whether a cadre is active: 在岗; every other state means *left*."""
        return self.cells(cadre)["state"] == ACTIVE

    def is_in_scope(self, household: str) -> bool:
        """Tell whether a household's state is within 在帮范围."""
        return self.cells(household)["state"] in self.settings.in_scope

    @cached_property
    def cadres(self) -> list[str]:
        """The active cadres."""
        return [cadre for cadre in self.kinds["cadre"] if self.serves(cadre)]

    @cached_property
    def households(self) -> list[str]:
        """The households in scope."""
        return [name for name in self.kinds["household"] if self.is_in_scope(name)]

    @cached_property
    def pairings(self) -> list[Edge]:
        """The pairings that count on D: active, the cadre active, the household in scope."""
        return [edge for edge in self.active("pairings") if self.serves(edge.tail) and self.is_in_scope(edge.head)]

    @cached_property
    def postings(self) -> list[Edge]:
        """The postings that count on D: active, the cadre active."""
        return [edge for edge in self.active("postings") if self.serves(edge.tail)]

    @cached_property
    def liaisons(self) -> list[Edge]:
        """The liaisons that count on D: active, the cadre active."""
        return [edge for edge in self.active("liaisons") if self.serves(edge.tail)]

    @cached_property
    def twinnings(self) -> list[Edge]:
        """The twinnings active on D."""
        return self.active("twinnings")

    @cached_property
    def helped_by(self) -> dict[str, set[str]]:
        """Households of each cadre, by the pairings that count."""
        found: dict[str, set[str]] = defaultdict(set)
        for edge in self.pairings:
            found[edge.tail].add(edge.head)
        return found

    @cached_property
    def helpers_of(self) -> dict[str, set[str]]:
        """Cadres of each household, by the pairings that count."""
        found: dict[str, set[str]] = defaultdict(set)
        for edge in self.pairings:
            found[edge.head].add(edge.tail)
        return found

    def units_in_role(self, role: Role) -> dict[str, set[str]]:
        """Units of each village that hold a role there on D."""
        found: dict[str, set[str]] = defaultdict(set)
        for edge in self.twinnings:
            if edge.cells["role"] == role:
                found[edge.head].add(edge.tail)
        return found

    def posted_as(self, role: PostingRole) -> dict[str, set[str]]:
        """Cadres of each village that are posted there in a role on D."""
        found: dict[str, set[str]] = defaultdict(set)
        for edge in self.postings:
            if edge.cells["role"] == role:
                found[edge.head].add(edge.tail)
        return found

    def sender(self, posting: Edge) -> str | None:
        """Give the unit that sent a posted cadre: the row's 派出单位, else the cadre's own unit, else unknown."""
        unit = posting.cells["unit"] or self.cells(posting.tail)["unit"]
        return None if unit is None else f"unit:{unit}"

    def level(self, cadre: str) -> int | None:
        """Give the level of a cadre's rank; a blank or unknown one has none."""
        known = self.settings.rank_table().get(str(self.cells(cadre)["rank"]))
        return known[0] if known else None

    def quota(self, cadre: str) -> int:
        """Give how many households a cadre carries: his own 定额, else that of the posted, else his rank's, else 1."""
        own = self.cells(cadre)["quota"]
        if isinstance(own, int):
            return own
        if self.settings.posted_quota is not None and cadre in self._posted:
            return self.settings.posted_quota
        known = self.settings.rank_table().get(str(self.cells(cadre)["rank"]))
        return known[1] if known else 1

    @cached_property
    def _posted(self) -> set[str]:
        return {edge.tail for edge in self.postings}

    @cached_property
    def expected(self) -> list[str]:
        """The cadres of whom help is expected: active, with a quota of at least 1."""
        return [cadre for cadre in self.cadres if self.quota(cadre) >= 1]

    def constrained(self, kind: ConstraintKind) -> set[tuple[str, str]]:
        """Give the pairs of cadre and household with a pin, or with an exclusion."""
        return {(edge.tail, edge.head) for edge in self.edges["constraints"] if edge.cells["kind"] == kind}

    @cached_property
    def exclusions(self) -> set[tuple[str, str]]:
        """The pairs of cadre and household that the planner forbids."""
        return self.constrained(ConstraintKind.EXCLUSION)

    @cached_property
    def reach(self) -> set[tuple[str, str]]:
        """Every (unit, village) twinned in any role, and (cadre, village) posted or linked, on D."""
        return {(edge.tail, edge.head) for edge in (*self.twinnings, *self.postings, *self.liaisons)}

    def may_help(self, cadre: str, household: str) -> bool | None:
        """Tell whether a cadre may help a household; None when a blank cell leaves it open.

        An exclusion forbids it whatever else is known; a posting or liaison allows it whatever the cadre's unit.
        """
        if (cadre, household) in self.exclusions:
            return False
        unit, village = self.cells(cadre)["unit"], self.cells(household)["village"]
        if village is None:
            return None
        if (cadre, f"village:{village}") in self.reach:
            return True
        if unit is None:
            return None
        return (f"unit:{unit}", f"village:{village}") in self.reach


def world_from_records(records: Records, settings: Settings, on: dt.date) -> World:
    """Build the graph of some records and look at it on a day."""
    return World(graph_from_records(records), frozenset(records), settings, on)


def seen_otherwise(world: World, settings: Settings, on: dt.date) -> World:
    """Look at the same graph under other settings, on another day."""
    return World(world.graph, world.present, settings, on)
