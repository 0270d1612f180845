"""The published JSON Schemas are those of the models; `make docs` writes them again."""

from __future__ import annotations

import json

import pytest

from pairing.balance import measure_balance
from tests.cli.reports import report
from tests.cypher.small import HEALTHY
from tests.docs.schemas import MODELS, path_of, schema_of


@pytest.mark.parametrize("name", MODELS)
def test_what_is_published_is_what_the_models_write(name: str) -> None:
    assert path_of(name).read_text(encoding="utf-8") == schema_of(name)


def test_a_report_names_its_schema_and_has_what_the_schema_requires() -> None:
    schema = json.loads(schema_of("pairing.report/1"))
    written = json.loads(report().to_json("zh"))
    assert written["schema"] == "pairing.report/1"
    assert set(schema["required"]) <= set(written) <= set(schema["properties"])
    finding = schema["$defs"]["Finding"]
    assert set(finding["required"]) <= set(written["findings"][0]) <= set(finding["properties"])


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (
            "Report",
            "schema valid as_of inputs rows_set_aside totals coverage rules findings counts declared",
        ),
        ("Input", "path sha256"),
        ("Totals", "units villages cadres paired_cadres households persons pairings"),
        ("Coverage", "households covered rate"),
        ("RuleOutcome", "code severity status reason count title"),
        (
            "Finding",
            "code severity title message table row column value subjects hint file sheet header",
        ),
    ],
)
def test_the_fields_users_rely_on_are_there(part: str, fields: str) -> None:
    schema = json.loads(schema_of("pairing.report/1"))
    found = schema if part == "Report" else schema["$defs"][part]
    assert set(found["properties"]) == set(fields.split())


def test_a_balance_names_its_schema_and_has_what_the_schema_requires() -> None:
    schema = json.loads(schema_of("pairing.balance/1"))
    written = json.loads(measure_balance(HEALTHY.roster()).to_json("zh"))
    assert written["schema"] == "pairing.balance/1"
    assert set(schema["required"]) <= set(written) <= set(schema["properties"])
    lens = schema["$defs"]["Lens"]
    fields = "name code over count min max mean spread cv gini jain theil vector attainable status reason proof"
    assert set(fields.split()) | set(lens["required"]) <= set(written["lenses"][0]) <= set(lens["properties"])
