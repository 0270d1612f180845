"""From whatever a planner gives to a Reading: the form is recognised from the thing itself."""

from __future__ import annotations

import datetime
import gc
import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pairing.errors import InputError
from pairing.model.report import Input
from pairing.reading.aside import is_aside
from pairing.reading.assemble import reading_from_raw
from pairing.reading.files import grids_from_file
from pairing.reading.settings import SettingCell, cells_from_file, settings_from_cells
from pairing.reading.tables import (
    files_of_folder,
    is_workbook_of_tables,
    setting_cells,
    setting_cells_of_folder,
    tables_from_folder,
    tables_from_grids,
)
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pairing.model.finding import Finding
    from pairing.model.settings import Settings
    from pairing.reading.grid import Grid
    from pairing.reading.reading import Form, Reading
    from pairing.reading.tables import Tables


def read_roster(
    path: str | Path,
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: datetime.date | None = None,
) -> Reading:
    """Read a planner's input whole, with everything that is wrong in it.

    ``path`` is a workbook with a sheet per table, a folder of CSV or Parquet with a file per table, or a flat ledger;
    which one, the thing itself tells. ``settings`` are keys and values as ``--set`` has them: they come before
    ``settings_file``, that before the input's own. The roster is seen as of ``as_of``, else the setting 截至日期, else
    today. Raises InputError for what cannot be read at all; whatever else is wrong is a finding.
    """
    path = Path(path)
    given = Given(settings or {}, settings_file, as_of)
    if path.is_dir():
        return _read_folder(path, given)
    with _collector_at_rest():
        return _read_file(path, given)


def read_ledgers(
    paths: Iterable[str | Path],
    *,
    settings: Mapping[str, str] | None = None,
    settings_file: str | Path | None = None,
    as_of: datetime.date | None = None,
) -> Reading:
    """Read several flat ledgers as one, as if the others were sheets of the first; otherwise as :func:`read_roster`.

    Raises InputError for one that is no ledger: rosters with codes of their own are not put together here.
    """
    files = [Path(path) for path in paths]
    given = Given(settings or {}, settings_file, as_of)
    with _collector_at_rest():
        grids = tuple(grid for file in files for grid in _grids_of_ledger(file))
        made, findings = given.over(setting_cells(grids))
        return _read_ledger(grids, made, findings, given, files)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Spare the cells a walk of the garbage collector: they are hundreds of thousands, short-lived, and in no cycle."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _grids_of_ledger(path: Path) -> tuple[Grid, ...]:
    grids = () if path.is_dir() else tuple(grids_from_file(path))
    if path.is_dir() or is_workbook_of_tables(grids):
        raise InputError(
            text("{file}: not a flat ledger; only ledgers can be brought together. Give it alone.", file=path.name)
        )
    return grids


class Given:
    """What the caller says besides the input: settings and the day."""

    def __init__(
        self, settings: Mapping[str, str], settings_file: str | Path | None, as_of: datetime.date | None
    ) -> None:
        self._pairs = [SettingCell(key, value) for key, value in settings.items()]
        self._file = Path(settings_file) if settings_file else None
        self.as_of = as_of

    def over(self, cells: Iterable[SettingCell]) -> tuple[Settings, tuple[Finding, ...]]:
        """Read the input's own settings, then those of the file, then those of the command: the last counts."""
        of_file = cells_from_file(self._file) if self._file else []
        return settings_from_cells([*cells, *of_file, *self._pairs])

    def day(self, settings: Settings) -> datetime.date:
        """Give the date D."""
        return self.as_of or settings.as_of or datetime.date.today()  # noqa: DTZ011 - the office's own calendar day

    def inputs(self, *paths: Path) -> tuple[Input, ...]:
        """Name the files read, with the hash of their bytes."""
        every = [*paths, *([self._file] if self._file else [])]
        return tuple(Input(path=str(path), sha256=_sha256(path)) for path in every)


def _read_folder(path: Path, given: Given) -> Reading:
    files = files_of_folder(path)
    settings, findings = given.over(setting_cells_of_folder(files))
    tables = tables_from_folder(files, path, settings.headers)
    return _assembled(tables, settings, findings, given, "folder", files)


def _read_file(path: Path, given: Given) -> Reading:
    grids = grids_from_file(path)
    settings, findings = given.over(setting_cells(grids))
    if is_workbook_of_tables(grids):
        tables = tables_from_grids(grids, path.name, settings.headers)
        return _assembled(tables, settings, findings, given, "workbook", [path])
    return _read_ledger(grids, settings, findings, given, [path])


def _read_ledger(
    grids: tuple[Grid, ...], settings: Settings, findings: tuple[Finding, ...], given: Given, files: list[Path]
) -> Reading:
    from pairing.reading.ledger import reading_from_ledger  # noqa: PLC0415 - only what is met

    of_ledger = tuple(grid for grid in grids if not is_aside(grid.sheet or ""))
    if not any(grid.cells.height for grid in of_ledger):
        raise InputError(text("{file}: every sheet is empty.", file=", ".join(file.name for file in files)))
    return reading_from_ledger(
        of_ledger, settings, inputs=given.inputs(*files), on=given.day(settings), findings=findings
    )


def _assembled(  # noqa: PLR0913, PLR0917 - what was read so far
    tables: Tables,
    settings: Settings,
    findings: tuple[Finding, ...],
    given: Given,
    form: Form,
    files: list[Path],
) -> Reading:
    return reading_from_raw(
        tables.raw,
        tables.sources,
        settings,
        on=given.day(settings),
        form=form,
        absent=tables.absent,
        findings=(*findings, *tables.findings),
        columns=tables.columns,
        inputs=given.inputs(*files),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
