"""The address of a server, as a planner writes it: ``neo4j://user@host:7687/database``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from pairing.errors import PairingError
from pairing.text import text

USER_VARIABLE: Final = "PAIRING_NEO4J_USER"
PASSWORD_VARIABLE: Final = "PAIRING_NEO4J_PASSWORD"  # noqa: S105 - the name of a variable
DATABASE_VARIABLE: Final = "PAIRING_NEO4J_DATABASE"
USUAL: Final = "neo4j"
"""The user and the database that a Neo4j has before anybody changes it."""

TIME_LIMIT: Final = 60.0
"""Seconds that a server may be away, in all its tries, before what is asked of it is given up."""

_ADDRESS: Final = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://", re.IGNORECASE)
_CREDENTIALS: Final = re.compile(r"(?<=://).*@", re.DOTALL)
"""What may be a password: one with a slash in it makes an address that cannot be read."""


class AddressError(PairingError):
    """The address of a server cannot be read, or holds what does not belong there."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, who asks, and which of its databases is meant; never a password."""

    uri: str
    """What the driver takes: scheme, host, port, and the routing context behind a question mark."""
    database: str
    user: str

    def __str__(self) -> str:
        base, mark, context = self.uri.partition("?")
        return f"{base}/{self.database}{mark}{context}"

    @property
    def name(self) -> str:
        """Give host and database as a part of a file's name."""
        host = urlsplit(self.uri).hostname or ""
        return re.sub(r"[^\w.-]", "_", f"{host}-{self.database}").strip(".")

    @property
    def is_routed(self) -> bool:
        """Tell whether the server is asked which server of its cluster to write to."""
        return self.uri.startswith("neo4j")

    @property
    def unrouted(self) -> Address:
        """Give the same server, asked for itself alone."""
        return replace(self, uri=self.uri.replace("neo4j", "bolt", 1).partition("?")[0])

    @property
    def is_encrypted(self) -> bool:
        """Tell whether the scheme asks for TLS."""
        return "+s" in self.uri.partition("://")[0]


def is_address(written: str) -> bool:
    """Tell whether this names a server and no file: whether it begins as ``bolt://`` or ``neo4j://`` do."""
    return _ADDRESS.match(written) is not None


def address_of(written: str) -> Address:
    """Take an address apart; user and database may also come from the environment.

    Raises AddressError for one without a host, with a port that is none, or with a password: those come from the
    environment or a prompt, never from an argument, where every user of the machine can read them.
    """
    parts = _parts(written)
    if parts.password is not None:
        raise AddressError(
            text(
                "The address holds a password, which others on this machine can read; leave it out and set {variable}.",
                variable=PASSWORD_VARIABLE,
            )
        )
    try:
        port = parts.port
    except ValueError as error:
        raise _unreadable(written) from error
    if not parts.hostname or parts.path.strip("/").count("/"):
        raise _unreadable(written)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    at = host if port is None else f"{host}:{port}"
    context = f"?{parts.query}" if parts.query else ""
    return Address(
        uri=f"{parts.scheme.lower()}://{at}{context}",
        database=unquote(parts.path.strip("/")) or os.environ.get(DATABASE_VARIABLE) or USUAL,
        user=unquote(parts.username or "") or os.environ.get(USER_VARIABLE) or USUAL,
    )


def _parts(written: str) -> SplitResult:
    try:
        return urlsplit(written)
    except ValueError as error:
        raise _unreadable(written) from error


def _unreadable(written: str) -> AddressError:
    return AddressError(
        text(
            "{address} is not the address of a server; write it as {example}.",
            address=_CREDENTIALS.sub("…@", written),
            example="neo4j://host:7687/database",
        )
    )
