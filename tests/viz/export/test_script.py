"""The Cypher script on a real server: the graph of a sync, however often it is run."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from cypher.server.labels import Keeping
from cypher.server.sync import sync
from tests.cypher.server.graphs import clear, connected, graph_of
from tests.cypher.small import HEALTHY, cadre, household, pairing
from tests.strategies.rosters import NAMES
from viz.audience import sight
from viz.export.script import BATCH, literal, script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cypher.server.connection import Connection
    from pairing.roster import Roster
    from tests.neo4j.beside import Lent

HOSTILE = (*NAMES, "\\u0027", "\\", "a\nb;\n// c\r\t", "\u2028\u2029\x85\ufeff", "𠮷\U000e0041", "`${}`", "*/ ;", "\\'")
AWKWARD = (
    HEALTHY.adding("cadres", *(cadre(f"N{number}", name=name, rank=name) for number, name in enumerate(HOSTILE)))
    .adding("cadres", *(cadre(name, quota=0) for name in HOSTILE))
    .adding("villages", {"id": "V2", "name": "西村", "longitude": -1e-05, "latitude": 33.25})
    .adding("households", household("H4", None, difficulty=Decimal("1.49"), left_poverty_in=2016))
    .adding("pairings", pairing("N0", "H4", start_date=datetime.date(2016, 2, 29), end_date=datetime.date(2016, 3, 1)))
)
LATER = AWKWARD.changing("cadres", {"id": "C4"}, unit="U1", rank=None).changing(
    "households", {"id": "H4"}, village="V2"
)


@pytest.fixture
def there(neo4j_server: Lent) -> Iterator[Connection]:
    """A connection to an empty database of each generation."""
    with connected(neo4j_server.address) as connection:
        yield connection


def statements(roster: Roster) -> list[str]:
    """Part a script where the shell does: behind a semicolon that ends a line."""
    written = "".join(script(sight(roster, "internal"), "en"))
    return [part for part in re.split(r";\n", written) if part.strip()]


def run(roster: Roster, connection: Connection) -> tuple[list[Any], list[Any]]:
    for each in statements(roster):
        connection.change(each)
    return graph_of(connection)


def synced(roster: Roster, connection: Connection) -> tuple[list[Any], list[Any]]:
    """Give the graph of a sync, without the pages that it keeps for itself."""
    clear(connection)
    sync(roster, connection)
    nodes, edges = graph_of(connection)
    return [node for node in nodes if Keeping.PAGE not in node], edges


def test_the_script_gives_the_graph_of_a_sync_and_nothing_changes_when_it_is_run_again(there: Connection) -> None:
    expected = synced(LATER.roster(), there)
    clear(there)
    run(AWKWARD.roster(), there)
    assert run(LATER.roster(), there) == expected
    assert run(LATER.roster(), there) == expected
    done = sync(LATER.roster(), there)
    assert (done.new, done.changed, done.gone) == (0, 0, ())


def test_a_statement_has_no_more_rows_than_a_server_plans_quickly() -> None:
    many = HEALTHY.adding("cadres", *(cadre(f"M{number}") for number in range(BATCH))).roster()
    assert max(each.count("\n  [") for each in statements(many)) == BATCH
    assert sum(each.count("MERGE (n:Cadre") for each in statements(many)) == 2


def test_it_says_what_it_is_and_how_to_run_it() -> None:
    written = "".join(script(sight(HEALTHY.roster(), "public"), "en"))
    assert written.partition("\n\n")[0] == (
        "// A roster of pairing, as a graph for Neo4j 5.7 or later. What it holds: docs/graph.md\n"
        "// As of 2016-06-15. For the public\n"
        "// Run it: cypher-shell -a neo4j://HOST:7687 -d DATABASE -u USER -f THIS_FILE; or open it in Neo4j Browser.\n"
        "// Running it again changes nothing. It removes no rows: `pairing sync` does that, with --prune."
    )


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (None, "null"),
        (True, "true"),
        (-3, "-3"),
        (1e-05, "1e-05"),
        (datetime.date(999, 1, 2), "'0999-01-02'"),
        ("a'b\\u0027\n", r"'a\'b\\u0027\u000A'"),
        ("\u202e👩\u200d", r"'\u202E👩\u200D'"),
    ],
)
def test_values_are_spelt_out(value: object, spelt: str) -> None:
    assert literal(value) == spelt


def test_no_other_value_is_spelt_out() -> None:
    with pytest.raises(TypeError):
        literal(object())
