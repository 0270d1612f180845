"""What a command was asked to read, and reading it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pairing.errors import PairingError
from pairing.text import text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pairing.reading.reading import Reading


class CommandError(PairingError):
    """The command line asks for something that makes no sense."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An input and how it is to be seen: the day, a file of settings, single settings."""

    path: Path
    as_of: datetime.date | None = None
    settings_file: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    further: tuple[Path, ...] = ()
    """More ledgers, to be read as one with the first."""

    @classmethod
    def of(
        cls,
        *paths: Path,
        as_of: str | None = None,
        settings: Path | None = None,
        changes: Sequence[str] | None = None,
    ) -> Asked:
        """Take the words of the command line apart. Raises CommandError for a date or a 键=值 that cannot be read."""
        first, *further = paths
        return cls(first, day_of(as_of), settings, pairs_of("--set", changes or ()), tuple(further))

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that must not be written over."""
        ledgers = (self.path, *self.further)
        return (*ledgers, self.settings_file) if self.settings_file else ledgers

    def read(self) -> Reading:
        """Read the roster."""
        from pairing.reading import read_ledgers, read_roster

        if self.further:
            ledgers = (self.path, *self.further)
            return read_ledgers(ledgers, settings=self.settings, settings_file=self.settings_file, as_of=self.as_of)
        return read_roster(self.path, settings=self.settings, settings_file=self.settings_file, as_of=self.as_of)


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
