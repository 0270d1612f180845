"""Whole columns and single records read every cell alike, with the same codes and values."""

from __future__ import annotations

import datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.model.table import TABLES, Table
from pairing.reading.columns import Cells, read_column
from pairing.reading.validation import record_errors
from pairing.roster import schema
from tests.pairing.reading.nasty import rows_of

EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=tuple(TABLES))


def read_rows(table: Table, frame: pl.DataFrame) -> tuple[list[dict[str, str]], list[dict[str, object]]]:
    """Read whole columns; give the codes and the values of each row."""
    cells = {field: read_column(frame[field], table, field) for field in frame.columns}
    codes = [
        {field: code for field in cells if (code := _code(cells[field], row)) is not None}
        for row in range(frame.height)
    ]
    values = pl.DataFrame([read.values for read in cells.values()]).rows(named=True)
    return codes, values


def _code(read: Cells, row: int) -> str | None:
    return None if read.codes is None else read.codes[row]


def record_values(table: Table, row: dict[str, object]) -> dict[str, object]:
    return dict(table.record.model_validate(row))


@EVERY_TABLE
@given(data=st.data())
def test_columns_and_records_accept_the_same_rows_with_the_same_codes_and_values(
    table: Table, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(rows_of(table), min_size=1, max_size=8))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(table.columns, pl.String))

    codes, values = read_rows(table, frame)

    assert codes == [record_errors(table, row) for row in rows]
    good = [(row, read) for row, read, bad in zip(rows, values, codes, strict=True) if not bad]
    assert [read for _, read in good] == [record_values(table, dict(row)) for row, _ in good]


VALUES: dict[pl.DataType, st.SearchStrategy[object]] = {
    pl.String(): st.sampled_from(["a", " a ", "", "x" * 101, "x" * 201, "#N/A", "在岗", "lead", "必须", "member"]),
    pl.Int32(): st.integers(-5, 2200),
    pl.Float64(): st.floats(-200, 200),
    pl.Decimal(9, 2): st.decimals(-5, 200, places=2),
    pl.Date(): st.dates(),
    pl.Boolean(): st.booleans(),
}


@EVERY_TABLE
@given(data=st.data())
def test_typed_columns_are_checked_as_records_check_their_values(table: Table, data: st.DataObject) -> None:
    types = {field: schema(table.name)[field] for field in table.columns}
    row = st.fixed_dictionaries({field: st.none() | VALUES[dtype] for field, dtype in types.items()})
    rows = data.draw(st.lists(row, min_size=1, max_size=8))

    codes, values = read_rows(table, pl.DataFrame(rows, schema=types))

    assert codes == [record_errors(table, row) for row in rows]
    good = [(row, read) for row, read, bad in zip(rows, values, codes, strict=True) if not bad]
    assert [read for _, read in good] == [record_values(table, row) for row, _ in good]


HOUSEHOLDS, PAIRINGS = TABLES["households"], TABLES["pairings"]


@pytest.mark.parametrize(
    ("table", "field", "cells", "dtype", "expected"),
    [
        (HOUSEHOLDS, "persons", [5, None], pl.Int64, [5, None]),
        (HOUSEHOLDS, "persons", [5.0, 2.5], pl.Float64, [5, None]),
        (HOUSEHOLDS, "id", [17], pl.Int64, ["17"]),
        (HOUSEHOLDS, "difficulty", [1.5, None], pl.Float64, [Decimal("1.50"), Decimal("1.00")]),
        (HOUSEHOLDS, "cause", ["因病致贫"], pl.Categorical, ["因病"]),
        (
            PAIRINGS,
            "start_date",
            [datetime.datetime(2016, 3, 1, 8)],  # noqa: DTZ001 - Parquet has no time zone either
            pl.Datetime,
            [datetime.date(2016, 3, 1)],
        ),
        (PAIRINGS, "void", [1, 0], pl.Int8, [True, False]),
    ],
)
def test_other_types_are_read_as_their_text(
    table: Table, field: str, cells: list[object], dtype: type[pl.DataType], expected: list[object]
) -> None:
    assert read_column(pl.Series(cells, dtype=dtype), table, field).values.to_list() == expected


def test_a_column_too_large_for_its_type_is_out_of_range() -> None:
    read = read_column(pl.Series([2**40, 3]), HOUSEHOLDS, "persons")

    assert (read.values.to_list(), read.codes.to_list() if read.codes is not None else None) == (
        [None, 3],
        ["D105", None],
    )
