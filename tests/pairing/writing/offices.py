"""Ledgers of many layouts, drawn: rows merged or not, helpers in one cell or in columns, totals, 同上, dates."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

Row = list[str | int | dt.date | None]
Merge = tuple[int, int, int, int]
UNITS: Final = ("甲局", "乙局")
HOUSEHOLD: Final = ("行政村", "户主姓名", "人口", "致贫原因")
DAYS: Final = (dt.date(2015, 3, 1), dt.date(2016, 3, 1), dt.date(2017, 1, 1))


@dataclass(frozen=True)
class Layout:
    """How a ledger is laid out."""

    merged: bool = False
    """The cells of a household over its rows."""
    together: bool = False
    """Two helpers of a unit in one cell."""
    slots: int = 1
    """Columns of helpers' names."""
    ordered: bool = False
    """Those columns say an order: 第一责任人."""
    members: bool = False
    """A row for each member of a household."""
    start: bool = True
    end: bool = True
    ditto: bool = False
    totals: bool = True
    dates: str = "%Y-%m-%d"
    """How a date is written; empty for a date of the spreadsheet's own."""

    @classmethod
    def drawn(cls, random: Random) -> Layout:
        """Draw one."""
        slots = random.choice((1, 1, 2))
        merged = random.random() < 0.4
        return cls(
            merged=merged,
            together=slots == 1 and random.random() < 0.4,
            slots=slots,
            ordered=slots == 2 and random.random() < 0.5,
            members=slots == 1 and random.random() < 0.2,
            start=random.random() < 0.8,
            end=random.random() < 0.8,
            ditto=not merged and random.random() < 0.4,
            totals=random.random() < 0.7,
            dates=random.choice(("%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "")),
        )

    @property
    def header(self) -> list[str]:
        """The header."""
        order = ("第一责任人", "第二责任人") if self.ordered else ("帮扶人1", "帮扶人2")
        names = order if self.slots > 1 else ("帮扶责任人",)
        helpers = [cell for name in names for cell in (name, f"{name}电话")]
        dates = [*(["帮扶开始时间"] if self.start else []), *(["帮扶结束时间"] if self.end else [])]
        members = ["成员姓名", "与户主关系"] if self.members else []
        return ["序号", *HOUSEHOLD, *members, "帮扶单位", *helpers, *dates, "备注"]


@dataclass
class Office:
    """A ledger drawn."""

    layout: Layout
    rows: list[Row]
    merges: list[Merge]

    @classmethod
    def drawn(cls, random: Random, layout: Layout | None = None) -> Office:
        """Draw households, their helpers, and some cadres who help nobody."""
        office = cls(layout or Layout.drawn(random), [], [])
        office.rows += [["结对帮扶台账"], list(office.layout.header)]
        for number in range(random.randint(3, 7)):
            office._add_household(random, number)
        if random.random() < 0.5:
            office._add(["idle", None, None, None, None], ["甲局"], [("闲人", "13999999999")], None, None)
        if office.layout.totals:
            office.rows.append(["合计", None, f"{number + 1}户", 9])
        return office

    def _add_household(self, random: Random, number: int) -> None:
        layout, top = self.layout, len(self.rows) + 1
        home: Row = [number + 1, f"村{number % 2}", f"户主{number}", number % 5 + 1, random.choice(("因病", None))]
        groups = self._groups(random)
        for unit, names, start, end in groups:
            self._add(home, [unit], names, start, end)
        if not groups:
            self._add(home, [None], [], None, None)
        if layout.members and len(groups) < 2:
            self._add([None] * 5, [None], [], None, None, member="孩子")
        self._merge(top)

    def _groups(self, random: Random) -> list[tuple[str, list[tuple[str, str]], dt.date, dt.date | None]]:
        people = [(UNITS[n % 2], f"干部{n}", f"138{n:08d}") for n in range(6)]
        chosen = random.sample(people, random.choice((0, 1, 1, 2, 3)))
        room = 2 if self.layout.together or self.layout.slots > 1 else 1
        groups: list[tuple[str, list[tuple[str, str]], dt.date, dt.date | None]] = []
        for unit, name, phone in chosen:
            if groups and groups[-1][0] == unit and len(groups[-1][1]) < room:
                groups[-1][1].append((name, phone))
            else:
                end = random.choice((None, None, None, dt.date(2016, 6, 30), dt.date(2018, 1, 1)))
                groups.append((unit, [(name, phone)], random.choice(DAYS[: 1 if end else 3]), end))
        return groups

    def _add(
        self,
        home: Row,
        unit: Sequence[str | None],
        people: list[tuple[str, str]],
        start: dt.date | None,
        end: dt.date | None,
        member: str | None = None,
    ) -> None:
        layout = self.layout
        row: Row = [cell if cell != "idle" else None for cell in home]
        if layout.members:
            row += [member or home[2], "之子" if member else "户主" if home[2] else None]
        row += unit
        cells: list[str | None] = [cell for person in people for cell in person]
        if layout.together and len(people) > 1:
            cells = ["、".join(name for name, _ in people), "、".join(phone for _, phone in people)]
        row += [*cells, *[None] * (2 * layout.slots - len(cells))]
        row += [*([self._day(start)] if layout.start else []), *([self._day(end)] if layout.end else []), None]
        self.rows.append(row)

    def _day(self, day: dt.date | None) -> str | dt.date | None:
        return day and (day.strftime(self.layout.dates) if self.layout.dates else day)

    def _merge(self, top: int) -> None:
        """Merge the household's cells over its rows, or write 同上 into its village."""
        bottom = len(self.rows)
        if self.layout.merged and bottom > top:
            self.merges += [(top, column, bottom, column) for column in range(1, 6)]
            for row in self.rows[top:bottom]:
                row[:5] = [None] * 5
        elif self.layout.ditto and top > 4 and self.rows[top - 2][1] == self.rows[top - 1][1]:
            self.rows[top - 1][1] = "同上"
        if self.layout.ditto and not self.layout.merged:
            for above, row in zip(self.rows[top - 1 :], self.rows[top:], strict=False):
                unit = 7 if self.layout.members else 5
                if row[unit] is not None and row[unit] == above[unit]:
                    row[unit] = "〃"

    def save(self, path: Path) -> Path:
        """Write it as a workbook, or as text."""
        if path.suffix == ".csv":
            text = io.StringIO()
            csv.writer(text).writerows([_plain(cell) for cell in row] for row in self.rows)
            path.write_bytes(text.getvalue().encode("gb18030"))
            return path
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in self.rows:
            sheet.append(row)
        for top, left, bottom, right in self.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        book.save(path)
        return path


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell)
