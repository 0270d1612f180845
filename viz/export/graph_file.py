"""The form of a graph as JSON (``pairing.graph/1``), derived from the records: what its published schema is made of.

It is not what writes the file, which would cost a model for each node and edge.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import reduce
from operator import or_
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from pairing.graph import TIES, Tie
from pairing.model.table import EDGE_TABLES, TABLES
from pairing.roster import NODE_KINDS
from viz.export.node_link import GRAPH

if TYPE_CHECKING:
    from pairing.model.cell import TableName
    from pairing.roster import NodeKind


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class GraphNode(_Strict):
    """A node: a unit, village, cadre or household; a blank cell is left out."""

    id: str
    """Its name in this file: ``cadre:C001``."""
    label: str
    """What is written beside it."""
    own_id: str
    """The planner's own code; for the public a number of this file."""


class GraphEdge(_Strict):
    """A tie, from ``source`` to ``target``, which are names of nodes; a blank cell is left out."""

    source: str
    target: str
    key: str
    """Its name in this file: ``HELPS:12``."""


def _field_types(table: TableName, without: frozenset[str]) -> dict[str, Any]:
    """Give what a record's fields are in JSON: any of them may be blank."""
    fields = {name: info.annotation for name, info in TABLES[table].record.model_fields.items() if name not in without}
    return {name: (_in_json(kind), Field(None, json_schema_extra=_left_out)) for name, kind in fields.items()}


def _in_json(kind: Any) -> type:  # noqa: ANN401 - an annotation
    """Give what a field is in JSON: of a union the part that is not None, and a float for an exact decimal."""
    parts = [part for part in (kind, *get_args(kind)) if isinstance(part, type) and part is not NoneType]
    return float if Decimal in parts else next(iter(parts), str)


def _left_out(schema: dict[str, Any]) -> None:
    """Say nothing of a default: what is blank is not there."""
    schema.pop("default", None)


def _node(kind: NodeKind, table: TableName) -> type[GraphNode]:
    fields = {"kind": (Literal[kind], ...), **_field_types(table, frozenset({"id"}))}
    return create_model(kind.capitalize(), __base__=GraphNode, **fields)


def _edge(tie: Tie, table: TableName | None) -> type[GraphEdge]:
    own = _field_types(table, frozenset(TABLES[table].key)) if table else {}
    fields = {"type": (Literal[tie.value], ...), **own}
    return create_model(tie.value, __base__=GraphEdge, **fields)


AnyNode: Any = reduce(or_, [_node(kind, table) for kind, table in NODE_KINDS.items()])
AnyEdge: Any = reduce(
    or_,
    [*(_edge(tie, None) for tie in (Tie.BELONGS_TO, Tie.LIVES_IN)), *(_edge(TIES[one], one) for one in EDGE_TABLES)],
)


class About(_Strict):
    """What is told of the graph as a whole."""

    as_of: dt.date
    audience: Literal["internal", "public"]


class GraphFile(_Strict):
    """A roster as a graph: what counts on a day, or all rows with their history."""

    schema_: Literal["pairing.graph/1"] = Field(default=GRAPH, alias="schema")
    as_of: dt.date
    """The day the roster is seen as of."""
    audience: Literal["internal", "public"]
    directed: Literal[True] = True
    multigraph: Literal[True] = True
    graph: About
    nodes: tuple[Annotated[AnyNode, Field(discriminator="kind")], ...]
    edges: tuple[Annotated[AnyEdge, Field(discriminator="type")], ...]
