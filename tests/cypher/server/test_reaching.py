"""By which addresses a server is reached: routed or not, in the clear or by TLS, with a certificate of which kind."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from cypher import ServerError, check_there, sync
from tests.conftest import found
from tests.cypher.server.graphs import connected
from tests.cypher.small import HEALTHY
from tests.neo4j.installation import LTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.neo4j.server import Server

ROSTER = HEALTHY.roster()
pytestmark = pytest.mark.neo4j


@dataclass(frozen=True, slots=True)
class Encrypted:
    """A server that speaks with and without TLS, and the certificate it made itself."""

    server: Server
    certificate: Path

    def address(self, scheme: str) -> str:
        """Write where it is, by a scheme."""
        return self.server.address.replace("bolt", scheme, 1)


@pytest.fixture(scope="module")
def encrypted(spare_neo4j: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Encrypted:
    """A server with a certificate for 127.0.0.1, of a day."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "private.key", folder / "public.crt"
    making: list[str | Path] = [found("OpenSSL", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    making += ["-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*making, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    policy = {
        "enabled": "true",
        "base_directory": str(folder),
        "private_key": key.name,
        "public_certificate": certificate.name,
        "client_auth": "NONE",
    }
    named = {f"dbms.ssl.policy.bolt.{name}": value for name, value in policy.items()}
    return Encrypted(spare_neo4j(LTS, {"server.bolt.tls_level": "OPTIONAL", **named}), certificate)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+ssc", "neo4j+ssc", "bolt+s", "neo4j+s"])
def test_each_kind_of_address_brings_a_roster_and_checks_it(
    encrypted: Encrypted, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.certificate))  # as if an authority of the office had signed it
    with connected(encrypted.address(scheme)) as connection:
        sync(ROSTER, connection, replace=True)
        _, report = check_there(connection)

    assert report.totals.households == 3


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_signed_is_refused_unless_that_is_said(encrypted: Encrypted, scheme: str) -> None:
    address = encrypted.address(scheme)
    with pytest.raises(ServerError) as refused, connected(address, time_limit=2) as connection:
        sync(ROSTER, connection)

    assert str(refused.value) == (
        f"{address}/neo4j: no encrypted connection could be made. If the server has no certificate, write bolt:// or "
        "neo4j:// without +s; if it made its own, write +ssc."
    )
