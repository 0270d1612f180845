"""One server: started, stopped, killed and started again, on a port and a home of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from tests.neo4j.installation import LTS, installation

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE: Final = 120.0
"""Seconds a server may take to answer: two of them and the tests start at the same time on two cores."""
_STOPPING: Final = 60.0
_LIGHT: Final = {
    "dbms.usage_report.enabled": "false",
    "db.tx_log.preallocate": "false",
    "db.transaction.monitor.check.interval": "100ms",
    "db.shutdown_transaction_end_timeout": "1s",
    "internal.server.bolt.connection_shutdown_wait_time": "1s",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
}
"""It tells nobody that it runs, takes no half a gigabyte for what it may write one day, ends a transaction when its
time is over instead of up to two seconds later, and does not wait for anybody when it is shut down."""
_BRIEF: Final = {"dbms.cypher.min_replan_interval": "1h"}
"""It does not plan a query again because one test has emptied the graph and the next has filled it: planning is most
of its work there."""
_LAST_LINES: Final = 1_500
_CHANGED: Final = "\nchanged "


class StartError(Exception):
    """A server did not start, or refused a setting; the message has the end of what it said."""


class Server:
    """A Neo4j of the tests' own. Use it as a context manager, or stop it."""

    def __init__(
        self,
        version: str = LTS,
        settings: dict[str, str] | None = None,
        port: int | None = None,
        *,
        brief: bool = False,
    ) -> None:
        """Prepare a server of a version, with Neo4j's own settings by their names; nothing runs yet.

        A ``brief`` one is quick to start and slow to work, and keeps its plans whatever becomes of the graph.
        """
        self.version = version
        self.port = port or free_port()
        self._settings = {**_LIGHT, **(_BRIEF if brief else {}), **(settings or {})}
        self._brief = brief
        self._home = Path(tempfile.mkdtemp(prefix="neo4j-"))
        self._log = self._home / "said.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens: ``bolt://127.0.0.1:7687``."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether it has been started, and not stopped since."""
        return self._process is not None

    def change(self, settings: dict[str, str]) -> None:
        """Change settings of Neo4j's own while it runs, which it allows for some; a start forgets them."""
        assert self._process is not None
        assert self._process.stdin is not None
        before = self._said().count(_CHANGED)
        self._process.stdin.write("".join(f"{name}={value}\n" for name, value in settings.items()).encode())
        self._process.stdin.flush()
        end = time.monotonic() + PATIENCE
        while self._said().count(_CHANGED) < before + len(settings):
            if self._process.poll() is not None or time.monotonic() > end:
                message = f"Neo4j {self.version} did not take {settings}:\n{self._said()[-_LAST_LINES:]}"
                raise StartError(message)
            time.sleep(0.05)

    def launch(self) -> Self:
        """Start it, and do not wait for it to answer."""
        settings = self._home / "neo4j.conf"
        settings.write_text("".join(f"{name}={value}\n" for name, value in self._settings.items()), encoding="utf-8")
        command = installation(self.version).command(self._home / "data", self.port, settings, brief=self._brief)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        return self

    def start(self) -> Self:
        """Start it, and wait until it answers. Raises StartError when it does not."""
        self.launch()
        self.wait()
        return self

    def wait(self) -> None:
        """Wait until it answers. Raises StartError when it ends, or takes too long."""
        end = time.monotonic() + PATIENCE
        while not answers(self.port):
            if self._process is None or self._process.poll() is not None or time.monotonic() > end:
                said = self._said()[-_LAST_LINES:]
                self.stop()
                message = f"Neo4j {self.version} did not start on port {self.port}:\n{said}"
                raise StartError(message)
            time.sleep(0.1)

    def outlive(self) -> None:
        """Wait until it ends by itself, or we are interrupted."""
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """End it as an administrator would; its data stays until :meth:`remove`."""
        if self._process is not None:
            self._process.terminate()
            self._end()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.remove()

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _end(self) -> None:
        assert self._process is not None
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(_STOPPING)
        self._process = None


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Tell whether a Bolt server answers: it takes the handshake and offers a version."""
    hello = b"\x60\x60\xb0\x17" + b"\x00\x00\x00\x05" + bytes(12)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(hello)
            line.settimeout(2)
            return len(line.recv(4)) > 0
    except OSError:
        return False
