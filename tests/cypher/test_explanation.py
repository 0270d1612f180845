"""What each code asks for, in sentences."""

from __future__ import annotations

import pytest

from cypher import explain, own_rules, rule_table
from pairing.errors import UnknownNameError
from pairing.model.codes import BALANCE_CODES, DATA_CODES, TOTALS_CODES
from pairing.model.finding import Severity


def test_a_rule_of_the_graph_is_explained_with_its_source_and_query() -> None:
    explanation = explain("c201")

    assert (explanation.code, explanation.severity) == ("C201", Severity.ERROR)
    assert explanation.title.render("zh") == "贫困户没有结对帮扶人"
    assert "不漏一户" in explanation.source.render("zh")
    assert explanation.over is not None
    assert explanation.over.render("en") == "households in scope"
    assert explanation.needs == (("households",), ("pairings",))
    assert explanation.query is not None
    assert "MATCH (h:Household)" in explanation.query


@pytest.mark.parametrize("code", ["D101", "B301", "R406"])
def test_other_codes_are_explained_too(code: str) -> None:
    explanation = explain(code)

    assert explanation.hint == {**DATA_CODES, **BALANCE_CODES, **TOTALS_CODES}[code].hint
    assert explanation.source.render("en")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="No rule has the code Z999"):
        explain("Z999")


def test_the_table_has_every_code_once() -> None:
    codes = [row.code for row in rule_table("zh")]

    assert codes == [*DATA_CODES, *(rule.code for rule in own_rules()), *BALANCE_CODES, *TOTALS_CODES]
    assert all(row.title and row.hint for row in rule_table("en"))
