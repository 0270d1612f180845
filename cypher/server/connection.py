"""A connection to one database of a server: managed transactions that are tried again, with an end."""

from __future__ import annotations

import logging
import os
import sys
import time
from contextlib import contextmanager
from getpass import getpass
from typing import TYPE_CHECKING, Any, Final, Self

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    GraphDatabase,
    NotificationMinimumSeverity,
)
from neo4j.exceptions import AuthError, DriverError, IncompleteCommit, Neo4jError

from cypher.server.address import PASSWORD_VARIABLE, TIME_LIMIT
from cypher.server.faults import ServerError, fault_of, may_pass
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import TracebackType
    from typing import TypeVar

    from neo4j import Driver, ManagedTransaction, ResultSummary, Session

    from cypher.server.address import Address

    T = TypeVar("T")

_AGENT: Final = "pairing"
_FETCHED: Final = 5_000
_LONGEST_DIAL: Final = 15.0
_PAUSE: Final = 0.5
"""Seconds between two tries."""
FAULTS: Final = (DriverError, Neo4jError, OSError, UnicodeError)
"""What the driver raises; the last for a host whose name cannot be one."""

# The driver's own log would stand between the lines of a command; what matters of it comes as an error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """One database of a server. Use it as a context manager, or close it; threads may share it."""

    def __init__(self, address: Address, time_limit: float = TIME_LIMIT) -> None:
        """Connect; the password comes from the environment or, where the server asks for one, from a prompt.

        ``time_limit`` in seconds bounds how long a transaction is tried again while the server is away or busy.
        Raises ServerError when the server cannot be reached or does not let us in.
        """
        self.address = address
        self.time_limit = time_limit
        self._driver = _driver_let_in(address, time_limit)
        # In a cluster, what we read must not be older than what we have written or read before.
        self._bookmarks = GraphDatabase.bookmark_manager()

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run a statement that only reads; give its rows."""
        return self._managed(READ_ACCESS, lambda transaction: _rows(transaction, statement, parameters))

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do some work in a transaction, as often as it takes: all of it happens or none.

        Where a connection breaks while the server commits, nobody knows whether it did; so the work is done again, and
        must be such that it can be.
        """
        return self._managed(WRITE_ACCESS, work)

    def change(self, statement: str, parameters: Mapping[str, Any] | None = None) -> ResultSummary:
        """Run one statement that writes."""
        return self.write(lambda transaction: transaction.run(statement, dict(parameters or {})).consume())

    @contextmanager
    def session(self, access: str = READ_ACCESS) -> Iterator[Session]:
        """Lend a session; what the driver raises comes out as a ServerError."""
        with self.faults(), self._session(access) as session:
            yield session

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the driver raises into a ServerError."""
        try:
            yield
        except FAULTS as error:
            raise fault_of(error, self.address) from error

    def close(self) -> None:
        """Hang up; doing it twice is fine."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _session(self, access: str) -> Session:
        return self._driver.session(
            database=self.address.database,
            default_access_mode=access,
            fetch_size=_FETCHED,
            bookmark_manager=self._bookmarks,
        )

    def _managed(self, access: str, work: Callable[[ManagedTransaction], T]) -> T:
        end = time.monotonic() + self.time_limit
        while True:
            with self.session(access) as session:
                run = session.execute_read if access == READ_ACCESS else session.execute_write
                try:
                    done = run(work)
                    if access == WRITE_ACCESS:
                        _refuse_unconfirmed(session)
                except (DriverError, Neo4jError) as error:
                    if time.monotonic() > end or not may_pass(error, self.address):
                        raise
                else:
                    return done
            time.sleep(_PAUSE)


def _refuse_unconfirmed(session: Session) -> None:
    """Raise IncompleteCommit where a server has not confirmed a commit by its bookmark.

    A Neo4j that is shut down sends each open transaction an empty SUCCESS that nobody asked for, and the driver takes
    it for the answer to the commit it sends next. Our sessions begin without bookmarks of their own.
    """
    if not session.last_bookmarks().raw_values:
        raise IncompleteCommit("the server went away")


def _rows(
    transaction: ManagedTransaction, statement: str, parameters: Mapping[str, Any] | None
) -> list[tuple[Any, ...]]:
    return [tuple(record.values()) for record in transaction.run(statement, dict(parameters or {}))]


def _driver_let_in(address: Address, time_limit: float) -> Driver:
    """Connect with the password of the environment, else without one, else with one that is asked for."""
    password = os.environ.get(PASSWORD_VARIABLE)
    try:
        return _driver(address, password, time_limit)
    except AuthError as error:
        if password is not None or not sys.stdin.isatty():
            raise _refused(error, address, password) from error
    except FAULTS as error:
        raise fault_of(_reason(error, address, time_limit), address) from error
    try:
        return _driver(address, getpass(f"{address.user}@{address}: "), time_limit)
    except FAULTS as error:
        raise fault_of(error, address) from error


def _reason(error: Exception, address: Address, time_limit: float) -> Exception:
    """Find out why no encrypted connection was made: a driver that is routed keeps that to itself."""
    if not (address.is_routed and address.is_encrypted):
        return error
    try:
        _driver(address.unrouted, None, time_limit).close()
    except FAULTS as reason:
        return reason
    return error


def _refused(error: AuthError, address: Address, password: str | None) -> ServerError:
    if password is not None:
        return fault_of(error, address)
    return ServerError(
        text("{address}: the server asks for a password; set {variable}.", address=address, variable=PASSWORD_VARIABLE)
    )


def _driver(address: Address, password: str | None, time_limit: float) -> Driver:
    driver = GraphDatabase.driver(
        address.uri,
        auth=None if password is None else (address.user, password),
        user_agent=_AGENT,
        connection_timeout=min(_LONGEST_DIAL, time_limit),
        connection_acquisition_timeout=time_limit,
        max_transaction_retry_time=0,  # the connection tries again: it knows what is in vain, and keeps to its end
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
    )
    try:
        driver.verify_connectivity()
    except BaseException:
        driver.close()
        raise
    return driver
