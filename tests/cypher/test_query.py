"""A question of one's own: gated, with parameters, over the whole roster."""

from __future__ import annotations

import pytest

from cypher import EmbeddedStore, QueryError, query
from pairing.errors import RuleError
from pairing.reading.reading import Reading
from tests.cypher.small import HEALTHY, TODAY

ROSTER = HEALTHY.roster()


def test_an_answer_is_a_frame() -> None:
    answer = query(ROSTER, "MATCH (v:Village) RETURN v.id AS 编号, v.name AS 村名")

    assert answer.to_dicts() == [{"编号": "V1", "村名": "东村"}]


def test_a_reading_will_do() -> None:
    assert query(Reading(ROSTER), "MATCH (u:Unit) RETURN count(*) AS n").rows() == [(2,)]


def test_own_parameters_and_those_of_rules() -> None:
    answer = query(
        ROSTER,
        "MATCH (c:Cadre {id: $who}) RETURN c.name AS name, $as_of AS day, c.state = $active AS active",
        {"who": "C9"},
    )

    assert answer.rows() == [("干部C9", TODAY, False)]


def test_an_own_value_goes_before_that_of_the_rules() -> None:
    assert query(ROSTER, "RETURN $team_size AS size", {"team_size": 7}).rows() == [(7,)]


def test_a_parameter_without_a_value_is_refused() -> None:
    with pytest.raises(RuleError, match=r"without a value: \$who, \$whom\."):
        query(ROSTER, "MATCH (c:Cadre) WHERE c.id IN [$whom, $who] RETURN c.id")


def test_a_query_that_writes_is_refused() -> None:
    with pytest.raises(RuleError, match="query, line 1: CREATE is not allowed"):
        query(ROSTER, "CREATE (:Unit {key: 99})")


def test_what_the_engine_refuses_is_one_line() -> None:
    with pytest.raises(QueryError, match="cannot be run, line 1: "):
        query(ROSTER, "MATCH (c:Cadre RETURN c")


def test_a_loaded_store_is_asked_as_it_is() -> None:
    with EmbeddedStore() as store:
        store.load(HEALTHY.dropping("pairings").roster())

        assert query(ROSTER, "MATCH ()-[p:HELPS]->() RETURN count(*) AS n", store=store).rows() == [(0,)]
        assert query(ROSTER, "MATCH ()-[p:LINKED_TO]->() RETURN count(*) AS n", store=store).rows() == [(1,)]
