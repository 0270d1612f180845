"""All S and C rules on a province: 160,000 households, 100,000 cadres, and one household in a hundred uncovered."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cypher import EmbeddedStore, check
from pairing.generate import generate_roster, write_generated
from pairing.model.table import TABLES
from tests.bench.measurement import Measurement, compare, peak_memory
from tests.bench.peers.polars_rules import violations
from tests.oracle import answers, world_from_records

if TYPE_CHECKING:
    from pairing.roster import Roster
    from tests.oracle import Answer, Records

SEED = 1
MOST_MEMORY = 1.5e9
CHECK = """
import sys
from cypher import check
from pairing import read_roster
check(read_roster(sys.argv[1]))
"""


def run() -> list[Measurement]:
    """Check the province as the command does, beside bare joins, the oracle, and the memory it may take."""
    roster = generate_roster("province", SEED)
    assert found_by_check(roster) == found_by_joins(roster), "two that answer differently cannot be compared"
    return [beside_joins(roster), beside_oracle(roster), beside_limit()]


def found_by_check(roster: Roster) -> dict[str, int]:
    """Count the findings of each rule."""
    return check(roster, only=("S", "C")).counts


def found_by_joins(roster: Roster) -> dict[str, int]:
    """Count the violations of each rule that the joins find."""
    return {code: rows.height for code, rows in sorted(violations(roster).items()) if rows.height}


def beside_joins(roster: Roster) -> Measurement:
    """Run the rules over a graph that is there and make their findings; on both sides each rule is its own query."""
    with EmbeddedStore() as store:
        store.load(roster)
        return compare(
            "all rules on a province",
            partial(check, roster, skip=("B",), store=store),
            "same joins in bare polars",
            partial(violations, roster),
            at_most=5,
        )


def beside_oracle(roster: Roster) -> Measurement:
    """Load and answer on both sides; the oracle's rows are plain Python before its time begins."""
    return compare(
        "all rules on a province, load too",
        partial(check, roster, skip=("B",)),
        "networkx oracle, its load too",
        partial(ask_oracle, records_of(roster), roster),
        at_most=0.5,
        repeats=1,
    )


def beside_limit() -> Measurement:
    """Read the province from Parquet and check it, in a process of its own."""
    with TemporaryDirectory() as folder:
        province = Path(folder, "province")
        write_generated(province, "province", SEED)
        peak = peak_memory([sys.executable, "-c", CHECK, province])
    return Measurement("peak memory: read and check a province", peak, "limit", MOST_MEMORY, at_most=1, unit="B")


def ask_oracle(records: Records, roster: Roster) -> dict[str, Answer]:
    """Draw the oracle's graph and answer every rule."""
    return answers(world_from_records(records, roster.settings, roster.on))


def records_of(roster: Roster) -> Records:
    """Give the rows as the oracle takes them."""
    return {name: roster.tables[name].select(list(table.columns)).to_dicts() for name, table in TABLES.items()}
