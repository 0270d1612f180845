"""How a server is reached: with which password, routed or not, in the clear or by TLS, by whose certificate."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase

from cypher import Connection, ServerError, address_of, check_there, sync
from tests.cli.lines import said
from tests.conftest import found
from tests.cypher.server.graphs import connected
from tests.cypher.small import HEALTHY
from tests.neo4j.installation import LTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.neo4j.server import Server

ROSTER = HEALTHY.roster()
FEW = ("C201", "B301")
"""One that is asked there and one that needs every row: a server that has just started plans all for seconds."""
PASSWORD = "a-long-one-for-a-test"  # noqa: S105 - of a server that lives as long as this module
pytestmark = [pytest.mark.neo4j, pytest.mark.usefixtures("nobody")]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A server that asks for a password, what it said to whoever came with its first one, and its own certificate."""

    address: str
    said_at_first: str
    certificate: Path

    def by(self, scheme: str) -> str:
        """Write its address by a scheme."""
        return self.address.replace("bolt", scheme, 1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, of a day, that nobody signed; its key stands beside it."""
    folder = tmp_path_factory.mktemp("tls")
    making: list[str | Path] = [found("OpenSSL", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    making += ["-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    making += ["-keyout", folder / "private.key", "-out", folder / "public.crt"]
    subprocess.run(making, check=True, capture_output=True)
    return folder / "public.crt"


@pytest.fixture(scope="module")
def guarded(spare_neo4j: Callable[..., Server], certificate: Path) -> Guarded:
    """A server whose first password has been changed, and that speaks with and without TLS."""
    encrypting = {
        "enabled": "true",
        "base_directory": str(certificate.parent),
        "private_key": "private.key",
        "public_certificate": certificate.name,
        "client_auth": "NONE",
    }
    settings = {
        "dbms.security.auth_enabled": "true",
        "dbms.security.auth_lock_time": "1s",
        "server.bolt.tls_level": "OPTIONAL",
        **{f"dbms.ssl.policy.bolt.{name}": value for name, value in encrypting.items()},
    }
    server = spare_neo4j(LTS, settings)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PAIRING_NEO4J_PASSWORD", "neo4j")
        with pytest.raises(ServerError) as refused, Connection(address_of(server.address)) as connection:
            connection.read("RETURN 1")
    with GraphDatabase.driver(server.address, auth=("neo4j", "neo4j")) as driver:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
        driver.execute_query(change, password=PASSWORD, database_="system")
    return Guarded(server.address, str(refused.value), certificate)


# By a password --------------------------------------------------------------------------------------------------------


def test_a_first_password_has_to_be_changed(guarded: Guarded) -> None:
    assert guarded.said_at_first == (
        f"{guarded.address}/neo4j: the password of neo4j has to be changed first, in Neo4j Browser for example."
    )


def test_the_password_comes_from_the_environment(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAIRING_NEO4J_PASSWORD", PASSWORD)

    assert "there is no roster in this database" in said(capsys, "check", guarded.address)


def test_without_a_password_a_variable_is_named(guarded: Guarded, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", guarded.address) == (
        f"{guarded.address}/neo4j: the server asks for a password; set PAIRING_NEO4J_PASSWORD."
    )


def test_wrong_passwords_are_refused_and_named_nowhere_and_many_end_in_a_pause(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAIRING_NEO4J_PASSWORD", "Wrong-123")
    lines = [said(capsys, "check", guarded.address) for _ in range(5)]
    time.sleep(1.1)  # until neo4j may come in again

    assert lines[0] == (
        f"{guarded.address}/neo4j: the user neo4j and the password given are refused. Set PAIRING_NEO4J_USER and "
        "PAIRING_NEO4J_PASSWORD, or leave the password out to be asked for it."
    )
    assert lines[-1] == f"{guarded.address}/neo4j: too many wrong passwords; the server wants a pause of some seconds."


@pytest.mark.parametrize("address", ["bolt://planner:secret@host", "neo4j+s://:secret@host/db"])
def test_a_password_in_the_address_is_refused(capsys: pytest.CaptureFixture[str], address: str) -> None:
    line = said(capsys, "check", address)

    assert "leave it out and set PAIRING_NEO4J_PASSWORD" in line
    assert "secret" not in line


# By an address --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+ssc", "neo4j+ssc", "bolt+s", "neo4j+s"])
def test_each_kind_of_address_brings_a_roster_and_checks_it(
    guarded: Guarded, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIRING_NEO4J_PASSWORD", PASSWORD)
    monkeypatch.setenv("SSL_CERT_FILE", str(guarded.certificate))  # as if an authority of the office had signed it
    with connected(guarded.by(scheme)) as connection:
        sync(ROSTER, connection, replace=True)
        _, report = check_there(connection, only=FEW)

    assert report.totals.households == 3


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_signed_is_refused_unless_that_is_said(
    guarded: Guarded, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAIRING_NEO4J_PASSWORD", PASSWORD)
    with pytest.raises(ServerError) as refused, connected(guarded.by(scheme), time_limit=2) as connection:
        sync(ROSTER, connection)

    assert str(refused.value) == (
        f"{guarded.by(scheme)}/neo4j: no encrypted connection could be made. If the server has no certificate, write "
        "bolt:// or neo4j:// without +s; if it made its own, write +ssc."
    )
