"""What goes wrong between here and a server, in one clear line that says what to do."""

from __future__ import annotations

import re
import ssl
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from cypher.server.address import PASSWORD_VARIABLE, USER_VARIABLE
from pairing.errors import PairingError
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cypher.server.address import Address

OUT_OF_MEMORY: Final = re.compile(r"MemoryPoolOutOfMemory|TransactionOutOfMemory|OutOfMemoryError|StackOverFlow")
"""Codes of a server whose memory does not hold a transaction: a smaller one may pass."""

_BY_CODE: Final = (
    (re.compile("DatabaseNotFound"), text("{address}: there is no database {database} on this server.")),
    (
        re.compile("DatabaseUnavailable|DatabaseNotAvailable"),
        text("{address}: the database {database} is not available now; try again, or ask whoever runs the server."),
    ),
    (
        re.compile("ReadOnly|NotALeader|AccessMode|WriteOnRead"),
        text(
            "{address}: nothing can be written there: it is a read-only copy or database. "
            "Name the server that is written to, or use neo4j://, which finds it in a cluster."
        ),
    ),
    (
        OUT_OF_MEMORY,
        text(
            "{address}: the server has not enough memory for this; raise dbms.memory.transaction.total.max or its heap."
        ),
    ),
    (
        re.compile("AuthenticationRateLimit"),
        text("{address}: too many wrong passwords; the server wants a pause of some seconds."),
    ),
    (
        re.compile(r"Security\.Forbidden"),
        text("{address}: the user {user} may not do this; ask whoever runs the server for the right to write."),
    ),
    (
        re.compile("TransactionTimedOut|LockClientStopped|Transaction.Terminated"),
        text("{address}: the server ended this as it took too long; raise its db.transaction.timeout."),
    ),
    (
        re.compile("CredentialsExpired"),
        text("{address}: the password of {user} has to be changed first, in Neo4j Browser for example."),
    ),
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s")


class ServerError(PairingError):
    """A server cannot be reached, does not let us in, or cannot do what is asked."""


class MemoryShortError(ServerError):
    """A server has no memory for a transaction; a smaller one may pass."""


def fault_of(error: Exception, address: Address) -> ServerError:
    """Say what is wrong with a server in one line."""
    line = _line(error)
    named = {"address": address, "database": address.database, "user": address.user}
    is_short = isinstance(error, Neo4jError) and OUT_OF_MEMORY.search(code_of(error))
    kind = MemoryShortError if is_short else ServerError
    return kind(replace(line, values={**line.values, **named}))


def may_pass(error: DriverError | Neo4jError, address: Address) -> bool:
    """Tell whether the same transaction may pass if it is tried again: what the driver calls transient, mostly.

    Not so where a transaction is too large, or a database is read-only; nor at a server of a cluster that is no leader,
    unless we were routed to it. And so where a connection broke during a commit, as all that we do can be done twice.
    """
    if isinstance(error, DriverError):
        return error.is_retryable() or isinstance(error, IncompleteCommit)
    code = code_of(error)
    is_lasting = OUT_OF_MEMORY.search(code) or "ForbiddenOnReadOnlyDatabase" in code
    return error.is_retryable() and not is_lasting and (address.is_routed or "NotALeader" not in code)


def code_of(error: Neo4jError) -> str:
    """Give the server's own code of an error: ``Neo.ClientError.Statement.SyntaxError``."""
    return error.code or ""


def _line(error: Exception) -> Text:
    match error:
        case AuthError() if "Unauthorized" in code_of(error):
            return text(
                "{address}: the user {user} and the password given are refused. Set {user_variable} and "
                "{password_variable}, or leave the password out to be asked for it.",
                user_variable=USER_VARIABLE,
                password_variable=PASSWORD_VARIABLE,
            )
        case Neo4jError():
            return _by_code(error)
        case ServiceUnavailable() | SessionExpired() | OSError() | UnicodeError():  # no host can have such a name
            return _unreachable(error)
        case ConfigurationError() | DriverError():
            return text("{address}: {problem}.", problem=said(error))
        case _:
            raise error


def _by_code(error: Neo4jError) -> Text:
    code = code_of(error)
    found = next((line for pattern, line in _BY_CODE if pattern.search(code)), None)
    return found or text("{address}: the server says: {problem}.", problem=said(error))


def _unreachable(error: Exception) -> Text:
    if any(isinstance(cause, ssl.SSLError) or "SSL" in str(cause) for cause in _causes(error)):
        return text(
            "{address}: no encrypted connection could be made. If the server has no certificate, write bolt:// or "
            "neo4j:// without +s; if it made its own, write +ssc."
        )
    return text(
        "{address}: the server cannot be reached. Is it running, and are host and port right (Bolt, usually 7687)?"
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def said(error: Exception) -> str:
    """Give the first sentence of what a server or driver says, without its full stop."""
    message = (error.message if isinstance(error, Neo4jError) else str(error)) or type(error).__name__
    return _SENTENCE.split(message.split("\n", 1)[0], maxsplit=1)[0].rstrip(" .")
