"""The servers of the tests: what everything that speaks to a Neo4j rests on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase

from tests.neo4j import installation as room
from tests.neo4j.installation import CURRENT, LTS, MissingError, installation
from tests.neo4j.server import Server, StartError, answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.neo4j.beside import Lent

ORPHAN = """
import sys, time
from tests.neo4j.server import Server
server = Server(brief=True).start()
print(server.port, flush=True)
time.sleep(600)
"""


def ask(address: str, query: str) -> list[object]:
    with GraphDatabase.driver(address, auth=None) as driver:
        return [record[0] for record in driver.execute_query(query).records]


def test_a_lent_server_is_of_its_version_and_empty(neo4j_server: Lent) -> None:
    versions = ask(
        neo4j_server.address,
        "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]",
    )

    assert neo4j_server.version in {*versions, "own"}
    assert ask(neo4j_server.address, "MATCH (n) RETURN count(n)") == [0]
    ask(neo4j_server.address, "CREATE CONSTRAINT FOR (n:Left) REQUIRE n.id IS UNIQUE")
    ask(neo4j_server.address, "CREATE (:Left {id: 1})-[:OVER]->(:Left {id: 2})")


def test_what_a_test_leaves_the_next_does_not_find(neo4j_server: Lent) -> None:
    assert ask(neo4j_server.address, "MATCH (n) RETURN count(n)") == [0]
    names = ask(neo4j_server.address, "SHOW CONSTRAINTS YIELD name RETURN name")
    assert [name for name in names if not str(name).startswith("pairing_")] == []


def test_settings_are_neo4js_own_and_data_stays_until_it_is_removed(spare_neo4j: Callable[..., Server]) -> None:
    server = spare_neo4j(LTS, {"db.transaction.timeout": "7s"})
    ask(server.address, "CREATE (:Kept)")

    def timeout() -> object:
        return ask(server.address, "SHOW SETTINGS 'db.transaction.timeout' YIELD value")

    assert timeout() == ["7s"]
    server.change({"db.transaction.timeout": "6s"})
    assert timeout() == ["6s"]
    server.stop()
    assert not answers(server.port)
    server.start()
    assert timeout() == ["7s"]
    assert ask(server.address, "MATCH (n:Kept) RETURN count(n)") == [1]
    with pytest.raises(StartError, match="pagecache"):
        server.change({"server.memory.pagecache.size": "8m"})


def test_a_server_that_cannot_start_says_why(spare_neo4j: Callable[..., Server]) -> None:
    with pytest.raises(StartError, match=r"no\.such\.setting"):
        spare_neo4j(LTS, {"no.such.setting": "1", "server.config.strict_validation.enabled": "true"})


@pytest.mark.usefixtures("neo4j_lts")  # so that a machine without Java skips
def test_a_server_ends_with_whoever_started_it(tmp_path: Path) -> None:
    where = {**os.environ, "TMPDIR": str(tmp_path)}  # nobody is left to remove its home
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True, env=where) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + 60
    while answers(port) and time.monotonic() < end:
        time.sleep(0.2)

    logs = "\n".join(path.read_text(encoding="utf-8")[-5_000:] for path in tmp_path.rglob("*.log"))
    assert not answers(port), logs


def test_a_machine_without_java_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingError) as told:
        installation(CURRENT)
    assert "apt-get install openjdk-17-jdk-headless maven" in str(told.value)
    assert "PAIRING_NEO4J_URI" in str(told.value)
    assert "\n" not in str(told.value)


def test_each_version_says_which_java_it_needs() -> None:
    assert room.LEAST_JAVA.keys() == {LTS, CURRENT}
