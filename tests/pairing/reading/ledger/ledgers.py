"""Ledgers for tests: written as a planner writes them, and what was read of them told by names instead of codes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
import xlsxwriter

from pairing.model.settings import Settings
from pairing.reading.grid import Grid, letters
from pairing.reading.ledger import reading_from_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pairing.reading import Reading

ON = datetime.date(2016, 12, 31)
Cell = str | int | float | datetime.date | None


def table(text: str) -> list[list[str | None]]:
    """Read rows as they stand on paper: cells between bars; a row may begin with a blank cell."""
    lines = text.strip().splitlines()
    return [[cell.strip().replace("\\n", "\n") or None for cell in line.split("|")] for line in lines]


def grid(
    rows: str | Sequence[Sequence[str | None]],
    merged: Iterable[tuple[int, int, int, int]] = (),
    sheet: str | None = "台账",
    *,
    hidden: bool = False,
) -> Grid:
    """Make a sheet; merges are (top, left, bottom, right)."""
    cells = table(rows) if isinstance(rows, str) else [list(row) for row in rows]
    width = max(map(len, cells), default=0)
    columns = {
        letters(i + 1): pl.Series([row[i] if i < len(row) else None for row in cells], dtype=pl.String)
        for i in range(width)
    }
    return Grid("台账.xlsx", sheet, pl.DataFrame(columns), tuple(merged), hidden)


def read(*grids: Grid | str, settings: Settings | None = None) -> Reading:
    """Read sheets as a ledger, as of the last day of 2016."""
    sheets = tuple(grid(one) if isinstance(one, str) else one for one in grids)
    return reading_from_ledger(sheets, settings or Settings(), inputs=(), on=ON)


def write(path: Path, rows: Sequence[Sequence[Cell]], merged: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    """Write a sheet as a planner has it; merges are (top, left, bottom, right), 1-based."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        day = book.add_format({"num_format": "yyyy/m/d"})
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(i, j, datetime.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif cell is not None:
                    sheet.write(i, j, cell)
        for top, left, bottom, right in merged:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, rows[top - 1][left - 1])
    return path


@dataclass(frozen=True)
class Told:
    """What a ledger was read as, without codes; each list is sorted."""

    villages: list[str]
    households: list[str]
    cadres: list[str]
    pairings: list[str]


def told(reading: Reading) -> Told:
    """Tell what was read by names: ``东村 张三 3``, ``公安厅 李伟 139``, ``东村 张三 ← 公安厅 李伟 2016-03-01 …``."""
    roster = reading.roster
    units = dict(roster.units.select("id", "name").iter_rows())
    villages = {
        row["id"]: _words(row["county"], row["township"], row["name"]) for row in roster.villages.iter_rows(named=True)
    }
    cadres = {row["id"]: _words(units.get(row["unit"]), row["name"]) for row in roster.cadres.iter_rows(named=True)}
    heads = {
        row["id"]: _words(villages.get(row["village"]), row["head"]) for row in roster.households.iter_rows(named=True)
    }
    return Told(
        villages=sorted(villages.values()),
        households=sorted(
            _words(heads[row["id"]], row["persons"], row["cause"]) for row in roster.households.iter_rows(named=True)
        ),
        cadres=sorted(
            _words(cadres[row["id"]], row["rank"], row["phone"]) for row in roster.cadres.iter_rows(named=True)
        ),
        pairings=sorted(
            _words(
                heads[row["household"]],
                "←",
                cadres[row["cadre"]],
                f"第{row['ordinal']}" if row["ordinal"] else None,
                row["start_date"],
                row["end_date"] and f"止{row['end_date']}",
            )
            for row in roster.pairings.iter_rows(named=True)
        ),
    )


def problems(reading: Reading, *without: str) -> list[str]:
    """Tell the findings in order, but for some codes: ``D114 台账!C5 李伟``."""
    return [_words(found.code, found.place, found.value) for found in reading.findings if found.code not in without]


def _words(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part is not None)
