"""Values for a query's parameters, and the forms of its answer."""

from __future__ import annotations

import datetime
import io

import polars as pl
import pytest

from pairing.cli.querying import value_of, write_csv, write_json
from pairing.errors import UnknownNameError
from pairing.roster import Roster, roster_from_tables


@pytest.fixture(scope="module")
def roster() -> Roster:
    return roster_from_tables(
        {
            "units": pl.DataFrame({"id": ["U1"], "name": ["甲单位"]}),
            "cadres": pl.DataFrame({"id": ["7", "8", "9"], "name": ["张伟", "李明", "李明"], "unit": ["U1"] * 3}),
        }
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("干部:张伟", "7"),
        ("cadre:8", "8"),
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("007", "007"),
        ("1.50", 1.5),
        ("2016-12-31", datetime.date(2016, 12, 31)),
        ("true", True),
        ("false", False),
        ("'5'", "5"),
        ('"cadre:8"', "cadre:8"),
        ("张伟", "张伟"),
        ("a:b", "a:b"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_a_parameter_is_what_it_looks_like(roster: Roster, written: str, value: object) -> None:
    found = value_of(written, roster)
    assert (found, type(found)) == (value, type(value))


def test_a_name_of_two_is_no_parameter(roster: Roster) -> None:
    with pytest.raises(UnknownNameError, match="could be any of these"):
        value_of("干部:李明", roster)


ROWS: list[tuple[object, ...]] = [
    ("东村", 3, None, datetime.date(2016, 3, 1), True, ["a", "b"]),
    ("=1+1", -2, 0.5, None, False, []),
    ("-5", 1, 2.0, None, None, None),
]
COLUMNS = ["村", "n", "x", "day", "ok", "list"]


def test_csv_is_plain_and_starts_no_formula() -> None:
    stream = io.StringIO()
    write_csv(COLUMNS, ROWS, stream)
    assert stream.getvalue() == (
        '村,n,x,day,ok,list\n东村,3,,2016-03-01,true,"[""a"", ""b""]"\n\'=1+1,-2,0.5,,false,[]\n-5,1,2,,,\n'
    )


def test_json_keeps_types_and_characters() -> None:
    stream = io.StringIO()
    write_json([dict(zip(COLUMNS, ROWS[0], strict=True))], stream)
    assert stream.getvalue() == (
        "[\n  {\n"
        '    "村": "东村",\n    "n": 3,\n    "x": null,\n    "day": "2016-03-01",\n    "ok": true,\n'
        '    "list": [\n      "a",\n      "b"\n    ]\n'
        "  }\n]\n"
    )
