"""Write the page of the graph's schema from the code that makes the graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cypher.schema import EdgeTable, NodeTable, Property, edge_tables, node_tables
from cypher.server.labels import Keeping
from cypher.server.rows import tables
from cypher.server.statements import statement
from pairing.model.cell import Choice, Term
from pairing.model.labels import LABELS, OPEN_LABELS
from pairing.model.table import TABLES
from tests.docs.meanings import COLUMNS, DIFFICULTY, KEY, ON_A_SERVER, ROSTER, SENT_BY, TIES, Meaning
from tests.docs.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPES: Final = {"STRING": "STRING", "INT64": "INTEGER", "DOUBLE": "FLOAT", "DATE": "DATE", "BOOLEAN": "BOOLEAN"}
"""The types of properties as Neo4j names them, by their names in the embedded store."""
_MADE: Final = {"key": KEY, "difficulty_hundredths": DIFFICULTY, "sent_by": SENT_BY}
_SET: Final = re.compile(r"\b[rl]\.(\w+) =|\{(id): 1\}")
_HEADERS: Final = ("property", "type", "中文", "meaning")
_HEAD: Final = """# The graph 图的结构

Written by `make docs` from `cypher/schema.py`, `pairing/model/records.py` and `cypher/server/rows.py`. The embedded
store and a server hold the same graph, so that one text of a query runs on both. A blank cell is a property that is not
there. Every row is there with its history: what counts on a day is for the query to say
([ready-made queries](queries.md) show how), and ids are the planner's own.

内嵌引擎和服务器上的图相同，同一句查询两边都能运行。空单元格就是没有该属性。所有行连同历史都在图里；某日哪些算数，由查询中的条件决定。

![Labels, types and properties of the graph](graph.svg)

Types are named as Neo4j names them; the embedded store says INT64 for INTEGER and DOUBLE for FLOAT.
"""


def graph_page() -> str:
    """Write the labels, the types of relationships, and what only a server keeps."""
    nodes = "\n".join(map(_label_section, node_tables()))
    return f"{_HEAD}\n{nodes}\n{_ties_section()}\n{_server_section()}"


def _label_section(table: NodeTable) -> str:
    said = (TABLES[table.table].record.__doc__ or "").partition(": ")[2]
    title = f"### {TABLES[table.table].chinese} `:{table.label}`"
    return f"{title}\n\n{said[:1].upper()}{said[1:]}\n\n{table_of(_HEADERS, _rows(table))}"


def _ties_section() -> str:
    rows = [
        (f"`:{each.tie}`", f"`(:{each.tail})→(:{each.head})`", TIES[each.tie].chinese, TIES[each.tie].english)
        for each in edge_tables()
    ]
    parts = [
        f"### {TABLES[each.table].chinese} `:{each.tie}`\n\n{table_of(_HEADERS, _rows(each))}"
        for each in edge_tables()
        if each.properties
    ]
    overview = table_of(("type", "from → to", "中文", "what it means"), rows)
    return "\n".join([f"## Relationships 关系\n\n{overview}", *parts])


def _server_section() -> str:
    lock = ", ".join(f"`{name}`" for name in lock_properties())
    return f"""## What only a server keeps 仅服务器上有

Beside the properties above, by which a later sync knows what is there. Queries need none of them, and a rule that asks
for one cannot run on the embedded store.

同步用来辨认已有内容的属性；查询一般用不到，规则不要用。

{table_of(("property", "on", *_HEADERS[1:]), _kept())}
A node of the label `:{Keeping.ROSTER}` tells what the graph is; it is one node.

`:{Keeping.ROSTER}` 只有一个节点，说明这张图的状态。

{table_of(("property", "中文", "meaning"), _roster_rows())}
`:{Keeping.PAGE}` nodes (`id`, `text`) hold what is no row: settings, sources, inputs and the findings of reading, so
that a report from a server is that of the file. They are read by this program alone. The `:{Keeping.LOCK}` node
({lock}) is held by whoever syncs, and says nothing else.

