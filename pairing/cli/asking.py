"""What a command was asked to read, and reading it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cypher.server.address import TIME_LIMIT, Address, address_of, is_address
from pairing.errors import PairingError
from pairing.text import text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from pairing.reading.reading import Reading

_LIKE_AN_ADDRESS: Final = re.compile(r"(?:bolt|neo4j|https?)(?:\+\w+)?:", re.IGNORECASE)


class CommandError(PairingError):
    """The command line asks for something that makes no sense."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An input and how it is to be seen: the day, a file of settings, single settings."""

    place: Path | Address
    as_of: datetime.date | None = None
    settings_file: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    further: tuple[Path, ...] = ()
    """More ledgers, to be read as one with the first."""
    time_limit: float = TIME_LIMIT
    """Seconds that a server may be away."""

    @classmethod
    def of(
        cls,
        *written: str,
        as_of: str | None = None,
        settings: Path | None = None,
        changes: Sequence[str] | None = None,
        time_limit: float = TIME_LIMIT,
    ) -> Asked:
        """Take the words of the command line apart.

        Raises CommandError for a date or a 键=值 that cannot be read, and for a server where only files will do.
        """
        first, *further = map(place_of, written)
        ledgers = tuple(place for place in further if isinstance(place, Path))
        if len(ledgers) < len(further) or (further and isinstance(first, Address)):
            raise CommandError(text("Only ledgers can be brought together, not what is on a server."))
        return cls(first, day_of(as_of), settings, pairs_of("--set", changes or ()), ledgers, time_limit)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that must not be written over."""
        files = (self.place,) if isinstance(self.place, Path) else ()
        return (*files, *self.further, *((self.settings_file,) if self.settings_file else ()))

    @property
    def title(self) -> str:
        """What the input is called: a file's name without its folder, a server's address."""
        return self.place.resolve().name if isinstance(self.place, Path) else str(self.place)

    def read(self) -> Reading:
        """Read the roster, from files or back from a server."""
        from pairing.reading import read_ledgers, read_roster

        if isinstance(self.place, Address):
            return self._read_back(self.place)
        if self.further:
            ledgers = (self.place, *self.further)
            return read_ledgers(ledgers, settings=self.settings, settings_file=self.settings_file, as_of=self.as_of)
        return read_roster(self.place, settings=self.settings, settings_file=self.settings_file, as_of=self.as_of)

    def _read_back(self, address: Address) -> Reading:
        from cypher import Connection, reading_from_server

        with Connection(address, self.time_limit) as connection:
            return reading_from_server(
                connection, settings=self.settings, settings_file=self.settings_file, as_of=self.as_of
            )


def place_of(written: str) -> Path | Address:
    """Tell a server's address from the path of a file or folder; raises CommandError for what is nearly an address."""
    if is_address(written):
        return address_of(written)
    path = Path(written)
    if _LIKE_AN_ADDRESS.match(written) and not path.exists():
        raise CommandError(
            text(
                "{written}: neither a file nor the address of a server; an address is written as {example}.",
                written=written,
                example="neo4j://host:7687/database",
            )
        )
    return path


def file_of(written: str) -> Path:
    """Take the path of what is to be written; raises CommandError for a server's address."""
    if _LIKE_AN_ADDRESS.match(written):
        raise CommandError(
            text("{written} is the address of a server; only `pairing sync` writes there.", written=written)
        )
    return Path(written)


def day_of(written: str | None) -> datetime.date | None:
    """Read the day of ``--as-of`` in any of the office's spellings; a month or year alone means its last day."""
    if written is None:
        return None
    from pairing.reading.dates import read_date

    day = read_date(written, "end")
    if day is None:
        raise CommandError(text("--as-of: {written} is not a date; write it as 2016-12-31.", written=written))
    return day


def pairs_of(option: str, written: Sequence[str]) -> dict[str, str]:
    """Read each ``键=值``; of one key the last counts. Raises CommandError for one without ``=``."""
    pairs: dict[str, str] = {}
    for pair in written:
        key, equals, value = pair.replace("＝", "=", 1).partition("=")
        if not equals or not key.strip():
            raise CommandError(text("{option}: {pair} is not of the form KEY=VALUE.", option=option, pair=pair))
        pairs[key.strip()] = value.strip()
    return pairs
