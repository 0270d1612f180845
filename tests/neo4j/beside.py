"""The servers that run beside the tests: one test at a time has one of them, and finds it empty."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from neo4j import GraphDatabase

from tests.neo4j.installation import CURRENT, LTS
from tests.neo4j.server import PATIENCE, answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver

SERVERS: Final = "PAIRING_TEST_SERVERS"
"""The variable that tells the tests which servers run beside them: version → address."""
MISSING: Final = "PAIRING_TEST_SERVERS_MISSING"
"""The variable that tells why none does."""
OWN: Final = "PAIRING_NEO4J_URI"
"""The variable by which a developer lends a server of his own."""
GENERATIONS: Final = {"5.26": LTS, "2026.09": CURRENT}
_PAGE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Lent:
    """A server that a test has to itself."""

    address: str
    version: str
    """Of the servers of this repository, the version; of a developer's own, ``own``."""


def generations() -> tuple[str, ...]:
    """Name the servers to test on: both generations, or the developer's own."""
    return ("own",) if OWN in os.environ else tuple(GENERATIONS)


def address_of_generation(generation: str) -> str | None:
    """Tell where a server runs, if it does."""
    if generation == "own":
        return os.environ[OWN]
    running: dict[str, str] = json.loads(os.environ.get(SERVERS, "{}"))
    return running.get(GENERATIONS[generation])


def why_missing() -> str:
    """Say why there is no server."""
    unasked = "no Neo4j runs beside these tests: `make test` starts it, as does `python -m tests.neo4j with -- pytest`"
    return os.environ.get(MISSING, unasked)


@contextmanager
def lent(generation: str, address: str) -> Iterator[Lent]:
    """Lend a server to one test at a time, of whatever worker; its database is empty but for our own constraints."""
    name = "".join(letter if letter.isalnum() else "-" for letter in address)
    with Path(tempfile.gettempdir(), f"pairing-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wait_for(address)
        with GraphDatabase.driver(address, auth=_password()) as driver:
            empty(driver)
        yield Lent(address, GENERATIONS.get(generation, generation))


def _password() -> tuple[str, str] | None:
    password = os.environ.get("PAIRING_NEO4J_PASSWORD")
    return (os.environ.get("PAIRING_NEO4J_USER", "neo4j"), password) if password else None


def wait_for(address: str) -> None:
    """Wait until a server of this machine answers; one elsewhere is expected to."""
    if not address.startswith("bolt://127.0.0.1:"):
        return
    end = time.monotonic() + PATIENCE
    port = int(address.rpartition(":")[2])
    while not answers(port):
        if time.monotonic() > end:
            message = f"{address} does not answer"
            raise TimeoutError(message)
        time.sleep(0.2)


def empty(driver: Driver, *, keeping: tuple[str, ...] = ("pairing_",)) -> None:
    """Remove all nodes and relationships, and constraints and indexes but ours, which take long to make."""
    for delete in (
        "MATCH ()-[x]->() WITH x LIMIT $page DELETE x RETURN count(*)",
        "MATCH (n) WITH n LIMIT $page DELETE n RETURN count(*)",
    ):
        while _rows(driver, delete, page=_PAGE)[0][0]:
            pass
    for (name,) in _rows(driver, "SHOW CONSTRAINTS YIELD name"):
        if not name.startswith(keeping):
            _rows(driver, f"DROP CONSTRAINT `{name}`")
    for (name,) in _rows(driver, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
        if not name.startswith(keeping):
            _rows(driver, f"DROP INDEX `{name}`")


def _rows(driver: Driver, query: str, **values: object) -> list[Any]:
    return [record.values() for record in driver.execute_query(query, values).records]
