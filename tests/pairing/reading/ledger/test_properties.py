"""One ledger, whatever its rows' order and however it is written down: the same roster, the same codes."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pairing.model.settings import Settings
from pairing.reading import read_roster
from pairing.reading.ledger import reading_from_ledger
from tests.pairing.reading.ledger.ledgers import ON, Cell, grid, problems, read, write

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from pairing.roster import Roster

HEADER = (
    "乡镇",
    "行政村",
    "户主姓名",
    "证件号码",
    "人口",
    "致贫原因",
    "帮扶单位",
    "帮扶责任人",
    "帮扶人手机号",
    "帮扶开始时间",
    "帮扶结束时间",
)
PLACES = (("鲁沙尔镇", "东村"), ("鲁沙尔镇", "西村"), ("刚察乡", "东村"))


@dataclass(frozen=True)
class Record:
    """A row of a ledger."""

    township: str
    village: str
    head: str | None
    identity: str | None
    persons: str | None
    cause: str | None
    unit: str | None
    helper: str | None
    phone: str | None
    start: str | None
    end: str | None

    def cells(self) -> list[str | None]:
        return [*vars(self).values()]


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Draw the rows of a ledger without contradictions, with namesakes, idle cadres and uncovered households."""
    homes = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PLACES),
                st.sampled_from(("张三", "王五", "才让卓玛")),
                st.integers(1, 9),
                st.sampled_from(("因病", "因学", None)),
            ),
            max_size=6,
        )
    )
    cadres = draw(st.lists(st.tuples(st.sampled_from(("甲局", "乙局")), st.sampled_from(("李伟", "王芳"))), max_size=5))
    days = st.none() | st.dates(datetime.date(2015, 1, 1), datetime.date(2017, 12, 31)).map(str)
    rows = []
    for number, ((township, village), head, persons, cause) in enumerate(homes):
        home = (township, village, head, f"63000000000000{number:04d}", str(persons), cause)
        helpers = draw(st.sets(st.integers(0, len(cadres) - 1))) if cadres else set()
        rows += [Record(*home, *cadres[i], f"139{i:08d}", draw(days), None) for i in sorted(helpers)]
        rows += [] if helpers else [Record(*home, None, None, None, None, None)]
    for i in draw(st.sets(st.integers(0, len(cadres) - 1))) if cadres else set():
        rows.append(Record("鲁沙尔镇", "东村", None, None, None, None, *cadres[i], f"139{i:08d}", None, None))
    return rows


def _roster(rows: Sequence[Record], order: Sequence[int] = range(len(HEADER))) -> Roster:
    cells = [HEADER, *(row.cells() for row in rows)]
    reading = read(grid([[line[i] for i in order] for line in cells]))
    assert problems(reading, "D113") == ([] if rows else ["D103 台账!1"])
    return reading.roster


@given(records(), st.randoms(use_true_random=False))
def test_rows_and_columns_in_any_order_give_the_same_codes_and_content(
    rows: list[Record], chance: random.Random
) -> None:
    shuffled, order = [*rows], [*range(len(HEADER))]
    chance.shuffle(shuffled)
    chance.shuffle(order)
    assert _roster(rows).same_content(_roster(shuffled, order))


@given(records())
def test_a_new_row_renames_nobody(rows: list[Record]) -> None:
    newcomer = Record("刚察乡", "新村", "新户", "639999999999999999", "2", None, "丙局", "新人", "137", None, None)
    before, after = _roster(rows), _roster([newcomer, *rows])
    for table in ("units", "villages", "cadres", "households"):
        assert set(before.tables[table]["id"]) < set(after.tables[table]["id"])


def _titled(rows: list[Record]) -> Roster:
    return read(
        grid(
            [
                ["某县结对帮扶台账"],
                ["填报单位：某局"],
                HEADER,
                [None],
                *(row.cells() for row in rows),
                ["合计", "3"],
                ["填表说明：", None],
            ]
        )
    ).roster


def _grouped(rows: list[Record]) -> Roster:
    top = ["乡镇", "行政村", "贫困户", None, None, None, "帮扶单位", "帮扶责任人", None, "帮扶时间", None]
    low = [None, None, "姓名", "身份证号", "人口", "致贫原因", None, "姓名", "电话", "开始", "结束"]
    return read(grid([top, low, *(row.cells() for row in rows)])).roster


def _paged(rows: list[Record]) -> Roster:
    page = [line for row in rows for line in (row.cells(), ["某县台账"], HEADER)]
    return read(grid([["某县台账"], HEADER, *page])).roster


def _by_township(rows: list[Record]) -> Roster:
    sheets: dict[str, list[Sequence[str | None]]] = {township: [HEADER[1:]] for township, _ in PLACES}
    for row in rows:
        sheets[row.township].append(row.cells()[1:])
    return read(*(grid(lines, sheet=name) for name, lines in sheets.items())).roster


def _wide(rows: list[Record]) -> Roster:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")

    def spelt(row: Record) -> list[str | None]:
        cells = row.cells()
        cells[2] = cells[2] and " ".join(cells[2])
        cells[4] = cells[4] and f"{cells[4].translate(wide)}人"
        cells[7] = cells[7] and "\u3000".join(cells[7])
        cells[8] = cells[8] and cells[8].translate(wide)
        cells[9] = cells[9] and "{}年{}月{}日".format(*(int(part) for part in cells[9].split("-")))
        return cells

    return read(grid([HEADER, *(spelt(row) for row in rows)])).roster


def _csv(rows: list[Record]) -> Roster:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.csv"
        with path.open("w", encoding="gb18030", newline="") as stream:
            csv.writer(stream).writerows([HEADER, *([cell or "" for cell in row.cells()] for row in rows)])
        return read_roster(path, as_of=ON).roster


def _xlsx(rows: list[Record]) -> Roster:
    def typed(row: Record) -> list[Cell]:
        cells: list[Cell] = [*row.cells()]
        cells[4] = int(row.persons) if row.persons else None
        cells[8] = int(row.phone) if row.phone else None
        cells[9] = datetime.date.fromisoformat(row.start) if row.start else None
        return cells

    with TemporaryDirectory() as folder:
        return read_roster(write(Path(folder) / "台账.xlsx", [HEADER, *map(typed, rows)]), as_of=ON).roster


def _merged(rows: list[Record]) -> Roster:
    """Merge what adjacent rows of one household have in common."""
    lines = [row.cells() for row in rows]
    merges = []
    top = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or rows[i].identity != rows[top].identity or rows[i].identity is None:
            if i - top > 1:
                merges += [(top + 2, column, i + 1, column) for column in range(1, 7)]
                for line in lines[top + 1 : i]:
                    line[:6] = [None] * 6
            top = i
    return reading_from_ledger((grid([HEADER, *lines], merges),), Settings(), inputs=(), on=ON).roster


FORMS: tuple[Callable[[list[Record]], Roster], ...] = (
    _titled,
    _grouped,
    _paged,
    _by_township,
    _wide,
    _csv,
    _xlsx,
    _merged,
)


@given(records().filter(bool), st.sampled_from(FORMS))
def test_every_way_to_write_a_ledger_down_gives_the_same_roster(
    rows: list[Record], form: Callable[[list[Record]], Roster]
) -> None:
    assert form(rows).same_content(_roster(rows))