`:{Keeping.PAGE}` 节点存放设置、来源、读入时的问题，只供本程序读取；`:{Keeping.LOCK}` 节点在同步时被占用。

- {_constraints("unique_node", "label")}: a constraint, `id` is unique in each label 每种标签的 `id` 唯一
- {_constraints("unique_edge", "tie")}: a constraint, `row_key` is unique in each type 每种关系的 `row_key` 唯一
- {_constraints("index_of_keys", "label")}: an index, `key` of each of the four labels 四种标签的 `key` 有索引
"""


def _rows(table: NodeTable | EdgeTable) -> Iterable[tuple[str, str, str, str]]:
    for each in table.properties:
        said = _meaning(table, each)
        yield f"`{each.name}`", TYPES[each.type], said.chinese, said.english


def _meaning(table: NodeTable | EdgeTable, each: Property) -> Meaning:
    if each.name in _MADE:
        return _MADE[each.name]
    column = TABLES[table.table].columns[each.name]
    return Meaning(column.chinese, COLUMNS[each.name] + _values(column.kind))


def _values(kind: object) -> str:
    """Name the values a property has: those of a closed set are English words, of an open one as the planner wrote."""
    if isinstance(kind, Choice):
        return ": " + ", ".join(f"`{label}` {spelled[0]}" for label, spelled in LABELS[kind.labels].items())
    if isinstance(kind, Term):
        return "; usually " + ", ".join(f"`{label}`" for label in OPEN_LABELS[kind.vocabulary])
    return ""


def kept_on_a_server() -> dict[str, list[str]]:
    """Give the properties that a server keeps beside the shared ones, each with the labels and types that have it."""
    tables_here: tuple[NodeTable | EdgeTable, ...] = (*node_tables(), *edge_tables())
    shared = {_name(table): {each.name for each in table.properties} for table in tables_here}
    kept: dict[str, list[str]] = {}
    for table in tables():
        known = ["row_hash"] if isinstance(table, NodeTable) else ["row_key", "row_hash"]
        for name in [*known, *(each.name for each in table.properties)]:
            if name not in shared[_name(table)]:
                kept.setdefault(name, []).append(_name(table))
    return kept


def _kept() -> list[tuple[str, str, str, str, str]]:
    every = [_name(table) for table in tables()]
    types = {each.name: TYPES[each.type] for table in tables() for each in table.properties}
    return [
        (f"`{name}`", _on(having, every), types.get(name, "INTEGER"), *ON_A_SERVER[name])
        for name, having in kept_on_a_server().items()
    ]


def _on(having: list[str], every: list[str]) -> str:
    lacking = [name for name in every if name not in having]
    if not lacking:
        return "all"
    if having == [edge.tie for edge in edge_tables()]:
        return "all relationships"
    if len(lacking) < len(having):
        return "all but " + ", ".join(f"`{name}`" for name in lacking)
    return ", ".join(f"`{name}`" for name in having)


def roster_properties() -> list[str]:
    """Give the properties of the roster's node, as the statements that write it set them."""
    return _set_by("claim", "seal")


def lock_properties() -> list[str]:
    """Give the properties of the lock's node."""
    return _set_by("make_lock", "ask_lock")


def _set_by(*names: str) -> list[str]:
    found = [first or second for name in names for first, second in _SET.findall(statement(name))]
    return list(dict.fromkeys(found))


def _roster_rows() -> list[tuple[str, str, str]]:
    return [(f"`{name}`", ROSTER[name].chinese, ROSTER[name].english) for name in roster_properties()]


def _constraints(name: str, placeholder: str) -> str:
    found = re.search(r"pairing_\S+", statement(name))
    if found is None:
        raise ValueError(f"{name}.cypher names nothing")
    return f"`{found.group().replace(f'`{placeholder}`', placeholder.upper())}`"


def _name(table: NodeTable | EdgeTable) -> str:
    return str(table.label if isinstance(table, NodeTable) else table.tie)
