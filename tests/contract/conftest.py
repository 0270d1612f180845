"""The stores, each empty."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import pytest

from cypher import Connection, EmbeddedStore, ServerStore, address_of
from tests.conftest import borrowed
from tests.neo4j.beside import generations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cypher import Store

SERVERS = [pytest.param(generation, marks=pytest.mark.neo4j) for generation in generations()]
EMBEDDED = ["memory", "file"]


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Store]:
    """Open a store of a kind."""
    if kind in EMBEDDED:
        with EmbeddedStore(folder if kind == "file" else None) as embedded:
            yield embedded
    else:
        with borrowed(kind) as lent, ServerStore(Connection(address_of(lent.address))) as there:
            yield there


@pytest.fixture(params=[*EMBEDDED, *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store in turn."""
    with opened(cast("str", request.param), tmp_path) as made:
        yield made


@pytest.fixture(params=SERVERS)
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection to every server in turn, whose database is empty."""
    with borrowed(cast("str", request.param)) as lent, Connection(address_of(lent.address)) as made:
        yield made
