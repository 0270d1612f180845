"""The right to write a graph: one sync at a time has it, and it dies with its holder.

The lock is an open transaction that holds the lock node: the server lets go of it when the holder's connection ends,
also after ``kill -9``. Such a transaction has no time limit, so nobody may run into another's with it and wait there in
silence: whoever wants the lock passes a *gate* first, one at a time, and finds out behind it, in a transaction that the
server ends soon, whether the lock is free. An administrator's time limit may end the holding transaction too, or a
restart of the server; so every transaction that writes passes a *fence* as well: it takes hold of the roster's node and
looks whether the writer named there is still the same. Whoever lost the lock to another cannot get through.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final, Self

from neo4j import WRITE_ACCESS
from neo4j.exceptions import DriverError, Neo4jError

from cypher.server.faults import ServerError, code_of
from cypher.server.labels import Keeping
from cypher.server.seal import holder_here, now
from cypher.server.statements import statement
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from neo4j import ManagedTransaction, Transaction

    from cypher.server.connection import Connection

_PROBE: Final = 2.0
"""Seconds of waiting for a lock after which the server says that another has it; a cold one plans for over a second."""
_AT_GATE: Final = 10.0
"""Seconds to pass the gate: there may be others before us, who find out whether the lock is free."""
_PAUSE: Final = 1.0
_ENDED: Final = ("LockClientStopped", "TransactionTimedOut", "Transaction.Terminated", "LockAcquisitionTimeout")


class BusyError(ServerError):
    """Another sync is at work on the same graph."""


class Lock:
    """Held from ``with`` to its end. Raises BusyError when another has it for longer than ``wait`` seconds."""

    def __init__(self, connection: Connection, *, wait: float = 0, on_wait: Callable[[], None] | None = None) -> None:
        """Prepare to take the lock; ``on_wait`` is called once when another has it."""
        self._connection = connection
        self._wait = wait
        self._on_wait = on_wait or (lambda: None)
        self._held = ExitStack()
        self._transaction: Transaction | None = None

    def __enter__(self) -> Self:
        self._connection.change(statement("make_lock", lock=Keeping.LOCK))
        self._take(self._wait)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._let_go()

    def keep(self) -> None:
        """Take the lock again if the server let go of it; raises BusyError when another was quicker."""
        if not self._is_held():
            self._let_go()
            self._take_again()

    def _is_held(self) -> bool:
        if self._transaction is None:
            return False
        try:
            self._transaction.run("RETURN 1").consume()
        except (DriverError, Neo4jError):
            return False
        return True

    def _take_again(self) -> None:
        """Try as long as the time limit allows: the server may be starting again."""
        end = time.monotonic() + self._connection.time_limit
        while True:
            try:
                return self._take(0)
            except BusyError:
                raise
            except ServerError:
                if time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)

    def _take(self, wait: float) -> None:
        end = time.monotonic() + wait
        told = False
        while not self._pass_gate():
            if time.monotonic() >= end:
                raise _busy(self._connection)
            if not told:
                self._on_wait()
            told = True
            time.sleep(_PAUSE)

    def _pass_gate(self) -> bool:
        """Take the lock unless another has it, or is just taking it."""
        with self._connection.session(WRITE_ACCESS) as session:
            try:
                with session.begin_transaction(timeout=_AT_GATE) as transaction:
                    transaction.run(statement("pass_gate", lock=Keeping.LOCK)).consume()
                    return self._ask() and self._hold()
            except Neo4jError as error:
                if not _is_ended(error):
                    raise
                self._let_go()
                return False

    def _ask(self) -> bool:
        """Write our name on the lock node, if nobody holds it: a server does not tell otherwise."""
        with self._connection.session(WRITE_ACCESS) as session:
            try:
                with session.begin_transaction(timeout=_PROBE) as transaction:
                    values = {"holder": holder_here(), "since": now()}
                    transaction.run(statement("ask_lock", lock=Keeping.LOCK), values).consume()
                    transaction.commit()
            except Neo4jError as error:
                if not _is_ended(error):
                    raise
                return False
        return True

    def _hold(self) -> bool:
        with self._connection.faults():
            session = self._held.enter_context(self._connection.session(WRITE_ACCESS))
            self._transaction = self._held.enter_context(session.begin_transaction())
            self._transaction.run(statement("take_lock", lock=Keeping.LOCK)).consume()
        return True

    def _let_go(self) -> None:
        with suppress(DriverError, Neo4jError, ServerError):
            self._held.close()
        self._transaction = None


def _is_ended(error: Neo4jError) -> bool:
    """Tell whether the server ended a transaction that waited for too long."""
    return any(word in code_of(error) for word in _ENDED)


def _busy(connection: Connection) -> BusyError:
    ((holder, since),) = connection.read(statement("read_lock", lock=Keeping.LOCK))
    return BusyError(
        text(
            "{address}: another sync is at work there ({holder}, since {since}); wait for it with --wait SECONDS, or "
            "run this again later.",
            address=connection.address,
            holder=holder or "?",
            since=since or "?",
        )
    )


def pass_fence(transaction: ManagedTransaction, writer: str, connection: Connection) -> None:
    """Hold the roster's node, and raise BusyError unless we are the writer it names."""
    ((passed,),) = transaction.run(statement("fence", roster=Keeping.ROSTER), {"writer": writer}).values()
    if not passed:
        raise taken_over(connection)


def taken_over(connection: Connection) -> BusyError:
    """Say that the graph is another's now."""
    return BusyError(
        text(
            "{address}: another sync has taken over; this one has stopped. Run it again when that is done.",
            address=connection.address,
        )
    )
