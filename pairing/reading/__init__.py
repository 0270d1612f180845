"""From a planner's file to a Roster: whatever form it has, every problem of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.reading.reading import ColumnRead, Form, Reading

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pairing.roster import Roster

__all__ = ["ColumnRead", "Form", "Reading", "read_joining", "read_ledgers", "read_roster"]


def read_roster(
    path: str | Path,
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: datetime.date | None = None,
) -> Reading:
    """Read a workbook, a folder or a flat ledger: see :func:`pairing.reading.opening.read_roster`."""
    from pairing.reading import opening  # noqa: PLC0415 - naming this package must not cost polars

    return opening.read_roster(path, settings=settings, settings_file=settings_file, as_of=as_of)


def read_ledgers(
    paths: Iterable[str | Path],
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: datetime.date | None = None,
) -> Reading:
    """Read several flat ledgers as one: see :func:`pairing.reading.opening.read_ledgers`."""
    from pairing.reading import opening  # noqa: PLC0415 - naming this package must not cost polars

    return opening.read_ledgers(paths, settings=settings, settings_file=settings_file, as_of=as_of)


def read_joining(path: str | Path, roster: Roster) -> Reading:
    """Read rows that join a roster: see :func:`pairing.reading.joining.read_joining`."""
    from pairing.reading import joining  # noqa: PLC0415 - naming this package must not cost polars

    return joining.read_joining(path, roster)
