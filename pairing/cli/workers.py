"""Processes that solve while this one shows how far they are and listens for Ctrl-C: a solver lets nobody else in."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

FEW: Final = 3_000
"""Of so many households every part is solved within a second, which is less than starting a process takes."""


@contextmanager
def workers(households: int, wanted: int | None = None) -> Iterator[Executor | None]:
    """Give processes to solve in, ``wanted`` or as many as there are processors; none for a small roster.

    When the work is broken off they are ended at once, whatever they are doing.
    """
    count = wanted or (os.cpu_count() or 1 if households > FEW else 0)
    if not count:
        yield None
        return
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_deaf)
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        pool.shutdown()  # not before: it would wait until somebody takes the work that is still in the pipe
        raise
    pool.shutdown()


def _deaf() -> None:
    """Leave Ctrl-C to the process that gave the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
