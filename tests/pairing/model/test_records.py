"""Records made from the text of cells, and what the table derives from their declarations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from pairing.model.labels import Role
from pairing.model.records import Cadre, Household, Pairing, Twinning
from pairing.model.table import TABLES, Bounds


def test_a_row_of_text_becomes_a_record() -> None:
    row = {"id": " H1 ", "head": "张 三", "village": "V1", "persons": "５人", "category": " ", "difficulty": "1.50"}

    assert dict(Household.model_validate(row)) == {
        "id": "H1",
        "head": "张三",
        "village": "V1",
        "persons": 5,
        "category": None,
        "cause": None,
        "difficulty": Decimal("1.5"),
        "state": "在册",
        "left_poverty_in": None,
    }


def test_typed_values_are_taken_as_they_are() -> None:
    twinning = Twinning(unit="U1", village="V1", role=Role.LEAD, start_date=date(2016, 3, 1), end_date=None)

    assert (twinning.role, twinning.start_date, twinning.end_date) == (Role.LEAD, date(2016, 3, 1), None)


def test_a_blank_takes_the_default() -> None:
    assert Cadre.model_validate({"id": "C1", "name": "张三", "unit": "U1", "state": ""}).state == "在岗"
    assert Pairing.model_validate({"cadre": "C1", "household": "H1", "void": None}).void is False


def test_every_bad_cell_is_located() -> None:
    row = {
        "id": "",
        "head": "#N/A",
        "village": "V" * 101,
        "persons": "-3",
        "difficulty": "1.555",
        "left_poverty_in": "x",
    }

    with pytest.raises(ValidationError) as raised:
        Household.model_validate(row)

    assert [(error["loc"], error["type"]) for error in raised.value.errors()] == [
        (("id",), "missing"),
        (("head",), "D117"),
        (("village",), "string_too_long"),
        (("persons",), "greater_than_equal"),
        (("difficulty",), "decimal_max_places"),
        (("left_poverty_in",), "D104"),
    ]


@pytest.mark.parametrize(
    ("table", "field", "bounds"),
    [
        ("households", "id", Bounds(max_length=100)),
        ("households", "persons", Bounds(ge=1, le=99)),
        ("households", "left_poverty_in", Bounds(ge=1980, le=2100)),
        ("households", "difficulty", Bounds(gt=0, le=100, decimal_places=2)),
        ("postings", "unit", Bounds(max_length=100)),
        ("constraints", "reason", Bounds(max_length=2000)),
        ("pairings", "start_date", Bounds()),
    ],
)
def test_bounds_are_dug_out_of_the_declaration(table: str, field: str, bounds: Bounds) -> None:
    by_name = {str(name): found for name, found in TABLES.items()}

    assert by_name[table].bounds[field] == bounds


def test_defaults_and_required_fields_share_the_columns() -> None:
    for table in TABLES.values():
        assert table.required | set(table.defaults) == set(table.columns)
        assert not table.required & set(table.defaults)
