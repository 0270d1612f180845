"""``python -m tests.neo4j [VERSION]`` runs a server to try out; ``… with -- COMMAND`` runs both beside a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.neo4j.beside import MISSING, SERVERS
from tests.neo4j.installation import CURRENT, LTS, MissingError, installation
from tests.neo4j.server import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

USE = """\
Neo4j {version} answers at {address}; it asks for no password, and forgets everything when it stops (Ctrl-C).
  pairing sync ROSTER --to {address}
  pairing check {address}"""


def main(arguments: Sequence[str]) -> int:
    """Run one server until it is interrupted, or both beside a command whose exit code is given."""
    if arguments[:2] == ["with", "--"]:
        return run_beside(arguments[2:])
    return run_alone(arguments[0] if arguments else LTS)


def run_alone(version: str) -> int:
    """Run a server, and say where it is."""
    if version not in {LTS, CURRENT}:
        print(f"There is no version {version} here, only {LTS} and {CURRENT}.", file=sys.stderr)  # noqa: T201
        return 2
    try:
        with Server(version) as server:
            print(USE.format(version=version, address=server.address), flush=True)  # noqa: T201
            server.outlive()
    except MissingError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        print()  # noqa: T201
    return 0


def run_beside(command: Sequence[str]) -> int:
    """Start both servers, and run a command meanwhile and with them; in CI they have to be there."""
    environment = dict(os.environ)
    with ExitStack() as running:
        if "PAIRING_NEO4J_URI" not in environment:
            try:
                for version in (LTS, CURRENT):
                    installation(version)
                servers = [Server(version, brief=True) for version in (LTS, CURRENT)]
                for server in servers:
                    running.callback(server.remove)
                    server.launch()
                environment[SERVERS] = json.dumps({server.version: server.address for server in servers})
            except MissingError as error:
                environment[MISSING] = str(error)
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
