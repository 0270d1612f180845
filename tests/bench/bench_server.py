"""A province on a Neo4j server: beside the driver's own loop of the same statements, and beside the embedded engine."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from neo4j import GraphDatabase

from cypher import Connection, EmbeddedStore, ServerStore, address_of, check, sync
from cypher.schema import NodeTable
from cypher.server.constraints import make_schema
from cypher.server.rows import rows_of
from cypher.server.statements import statement
from cypher.server.writing import BATCH
from pairing.generate import generate_roster
from tests.bench.measurement import Measurement, measure
from tests.neo4j.beside import empty
from tests.neo4j.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from neo4j import Driver, ManagedTransaction

    from cypher.server.rows import Rows
    from pairing.roster import Roster

SEED = 1
Batches = list[tuple[str, list[dict[str, object]]]]


def run() -> list[Measurement]:
    """Bring a province there, once more without a change, and by the bare driver; check it there and here."""
    roster = generate_roster("province", SEED)
    with (
        Server() as server,
        GraphDatabase.driver(server.address, auth=None) as driver,
        Connection(address_of(server.address)) as connection,
    ):
        sync(generate_roster("county", SEED), connection)  # a server is slow until it has been used
        empty(driver, keeping=())
        bare = seconds(partial(write_bare, connection, driver, batches_of(roster)))
        empty(driver, keeping=())
        first = seconds(partial(sync, roster, connection))
        again = seconds(partial(sync, roster, connection))
        rules_there = partial(check, roster, skip=("B",), store=ServerStore(connection))
        once_there, there = seconds(rules_there), measure(rules_there)
    with EmbeddedStore() as store:
        loaded = measure(partial(store.load, roster))
        rules_here = partial(check, roster, skip=("B",), store=store)
        once_here, here = seconds(rules_here), measure(rules_here)
    return [
        Measurement("bring a province to a server", first, "the driver's bare loop", bare, at_most=1 / 0.9),
        Measurement("the same again, unchanged", again, "the first time", first, at_most=1 / 3),
        Measurement("load a province, embedded", loaded, "the same on a server", first, at_most=1 / 15),
        Measurement(
            "all rules on it, embedded, first time", once_here, "the same on a server", once_there, at_most=1 / 4
        ),
        Measurement("all rules on it, embedded, again", here, "the same on a server", there, at_most=1 / 4),
    ]


def batches_of(roster: Roster) -> Batches:
    """Give each batch that a first sync writes, ready to be sent, with its statement."""
    return [
        (writing(rows), parameters[start : start + BATCH].to_dicts())
        for rows in rows_of(roster)
        for parameters in [rows.parameters(rows.frame)]
        for start in range(0, len(parameters), BATCH)
    ]


def writing(rows: Rows) -> str:
    """Give the statement that writes rows of a label or type."""
    if isinstance(rows.table, NodeTable):
        return statement("write_nodes", label=rows.table.label)
    return statement("write_edges", tie=rows.table.tie, tail=rows.table.tail, head=rows.table.head)


def write_bare(connection: Connection, driver: Driver, batches: Batches) -> None:
    """Send every batch in a transaction the driver manages, over constraints like ours, and nothing else."""
    make_schema(connection)
    with driver.session() as session:
        for query, rows in batches:
            session.execute_write(partial(send, query=query, rows=rows))


def send(transaction: ManagedTransaction, query: str, rows: list[dict[str, object]]) -> None:
    """Send one batch."""
    transaction.run(query, rows=rows).consume()


def seconds(action: Callable[[], object]) -> float:
    """Time what is done once: a graph can be new only once."""
    start = perf_counter()
    action()
    return perf_counter() - start
