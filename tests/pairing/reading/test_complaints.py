"""Findings put in order, each once."""

from __future__ import annotations

from pairing.reading.complaints import data_finding, in_order_of_place
from pairing.roster import Source
from pairing.text import text

SOURCE = Source("b.xlsx", "结对")


def test_what_is_said_twice_of_one_cell_is_listed_once() -> None:
    start, other = text("{n} no date", n=1), text("another thing")
    first = data_finding("D104", start, source=SOURCE, row=3, column=("C", "开始"), value="春天")
    again = data_finding("D104", start, source=SOURCE, row=3, column=("C", "开始"), value="春天")
    below = data_finding("D104", start, source=SOURCE, row=4, column=("C", "开始"), value="春天")
    beside = data_finding("D104", start, source=SOURCE, row=3, column=("D", "结束"), value="春天")
    of_another = data_finding("D114", start, source=SOURCE, row=3, column=("C", "开始"), value="春天")
    row, row_again = (data_finding("D109", start, source=SOURCE, row=3) for _ in range(2))
    row_otherwise = data_finding("D109", other, source=SOURCE, row=3)

    given = [below, first, row, again, of_another, beside, row_otherwise, row_again]

    assert in_order_of_place(given, (SOURCE,)) == (row, row_otherwise, first, of_another, beside, below)


def test_sheets_that_are_missing_are_all_listed() -> None:
    source = Source("b.xlsx")
    missing = [data_finding("D101", text("missing"), source=source, table=table) for table in ("units", "villages")]
    assert in_order_of_place(missing, ()) == tuple(missing)
