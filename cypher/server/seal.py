"""What a server says of its graph: whether it is whole, which letter belongs to it, and who was last at work on it."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cypher.server.faults import ServerError
from cypher.server.labels import Keeping
from cypher.server.letter import Letter
from cypher.server.statements import statement
from pairing.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from neo4j import ManagedTransaction

    from cypher.server.connection import Connection

FORMAT: Final = "pairing.graph/1"
"""Which properties nodes and edges have; a graph that another version keeps otherwise is not touched."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What is written on a graph."""

    state: str
    format: str
    writer: str
    """The sync that wrote last; another one, another graph."""
    holder: str
    since: str
    replacing: bool = False
    """Whether the graph that was there before was being removed."""
    letter: str | None = None
    """The hash of the letter, from the first sync that came to its end."""

    @property
    def is_whole(self) -> bool:
        """Tell whether the last sync came to its end."""
        return self.state == "complete"


def read_seal(connection: Connection) -> Seal | None:
    """Read what is written on the graph; None where there is none.

    Raises ServerError for a graph that another version of this program keeps otherwise.
    """
    rows = connection.read(statement("read_seal", roster=Keeping.ROSTER))
    if not rows:
        return None
    ((found,),) = rows
    seal = Seal(
        **{name: found.get(name, "") for name in ("state", "format", "writer", "holder", "since")},
        replacing=found.get("replacing", False),
        letter=found.get("letter"),
    )
    if seal.format != FORMAT:
        raise ServerError(
            text(
                "{address}: the graph there is of the form {found}, this program keeps {ours}; use the version that "
                "wrote it, or say --replace to write it anew.",
                address=connection.address,
                found=seal.format or "—",
                ours=FORMAT,
            )
        )
    return seal


def read_letter(connection: Connection) -> Letter:
    """Read what travels along with the graph; raises ServerError when it is not what the seal was put on."""
    pages = [page for (page,) in connection.read(statement("read_pages", page=Keeping.PAGE))]
    seal = read_seal(connection)
    if seal is None or seal.letter != hash_of(pages):
        raise changed_by_hand(connection, text("{kind}: {number}", kind=str(Keeping.PAGE), number=len(pages)))
    return Letter.from_pages(pages)


def changed_by_hand(connection: Connection, what: Text) -> ServerError:
    """Say that the graph is not as the last sync left it."""
    return ServerError(
        text(
            "{address}: the graph was changed by hand since it was synced ({what}). `pairing sync … --replace` makes "
            "it the roster's again.",
            address=connection.address,
            what=what,
        )
    )


def claim(transaction: ManagedTransaction, writer: str, before: str | None, *, replacing: bool) -> bool:
    """Write on the graph that it is being written, and by whom.

    Only if the last writer was ``before`` ("" for nobody), unless that is None; tells whether it was.
    """
    values = {
        "format": FORMAT,
        "writer": writer,
        "before": before,
        "holder": holder_here(),
        "since": now(),
        "replacing": replacing,
    }
    ((claimed,),) = transaction.run(statement("claim", roster=Keeping.ROSTER), values).values()
    return bool(claimed)


def put(transaction: ManagedTransaction, pages: Sequence[str]) -> None:
    """Put the seal on a graph beside which these pages, and no others, have been written."""
    values = {"letter": hash_of(pages), "sealed": now()}
    transaction.run(statement("seal", roster=Keeping.ROSTER), values).consume()


def hash_of(pages: Sequence[str]) -> str:
    """Hash a letter."""
    return hashlib.sha256("".join(pages).encode()).hexdigest()


def holder_here() -> str:
    """Name who is at work: user@machine."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that has no name
        user = "?"
    return f"{user}@{platform.node()}"


def now() -> str:
    """Give the time as a seal has it."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")
