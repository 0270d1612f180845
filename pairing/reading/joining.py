"""Rows that join a roster: a file with some of the tables, whose cells may refer to people and places of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from pairing.errors import InputError
from pairing.model.finding import Finding, Severity
from pairing.reading.assemble import reading_from_raw
from pairing.reading.complaints import data_finding, shown
from pairing.reading.files import first_bytes, grids_from_file
from pairing.reading.headers import table_named
from pairing.reading.opening import Given
from pairing.reading.settings import settings_from_cells
from pairing.reading.tables import (
    FOLDER_SUFFIXES,
    files_of_folder,
    setting_cells,
    setting_cells_of_folder,
    tables_from_folder,
    tables_from_grids,
)
from pairing.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairing.model.cell import TableName
    from pairing.model.settings import Settings
    from pairing.reading.reading import Form, Reading
    from pairing.reading.settings import SettingCell
    from pairing.reading.tables import Tables
    from pairing.roster import Roster

NOTHING_REQUIRED: Final[frozenset[TableName]] = frozenset()


def read_joining(path: str | Path, roster: Roster) -> Reading:
    """Read rows that join a roster; the result holds both, those that join behind the others, and what is wrong.

    ``path`` is a workbook, a folder, or one file of CSV or Parquet, called like a table each; any tables will do. Cells
    refer to rows of either, by id or by a name that only one has. A row that the roster has already is passed over; one
    with an id of the roster that says otherwise is D106, one that overlaps a pairing of the roster D109. Settings are
    the roster's; of the file's own only 表头.* are used. Raises InputError for what holds no table.
    """
    path = Path(path)
    if path.is_dir():
        return _of_files(files_of_folder(path), path, roster)
    if path.suffix.lower() in FOLDER_SUFFIXES:
        first_bytes(path)
        return _of_files([_called_like_a_table(path)], path.parent, roster)
    return _of_workbook(path, roster)


def _of_files(files: list[Path], folder: Path, roster: Roster) -> Reading:
    headers, findings = _own_headers(setting_cells_of_folder(files), roster.settings)
    tables = tables_from_folder(files, folder, headers, NOTHING_REQUIRED)
    return _added(tables, findings, roster, "folder", files)


def _called_like_a_table(path: Path) -> Path:
    if table_named(path.stem) is None:
        raise InputError(
            text(
                "{file}: a file of rows that join is called like their table: 贫困户.csv, 干部.csv, 结对.csv "
                "(or households.csv …).",
                file=path.name,
            )
        )
    return path


def _of_workbook(path: Path, roster: Roster) -> Reading:
    grids = grids_from_file(path)
    if not any(table_named(grid.sheet or "") for grid in grids):
        raise InputError(
            text(
                "{file}: no sheet is called like a table. Rows that join are in sheets called 贫困户, 干部, 结对 "
                "(or households …).",
                file=path.name,
            )
        )
    headers, findings = _own_headers(setting_cells(grids), roster.settings)
    tables = tables_from_grids(grids, path.name, headers, NOTHING_REQUIRED)
    return _added(tables, findings, roster, "workbook", [path])


def _added(tables: Tables, findings: list[Finding], roster: Roster, form: Form, files: list[Path]) -> Reading:
    """Put the rows behind those of the roster, their sources behind its sources."""
    first = len(roster.sources)
    source = (pl.col("source") + first).cast(pl.UInt16)
    raw = {name: replace(table, frame=table.frame.with_columns(source)) for name, table in tables.raw.items()}
    return reading_from_raw(
        raw,
        (*roster.sources, *tables.sources),
        roster.settings,
        on=roster.on,
        form=form,
        absent=roster.absent & tables.absent,
        findings=[*findings, *tables.findings],
        columns=tables.columns,
        inputs=Given({}, None, None).inputs(*files),
        onto=roster,
    )


def _own_headers(cells: Iterable[SettingCell], settings: Settings) -> tuple[dict[str, str], list[Finding]]:
    """Give the planner's headers; of other settings that are not the roster's it is said that they are not used."""
    headers, findings = dict(settings.headers), list[Finding]()
    for cell in cells:
        own, bad = settings_from_cells([cell])
        headers |= own.headers
        findings += bad
        if any(not _agrees(getattr(own, name), getattr(settings, name)) for name in own.model_fields_set - {"headers"}):
            findings.append(_not_used(cell))
    return headers, findings


def _agrees(own: object, roster: object) -> bool:
    if isinstance(own, Mapping) and isinstance(roster, Mapping):
        return all(roster.get(key) == value for key, value in own.items())
    return own == roster


def _not_used(cell: SettingCell) -> Finding:
    return data_finding(
        "D116",
        text("Setting {key} of a file of rows that join is not used: the roster's own counts.", key=shown(cell.key)),
        source=cell.source,
        row=cell.row,
        column=(cell.letters, "值") if cell.letters else None,
        value=cell.value,
        severity=Severity.WARNING,
        hint=text("Give it with --set, or write it into the roster."),
    )
